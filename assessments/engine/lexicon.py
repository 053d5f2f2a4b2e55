"""Words sorted by what a tester can do with them: the file `lexicon.toml` of each judged language.

An entry matches its own inflections: both it and the word are reduced to Snowball stems. An entry that
starts with a hyphen is the head of a Swedish compound and matches any word that ends in it. An entry
of several words is matched as a phrase. A word's own entry goes before the stem of another, and the words
of `plain` stand for themselves only: no rule asks for them, so they keep a stem from misreading them.
"""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Literal

import re2
import Stemmer
from pydantic import RootModel

from .automaton import Automaton
from .language import HOME, LANGUAGES, read, spelled_like
from .parse import Parsed, fold

_SHORTEST_FIRST_PART = 3  # letters before a compound's head
_LONGEST = 60  # letters; longer words are no words


def _longest_first(phrases: list[str]) -> str:
    return "|".join(sorted(map(re2.escape, phrases), key=len, reverse=True))


_Group = Literal["plain", "verbs", "nouns", "adjectives", "brochure", "measurable"]
_Tier = Literal[
    "words", "phrases", "observable", "triable", "process", "exchange", "abstract", "concrete", "record",
    "broad", "technical", "architecture", "exact", "quality", "vague",
]  # fmt: skip


class Tiers(RootModel[dict[_Group, dict[_Tier, tuple[str, ...]]]]):
    """What a `lexicon.toml` may say: words by group and tier. Rules ask for them by "group.tier"."""


class Lexicon:
    """The tiers of one language, for example "verbs.observable"."""

    def __init__(self, lang: str) -> None:
        self.stem: Callable[[str], str] = Stemmer.Stemmer(LANGUAGES[lang].stemmer, 0).stemWord
        self._endings = LANGUAGES[lang].noun_endings
        self._words: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._heads: dict[str, str] = {}
        phrases: dict[str, list[str]] = {}
        file = read(HOME / lang / "lexicon.toml", Tiers)
        for group, tiers in file.root.items():
            for tier, entries in tiers.items():
                for entry in fold("\n".join(entries).lower()).decode().split("\n"):
                    self._add(f"{group}.{tier}", entry, phrases)
        self.phrases = {
            name: re2.compile(rf"(?i)\b(?:{_longest_first(many)})\b".encode())
            for name, many in phrases.items()
        }
        self.any_phrase = Automaton(pattern.pattern.decode() for pattern in self.phrases.values())

    def _add(self, name: str, entry: str, phrases: dict[str, list[str]]) -> None:
        if entry.startswith("-"):
            for form in self._forms(entry[1:], name):
                self._heads.setdefault(self.stem(form), name)
        elif " " in entry:
            phrases.setdefault(name, []).append(entry)
        else:
            self._words.setdefault(entry, name)
            if not name.startswith("plain."):  # stands for itself only
                for form in self._forms(entry, name):
                    self._stems.setdefault(self.stem(form), name)

    def _forms(self, entry: str, name: str) -> Iterator[str]:
        """The entry, and if it is a noun its inflected forms: without them "diagnos" is cut to "diagno" and
        "diagnoser" to "diagnos"."""
        yield entry
        if name.startswith("nouns."):
            for end, inflected in self._endings:
                if entry.endswith(end):
                    yield entry.removesuffix(end) + inflected

    def tier(self, word: str) -> str:
        """The tier of a folded word in lower case, "" where the lexicon does not know it."""
        stem = self.stem(word)
        known = self._words.get(word) or self._stems.get(stem)
        if known:
            return known
        for cut in range(_SHORTEST_FIRST_PART, len(stem) - 2):
            head = self._heads.get(stem[cut:])
            if head:
                return head
        return ""


@cache
def lexicon(lang: str) -> Lexicon:
    return Lexicon(lang)


@lru_cache(maxsize=50_000)
def stem(lang: str, word: str) -> str:
    """A folded word in lower case without its inflection."""
    return lexicon(lang).stem(word)


@lru_cache(maxsize=50_000)
def _tier(lang: str, word: str) -> str:
    return lexicon(lang).tier(word) if len(word) <= _LONGEST else ""


@lru_cache(maxsize=1)  # a dozen rules ask about the same text, one after the other
def tiers(parsed: Parsed) -> dict[str, tuple[tuple[int, int], ...]]:
    """Where the words of each tier stand, in the order of the text."""
    found: dict[str, list[tuple[int, int]]] = {}
    for word, start, end in parsed.tokens:
        tier = _tier(parsed.lang, word)
        if tier:
            found.setdefault(tier, []).append((start, end))
    return {tier: tuple(spans) for tier, spans in found.items()}


@lru_cache(maxsize=1)
def _tiers_of_phrases(parsed: Parsed) -> frozenset[str]:
    """The tiers of which a phrase of several words occurs."""
    known = lexicon(parsed.lang)
    names = tuple(known.phrases)
    return frozenset(names[index] for index in known.any_phrase.match(parsed.prose))


def spans(parsed: Parsed, names: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where words and phrases of the named tiers stand."""
    found: list[tuple[int, int]] = []
    with_phrases = _tiers_of_phrases(parsed)
    for name in names:
        found += tiers(parsed).get(name, ())
        if name in with_phrases:
            pattern = lexicon(parsed.lang).phrases[name]
            found += [match.span() for match in pattern.finditer(parsed.prose)]
    return found


_SHORTEST_LOAN = 4  # letters; shorter words mean too many things


def loans(parsed: Parsed) -> Iterator[tuple[int, int]]:
    """Where words stand that only the other language's lexicon knows, or that are spelled as it spells."""
    lender = LANGUAGES[parsed.lang].borrows
    if not lender:
        return
    for word, start, end in parsed.tokens:
        if len(word) < _SHORTEST_LOAN or _tier(parsed.lang, word):
            continue
        if _tier(lender, word) or spelled_like(lender, word):
            yield start, end
