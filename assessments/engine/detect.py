"""Parsed -> signals: every rule of the text's language, in one pass of one automaton and a few more."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

import re2

from . import finders
from .automaton import Automaton
from .changes import NO_CHANGES, Changes, accepted_spans, is_covered
from .checklist import homes
from .language import BadLanguage, reasons
from .parse import Parsed, fold
from .registry import catalogue
from .rule import Rule
from .verdict import Dimension, Effect


@dataclass(frozen=True)
class Hit:
    """A rule saw something: `start` and `end` are characters of the text."""

    rule: Rule
    start: int
    end: int


@dataclass(frozen=True)
class _Compiled:
    """A rule's patterns in one language, compiled when a text first holds one of them."""

    rule: Rule
    pattern: str
    spared: str

    @cached_property
    def find(self) -> "re2._Regexp":
        return re2.compile(self.pattern.encode())

    @cached_property
    def unless(self) -> "re2._Regexp | None":
        return re2.compile(self.spared.encode()) if self.spared else None

    @cached_property
    def grouped(self) -> bool:
        """Whether the pattern looks at what stands before: its first group is then the span."""
        return bool(self.find.groups)


def _pattern(find: tuple[str, ...], exact: tuple[str, ...]) -> str:
    """One RE2 pattern for all phrases; diacritics are dropped as they are in the shadow."""
    parts = [f"(?i:{fold(phrase).decode()})" for phrase in find]
    parts += [f"(?:{fold(phrase).decode()})" for phrase in exact]
    return "|".join(parts)


@cache
def _parts(dimension: Dimension | None) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    """The rules that every text is read with, and those that only the checklist of `dimension` looks at
    (of any dimension where it is None)."""
    everywhere: list[Rule] = []
    here: list[Rule] = []
    for rule in catalogue():
        only_in = homes().get(rule.id) if rule.only_fills else None
        if only_in is None:
            everywhere.append(rule)
        elif dimension is None or dimension in only_in:
            here.append(rule)
    return tuple(everywhere), tuple(here)


@cache
def _matcher(
    lang: str, dimension: Dimension | None, part: int
) -> tuple[Automaton, tuple[_Compiled, ...], tuple[Rule, ...]]:
    """A part of the language's rules: an automaton that tells which patterns occur at all, the patterns in
    the same order, and the rules that a finder looks for."""
    compiled, searched = [], []
    for rule in _parts(dimension)[part]:
        reading = rule.readings.get(lang)
        if reading is None:
            continue
        if rule.finder != "pattern":
            searched.append(rule)
            continue
        pattern = _pattern(reading.find, reading.find_exact)
        compiled.append(_Compiled(rule, pattern, _pattern(reading.unless, ())))
    try:
        every = Automaton(each.pattern for each in compiled)
    except re2.error as error:
        wrong = next(each.rule.id for each in compiled if not _is_read(each.pattern))
        raise BadLanguage(f"{lang}: {wrong} finds what RE2 cannot read: {error}") from None
    return every, tuple(compiled), tuple(searched)


def _is_read(pattern: str) -> bool:
    try:
        re2.compile(pattern.encode())
    except re2.error:
        return False
    return True


def detect(
    parsed: Parsed, dimension: Dimension | None = None, changes: Changes = NO_CHANGES
) -> tuple[Hit, ...]:
    """Every hit, in the order of the text; none for a language without rules.

    Rules that only other dimensions' checklists look at are left out; with None nothing is. So is what
    an organisation reads otherwise, by its `changes`.
    """
    every, compiled, searched = _matcher(parsed.lang, None, 0)
    own, more, _ = _matcher(parsed.lang, dimension, 1)
    hits: list[Hit] = []
    for index in every.match(parsed.prose):
        hits.extend(_hits(compiled[index], parsed))
    for index in own.match(parsed.prose):
        hits.extend(_hits(more[index], parsed))
    combined = [rule for rule in searched if rule.finder == "combination"]
    for rule in searched:
        if rule.finder != "combination":
            hits.extend(Hit(rule, start, end) for start, end in finders.find(rule, parsed))
    hits = _demanded(parsed, hits)
    if changes:
        hits = _left_by(changes, parsed, hits)
        combined = [rule for rule in combined if rule.id not in changes.off]
    hits += [found for rule in combined for found in _combination(rule, hits)]
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.end, hit.rule.id)))


def _hits(compiled: _Compiled, parsed: Parsed) -> Iterator[Hit]:
    spared = [found.span() for found in compiled.unless.finditer(parsed.prose)] if compiled.unless else []
    for found in compiled.find.finditer(parsed.prose):
        start, end = found.span(1) if compiled.grouped and found.group(1) else found.span()
        if end > start and not any(start < stop and begin < end for begin, stop in spared):
            yield Hit(compiled.rule, start, end)


def _demanded(parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """The hits without those in a reason: what comes "so that" is hoped for, not demanded."""
    spans = reasons(parsed.shadow, parsed.lang)
    if not spans:
        return hits
    starts = [start for start, _ in spans]

    def hoped_for(hit: Hit) -> bool:
        before = bisect_left(starts, hit.start)  # the last reason that starts before the hit
        return before > 0 and hit.start < spans[before - 1][1]

    weighs = (Effect.EVIDENCE, Effect.EMPTIES)
    return [hit for hit in hits if hit.rule.effect not in weighs or not hoped_for(hit)]


def _left_by(changes: Changes, parsed: Parsed, hits: list[Hit]) -> list[Hit]:
    """The hits without those of rules turned off, and without accepted terms called empty."""
    accepted = accepted_spans(parsed.shadow, changes)
    return [
        hit
        for hit in hits
        if hit.rule.id not in changes.off
        and not (hit.rule.effect is Effect.EMPTIES and is_covered(hit.start, hit.end, accepted))
    ]


def _combination(rule: Rule, hits: list[Hit]) -> Iterator[Hit]:
    """What the last group of a combination marked, where the whole combination was seen."""
    seen = {hit.rule.id for hit in hits}
    if all(seen & set(group) for group in rule.together) and not seen & set(rule.without):
        yield from (Hit(rule, hit.start, hit.end) for hit in hits if hit.rule.id in rule.together[-1])
