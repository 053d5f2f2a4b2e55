"""What shows only when all rows of a specification are read together.

read_whole(rows, background=()) -> tuple[Finding, ...]

Pure and deterministic; the sentences are in `findings.toml`, the words in `words.toml`. Each module looks
for one or two kinds of finding. A false alarm costs more here than a miss: what could be meant is left alone.
"""

from collections.abc import Iterable

from assessments.engine.parse import parse

from .abbreviations import abbreviations
from .columns import modal_against_column, number_twice
from .coverage import nothing_measurable, phases_missing, too_many_mandatory
from .demands import two_demands
from .duplicates import near_duplicates
from .finding import Case, Concerned, Finding, Read, Row, finding, kinds, name_of
from .values import different_values

__all__ = ["Case", "Concerned", "Finding", "Row", "name_of", "read_whole"]


def read_whole(
    rows: Iterable[Row], background: Iterable[str] = (), accepted: Iterable[str] = ()
) -> tuple[Finding, ...]:
    """Return what `rows` say together, the most serious first; kinds of finding without a case are left out.

    Only rows that were judged and ask something are read; a number counts on any row. `background` is what
    else the document says (motives, glossaries): an abbreviation may be written out there. Those among the
    terms that an organisation has `accepted` need not be.
    """
    rows = sorted(rows, key=lambda row: row.position)
    counted = [row for row in rows if row.counts]
    read = [Read(row, parse(row.text, row.verdict.lang)) for row in counted]
    cases = {
        "different_values": different_values(read),
        "modal_against_column": modal_against_column(read),
        "number_twice": number_twice(rows),
        "too_many_mandatory": too_many_mandatory(counted),
        "nothing_measurable": nothing_measurable(counted),
        "near_duplicates": near_duplicates(read),
        "two_demands": two_demands(read),
        "phases_missing": phases_missing(counted),
        "abbreviations": abbreviations(rows, background, accepted),
    }
    return tuple(finding(kind, cases[kind]) for kind in kinds() if cases[kind])
