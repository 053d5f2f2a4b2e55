"""The lists of `words.toml` and each language's `whole.toml`, and what a text is about: its words without
those that say nothing."""

import tomllib
from functools import cache
from pathlib import Path

from pydantic import field_validator

from assessments.engine.language import HOME as LANGUAGES
from assessments.engine.language import read
from assessments.engine.lexicon import stem
from assessments.engine.parse import Parsed, fold
from assessments.engine.verdict import Text, Value

HOME = Path(__file__).parent


def folded(word: str) -> str:
    return fold(word.lower()).decode()


class Party(Value):
    """Somebody a requirement can ask something of."""

    name: str
    words: frozenset[str]

    @field_validator("words")
    @classmethod
    def _fold(cls, words: frozenset[str]) -> frozenset[str]:
        return frozenset(map(folded, words))


class Words(Value):
    """The lists of one language: its file `whole.toml`. All are folded."""

    small: frozenset[str] = frozenset()
    generic: frozenset[str] = frozenset()
    same: tuple[tuple[str, ...], ...] = ()
    subjects: frozenset[str] = frozenset()
    measuring: frozenset[str] = frozenset()
    strong: frozenset[str] = frozenset()
    weak: frozenset[str] = frozenset()
    subordinating: frozenset[str] = frozenset()
    reporting: frozenset[str] = frozenset()
    joining: frozenset[str] = frozenset()
    either: frozenset[str] = frozenset()
    adding: frozenset[str] = frozenset()
    passing: frozenset[str] = frozenset()
    describing: frozenset[str] = frozenset()
    written_out: frozenset[str] = frozenset()
    parties: tuple[Party, ...] = ()

    @field_validator("*")
    @classmethod
    def _fold(cls, value: object) -> object:
        if isinstance(value, frozenset):
            return frozenset(folded(word) for word in value)
        return value


class Measure(Value):
    """Units of one measure, and how much of the smallest each is."""

    kind: str
    units: dict[str, float]


class Verification(Value):
    minutes: int
    hours_a_week: int
    most: int


class Coverage(Value):
    measurable_from: int
    fewest_of_a_dimension: int
    whole_set: int
    most_dimensions: int
    phases_asked_from: int
    silent_share: float


class Moment(Value):
    phase: str
    text: Text


class Abbreviations(Value):
    longest: int
    known: frozenset[str]


class Lists(Value):
    """The whole of `words.toml`."""

    measures: tuple[Measure, ...]
    verification: Verification
    coverage: Coverage
    moments: tuple[Moment, ...]
    abbreviations: Abbreviations


@cache
def lists() -> Lists:
    return Lists.model_validate(tomllib.loads((HOME / "words.toml").read_text("utf-8")))


@cache
def words_of(lang: str) -> Words:
    """The lists of a language, empty where there are none: then nothing is found in its texts."""
    path = LANGUAGES / lang / "whole.toml"
    return read(path, Words) if path.exists() else Words()


@cache
def _same(lang: str) -> dict[str, str]:
    """Each word that has others for the same thing, and its stem: the first of them."""
    groups = [[folded(word) for word in group] for group in words_of(lang).same]
    return {form: group[0] for group in groups for word in group for form in (word, stem(lang, word))}


def meaning(lang: str, word: str) -> str:
    """A folded word without its inflection, or the first of the words that mean the same."""
    stemmed = stem(lang, word)
    return _same(lang).get(word) or _same(lang).get(stemmed, stemmed)


def content(parsed: Parsed) -> tuple[str, ...]:
    """What the text says, in its order: its words as they are inflected, without small ones.

    Of words for the same thing the first stands for all; what stands for the whole system is "system".
    """
    words, same = words_of(parsed.lang), _same(parsed.lang)
    said = (word for word in parsed.words if word not in words.small)
    return tuple("system" if word in words.generic else same.get(word, word) for word in said)
