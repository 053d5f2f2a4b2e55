"""answer -> clauses: an answer that opens with yes is read clause by clause."""

from dataclasses import dataclass
from functools import cached_property

import re2
import Stemmer

from assessments.engine.language import WORD
from assessments.engine.parse import Parsed

from .detect import Hit
from .rule import Says

# A stop ends a clause unless it stands in a number or after an abbreviation; so do a semicolon and a turn.
_BREAK = re2.compile(
    rb"(?i)[.!?](?:[\s\"')]+|$)|;\s|:\s|\n+|\s-\s"
    rb"|,?\s(?:but|however|whereas|while|although|though|men|medan|daremot)\s|,\s(?:dock|except|since|because|eftersom)\s"
)
_ABBREVIATION = re2.compile(
    rb"(?i)(?:^|[\s(\"])(?:nr|dnr|no|sid|s|p|pp|kap|ref|bl\.a|dvs|t\.o\.m|t\.ex|t\.om|m\.m|m\.fl|fr\.o\.m|o\.d|ca|jfr|e\.g|i\.e|inc|ltd"
    rb"|co|approx|rev|ver|ed|resp|punkt|art|tel|mr|ms|dr|avs|sec)$"
)
_STOP = frozenset(
    "shall should must will with that this these those which from have has been into their they each every than "
    "system systems supplier bidder authority offered attach attached state tender requirement requirements other "
    "least most only when where what such also after before during under over between within without "
    "systemet system leverantoren anbudsgivaren regionen ska skall samt eller och inte enligt vid att med utan "
    "eller denna detta dessa vilka vilken vilket inom under over mellan fran till efter fore genom dar nar hos "
    "erbjudna erbjuden erbjuds bifoga bifogas ange lagst hogst minst kravet krav beskriv redovisa redovisas "
    "varje alla hela bara vara vilka finns finnas kunna kan som inklusive their shall being about any all the and for "
    "not are was were its per via our your deadline anbud anbudet anbudstidens utgang sista anbudsdag describe".split()
)
_SHORT = 3  # a shorter word tells nothing
_SHARED_START = 6  # "lakemedelslista" and "lakemedel" are about the same thing
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
        stem(word) for word in words if len(word) > _SHORT - 1 and word not in _STOP and not word.isdigit()
    )


def shared(asked: frozenset[str], said: frozenset[str]) -> frozenset[str]:
    """The stems of `asked` that `said` takes up, as the same word or as part of a compound."""
    starts = {stem[:_SHARED_START] for stem in said if len(stem) >= _SHARED_START}
    return frozenset(
        stem
        for stem in asked
        if stem in said or (len(stem) >= _SHARED_START and stem[:_SHARED_START] in starts)
    )


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
