"""Parsed and hits -> what kind of text it is: dimension, nature, obligation, phase."""

from functools import cache

import re2

from .checklist import checklists
from .detect import Hit
from .parse import Parsed, fold
from .verdict import Dimension, Nature, Obligation, Phase

_LIMITS = {"figure", "decidable_technique"}  # a row that gives a limit is a requirement without a verb
_STRONG, _USUAL = 3, 1
_KEYWORDS = 9  # a row of at most so many words without a verb that asks is a heading


@cache
def _terms(lang: str) -> "tuple[re2.Set, tuple[tuple[Dimension, int], ...]]":
    options = re2.Options()
    options.max_mem = 64 << 20
    every = re2.Set.SearchSet(options)
    meaning = []
    for dimension, checklist in checklists().items():
        terms = checklist.terms.get(lang)
        for weight, patterns in ((_STRONG, terms.strong), (_USUAL, terms.usual)) if terms else ():
            for pattern in patterns:
                every.Add(f"(?i:{fold(pattern).decode()})")
                meaning.append((dimension, weight))
    every.Compile()
    return every, tuple(meaning)


def dimension_of(parsed: Parsed) -> Dimension:
    """The dimension most of the text's terms speak for; `functional` where they say nothing else."""
    every, meaning = _terms(parsed.lang)
    votes = dict.fromkeys(Dimension, 0.0)
    votes[Dimension.FUNCTIONAL] = 0.5
    for index in every.Match(parsed.shadow.decode()) or ():
        dimension, weight = meaning[index]
        votes[dimension] += weight
    return max(votes, key=lambda dimension: votes[dimension])


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


def nature_of(parsed: Parsed, hits: tuple[Hit, ...]) -> Nature:
    """Whether the text asks something of the supplier or the system, explains, or only names a topic."""
    obligation = obligation_of(hits)
    told, seen = set(_told(hits, "nature.")), {hit.rule.id for hit in hits}
    asks = obligation in (Obligation.MANDATORY, Obligation.RECOMMENDED)
    if "story" in told:
        return Nature.REQUIREMENT
    if _cut_off(parsed):
        return Nature.FRAGMENT
    if "explanation" in told or ("statute" in told and "subject" not in told):
        return Nature.CONTEXT
    if asks or "imperative" in told:
        return Nature.REQUIREMENT
    if "context" in told:
        return Nature.CONTEXT
    if seen & _LIMITS:
        return Nature.REQUIREMENT
    if len(parsed.words) <= _KEYWORDS:
        return Nature.FRAGMENT
    return Nature.REQUIREMENT if "subject" in told else Nature.CONTEXT


def _cut_off(parsed: Parsed) -> bool:
    """A row that begins or ends in the middle of a sentence: half of a list taken apart."""
    text = parsed.text.strip()
    return text[:1].islower() and text[-1:] in ",;:" or text.endswith((" att", " om", " som", " that", " of"))
