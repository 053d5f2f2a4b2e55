"""Rows of a filled sheet -> answers: which column is what, and which requirement a row answers. Pure."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from procurement.importers.draft import Draft, Reading
from procurement.importers.place import Place

_LONG_NAME = 5  # characters from which a name counts inside a longer one
FIELDS = ("answer", "how_met", "document", "page", "identifier", "issuer", "dated", "comment")


@dataclass(frozen=True)
class AnswerDraft:
    """An answer as the file has it; `row` is the requirement's place in the list that was asked."""

    row: int
    place: Place
    answer: str = ""
    how_met: str = ""
    document: str = ""
    page: str = ""
    identifier: str = ""
    issuer: str = ""
    dated: str = ""
    comment: str = ""

    @property
    def says_anything(self) -> bool:
        return any(getattr(self, field) for field in FIELDS)


@dataclass(frozen=True)
class Asked:
    """A requirement as far as matching needs it."""

    key: str
    number: str
    text: str


@dataclass(frozen=True)
class Matched:
    """The answers found, and the rows of the file that answer nothing that was asked."""

    answers: tuple[AnswerDraft, ...]
    strangers: tuple[Draft, ...]
    twice: tuple[Draft, ...]


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / "answers.toml").read_text())


def headers_of(reading: Reading) -> tuple[str, ...]:
    """The headers of columns that are not the requirement's own, in the order they first stand."""
    return tuple(dict.fromkeys(cell.header for draft in reading.requirements for cell in draft.others))


def found_columns(reading: Reading) -> dict[str, str]:
    """header -> one of `FIELDS`, or "" where its name says nothing; a field goes to the best name."""
    taken: set[str] = set()
    columns = dict.fromkeys(headers_of(reading), "")
    ranked = sorted(
        ((_rank(header, field), header, field) for header in columns for field in FIELDS), key=lambda x: -x[0]
    )
    for rank, header, field in ranked:
        if rank and not columns[header] and field not in taken:
            columns[header] = field
            taken.add(field)
    return columns


def _rank(header: str, field: str) -> float:
    """How well a header names a field: 0 not at all, above 1 word for word."""
    name = " ".join(header.lower().split()).strip(":*? ")
    names = _words()["fields"][field]
    if name in names:
        return 2 - names.index(name) / 100
    inside = [each for each in names if len(each) >= _LONG_NAME and each in name]
    return max((len(each) / max(len(name), 1) for each in inside), default=0) * 0.9


def how_met(text: str) -> str:
    """A value of `HowMet` for what a cell says, "" where it says nothing known."""
    word = " ".join(text.lower().split()).strip(" .")
    for value, names in _words()["how_met"].items():
        if word in names:
            return value
    values = (value for value, names in _words()["how_met"].items() if _within(names, word))
    return next(values, "")


def _within(names: list[str], text: str) -> bool:
    return any(len(name) >= _LONG_NAME and name in text for name in names)


def match(reading: Reading, columns: dict[str, str], asked: Sequence[Asked]) -> Matched:
    """Give each row the requirement it answers: by our key, else number, else the same words."""
    by_key = {each.key: place for place, each in enumerate(asked)}
    by_number = _only_once((_plain(each.number), place) for place, each in enumerate(asked) if each.number)
    by_text = _only_once((_plain(each.text), place) for place, each in enumerate(asked))
    answers: dict[int, AnswerDraft] = {}
    strangers, twice = [], []
    for draft in reading.requirements:
        place = by_key.get(draft.key)
        if place is None:
            place = by_number.get(_plain(draft.number), by_text.get(_plain(draft.text)))
        if place is None:
            strangers.append(draft)
        elif place in answers:
            twice.append(draft)
        elif (answer := _answer(draft, columns, place)).says_anything:
            answers[place] = answer
    return Matched(tuple(answers.values()), tuple(strangers), tuple(twice))


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


def _only_once(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """What is said of one place only: two requirements of one number cannot be told apart by it."""
    pairs = list(pairs)
    count = Counter(name for name, _ in pairs)
    return {name: place for name, place in pairs if count[name] == 1}


def _answer(draft: Draft, columns: dict[str, str], row: int) -> AnswerDraft:
    said: dict[str, str] = {}
    for cell in draft.others:
        field = columns.get(cell.header, "")
        if field and cell.text.strip():
            said[field] = f"{said[field]}\n{cell.text}" if field in said else cell.text
    said["how_met"] = how_met(said.get("how_met", ""))
    return AnswerDraft(row=row, place=draft.place, **{name: text.strip() for name, text in said.items()})


def samples_of(reading: Reading, most: int = 3) -> dict[str, tuple[str, ...]]:
    """The first `most` different cells under each header, for choosing what the column is."""
    cells: dict[str, dict[str, None]] = {}
    for draft in reading.requirements:
        for cell in draft.others:
            seen = cells.setdefault(cell.header, {})
            if cell.text.strip() and len(seen) < most:
                seen[cell.text.strip()] = None
    return {header: tuple(seen) for header, seen in cells.items()}
