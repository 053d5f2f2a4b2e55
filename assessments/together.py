"""Findings about a whole specification as its page shows them: linked to rows, the first ones open, and what
was dismissed last, with its reason."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from procurement.importers.draft import Place
from procurement.models import SpecificationVersion

from .dismissed import Dismissed, DismissedCase, sign
from .engine.verdict import Text
from .engine.whole import Case, Finding
from .place import place_in_words

OPEN_CASES = 3  # of a finding, before the fold
OPEN_ROWS = 6  # of a case, before the fold
MOST_CASES = 60  # of a finding
MOST_ROWS = 150  # of a case; more links than that help nobody


class _Stored(NamedTuple):
    """What the database knows of a row."""

    pk: int
    place: Place


class Link(NamedTuple):
    """A row by its key and its number, with its place in the file where others have that number too."""

    name: str
    pk: int


class ShownCase(NamedTuple):
    """`more` is how many rows are not in `first`, `left_out` how many of them are not in `rest` either;
    `sign` is what its address calls it."""

    sign: str
    says: Text
    first: Sequence[Link]
    rest: Sequence[Link]
    more: int
    left_out: int


class AsideCase(NamedTuple):
    case: ShownCase
    dismissed: DismissedCase


class ShownFinding(NamedTuple):
    """`more` and `left_out` count cases as those of a case count rows; none of them is among `aside`."""

    finding: Finding
    first: Sequence[ShownCase]
    rest: Sequence[ShownCase]
    more: int
    left_out: int
    aside: Sequence[AsideCase]


def shown_together(
    version: SpecificationVersion, findings: Sequence[Finding], dismissed: Dismissed
) -> list[ShownFinding]:
    """Those first of which something is still open. One query for all rows that are linked."""
    cases = [case for finding in findings for case in finding.cases[:MOST_CASES]]
    positions = {row.position for case in cases for row in case.rows[:MOST_ROWS]}
    rows = version.requirements.filter(position__in=positions)
    told = rows.values_list("position", "pk", "provenance")
    stored = {position: _Stored(pk, Place.model_validate(place)) for position, pk, place in told}
    aside = {(each.kind, sign(each.kind, each.case)): each for each in dismissed.cases}
    shown = [_shown(finding, stored, aside) for finding in findings]
    return sorted(shown, key=lambda finding: not finding.first)


def _shown(
    finding: Finding, rows: Mapping[int, _Stored], dismissed: Mapping[tuple[str, str], DismissedCase]
) -> ShownFinding:
    signed = [(case, dismissed.get((finding.id, sign(finding.id, case)))) for case in finding.cases]
    total = sum(held is None for _, held in signed)
    cases = [_linked(finding.id, case, rows) for case, held in signed[:MOST_CASES] if held is None]
    aside = [AsideCase(_linked(finding.id, case, rows), held) for case, held in signed if held]
    return ShownFinding(
        finding, cases[:OPEN_CASES], cases[OPEN_CASES:], total - OPEN_CASES, total - len(cases), aside
    )


def _linked(kind: str, case: Case, rows: Mapping[int, _Stored]) -> ShownCase:
    bearers = Counter(row.number for row in case.rows)
    links = [
        Link(_name(row.number, rows[row.position], alone=bearers[row.number] == 1), rows[row.position].pk)
        for row in case.rows[:MOST_ROWS]
        if row.position in rows
    ]
    total = len(case.rows)
    return ShownCase(
        sign(kind, case),
        case.says,
        links[:OPEN_ROWS],
        links[OPEN_ROWS:],
        total - OPEN_ROWS,
        total - len(links),
    )


def _name(number: str, row: _Stored, *, alone: bool) -> str:
    place = "" if alone else place_in_words(row.place)
    return f"{number} ({place})" if place else number
