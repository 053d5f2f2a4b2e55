"""answer -> hits: every rule of the language, in one pass of an automaton and a few more."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import re2

from assessments.engine.automaton import Automaton
from assessments.engine.parse import Parsed, fold

from .registry import catalogue
from .rule import BidRule, Says, Wording


@dataclass(frozen=True)
class Hit:
    """A rule saw something: `start` and `end` are characters of the answer."""

    rule: BidRule
    start: int
    end: int

    @property
    def says(self) -> Says:
        return self.rule.says


@dataclass(frozen=True)
class _Compiled:
    rule: BidRule
    find: "re2._Regexp"
    unless: "re2._Regexp | None"
    asked: "re2._Regexp | None"
    not_asked: "re2._Regexp | None"


def _any(phrases: tuple[str, ...], exact: tuple[str, ...] = ()) -> str:
    """One RE2 pattern for all phrases; diacritics are dropped as they are in the shadow."""
    parts = [f"(?i:{fold(phrase).decode()})" for phrase in phrases]
    return "|".join(parts + [f"(?:{fold(phrase).decode()})" for phrase in exact])


def _compiled(phrases: tuple[str, ...]) -> "re2._Regexp | None":
    return re2.compile(_any(phrases).encode()) if phrases else None


def _of(rule: BidRule, wording: Wording) -> _Compiled:
    find = re2.compile(_any(wording.find, wording.find_exact).encode())
    return _Compiled(
        rule, find, _compiled(wording.unless), _compiled(wording.asked), _compiled(wording.not_asked)
    )


@cache
def _matcher(lang: str) -> tuple[Automaton, tuple[_Compiled, ...]]:
    compiled = tuple(
        _of(rule, rule.texts[lang])
        for rule in catalogue()
        if lang in rule.texts and rule.texts[lang].is_found
    )
    return Automaton(each.find.pattern.decode() for each in compiled), compiled


def detect(answer: Parsed, requirement: Parsed) -> tuple[Hit, ...]:
    """Every hit in the answer, in the order of the text."""
    every, compiled = _matcher(answer.lang)
    hits: list[Hit] = []
    for index in every.match(answer.shadow):
        hits.extend(_hits(compiled[index], answer, requirement))
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule.id)))


def _hits(compiled: _Compiled, answer: Parsed, requirement: Parsed) -> Iterator[Hit]:
    if compiled.asked and not compiled.asked.search(requirement.shadow):
        return
    if compiled.not_asked and compiled.not_asked.search(requirement.shadow):
        return
    spared = [found.span() for found in compiled.unless.finditer(answer.shadow)] if compiled.unless else []
    for found in compiled.find.finditer(answer.shadow):
        start, end = found.span()
        if end > start and not any(start < stop and begin < end for begin, stop in spared):
            yield Hit(compiled.rule, start, end)


def phrases(answer: Parsed, requirement: Parsed) -> Iterator[tuple[str, Hit]]:
    """Every hit of every phrase by itself, each with the phrase: what the fit of the points reads."""
    for phrase, compiled in _phrases(answer.lang):
        for hit in _hits(compiled, answer, requirement):
            yield phrase, hit


@cache
def _phrases(lang: str) -> tuple[tuple[str, _Compiled], ...]:
    return tuple(
        (
            f"{rule.id} {phrase}",
            _of(rule, wording.model_copy(update={"find": (), "find_exact": (), kind: (phrase,)})),
        )
        for rule in catalogue()
        if (wording := rule.texts.get(lang))
        for kind in ("find", "find_exact")
        for phrase in getattr(wording, kind)
    )
