"""How far `measurable` can be trusted: what goes with the engine's errors on readers' labels, added up.

Each cue has points (tenths of a point of error), fitted by `benchmarks/fit_confidence.py` and held against
collections that it had not seen. The sum is how far a reader's score can be expected to lie from ours.
"""

from . import lexicon
from .checklist import Cue, doubts
from .classify import votes
from .detect import Hit
from .language import EXPERIMENTAL
from .parse import Parsed
from .score import total
from .verdict import Certainty, Dimension, Level, Obligation, Reason, Text

_MOST_REASONS = 2
_NO_TRUST = 40  # points of error at which confidence is 0
_FEW_VOTES = 15  # points for the dimension that got most; where they are fewer, little tells what it is about
_KNOWN = 1 / 3  # of the words
_EARNED, _LEFT_OPEN = 20, 10  # points of `measurable`: much either way
_SHORT = 9  # words
_LOW = 38  # `measurable` below it: nearer to "a direction" than to "a test can be drafted"
_STEP = 25  # between two steps of the codebook's scale, in points

_WHY: dict[Cue, Text] = {
    "piece": Text(
        sv="Texten är en bit av något: den börjar mitt i, fortsätter någon annanstans eller lutar sig mot "
        "det som inte står här.",
        en="The text is a piece of something: it begins in the middle, goes on elsewhere or leans on what "
        "is not here.",
    ),
    "between": Text(
        sv="Poängen ligger mellan två steg på läsarnas skala.",
        en="The score lies between two steps of the readers' scale.",
    ),
    "relation": Text(
        sv="Något ska vara lika eller ett av flera. Glapp ser inte säkert om det står med vad.",
        en="Something must be equal, or one of several. Glapp cannot tell for sure whether it says to what.",
    ),
    "topic": Text(
        sv="Få ord visar vad texten handlar om.",
        en="Few words tell what the text is about.",
    ),
    "unknown": Text(
        sv="Glapp känner igen färre än vart tredje ord.",
        en="Glapp knows fewer than one word in three.",
    ),
    "both": Text(
        sv="Mycket går att pröva och mycket lämnas öppet. Läsare väger det olika.",
        en="Much can be tested and much is left open. Readers weigh that differently.",
    ),
    "short": Text(
        sv="Korta texter som inget begär läser Glapp oftast rätt.",
        en="Short texts that ask for nothing are mostly read right.",
    ),
    "low": Text(
        sv="Låga poäng stämmer oftast med läsarnas.",
        en="Low scores mostly agree with the readers'.",
    ),
    "edge": Text(
        sv="Allt pekar åt samma håll.",
        en="Everything points the same way.",
    ),
    "figure": Text(
        sv="Texter med mätetal eller om prestanda läser Glapp oftast rätt.",
        en="Texts with figures or about performance are mostly read right.",
    ),
}
_NO_REASON = Text(
    sv="Inget i texten skiljer den från dem som läsare har bedömt.",
    en="Nothing in the text sets it apart from those that readers have scored.",
)
_EXPERIMENT = Text(
    sv="Språket bedöms på försök: reglerna är få, och poängen är anpassade på svenska och engelska texter.",
    en="The language is judged as an experiment: few rules, and points fitted on Swedish and English texts.",
)


def cues(
    parsed: Parsed,
    hits: tuple[Hit, ...],
    reasons: tuple[Reason, ...],
    score: int,
    *,
    dimension: Dimension,
    obligation: Obligation,
    unseen: bool,
) -> dict[Cue, float]:
    """How far each cue holds, 0-1; those that do not are left out.

    `reasons` are those of `measurable`, `score` (0-100) is what they add up to. `unseen` says that
    what the text needs lies outside what was read.
    """
    rules = {hit.rule.id for hit in hits}
    words = len(parsed.words)
    known = sum(len(spans) for spans in lexicon.tiers(parsed).values())
    points = [reason.points for reason in reasons if reason.rule]
    found: dict[Cue, float] = {
        "piece": unseen or "list_announced" in rules or parsed.text.lstrip()[:1].islower(),
        "between": min(score % _STEP, -score % _STEP) / (_STEP / 2),
        "relation": "exact_relation" in rules,
        "topic": dimension is Dimension.OTHER or max(votes(parsed).values()) < _FEW_VOTES,
        "unknown": known < _KNOWN * words,
        "both": _much(points, _EARNED) and _much([-each for each in points], _LEFT_OPEN),
        "short": words <= _SHORT and obligation is Obligation.NONE,
        "low": score < _LOW,
        "edge": score in (0, 100),
        "figure": dimension is Dimension.PERFORMANCE or "figure" in rules,
    }
    return {cue: held for cue, held in found.items() if held}


def _much(points: list[int], least: int) -> bool:
    return sum(each for each in points if each > 0) >= least


def certainty(
    parsed: Parsed,
    hits: tuple[Hit, ...],
    reasons: tuple[Reason, ...],
    *,
    dimension: Dimension,
    obligation: Obligation,
    unseen: bool,
) -> Certainty:
    """The error to expect, what that is called, and why; parameters as of `cues`."""
    table, score = doubts(), total(reasons)
    found = cues(parsed, hits, reasons, score, dimension=dimension, obligation=obligation, unseen=unseen)
    points = {cue: table.points[cue] * held for cue, held in found.items()}
    tenths = max(0.0, table.usual + sum(points.values()))
    if parsed.lang in EXPERIMENTAL:
        tenths = max(tenths, table.low_from)
        return Certainty(level=Level.LOW, error=round(tenths / 10, 1), reasons=(_EXPERIMENT,))
    level = Level.MIDDLE
    if tenths >= table.low_from:
        level = Level.LOW
    elif tenths < table.high_below:
        level = Level.HIGH
    sign = -1 if level is Level.HIGH else 1  # what speaks for the level, the weightiest first
    told = sorted((cue for cue in points if sign * points[cue] > 0), key=lambda cue: -sign * points[cue])
    why = tuple(_WHY[cue] for cue in told[:_MOST_REASONS]) or (_NO_REASON,)
    return Certainty(level=level, error=round(tenths / 10, 1), reasons=why)


def share(error: float) -> float:
    """The error as 0-1, where 1 is no error and 0 one of 40 points or more."""
    return round(max(0.0, 1 - error / _NO_TRUST), 2)
