"""Parsed -> signals: every rule of the text's language, in one pass of one automaton and a few more."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import re2

from . import finders
from .automaton import Automaton
from .parse import Parsed, fold
from .registry import catalogue
from .rule import Rule


@dataclass(frozen=True)
class Hit:
    """A rule saw something: `start` and `end` are characters of the text."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    find: "re2._Regexp"
    unless: "re2._Regexp | None"
    grouped: bool  # the pattern looks at what stands before: its first group is the span


def _pattern(find: tuple[str, ...], exact: tuple[str, ...]) -> str:
    """One RE2 pattern for all phrases; diacritics are dropped as they are in the shadow."""
    parts = [f"(?i:{fold(phrase).decode()})" for phrase in find]
    parts += [f"(?:{fold(phrase).decode()})" for phrase in exact]
    return "|".join(parts)


@cache
def _matcher(lang: str) -> tuple[Automaton, tuple[_Compiled, ...], tuple[Rule, ...]]:
    """The language's rules: an automaton that tells which patterns occur at all, the patterns in the
    same order, and the rules that a finder looks for."""
    compiled, searched = [], []
    for rule in catalogue():
        wording = rule.texts.get(lang)
        if wording is None:
            continue
        if rule.finder != "pattern":
            searched.append(rule)
            continue
        pattern = _pattern(wording.find, wording.find_exact)
        unless = re2.compile(_pattern(wording.unless, ()).encode()) if wording.unless else None
        find = re2.compile(pattern.encode())
        compiled.append(_Compiled(rule, find, unless, find.groups > 0))
    every = Automaton(each.find.pattern.decode() for each in compiled)
    return every, tuple(compiled), tuple(searched)


def detect(parsed: Parsed) -> tuple[Hit, ...]:
    """Every hit, in the order of the text; none for a language without rules."""
    if not parsed.judged:
        return ()
    every, compiled, searched = _matcher(parsed.lang)
    hits: list[Hit] = []
    for index in every.match(parsed.shadow):
        hits.extend(_hits(compiled[index], parsed))
    combined = [rule for rule in searched if rule.finder == "combination"]
    for rule in searched:
        if rule.finder != "combination":
            hits.extend(Hit(rule, start, end) for start, end in finders.find(rule, parsed))
    hits += [found for rule in combined for found in _combination(rule, hits)]
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule.id)))


def _hits(compiled: _Compiled, parsed: Parsed) -> Iterator[Hit]:
    spared = [found.span() for found in compiled.unless.finditer(parsed.shadow)] if compiled.unless else []
    for found in compiled.find.finditer(parsed.shadow):
        start, end = found.span(1) if compiled.grouped and found.group(1) else found.span()
        if end > start and not any(start < stop and begin < end for begin, stop in spared):
            yield Hit(compiled.rule, start, end)


def _combination(rule: Rule, hits: list[Hit]) -> Iterator[Hit]:
    """What the last group of a combination marked, where the whole combination was seen."""
    seen = {hit.rule.id for hit in hits}
    if all(seen & set(group) for group in rule.together) and not seen & set(rule.without):
        yield from (Hit(rule, hit.start, hit.end) for hit in hits if hit.rule.id in rule.together[-1])
