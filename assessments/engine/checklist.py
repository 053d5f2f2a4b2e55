"""What the files of `checklists/` may say: the slots a verdict needs, the questions, and all points.

The points are fitted on readers' labels by `benchmarks/fit.py`, rounded to whole points of 100, and
written there; the engine only reads them.
"""

from functools import cache
from pathlib import Path
from typing import Literal

import tomli
from pydantic import Field, RootModel

from .language import HOME as LANGUAGES
from .language import read
from .verdict import Dimension, Element, Level, Text, Value

HOME = Path(__file__).parent / "checklists"


class SlotKind(Value):
    """A line of a checklist: the rules that fill it, and what to call it.

    `ask` is the question that mends it where that of its element says too little. A slot with `about`
    belongs to the checklist only of a text in which one of those rules was seen: nobody is asked about
    deleted data in a requirement on training. The same id in two files is the same slot.
    """

    id: str
    element: Element
    filled_by: tuple[str, ...]
    label: Text
    ask: Text | None = None
    about: tuple[str, ...] = ()


class Terms(Value):
    """What tells the dimension in one language: whole points per RE2 pattern, and `base` for every text.

    Where a text holds several, the strongest counts whole and each next one `further` of the one before.
    """

    base: int = 0
    further: float = Field(default=1.0, gt=0, le=1)
    points: dict[str, int] = Field(default_factory=dict)


class Checklist(Value):
    """What one dimension asks for: elements in order of weight, each with the question that mends it.

    `slots` are its own, the most telling first; those of `every.toml` come on top.
    """

    dimension: Dimension
    label: Text
    needs: tuple[Element, ...]
    questions: dict[Element, Text]
    terms: dict[str, Terms]
    easy_yes: Text
    slots: tuple[SlotKind, ...] = ()


class Points(Value):
    """One score's whole points of 100, per slot or per rule; `more` for each further hit of the same, three
    at most; `weight` is what the words of a text add for each unit that they weigh."""

    weight: int = Field(ge=0)
    base: dict[str, int]
    points: dict[str, int]
    more: dict[str, int] = Field(default_factory=dict)


class Every(Value):
    """What all dimensions share."""

    slots: tuple[SlotKind, ...]


class Scorecard(Value):
    """All points."""

    measurable: Points
    empties: dict[str, int]
    empties_more: dict[str, int] = Field(default_factory=dict)
    sounds: Points


class _TierGrades(Value):
    """What the file `grades.toml` may say."""

    tiers: dict[str, float]


Cue = Literal[
    "piece", "between", "relation", "topic", "unknown", "both", "short", "low", "edge", "figure",
]  # fmt: skip


class Doubts(Value):
    """How far from a reader's view `measurable` can be expected to lie, in tenths of a point of 100: what is
    usual, what each cue of `confidence.py` adds, and from where confidence is called high and low. `held_out`
    is the mean error at each level, in points, on collections that nothing was fitted on.
    """

    usual: int
    high_below: int
    low_from: int
    points: dict[Cue, int]
    held_out: dict[Level, int]


class Absence(Value):
    """What speaks for an element being missed, in hundredths of log-odds, and from where on it is said."""

    threshold: int
    points: dict[Element, dict[str, int]]


@cache
def absence() -> Absence:
    return Absence.model_validate(tomli.loads((HOME / "absence.toml").read_text("utf-8")))


@cache
def doubts() -> Doubts:
    return Doubts.model_validate(tomli.loads((HOME / "confidence.toml").read_text("utf-8")))


@cache
def shared_slots() -> tuple[SlotKind, ...]:
    return Every.model_validate(tomli.loads((HOME / "every.toml").read_text("utf-8"))).slots


@cache
def slots(dimension: Dimension) -> tuple[SlotKind, ...]:
    """The checklist of a dimension, the most telling first: what only some texts of any dimension need, its
    own slots, then those that all share."""
    some = tuple(kind for kind in shared_slots() if kind.about)
    every = tuple(kind for kind in shared_slots() if not kind.about)
    return some + checklists()[dimension].slots + every


@cache
def homes() -> dict[str, frozenset[Dimension]]:
    """The dimensions whose checklists look at a rule, for the rules that not every text needs."""
    always = _named_in(tuple(kind for kind in shared_slots() if not kind.about))
    found: dict[str, set[Dimension]] = {}
    for dimension in Dimension:
        for rule in _named_in(slots(dimension)) - always:
            found.setdefault(rule, set()).add(dimension)
    return {rule: frozenset(dimensions) for rule, dimensions in found.items()}


def _named_in(kinds: tuple[SlotKind, ...]) -> frozenset[str]:
    return frozenset(rule for kind in kinds for rule in (*kind.filled_by, *kind.about))


@cache
def scorecard() -> Scorecard:
    return Scorecard.model_validate(tomli.loads((HOME / "scorecard.toml").read_text("utf-8")))


@cache
def tier_grades() -> dict[str, float]:
    """How alike two testers read a word of each tier of the lexicons, 0-3."""
    return _TierGrades.model_validate(tomli.loads((HOME / "grades.toml").read_text("utf-8"))).tiers


class _Added(RootModel[dict[Dimension, Terms]]):
    """What the file `dimensions.toml` of a language may say: the terms of each dimension in it."""


@cache
def checklists() -> dict[Dimension, Checklist]:
    added = {path.parent.name: read(path, _Added).root for path in LANGUAGES.glob("*/dimensions.toml")}
    found = {}
    for dimension in Dimension:
        file = tomli.loads((HOME / f"{dimension}.toml").read_text("utf-8"))
        terms = {lang: terms[dimension] for lang, terms in added.items() if dimension in terms}
        file["terms"] = {**file["terms"], **terms}
        found[dimension] = Checklist.model_validate({"dimension": dimension, **file})
    return found
