"""Plain words for what the engine measures, in the language that is active: page and report say the same.

Scores and gaps are 0-100; the codebook's five steps (0-4) lie a quarter apart.
"""

from typing import NamedTuple

from django.utils.functional import Promise, lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .checklist import Standing
from .engine.language import EXPERIMENTAL, LANGUAGES
from .engine.verdict import Dimension, Effect, Element, Level, Nature, Obligation, Phase
from .summary import FALSE_PRECISE_FROM


class Band(NamedTuple):
    """A stretch of the gap, `low` to `high` inclusive, and what it is called."""

    id: str
    low: int
    high: int
    label: Promise


GAP_BANDS = (
    Band("small", 0, 19, _("little or no gap")),
    Band("some", 20, FALSE_PRECISE_FROM - 1, _("some gap")),
    Band("wide", FALSE_PRECISE_FROM, 59, _("wide gap")),
    Band("very-wide", 60, 100, _("very wide gap")),
)

ALL_WIDE = "false-precise"  # the bands from which a requirement sounds precise and cannot be verified

SOUNDS = (
    _("like a wish"),
    _("like a direction"),
    _("like a requirement"),
    _("settled"),
    _("fully specified"),
)
MEASURABLE = (
    _("cannot be tested"),
    _("barely testable"),
    _("partly testable"),
    _("mostly testable"),
    _("fully testable"),
)

DIMENSIONS = {
    Dimension.CE_REGULATORY: _("CE-marking and law"),
    Dimension.INTEGRATION: _("Integration"),
    Dimension.CLINICAL_CODESIGN: _("Clinical use and co-design"),
    Dimension.PERFORMANCE: _("Performance and availability"),
    Dimension.SECURITY_PRIVACY: _("Security and privacy"),
    Dimension.ROLLOUT_EXIT: _("Rollout and exit"),
    Dimension.FUNCTIONAL: _("Functions"),
    Dimension.OTHER: _("Other"),
}
ELEMENTS = {
    Element.ACTOR: _("who does it"),
    Element.OBSERVABLE: _("what can be seen to happen"),
    Element.OBJECT: _("exactly which thing"),
    Element.VERSION: _("which version"),
    Element.LIMIT: _("a limit"),
    Element.CONDITION: _("under which conditions"),
    Element.METHOD: _("how it is checked"),
    Element.EVIDENCE: _("which proof is handed over"),
    Element.MOMENT: _("when it must hold"),
    Element.RESPONSIBLE: _("who checks and accepts"),
}
CERTAINTIES = {
    Level.LOW: _("low certainty"),
    Level.MIDDLE: _("middling certainty"),
    Level.HIGH: _("high certainty"),
}
NATURES = {
    Nature.REQUIREMENT: _("requirement"),
    Nature.CONTEXT: _("background that asks nothing"),
    Nature.FRAGMENT: _("heading or keyword"),
}
OBLIGATIONS = {
    Obligation.MANDATORY: _("binding"),
    Obligation.RECOMMENDED: _("recommended"),
    Obligation.OPTIONAL: _("optional"),
    Obligation.NONE: _("no obligation in the wording"),
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
STANDINGS = {
    Standing.PRESENT: _("present"),
    Standing.WEAK: _("weak"),
    Standing.MISSING: _("missing"),
}
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
    return SOUNDS[_step(score)]


def measurable_word(score: int) -> Promise:
    """What a tester can do with a text of this score (0-100)."""
    return MEASURABLE[_step(score)]


def _step(score: int) -> int:
    return (score + 12) // 25


def _name(code: str) -> str:
    return LANGUAGES[code].name.in_language(get_language() or "sv")


language_name = lazy(_name, str)  # "norska", as in the middle of a sentence


def _on_trial() -> str:
    return ", ".join(_name(code) for code in sorted(EXPERIMENTAL))


languages_on_trial = lazy(_on_trial, str)  # those that are judged as an experiment
