"""Two assessments beside each other: what got better, what got worse, what came and went. Pure."""

from collections.abc import Mapping
from uuid import UUID

from .engine.verdict import Value
from .summary import FALSE_PRECISE_FROM, Judged


class Change(Value):
    """One requirement in both; gaps are 0-100. `same_text` tells a changed rule from a changed wording."""

    key: UUID
    number: str
    gap_before: int
    gap_after: int
    same_text: bool


class Comparison(Value):
    """Requirements matched by key. Lists are ordered by how much the gap moved, most first."""

    mended: int  # false-precise before, not after
    broken: int  # not before, false-precise after
    added: int
    removed: int
    false_precise_before: int
    false_precise_after: int
    narrower: tuple[Change, ...]
    wider: tuple[Change, ...]


def compare_judged(before: Mapping[UUID, Judged], after: Mapping[UUID, Judged]) -> Comparison:
    """Return what changed between two sets of judged requirements, by the requirement's key."""
    both = [
        Change(
            key=key,
            number=after[key].number,
            gap_before=before[key].verdict.gap,
            gap_after=after[key].verdict.gap,
            same_text=before[key].text == after[key].text,
        )
        for key in after
        if key in before
    ]
    both.sort(key=lambda change: (-abs(change.gap_after - change.gap_before), change.number))
    return Comparison(
        mended=sum(c.gap_before >= FALSE_PRECISE_FROM > c.gap_after for c in both),
        broken=sum(c.gap_after >= FALSE_PRECISE_FROM > c.gap_before for c in both),
        added=len(after.keys() - before.keys()),
        removed=len(before.keys() - after.keys()),
        false_precise_before=sum(row.false_precise for row in before.values()),
        false_precise_after=sum(row.false_precise for row in after.values()),
        narrower=tuple(change for change in both if change.gap_after < change.gap_before),
        wider=tuple(change for change in both if change.gap_after > change.gap_before),
    )
