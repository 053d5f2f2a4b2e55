"""Findings about a whole specification as its page shows them: linked to rows, the first ones open."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from procurement.models import SpecificationVersion

from .engine.verdict import Text
from .engine.whole import Case, Finding

OPEN_CASES = 3  # of a finding, before the fold
OPEN_ROWS = 6  # of a case, before the fold
MOST_ROWS = 150  # of a case; more links than that help nobody
MOST_CASES = 60  # of a finding


class Link(NamedTuple):
    """A row by what it is called, and its key."""

    number: str
    pk: int


class ShownCase(NamedTuple):
    """`left_out` is how many rows are neither in `first` nor in `rest`."""

    says: Text
    first: Sequence[Link]
    rest: Sequence[Link]
    left_out: int


class ShownFinding(NamedTuple):
    finding: Finding
    first: Sequence[ShownCase]
    rest: Sequence[ShownCase]
    left_out: int


def shown_together(version: SpecificationVersion, findings: Sequence[Finding]) -> list[ShownFinding]:
    """One query for the keys of all rows that are linked."""
    cases = [case for finding in findings for case in finding.cases[:MOST_CASES]]
    positions = {row.position for case in cases for row in case.rows[:MOST_ROWS]}
    rows = version.requirements.filter(position__in=positions)
    keys = dict(rows.values_list("position", "pk"))
    return [_shown(finding, keys) for finding in findings]


def _shown(finding: Finding, keys: Mapping[int, int]) -> ShownFinding:
    cases = [_linked(case, keys) for case in finding.cases[:MOST_CASES]]
    left_out = len(finding.cases) - len(cases)
    return ShownFinding(finding, cases[:OPEN_CASES], cases[OPEN_CASES:], left_out)


def _linked(case: Case, keys: Mapping[int, int]) -> ShownCase:
    links = [Link(row.number, keys[row.position]) for row in case.rows[:MOST_ROWS] if row.position in keys]
    return ShownCase(case.says, links[:OPEN_ROWS], links[OPEN_ROWS:], len(case.rows) - len(links))
