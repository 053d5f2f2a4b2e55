"""One measure with different values: 99.5 % here, 99.9 % there.

Two figures are of one measure where they have the same unit or units of one measure, and their sentences
the same words but for those that say how and when it is measured. Other words make it another thing.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from assessments.engine.quantities import Quantity, quantities
from assessments.engine.verdict import Text

from .finding import Case, Read, Row, case, name_of, quoted
from .words import folded, lists, meaning, words_of

_SENTENCE = re.compile(r"[.;!?]\s+(?=[A-ZÅÄÆÖØ0-9])|\n+")  # a label before a colon says of what
_OPEN_UPWARDS, _OPEN_DOWNWARDS = frozenset({">", ">="}), frozenset({"<", "<="})
_SCORED = frozenset({"award", "option"})  # more than the mandatory value is what these are for
_FEWEST = 2  # words; fewer do not tell a subject from another unless it is a known one
_MOST_HEADINGS = 3  # rows that each stand under a heading of their own: a value for each thing


class _Stated(NamedTuple):
    row: Row
    value: float
    written: str
    open_to: str  # "up" for a lower limit, "down" for an upper one, "" where it does not say


_Key = tuple[object, ...]


def different_values(read: Sequence[Read]) -> list[Case]:
    stated: dict[_Key, list[_Stated]] = defaultdict(list)
    for each in read:
        for key, figure in _figures(each):
            stated[key].append(figure)
    return [
        case("different_values", "values", (figure.row for figure in figures), values=_list(figures))
        for figures in stated.values()
        if _differ(figures)
    ]


def _differ(figures: Sequence[_Stated]) -> bool:
    if (
        len({figure.row.position for figure in figures}) == 1
        or len({figure.value for figure in figures}) == 1
    ):
        return False
    if {"up", "down"} <= {figure.open_to for figure in figures}:  # from here to there
        return False
    headings = {figure.row.heading_path for figure in figures}
    return not (len(figures) == len(headings) > _MOST_HEADINGS)


def _list(figures: Sequence[_Stated]) -> Text:
    """One sentence for each value, as written, with the number of its row."""
    first = {figure.value: figure for figure in reversed(figures)}
    chosen = sorted(first.values(), key=lambda figure: figure.row.position)
    return Text(
        sv=", ".join(f"”{figure.written}” ({name_of(figure.row)})" for figure in chosen),
        en=", ".join(f"“{figure.written}” ({name_of(figure.row)})" for figure in chosen),
    )


def _figures(each: Read) -> Iterator[tuple[_Key, _Stated]]:
    """The figures that can be compared: the only one of its measure in its sentence."""
    row, parsed = each
    found = quantities(parsed)
    for start, end in _sentences(parsed.text):
        inside = [(figure, *_measured(figure)) for figure in found if start <= figure.start < end]
        for figure, measure, value in inside:
            others = frozenset((other, amount) for rest, other, amount in inside if rest is not figure)
            if (
                figure.kind is None
                or figure.upper is not None
                or any(other == measure for other, _ in others)
            ):
                continue
            subject = _subject(each, start, end, [quantity for quantity, _, _ in inside])
            if subject:
                kind = row.kind if row.kind in _SCORED else ""
                key = (parsed.lang, kind, measure, figure.per, subject, others)
                yield key, _Stated(row, value, quoted(parsed.text, start, end, figure.start), _open(figure))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


@cache
def _units() -> dict[tuple[str, str], tuple[str, float]]:
    """The measure of a unit and how much of it: ("time", "min") -> ("time", 60)."""
    return {
        (measure.kind, folded(unit)): (measure.kind, amount)
        for measure in lists().measures
        for unit, amount in measure.units.items()
    }


def _measured(figure: Quantity) -> tuple[str, float]:
    measure, amount = _units().get((str(figure.kind), figure.unit), (f"{figure.kind} {figure.unit}", 1))
    return measure, round(figure.value * amount, 6)


def _subject(each: Read, start: int, end: int, figures: Sequence[Quantity]) -> frozenset[str]:
    """What the sentence is about, or nothing where its words do not tell it from another."""
    lang, words = each.parsed.lang, words_of(each.parsed.lang)
    silent = words.small | words.generic | words.strong | words.weak | words.measuring
    subject = set()
    for word, at, stop in each.parsed.tokens:
        beside = start <= at < end and not any(figure.start < stop and at < figure.end for figure in figures)
        if beside and word not in silent and not word.isdigit():
            subject.add(meaning(lang, word))
    known = {meaning(lang, word) for word in words.subjects}
    return frozenset(subject) if len(subject) >= _FEWEST or subject & known else frozenset()


def _open(figure: Quantity) -> str:
    if figure.comparator in _OPEN_UPWARDS:
        return "up"
    return "down" if figure.comparator in _OPEN_DOWNWARDS else ""
