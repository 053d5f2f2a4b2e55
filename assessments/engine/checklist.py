"""What the files of `checklists/` may say: the slots a verdict needs, the questions, and all points.

The points are fitted on readers' labels by `benchmarks/fit.py`, rounded to whole points of 100, and
written there; the engine only reads them.
"""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import Field

from .verdict import Dimension, Element, Text, Value

HOME = Path(__file__).parent / "checklists"


class SlotKind(Value):
    """A line of every checklist: the rules that fill it, and what to call it."""

    id: str
    element: Element
    filled_by: tuple[str, ...]
    label: Text


class Terms(Value):
    """What tells the dimension in one language: whole points per RE2 pattern, and `base` for every text."""

    base: int = 0
    points: dict[str, int] = Field(default_factory=dict)


class Checklist(Value):
    """What one dimension asks for: elements in order of weight, each with the question that mends it."""

    dimension: Dimension
    label: Text
    needs: tuple[Element, ...]
    questions: dict[Element, Text]
    terms: dict[str, Terms]
    easy_yes: Text


class Points(Value):
    """The scorecard: whole points of 100. Slots and sounds per rule or slot; `more` for each further hit
    of the same rule, three at most; `shift` per dimension is added to a slot's points."""

    base: dict[str, int]
    points: dict[str, int]
    more: dict[str, int] = Field(default_factory=dict)


class Every(Value):
    """What all dimensions share."""

    slots: tuple[SlotKind, ...]


class Scorecard(Value):
    measurable: Points
    empties: dict[str, int]
    empties_more: dict[str, int] = Field(default_factory=dict)
    sounds: Points


class Absence(Value):
    """What speaks for an element being missed, in hundredths of log-odds, and from where on it is said."""

    threshold: int
    points: dict[Element, dict[str, int]]


@cache
def absence() -> Absence:
    return Absence.model_validate(tomllib.loads((HOME / "absence.toml").read_text("utf-8")))


@cache
def slots() -> tuple[SlotKind, ...]:
    return Every.model_validate(tomllib.loads((HOME / "every.toml").read_text("utf-8"))).slots


@cache
def scorecard() -> Scorecard:
    return Scorecard.model_validate(tomllib.loads((HOME / "scorecard.toml").read_text("utf-8")))


@cache
def checklists() -> dict[Dimension, Checklist]:
    found = {}
    for dimension in Dimension:
        file = tomllib.loads((HOME / f"{dimension}.toml").read_text("utf-8"))
        found[dimension] = Checklist.model_validate({"dimension": dimension, **file})
    return found
