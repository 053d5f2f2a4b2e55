"""What a change of the rules would do to an organisation's own specifications, before anybody says yes.

Only rows that the change can touch are judged, once as today and once with it.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from accounts.models import Organisation
from procurement.models import Requirement, SpecificationVersion

from .engine import Changes, judge, main_language
from .engine.changes import accepted_spans, changes, every_slot
from .engine.parse import fold
from .engine.verdict import Effect, Nature, Verdict
from .models import Assessment, ChangeKind
from .own_rules import OwnChange, as_changes, rule_of
from .queries import newest_assessments
from .rule_changes import own_changes_of
from .summary import FALSE_PRECISE_FROM

MOST_JUDGED = 1_000  # rows; a page that shows this takes some two seconds
MOST_ROWS = 10  # that are shown


class Moved(NamedTuple):
    """A requirement whose gap (0-100) the change moves."""

    requirement: Requirement
    before: int
    after: int


class Tried(NamedTuple):
    """One version: its requirements, how many sound precise and cannot be verified, and what changes."""

    version: SpecificationVersion
    requirements: int
    before: int
    after: int
    changed: int  # requirements with another score of either kind


class Trial(NamedTuple):
    """What the change does to all of them; `not_tried` counts rows that were too many to judge."""

    versions: list[Tried]
    most_moved: list[Moved]
    not_tried: int

    @property
    def requirements(self) -> int:
        return sum(tried.requirements for tried in self.versions)

    @property
    def changed(self) -> int:
        return sum(tried.changed for tried in self.versions)

    @property
    def before(self) -> int:
        return sum(tried.before for tried in self.versions)

    @property
    def after(self) -> int:
        return sum(tried.after for tried in self.versions)


class _Pair(NamedTuple):
    requirement: Requirement
    before: Verdict
    after: Verdict

    @property
    def is_changed(self) -> bool:
        return (self.before.sounds, self.before.measurable) != (self.after.sounds, self.after.measurable)


def try_change(organisation: Organisation, change: OwnChange) -> Trial:
    """Judge the newest assessed version of each specification as it is and as it would be."""
    own = own_changes_of(organisation)
    today, then = as_changes(own), as_changes([*_beside(own, change), change])
    tried, moved, left, not_tried = [], [], MOST_JUDGED, 0
    for assessment in newest_assessments(organisation):
        rows = list(_touched(assessment, change))
        not_tried += max(0, len(rows) - left)
        pairs = list(_judged_twice(assessment, rows[:left], today, then))
        left -= len(pairs)
        tried.append(_tried(assessment, pairs))
        moved += [
            Moved(pair.requirement, pair.before.gap, pair.after.gap) for pair in pairs if pair.is_changed
        ]
    moved.sort(key=lambda each: (-abs(each.after - each.before), each.requirement.pk))
    return Trial(tried, moved[:MOST_ROWS], not_tried)


def _beside(own: Iterable[OwnChange], change: OwnChange) -> Iterator[OwnChange]:
    """The changes in force, without the one that this would take the place of."""
    place = (change.kind, change.of, change.subject)
    return (each for each in own if (each.kind, each.of, each.subject) != place)


def _touched(assessment: Assessment, change: OwnChange) -> Iterator[Requirement]:
    verdicts = assessment.verdicts.filter(judged=True).select_related("requirement").defer("data")
    if change.kind == ChangeKind.TERM:
        term = changes(terms=[change.subject])
        for row in verdicts:
            if accepted_spans(fold(row.requirement.text), term):
                yield row.requirement
        return
    seen = _rules_of(change)
    yield from (row.requirement for row in (verdicts.filter(rules__overlap=seen) if seen else verdicts))


def _rules_of(change: OwnChange) -> list[str]:
    """The rules by whose rows the change is found; none where all rows have to be looked at."""
    if change.of != "fills":
        return [change.subject]
    rules = {rule for slot in every_slot() if slot.id == change.subject for rule in slot.filled_by}
    told = [rule for rule in map(rule_of, rules) if rule and rule.effect is Effect.TELLS]
    return [] if told else sorted(rules)


def _judged_twice(
    assessment: Assessment, rows: list[Requirement], today: Changes, then: Changes
) -> Iterator[_Pair]:
    expect = assessment.language or main_language(row.text for row in rows)
    for row in rows:
        yield _Pair(
            row, judge(row.text, expect=expect, changes=today), judge(row.text, expect=expect, changes=then)
        )


def _tried(assessment: Assessment, pairs: list[_Pair]) -> Tried:
    counted = assessment.verdicts.filter(judged=True, nature=Nature.REQUIREMENT)
    before = counted.filter(gap__gte=FALSE_PRECISE_FROM).count()
    difference = sum(_is_wide(pair.after) - _is_wide(pair.before) for pair in pairs)
    changed = sum(pair.is_changed for pair in pairs)
    return Tried(assessment.version, counted.count(), before, before + difference, changed)


def _is_wide(verdict: Verdict) -> bool:
    return verdict.nature is Nature.REQUIREMENT and verdict.gap >= FALSE_PRECISE_FROM
