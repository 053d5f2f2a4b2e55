"""A text cut into pieces at its signals, each signal with a number: marks that work without colour. Pure."""

from collections.abc import Iterable, Sequence

from .engine.verdict import Effect, Signal, Value, Verdict


class Piece(Value):
    """A stretch of the text. `marked` tells whether a signal covers it, `effect` the weightiest of them;
    `numbers` are the signals that end here, counted from 1."""

    text: str
    marked: bool
    effect: Effect | None = None
    numbers: tuple[int, ...] = ()


class Marked(Value):
    """The whole text in pieces, and the signals in the order of their numbers."""

    pieces: tuple[Piece, ...]
    signals: tuple[Signal, ...]


BY_WEIGHT = (Effect.EMPTIES, Effect.SOUNDS, Effect.EVIDENCE, Effect.NOTE, Effect.TELLS)
# What a reader of a gap needs to see: what makes the text sound settled, and what leaves it open.
OF_A_GAP = frozenset({Effect.SOUNDS, Effect.EMPTIES})


def mark(verdict: Verdict, *, effects: frozenset[Effect] = OF_A_GAP, most: int = 9) -> Marked:
    """Return the text of `verdict` with the signals of `effects` marked.

    The same rule on the same words is marked once; past `most` signals those that leave something open
    are kept first, then the longest.
    """
    chosen = {
        (signal.start, signal.end, signal.rule): signal
        for signal in verdict.signals
        if signal.effect in effects and signal.end > signal.start
    }
    ranked = sorted(
        chosen.values(), key=lambda s: (s.effect != Effect.EMPTIES, s.start - s.end, s.start, s.rule)
    )
    signals = tuple(sorted(ranked[:most], key=lambda s: (s.start, s.end, s.rule)))
    return Marked(pieces=_pieces(verdict.text, signals), signals=signals)


def _pieces(text: str, signals: Sequence[Signal]) -> tuple[Piece, ...]:
    cuts = sorted({0, len(text), *(s.start for s in signals), *(min(s.end, len(text)) for s in signals)})
    return tuple(
        Piece(
            text=text[start:end],
            marked=any(s.start < end and s.end > start for s in signals),
            effect=_weightiest(s.effect for s in signals if s.start < end and s.end > start),
            numbers=tuple(number for number, s in enumerate(signals, 1) if min(s.end, len(text)) == end),
        )
        for start, end in zip(cuts, cuts[1:], strict=False)
    )


def _weightiest(effects: Iterable[Effect]) -> Effect | None:
    return min(effects, key=BY_WEIGHT.index, default=None)
