"""Parsed -> what the words of a text weigh, taken together: in what they say, and in how settled they sound.

A word counts by its own grade (`languages/*/grades.toml`) and by its tier of the lexicon
(`checklists/grades.toml`), both from 0, where testers can only guess, to 3, where they point, count or see.
What the words weigh is how far their mean lies from the middle. Words say on the whole what no single one
tells: whether the thing that is named is specific.

How settled a word sounds to a board is graded apart, -2 for a wish to 2 for a named standard; what stands
in every text has no such grade.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from statistics import fmean
from typing import Literal, NamedTuple

from pydantic import Field

from .changes import NO_CHANGES, Changes, accepted_spans, is_covered
from .checklist import tier_grades
from .demand import demanded
from .language import HOME, read
from .lexicon import stem, tiers
from .parse import Parsed
from .verdict import Value

_MIDDLE = 1.5
_DOUBT = 2  # words of the middle grade that every text is thought to hold too: one word alone tells little
_COMPOUNDED = ("nouns", "settled")
_SHORTEST_HEAD = 3  # letters of the last part of a compound, as many as stand before it
_LONGEST = 60  # letters; longer words are no words

_Kind = Literal["verbs", "nouns", "adjectives", "settled"]
_Grade = Literal["0", "0.5", "1", "1.5", "2", "2.5", "3"]
_Settled = Literal["-2", "-1.5", "-1", "-0.5", "0.5", "1", "1.5", "2"]
_Words = dict[_Grade, tuple[str, ...]]


class Grades(Value):
    """What a `grades.toml` of a language may say: words, folded, by kind and grade; how much it `counts`
    how alike testers read them; by how `settled` they sound."""

    counts: float = Field(gt=0, le=1)
    verbs: _Words
    nouns: _Words
    adjectives: _Words
    settled: dict[_Settled, tuple[str, ...]]


class Graded(NamedTuple):
    """A word's share of the weight, above or below nought, and where it stands."""

    share: float
    start: int
    end: int


@dataclass(frozen=True)
class Weight:
    """What the words of a text weigh, -2 to 2, and those that weigh, in no order."""

    value: float
    words: tuple[Graded, ...]
    text: str


NOTHING = Weight(0.0, (), "")


@cache
def _grades(lang: str) -> Grades | None:
    path = HOME / lang / "grades.toml"
    return read(path, Grades) if path.exists() else None


@cache
def _known(lang: str, kind: _Kind) -> tuple[dict[str, float], dict[str, float]]:
    """The grades of a kind of words: as written, and by stem, where several words share one their mean."""
    grades = _grades(lang)
    table: dict[str, tuple[str, ...]] = getattr(grades, kind) if grades else {}
    words = {word: float(grade) for grade, many in table.items() for word in many}
    stems: dict[str, list[float]] = {}
    for word, grade in words.items():
        stems.setdefault(stem(lang, word), []).append(grade)
    return words, {each: fmean(found) for each, found in stems.items()}


def _grade(lang: str, kind: _Kind, word: str) -> float | None:
    """The grade of a folded word in lower case, by itself, its stem or the end of a compound."""
    words, stems = _known(lang, kind)
    if len(word) > _LONGEST or not words:
        return None
    cut = stem(lang, word)
    own = words.get(word, stems.get(cut))
    if own is not None or kind not in _COMPOUNDED:
        return own
    heads = (cut[at:] for at in range(_SHORTEST_HEAD, len(cut) - _SHORTEST_HEAD + 1))
    return next((stems[head] for head in heads if head in stems), None)


@lru_cache(maxsize=50_000)
def _grades_of(lang: str, word: str) -> tuple[float | None, tuple[float, ...], float | None]:
    """The grade of a word as a verb, those it has otherwise, as a noun, an adjective or both, and how settled
    it sounds."""
    kinds: tuple[_Kind, ...] = ("nouns", "adjectives")
    found = (_grade(lang, kind, word) for kind in kinds)
    others = tuple(grade for grade in found if grade is not None)
    return _grade(lang, "verbs", word), others, _grade(lang, "settled", word)


def _own(parsed: Parsed) -> Iterator[tuple[float, int, int]]:
    """The graded words: a verb where it is demanded, elsewhere as a noun, an adjective or both."""
    graded = [(*_grades_of(parsed.lang, word), start, end) for word, start, end in parsed.tokens]
    verbs = {start: verb for verb, _, _, start, _ in graded if verb is not None}
    asked = {start for start, _ in demanded(parsed, verbs)}
    for _, others, _, start, end in graded:
        for grade in (verbs[start],) if start in asked else others:
            yield grade, start, end


def _of_tiers(parsed: Parsed) -> Iterator[tuple[float, int, int]]:
    grades = tier_grades()
    for tier, spans in tiers(parsed).items():
        if tier in grades:
            yield from ((grades[tier], start, end) for start, end in spans)


def weigh(parsed: Parsed, changes: Changes = NO_CHANGES) -> Weight:
    """Return what the words of the text weigh: nothing in a language without grades.

    A word that the organisation has accepted never counts as one that can be read in different ways.
    """
    grades = _grades(parsed.lang)
    if not grades:
        return NOTHING
    accepted = accepted_spans(parsed.shadow, changes)
    words: list[Graded] = []
    for source in (_own(parsed), _of_tiers(parsed)):
        found = list(source)
        part = grades.counts / (len(found) + _DOUBT)
        for grade, start, end in found:
            above = grade - _MIDDLE
            if above > 0 or (above < 0 and not is_covered(start, end, accepted)):
                words.append(Graded(part * above, start, end))
    return Weight(sum(word.share for word in words), tuple(words), parsed.text)


def impression(parsed: Parsed) -> Weight:
    """Return how settled the words of the text sound: nothing in a language without grades."""
    graded = [(_grades_of(parsed.lang, word)[2], start, end) for word, start, end in parsed.tokens]
    found = [(grade, start, end) for grade, start, end in graded if grade is not None]
    words = tuple(Graded(grade / (len(found) + _DOUBT), start, end) for grade, start, end in found)
    return Weight(sum(word.share for word in words), words, parsed.text)
