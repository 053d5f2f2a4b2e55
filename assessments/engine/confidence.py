"""How far a verdict can be trusted, from what goes with the engine's errors on readers' labels.

The constants are a least-squares fit of the error of `measurable` (points of 100) on these cues. They say
little yet: `make bench` shows the smallest errors where confidence is high, but no order below that.
"""

from . import lexicon
from .detect import Hit
from .parse import Parsed
from .verdict import Nature

_USUAL = 11.6  # points of error before anything is known of the text
_FRAGMENT = -4.5
_TWENTY_WORDS = 1.3
_UNKNOWN_WORDS = 2.3  # for a text of which the lexicon knows no word
_DECIDED = -2.4  # for a score at 0 or 100
_UNRESOLVED = 1.6
_MOST_WORDS = 60
_NO_TRUST = 40  # points of error at which confidence is 0


def confidence(parsed: Parsed, nature: Nature, hits: tuple[Hit, ...], measurable: int) -> float:
    """Return 0-1; 0.7 means that `measurable` is expected to lie about 12 points from a reader's view."""
    words = len(parsed.words)
    known = min(words, sum(1 for _ in lexicon.tiers(parsed)))
    error = (
        _USUAL
        + _FRAGMENT * (nature is Nature.FRAGMENT)
        + _TWENTY_WORDS * min(words, _MOST_WORDS) / 20
        + _UNKNOWN_WORDS * (1 - known / words)
        + _DECIDED * abs(measurable - 50) / 50
        + _UNRESOLVED * any(hit.rule.id == "unresolved_reference" for hit in hits)
    )
    return round(max(0.0, 1 - error / _NO_TRUST), 2)
