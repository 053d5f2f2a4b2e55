"""Answers that lean on "proven elsewhere" -> what there is the same, different or unknown. Pure.

Source: reference 4.5. Nothing said counts as unknown, never as the same.
"""

import tomllib
from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import re2

from assessments.engine.language import FULL
from assessments.engine.parse import Parsed, parse
from assessments.engine.verdict import Text, Value

from .whole import Answered

_AROUND = 50  # characters of a quotation on either side


class Likeness(StrEnum):
    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


class Compared(Value):
    """One dimension: how it is elsewhere, in the bid's own words (`quote`, from the answer to `where`)."""

    dimension: str
    title: Text
    likeness: Likeness
    where: str = ""
    quote: str = ""


def compare_references(answers: Sequence[Answered]) -> tuple[Compared, ...]:
    """Return every dimension in the order of the reference; empty where nobody asks for references."""
    asked = re2.compile(b"(?i)" + _table()["asked"].encode())
    read = [(answer, _parsed(answer)) for answer in answers if answer.answer.strip()]
    leaning = [
        (answer, parsed) for answer, parsed in read if asked.search(_parsed_requirement(answer).shadow)
    ]
    if not leaning:
        return ()
    return tuple(_compared(dimension, leaning) for dimension in _table()["dimensions"])


def _compared(dimension: dict[str, Any], leaning: Sequence[tuple[Answered, Parsed]]) -> Compared:
    """The first words on it; a difference weighs more than a likeness, wherever it stands."""
    title = Text(sv=dimension["sv"], en=dimension["en"])
    for likeness in (Likeness.DIFFERENT, Likeness.SAME):
        for answer, parsed in leaning:
            if span := _first(dimension["id"], likeness, parsed):
                return Compared(
                    dimension=dimension["id"],
                    title=title,
                    likeness=likeness,
                    where=answer.row,
                    quote=_quoted(parsed.text, *span),
                )
    return Compared(dimension=dimension["id"], title=title, likeness=Likeness.UNKNOWN)


def _first(dimension: str, likeness: Likeness, parsed: Parsed) -> tuple[int, int] | None:
    pattern = _patterns()[dimension, likeness]
    match = pattern.search(parsed.shadow) if pattern else None
    return match.span() if match else None


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "transfer.toml").read_text())


@cache
def _patterns() -> dict[tuple[str, Likeness], Any]:
    return {
        (dimension["id"], likeness): (
            re2.compile(("(?i)" + "|".join(dimension[likeness])).encode()) if dimension[likeness] else None
        )
        for dimension in _table()["dimensions"]
        for likeness in (Likeness.SAME, Likeness.DIFFERENT)
    }


def _parsed(answer: Answered) -> Parsed:
    found = parse(answer.answer, expect="sv")
    return found if found.lang in FULL else parse(answer.answer, "en")


def _parsed_requirement(answer: Answered) -> Parsed:
    return parse(answer.requirement, "sv")


def _quoted(text: str, start: int, end: int) -> str:
    left = text.rfind(" ", 0, max(0, start - _AROUND)) + 1 if start > _AROUND else 0
    right = text.find(" ", end + _AROUND)
    return " ".join(text[left : right if right >= 0 else len(text)].split())
