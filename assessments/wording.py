"""Plain words for what the engine measures, in the language that is active: page and report say the same.

Scores and gaps are 0-100; the codebook's five steps (0-4) lie a quarter apart.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .engine.verdict import Dimension, Effect, Element, Nature, Obligation, Phase, State

# From here on a requirement sounds so much more precise than it is that it counts in the headline.
FALSE_PRECISE_FROM = 40


class Band(NamedTuple):
    """A stretch of the gap, `low` to `high` inclusive, and what it is called."""

    id: str
    low: int
    high: int
    label: Promise


GAP_BANDS = (
    Band("small", 0, 19, _("little or no gap")),
    Band("some", 20, 39, _("some gap")),
    Band("wide", 40, 59, _("wide gap")),
    Band("very-wide", 60, 100, _("very wide gap")),
)

SOUNDS_WORDS = (
    _("like a wish"),
    _("like a direction"),
    _("like a requirement"),
    _("settled"),
    _("fully specified"),
)
MEASURABLE_WORDS = (
    _("cannot be tested"),
    _("barely testable"),
    _("partly testable"),
    _("mostly testable"),
    _("fully testable"),
)

DIMENSIONS = {
    Dimension.CE_REGULATORY: _("CE-marking and regulation"),
    Dimension.INTEGRATION: _("Integration"),
    Dimension.CLINICAL_CODESIGN: _("Clinical co-design and usability"),
    Dimension.PERFORMANCE: _("Performance and availability"),
    Dimension.SECURITY_PRIVACY: _("Security and privacy"),
    Dimension.ROLLOUT_EXIT: _("Rollout, support and exit"),
    Dimension.FUNCTIONAL: _("Other functions"),
    Dimension.OTHER: _("Other"),
}
ELEMENTS = {
    Element.ACTOR: _("Who does it"),
    Element.OBSERVABLE: _("What can be seen"),
    Element.OBJECT: _("On exactly what"),
    Element.VERSION: _("Which version"),
    Element.LIMIT: _("Which limit"),
    Element.CONDITION: _("Under which conditions"),
    Element.METHOD: _("How it is checked"),
    Element.EVIDENCE: _("Which proof"),
    Element.MOMENT: _("When"),
    Element.RESPONSIBLE: _("Who accepts it"),
}
NATURES = {
    Nature.REQUIREMENT: _("Requirement"),
    Nature.CONTEXT: _("Background"),
    Nature.FRAGMENT: _("Heading or fragment"),
}
OBLIGATIONS = {
    Obligation.MANDATORY: _("worded as mandatory"),
    Obligation.RECOMMENDED: _("worded as recommended"),
    Obligation.OPTIONAL: _("worded as optional"),
    Obligation.NONE: _("no binding word"),
}
PHASES = {
    Phase.TENDER: _("In the tender"),
    Phase.CONTRACT: _("At contract"),
    Phase.DELIVERY: _("At delivery"),
    Phase.GO_LIVE: _("At go-live"),
    Phase.OPERATION: _("In operation"),
    Phase.EXIT: _("At exit"),
    Phase.UNKNOWN: _("Not stated"),
}
STATES = {State.PRESENT: _("Present"), State.WEAK: _("Weak"), State.MISSING: _("Missing")}
EFFECTS = {
    Effect.SOUNDS: _("sounds precise"),
    Effect.EVIDENCE: _("can be checked"),
    Effect.EMPTIES: _("leaves it open"),
    Effect.TELLS: _("tells what kind it is"),
    Effect.NOTE: _("worth noting"),
}


def gap_band(gap: int) -> Band:
    """The band that a gap (0-100) falls in."""
    return next(band for band in GAP_BANDS if gap <= band.high)


def sounds_word(score: int) -> Promise:
    """What a reader takes a text of this score (0-100) to be."""
    return SOUNDS_WORDS[_step(score)]


def measurable_word(score: int) -> Promise:
    """What a tester can do with a text of this score (0-100)."""
    return MEASURABLE_WORDS[_step(score)]


def _step(score: int) -> int:
    return (score + 12) // 25
