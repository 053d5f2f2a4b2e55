"""Two assessments beside each other: what got better, what got worse, what came and went. Pure."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from .engine.verdict import Value
from .summary import FALSE_PRECISE_FROM


class Scored(NamedTuple):
    """What a comparison needs of a requirement: its gap, 0-100, and whether headline numbers count it."""

    number: str
    text: str
    gap: int
    counts: bool

    @property
    def false_precise(self) -> bool:
        return self.counts and self.gap >= FALSE_PRECISE_FROM


class Change(Value):
    """One requirement in both; gaps are 0-100. `same_text` tells a changed rule from a changed wording."""

    key: UUID
    number: str
    gap_before: int
    gap_after: int
    same_text: bool


class Comparison(Value):
    """Requirements matched by key, of those that ask something before or after.

    Lists are ordered by how much the gap moved, most first.
    """

    mended: int  # false-precise before, not after
    broken: int  # not before, false-precise after
    added: int
    removed: int
    reworded: int
    false_precise_before: int
    false_precise_after: int
    narrower: tuple[Change, ...]
    wider: tuple[Change, ...]


def compare_scored(before: Mapping[UUID, Scored], after: Mapping[UUID, Scored]) -> Comparison:
    """Return what changed between two sets of scored requirements, by the requirement's key."""
    both = [key for key in after if key in before and (before[key].counts or after[key].counts)]
    changes = [_change(key, before[key], after[key]) for key in both]
    changes.sort(key=lambda change: (-abs(change.gap_after - change.gap_before), change.number))
    return Comparison(
        mended=sum(before[key].false_precise and not after[key].false_precise for key in both),
        broken=sum(after[key].false_precise and not before[key].false_precise for key in both),
        added=sum(after[key].counts for key in after.keys() - before.keys()),
        removed=sum(before[key].counts for key in before.keys() - after.keys()),
        reworded=sum(not change.same_text for change in changes),
        false_precise_before=sum(row.false_precise for row in before.values()),
        false_precise_after=sum(row.false_precise for row in after.values()),
        narrower=tuple(change for change in changes if change.gap_after < change.gap_before),
        wider=tuple(change for change in changes if change.gap_after > change.gap_before),
    )


def _change(key: UUID, before: Scored, after: Scored) -> Change:
    return Change(
        key=key,
        number=after.number,
        gap_before=before.gap,
        gap_after=after.gap,
        same_text=before.text == after.text,
    )
