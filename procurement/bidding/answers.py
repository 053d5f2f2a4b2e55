"""What the parts of an answer are called in a bid: its columns, its labels, its words for how. Pure."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from procurement.importers.draft import Reading
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
    if list(columns) == [""]:
        return {"": "answer"}  # a table without a header: numbers, and what stands beside them
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


def field_named(name: str) -> str:
    """The field that a label names word for word, "" where none does."""
    return next((field for field in FIELDS if _rank(name, field) > 1), "")


def says_yes_or_no(text: str) -> bool:
    """Whether a text opens as an answer does: "Ja", "Uppfylls delvis", "Not compliant"."""
    words = " ".join(text.lower().split())
    return any(re.match(rf"{re.escape(word)}\b", words) for word in _words()["opens"]["answer"])


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


def samples_of(reading: Reading, most: int = 3) -> dict[str, tuple[str, ...]]:
    """The first `most` different cells under each header, for choosing what the column is."""
    cells: dict[str, dict[str, None]] = {}
    for draft in reading.requirements:
        for cell in draft.others:
            seen = cells.setdefault(cell.header, {})
            if cell.text.strip() and len(seen) < most:
                seen[cell.text.strip()] = None
    return {header: tuple(seen) for header, seen in cells.items()}
