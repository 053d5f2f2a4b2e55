"""What a rule file may say. The registry reads the files of `rules/` through these models."""

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator

from .verdict import Effect, Element, Text, Value

Finder = Literal[
    "pattern",
    "quantity",
    "listing",
    "words",
    "main_verb",
    "bare_figure",
    "loan_words",
    "combination",
    "identifier",
]


class Reading(Value):
    """What a rule reads in one language; where it is `like` another, also what it finds and spares there.

    `find` holds RE2 patterns matched without regard to case or diacritics; `find_exact` with regard to
    case. A match that touches an `unless` match is left alone. `flags` are examples with «the exact
    span» the rule must mark; `passes` near misses it must leave alone.
    """

    like: str = ""
    find: tuple[str, ...] = ()
    find_exact: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    flags: tuple[str, ...] = Field(min_length=1)
    passes: tuple[str, ...] = Field(min_length=1)

    def with_those_of(self, other: "Reading") -> "Reading":
        """The same with what `other` finds and spares put before its own."""
        names = ("find", "find_exact", "unless")
        return self.model_copy(update={name: getattr(other, name) + getattr(self, name) for name in names})


class Wording(Reading):
    """The same, and what is said of it."""

    title: str
    why: str
    ask: str = ""


class Rule(Value):
    """One rule file. `id` is the file's name.

    What it sees `sounds` precise or not, is `evidence` for elements, or `empties` elements; how many
    points that is worth stands in the checklists. `tells` is a fact such as "obligation.mandatory".
    `finder` names the function that finds it where patterns do not suffice, with its `arguments`. The finder
    "combination" fires where one rule of each group of `together` was seen and none of `without`; it
    marks what the last group marked.

    `texts` are the languages that it speaks; `added` those that it only reads, as the folders of
    `languages/` say. It sees nothing in a text of any other.
    """

    id: str
    source: str
    sounds: bool = False
    evidence: tuple[Element, ...] = ()
    empties: tuple[Element, ...] = ()
    tells: str = ""
    finder: Finder = "pattern"
    arguments: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    without: tuple[str, ...] = ()
    texts: dict[str, Wording]
    added: dict[str, Reading] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _has_an_effect(self) -> "Rule":
        if not (self.sounds or self.evidence or self.empties or self.tells):
            raise ValueError("says neither sounds, evidence, empties nor tells")
        return self

    @property
    def readings(self) -> dict[str, Reading]:
        """What it reads, by language."""
        return {**self.texts, **self.added}

    @cached_property
    def title(self) -> Text:
        return Text(sv=self.texts["sv"].title, en=self.texts["en"].title)

    @cached_property
    def why(self) -> Text:
        return Text(sv=self.texts["sv"].why, en=self.texts["en"].why)

    @cached_property
    def elements(self) -> tuple[Element, ...]:
        """What it fills or empties."""
        return self.evidence + self.empties

    @cached_property
    def only_fills(self) -> bool:
        """Whether it does nothing but fill slots or tell what a text is about."""
        told = not self.tells or self.tells.startswith("topic.")
        return self.finder == "pattern" and told and not (self.sounds or self.empties)

    @cached_property
    def effect(self) -> Effect:
        if self.empties:
            return Effect.EMPTIES
        if self.evidence:
            return Effect.EVIDENCE
        return Effect.SOUNDS if self.sounds else Effect.TELLS
