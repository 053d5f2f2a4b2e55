"""A text cut into pieces at its signals, each with the number of its reason. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from .engine.verdict import Effect, Signal, Value, Verdict

# What a reader of a gap needs to see: what makes the text sound settled, and what leaves it open.
OF_A_GAP = frozenset({Effect.SOUNDS, Effect.EMPTIES})


class Piece(Value):
    """A stretch of the text; `number` is that of its reason, counted from 1, or 0 where it is not marked."""

    text: str
    number: int = 0


class Marked(Value):
    """The whole text in pieces. `reasons` holds the first signal of each rule, in the order of numbers."""

    pieces: tuple[Piece, ...]
    reasons: tuple[Signal, ...]


def mark(
    verdict: Verdict,
    *,
    effects: frozenset[Effect] = OF_A_GAP,
    most: int = 9,
    without: Collection[str] = (),
) -> Marked:
    """Return the text of `verdict` with the signals of `effects` marked, at most `most` rules.

    Rules `without` are left unmarked: somebody set what they see aside.
    Where signals overlap one is marked, and where there are too many the weightiest: those whose rules
    did most for the gap, in points of either score.
    """
    weight = _weights(verdict)
    wanted = [
        signal
        for signal in verdict.signals
        if signal.effect in effects and signal.rule not in without and signal.end > signal.start
    ]
    chosen: list[Signal] = []
    for signal in sorted(wanted, key=lambda signal: (-weight[signal.rule], *_rank(signal))):
        rules = {other.rule for other in chosen}
        if _free(signal, chosen) and (signal.rule in rules or len(rules) < most):
            chosen.append(signal)
    chosen.sort(key=lambda signal: signal.start)
    first = {signal.rule: signal for signal in reversed(chosen)}
    reasons = sorted(first.values(), key=lambda signal: signal.start)
    numbers = {signal.rule: number for number, signal in enumerate(reasons, 1)}
    return Marked(pieces=tuple(_pieces(verdict.text, chosen, numbers)), reasons=tuple(reasons))


def _weights(verdict: Verdict) -> Counter[str]:
    """How many points each rule added to the gap, by raising `sounds` or lowering `measurable`."""
    weights: Counter[str] = Counter()
    for reason in verdict.sounds_reasons:
        weights[reason.rule] += reason.points
    for reason in verdict.measurable_reasons:
        weights[reason.rule] -= reason.points
    return weights


def _rank(signal: Signal) -> tuple:
    return (signal.effect != Effect.EMPTIES, signal.start - signal.end, signal.start, signal.rule)


def _free(signal: Signal, chosen: Sequence[Signal]) -> bool:
    return all(signal.end <= other.start or signal.start >= other.end for other in chosen)


def _pieces(text: str, chosen: Sequence[Signal], numbers: dict[str, int]) -> Iterable[Piece]:
    """Pieces that together are `text`; `chosen` is in order and does not overlap."""
    at = 0
    for signal in chosen:
        if signal.start > at:
            yield Piece(text=text[at : signal.start])
        yield Piece(text=text[signal.start : signal.end], number=numbers[signal.rule])
        at = signal.end
    if at < len(text):
        yield Piece(text=text[at:])
