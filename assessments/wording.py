"""Plain words for scores, signs and effects, in the language that is active.

Scores are 0-100; the codebook's five steps (0-4) lie a quarter apart. The words for dimensions,
elements and bands are in `vocabulary`.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .engine.verdict import Effect, State

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
STATES = {State.PRESENT: _("Present"), State.WEAK: _("Weak"), State.MISSING: _("Missing")}
EFFECTS = {
    Effect.SOUNDS: _("sounds precise"),
    Effect.EVIDENCE: _("can be checked"),
    Effect.EMPTIES: _("leaves it open"),
    Effect.TELLS: _("tells what kind it is"),
    Effect.NOTE: _("worth noting"),
}


def sounds_word(score: int) -> Promise:
    """What a reader takes a text of this score (0-100) to be."""
    return SOUNDS[_step(score)]


def measurable_word(score: int) -> Promise:
    """What a tester can do with a text of this score (0-100)."""
    return MEASURABLE[_step(score)]


def _step(score: int) -> int:
    return (score + 12) // 25
