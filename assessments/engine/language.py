"""What the engine knows of each language: a folder of `languages/` for each, found by its name, and which of
them a text is in, told by its small words. `docs/languages.md` says how to add one.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar

import tomli
from pydantic import BaseModel, Field, ValidationError, model_validator

from .verdict import Element, Text, Value

# Standard library `re` on purpose: a single class with one repeat is linear, and quicker than RE2 here.
WORD = re.compile(r"[0-9A-Za-z_]+")

HOME = Path(__file__).parent / "languages"
Model = TypeVar("Model", bound=BaseModel)
Words = tuple[str, ...]


class BadLanguage(ValueError):
    """A file of a language says what it may not; the message names the file and the place in it."""


class Standing(StrEnum):
    """What is done with a text in a language."""

    FULL = "full"  # judged by rules whose points are fitted on texts in it
    EXPERIMENTAL = "experimental"  # judged by a modest set of rules, with points fitted on other languages
    RECOGNISED = "recognised"  # told from the others and not judged


_RANK = {Standing.FULL: 2, Standing.EXPERIMENTAL: 1, Standing.RECOGNISED: 0}


class Numbers(Value):
    """How figures are written. All but `decimal` are folded words or RE2 fragments; see `languages/sv`."""

    decimal: str = "."
    comparators: dict[str, Words] = Field(default_factory=dict)
    after: dict[str, Words] = Field(default_factory=dict)
    alternative: Words = ()
    units: dict[str, Words] = Field(default_factory=dict)
    times: dict[str, float] = Field(default_factory=dict)
    to: Words = ()
    both: Words = ()
    per: Words = ()
    calendar: Words = ()
    periods: Words = ()
    of: Words = ()
    taken_of: Words = ()
    naming: Words = ()
    round_the_clock: Words = ()
    fillers: Words = ()


class Phrases(Value):
    """Words that the finders and the notes look for; folded RE2 fragments."""

    list_joiners: Words = ()
    periods: dict[str, Words] = Field(default_factory=dict)
    available: Words = ()
    articles: Words = ()
    of_time: Words = ()
    annexes: Words = ()
    annex_nouns: Words = ()
    leaning: Words = ()
    enclosed: Words = ()
    unfinished: Words = ()


class IdentityNumber(Value):
    """A country's number of a person, with check digits that are weighted sums of the digits before them.

    `find` is an RE2 pattern; `day` and `month` say where in the digits these stand, `days_added` what may
    have been added to the day. Each row of `weights`, of the first digits, makes a multiple of `modulo`.
    """

    name: Text
    find: str
    day: tuple[int, int]
    month: tuple[int, int]
    days_added: tuple[int, ...] = (0,)
    modulo: int
    weights: tuple[tuple[int, ...], ...]


class Writing(Value):
    """How a blank or an answer is put into a text of the language: `judge` and `assessments.proposing`."""

    blanks: dict[Element, str]
    answers: dict[Element, str]
    demand: Words
    starts: Words

    @model_validator(mode="after")
    def _has_all_elements(self) -> "Writing":
        for name, table in (("blanks", self.blanks), ("answers", self.answers)):
            if lacking := set(Element) - table.keys():
                raise ValueError(f"{name} lacks {', '.join(sorted(lacking))}")
        if wrong := [element for element, words in self.answers.items() if words.count("{}") != 1]:
            raise ValueError(f"answers need one {{}}: {', '.join(wrong)}")
        return self


class Language(Value):
    """The file `language.toml` of a folder. Words are folded: without diacritics, in lower case."""

    standing: Standing
    name: Text
    letters: str = ""
    small_words: Words
    confidence: float = Field(default=1.0, ge=0, le=1)
    borrows: str = ""
    stemmer: str = ""
    spelling: str = ""
    demand_words: Words = ()
    linking_words: Words = ()
    not_verbs: Words = ()
    noun_words: Words = ()
    reason_phrases: Words = ()
    noun_endings: tuple[tuple[str, str], ...] = ()
    numbers: Numbers = Numbers()
    phrases: Phrases = Phrases()
    identity_numbers: tuple[IdentityNumber, ...] = ()
    writing: Writing | None = None

    @model_validator(mode="after")
    def _can_be_judged(self) -> "Language":
        if self.standing is not Standing.RECOGNISED and not (self.stemmer and self.writing):
            raise ValueError("a language that is judged needs a stemmer and [writing]")
        return self


def read(path: Path, model: type[Model]) -> Model:
    """The values of a file; raises `BadLanguage` where it is not there or says what it may not."""
    try:
        return model.model_validate(tomli.loads(path.read_text("utf-8")))
    except (FileNotFoundError, ValidationError, tomli.TOMLDecodeError) as error:
        raise BadLanguage(f"{path.parent.name}/{path.name}: {error}") from None


def languages(home: Path) -> dict[str, Language]:
    """The languages in a folder, by code; raises `BadLanguage` where one borrows from none of them."""
    found = {path.parent.name: read(path, Language) for path in sorted(home.glob("*/language.toml"))}
    for code, each in found.items():
        if each.borrows and each.borrows not in found:
            raise BadLanguage(f"{code}/language.toml: there is no language {each.borrows!r} to borrow from")
    return found


LANGUAGES = languages(HOME)
JUDGED = frozenset(code for code, each in LANGUAGES.items() if each.standing is not Standing.RECOGNISED)
EXPERIMENTAL = frozenset(code for code, each in LANGUAGES.items() if each.standing is Standing.EXPERIMENTAL)

_SMALL_WORDS = {code: frozenset(each.small_words) for code, each in LANGUAGES.items()}
_LETTERS = {code: frozenset(each.letters) for code, each in LANGUAGES.items()}


def writing(lang: str) -> Writing:
    """How a text in a judged language is added to; raises `KeyError` where the language is not judged."""
    found = LANGUAGES[lang].writing
    if found is None:
        raise KeyError(lang)
    return found


@cache
def sources(lang: str) -> tuple[Language, ...]:
    """The language and the one whose words its texts borrow."""
    own = LANGUAGES[lang]
    return (own, LANGUAGES[own.borrows]) if own.borrows else (own,)


def either(words: list[Words]) -> str:
    """One alternation of the words of several languages, the longest first."""
    return "|".join(sorted({word for many in words for word in many}, key=lambda word: (-len(word), word)))


@dataclass(frozen=True)
class SmallWords:
    """The words of a language, folded, that show where the demanded verb stands."""

    demanding: frozenset[str]  # it stands after these: "shall", "kunna"
    linking: frozenset[str]  # or right after these: "to", "and"
    carrying: frozenset[str]  # not these, what they offer: "provide the ability to ..."
    naming: frozenset[str]  # after these stands a noun: "the", "of"


_SMALL = {
    code: SmallWords(
        *map(frozenset, (each.demand_words, each.linking_words, each.not_verbs, each.noun_words))
    )
    for code, each in LANGUAGES.items()
}


def small_words(lang: str) -> SmallWords:
    return _SMALL[lang]


_SPELLINGS = {code: re.compile(each.spelling) for code, each in LANGUAGES.items() if each.spelling}


def spelled_like(lang: str, word: str) -> bool:
    """Whether a folded word in lower case has letters that stand side by side in `lang` and not in the
    languages beside it."""
    pattern = _SPELLINGS.get(lang)
    return bool(pattern and pattern.search(word))


_REASONS = {
    code: re.compile(rb"(?i)\b(?:%s)\b[^.|\n]*" % "|".join(each.reason_phrases).encode())
    for code, each in LANGUAGES.items()
    if each.reason_phrases
}


def reasons(shadow: bytes, lang: str) -> list[tuple[int, int]]:
    """Where the text says why and not what: from a reason phrase to the end of its sentence.

    A reason that begins the sentence stands before the demand and is left alone.
    """
    pattern = _REASONS.get(lang)
    found = pattern.finditer(shadow) if pattern else ()
    before = ((match, shadow[max(0, match.start() - 9) : match.start()]) for match in found)
    return [match.span() for match, ahead in before if ahead.strip(b" .:|[\n")]


def detect(shadow: bytes, text: str, expect: str) -> str:
    """Return the code of the language whose small words and letters are most in the text.

    `expect` wins a tie, so that a keyword row follows the document it stands in; then the language that we
    know best.
    """
    words = [word.lower() for word in WORD.findall(shadow[:2000].decode())]
    letters = frozenset(text[:2000].lower())
    score = {
        code: sum(word in small for word in words) + 2 * len(letters & _LETTERS[code])
        for code, small in _SMALL_WORDS.items()
    }
    best = max(score.values())
    if score.get(expect) == best:
        return expect
    return max(score, key=lambda code: (score[code], _RANK[LANGUAGES[code].standing]))


def small_words_in(words: tuple[str, ...], code: str) -> int:
    """How many of the words, in lower case, are small words of this language and no other full one."""
    own = _OWN[code]
    return sum(word in own for word in words)


FULL = JUDGED - EXPERIMENTAL
_OWN = {
    code: _SMALL_WORDS[code].difference(*(_SMALL_WORDS[other] for other in FULL - {code})) for code in JUDGED
}
