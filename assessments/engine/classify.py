"""Parsed and hits -> what kind of text it is: dimension, nature, obligation, phase."""

from functools import cache, lru_cache

import re2

from .automaton import Automaton
from .checklist import Terms, checklists
from .detect import Hit
from .parse import Parsed, fold
from .verdict import Dimension, Nature, Obligation, Phase

_LIMITS = {"figure", "decidable_technique", "measuring_period"}  # with a limit, a row without a verb demands
_TECHNICAL = {"technical_noun", "thing_technical"}
_LEAD = 160  # characters: what a text begins with, it is mostly about
_LABEL = 45  # a label before a colon is at most so long
_GROUP = 1024  # terms are short: more of them share an automaton
_ENDED = re2.compile(rb'[.:;!?)"\']\s*$')  # a row of a statute that ends otherwise is cut off
_SENTENCE = re2.compile(rb'\w{2,}(?: [^ ]+){3,}[.!]["\']?\s*$')  # of four words at least
_KEYWORDS = 9  # a row of at most so many words without a verb that asks is a heading


@cache
def _terms(lang: str) -> tuple[Automaton, tuple[tuple[Dimension, int], ...], dict[Dimension, Terms]]:
    """All dimensions' terms as one automaton, what each counts for, and the terms of each dimension."""
    every = {dimension: checklist.terms.get(lang, Terms()) for dimension, checklist in checklists().items()}
    meaning = tuple(
        (dimension, points) for dimension, terms in every.items() for points in terms.points.values()
    )
    patterns = [f"(?i:{fold(pattern).decode()})" for terms in every.values() for pattern in terms.points]
    return Automaton(patterns, group=_GROUP), meaning, every


def lead(shadow: bytes) -> bytes:
    """What a text begins with: the label before a colon, or else its first words."""
    colon = shadow.find(b":", 0, _LABEL)
    if colon > 0:
        return shadow[: colon + 1]
    return shadow if len(shadow) <= _LEAD else shadow[:_LEAD].rpartition(b" ")[0]


@lru_cache(maxsize=1)  # confidence asks how clear it was
def votes(parsed: Parsed) -> dict[Dimension, float]:
    """The points that the text's terms give each dimension; a term in the lead counts twice."""
    automaton, meaning, every = _terms(parsed.lang)
    seen = list(automaton.match(parsed.shadow))
    first = lead(parsed.shadow)
    twice = frozenset(seen if first == parsed.shadow else automaton.match(first))
    said: dict[Dimension, list[int]] = {dimension: [] for dimension in every}
    for index in seen:
        dimension, points = meaning[index]
        said[dimension].append(points * 2 if index in twice else points)
    return {
        dimension: terms.base + _together(said[dimension], terms.further)
        for dimension, terms in every.items()
    }


def _together(points: list[int], further: float) -> float:
    """What terms say together; see `Terms` for what `further` means."""
    total, share = 0.0, 1.0
    for each in sorted(points, reverse=True):
        total += share * each
        share *= further
    return total


def dimension_of(parsed: Parsed) -> Dimension:
    """The dimension that gets most points."""
    points = votes(parsed)
    return max(points, key=lambda dimension: points[dimension])


def _told(hits: tuple[Hit, ...], subject: str) -> list[str]:
    return [hit.rule.tells.split(".")[1] for hit in hits if hit.rule.tells.startswith(subject)]


def obligation_of(hits: tuple[Hit, ...]) -> Obligation:
    """The strongest obligation the wording states."""
    told = _told(hits, "obligation.")
    for obligation in (Obligation.MANDATORY, Obligation.RECOMMENDED):
        if obligation in told:
            return obligation
    if "will" in told:
        return Obligation.MANDATORY
    return Obligation.OPTIONAL if Obligation.OPTIONAL in told else Obligation.NONE


def phase_of(hits: tuple[Hit, ...]) -> Phase:
    """The earliest phase the text names; operation yields to any moment named more exactly."""
    told = set(_told(hits, "phase."))
    return next((phase for phase in Phase if phase in told), Phase.UNKNOWN)


def _binds_others(hits: tuple[Hit, ...], seen: set[str]) -> bool:
    """Whether the text names somebody whom no tender binds before it names the supplier or the system.

    A text with technical words is no statute: it cites one, or exchanges data with an authority.
    """
    named = [hit.rule.tells for hit in hits if hit.rule.tells in ("nature.statute", "nature.subject")]
    return named[:1] == ["nature.statute"] and not seen & _TECHNICAL


def nature_of(parsed: Parsed, hits: tuple[Hit, ...]) -> Nature:
    """Whether the text asks something of the supplier or the system, explains, or only names a topic."""
    obligation = obligation_of(hits)
    told, seen = set(_told(hits, "nature.")), {hit.rule.id for hit in hits}
    asks = obligation in (Obligation.MANDATORY, Obligation.RECOMMENDED)
    if "story" in told:
        return Nature.REQUIREMENT
    if "cut" in told:
        return Nature.FRAGMENT
    if _binds_others(hits, seen):
        return Nature.CONTEXT if _ENDED.search(parsed.shadow) else Nature.FRAGMENT
    if "explanation" in told:
        return Nature.CONTEXT
    if asks or told & {"imperative", "claim"}:
        return Nature.REQUIREMENT
    if "context" in told:
        return Nature.CONTEXT
    if seen & _LIMITS:
        return Nature.REQUIREMENT
    if _SENTENCE.search(parsed.shadow):  # "It is integrated with the Spine.": explains nothing, so it claims
        return Nature.REQUIREMENT
    if len(parsed.words) <= _KEYWORDS:
        return Nature.FRAGMENT
    return Nature.REQUIREMENT if "subject" in told or _ENDED.search(parsed.shadow) else Nature.CONTEXT
