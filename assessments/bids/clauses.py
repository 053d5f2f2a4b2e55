"""answer -> clauses: an answer that opens with yes is read clause by clause."""

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import re2
import Stemmer

from assessments.engine.language import WORD
from assessments.engine.parse import Parsed

from .detect import Hit
from .rule import Says

# A stop ends a clause unless it stands in a number or after an abbreviation; so do a semicolon and a turn.
_BREAK = re2.compile(
    rb"(?i)[.!?](?:[\s\"')]+|$)|;\s|:\s|\n+|\s-\s"
    rb"|,?\s(?:but|however|whereas|while|although|though|men|medan|daremot)\s|,\s(?:dock|except|since"
    rb"|because|eftersom)\s"
)
_ABBREVIATION = re2.compile(
    rb"(?i)(?:^|[\s(\"])(?:nr|dnr|no|sid|s|p|pp|kap|ref|bl\.a|dvs|t\.o\.m|t\.ex|t\.om|m\.m|m\.fl|fr\.o\.m|o\.d|ca|jfr|e\.g|i\.e|inc|ltd"
    rb"|co|approx|rev|ver|ed|resp|punkt|art|tel|mr|ms|dr|avs|sec)$"
)
_WORDS = tomllib.loads((Path(__file__).parent / "words.toml").read_text("utf-8"))
_STOP = {lang: frozenset(words["stop"].split()) for lang, words in _WORDS.items()}
_SHORT = 3  # letters; a shorter word tells nothing
_SHARED_STARTS = (5, 6)  # letters; "lakemedelslista" and "lakemedel" are about the same thing
_STEMMERS = {"sv": Stemmer.Stemmer("swedish"), "en": Stemmer.Stemmer("english")}


@dataclass(frozen=True)
class Clause:
    """A stretch of the answer with what the rules saw there and the words it shares with the requirement."""

    start: int
    end: int
    sentence: int  # clauses of one sentence have the same number
    hits: tuple[Hit, ...]
    words: int
    stems: frozenset[str]
    shared: frozenset[str]  # stems of the requirement

    @cached_property
    def kinds(self) -> frozenset[Says]:
        return frozenset(hit.says for hit in self.hits)


def stems(words: tuple[str, ...], lang: str) -> frozenset[str]:
    """The stems of the words that carry a meaning."""
    stem = _STEMMERS[lang].stemWord
    return frozenset(
        stem(word) for word in words if len(word) >= _SHORT and word not in _STOP[lang] and not word.isdigit()
    )


def shared(asked: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """The stems of `asked` that `said` takes up, as the same word or as part of a compound."""
    starts = {stem[:length] for stem in said for length in _SHARED_STARTS if len(stem) >= length}
    return frozenset(stem for stem in asked if stem in said or stem[: _SHARED_STARTS[1]] in starts)


def clauses(answer: Parsed, hits: tuple[Hit, ...], asked: frozenset[str]) -> tuple[Clause, ...]:
    """The clauses of the answer in order; `asked` are the requirement's stems."""
    found = []
    for start, end, sentence in _spans(answer.shadow):
        words = tuple(WORD.findall(answer.shadow[start:end].decode().lower()))
        if not words:
            continue
        said = stems(words, answer.lang)
        inside = tuple(hit for hit in hits if start <= hit.start < end)
        found.append(Clause(start, end, sentence, inside, len(words), said, shared(asked, said)))
    return tuple(found)


def _spans(shadow: bytes) -> list[tuple[int, int, int]]:
    spans, start, sentence = [], 0, 0
    for found in _BREAK.finditer(shadow):
        mark = shadow[found.start() : found.start() + 1]
        if mark == b"." and _ABBREVIATION.search(shadow[max(0, found.start() - 12) : found.start()]):
            continue
        spans.append((start, found.start() + (mark in b".!?;:"), sentence))
        sentence += mark in b".!?\n"
        start = found.start() if mark in b", " else found.end()
    spans.append((start, len(shadow), sentence))
    return [span for span in spans if shadow[span[0] : span[1]].strip()]
