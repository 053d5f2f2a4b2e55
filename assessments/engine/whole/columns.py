"""What the columns say against the text and against each other: obligation, and numbers."""

from collections import defaultdict
from collections.abc import Sequence

from assessments.engine.verdict import Obligation

from .finding import Case, Read, Row, case
from .words import words_of

_FEW = 5  # award criteria; of more, where most say "shall" it is the way the document is written


def modal_against_column(read: Sequence[Read]) -> list[Case]:
    """Mandatory rows that say "should", and award criteria that say "shall".

    Where all rows are of one kind there was no such column, and where most award criteria say "shall" the
    document means it. One that asks the supplier to describe something may say "shall".
    """
    if len({row.kind for row, _ in read}) == 1:
        return []
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row, parsed in read:
        words = words_of(parsed.lang)
        strong = [word for word in parsed.words if word in words.strong]
        weak = [word for word in parsed.words if word in words.weak]
        if row.kind == "mandatory" and weak and not strong and not _binds(row):
            found["mandatory", weak[0]].append(row)
        if row.kind == "award" and strong and not weak and words.describing.isdisjoint(parsed.words):
            found["award", strong[0]].append(row)
    awards = sum(row.kind == "award" for row, _ in read)
    firm = sum(len(rows) for (kind, _), rows in found.items() if kind == "award")
    return [
        case("modal_against_column", kind, rows, word=word)
        for (kind, word), rows in sorted(found.items(), key=lambda item: item[1][0].position)
        if kind == "mandatory" or not (awards > _FEW and firm > awards / 2)
    ]


def _binds(row: Row) -> bool:
    return row.verdict.obligation is Obligation.MANDATORY


def number_twice(rows: Sequence[Row]) -> list[Case]:
    """Each number that several rows bear."""
    bearers: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.number.strip():
            bearers[row.number.strip().casefold()].append(row)
    return [
        case("number_twice", "number", same, number=same[0].number, n=len(same))
        for same in bearers.values()
        if len(same) > 1
    ]
