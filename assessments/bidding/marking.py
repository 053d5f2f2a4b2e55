"""An answer cut into pieces at the reasons for its indication. Pure."""

from typing import NamedTuple

from assessments.bids.verdict import BidReason

from .judged import JudgedAnswer


class Piece(NamedTuple):
    """A stretch of the answer; `number` is that of its reason, counted from 1, or 0. `decides` as there."""

    text: str
    number: int = 0
    decides: bool = False


class MarkedAnswer(NamedTuple):
    """The whole answer in pieces, and its reasons in the order of their numbers."""

    pieces: tuple[Piece, ...]
    reasons: tuple[BidReason, ...]


def mark_answer(judged: JudgedAnswer) -> MarkedAnswer:
    """Number the reasons, those that decided first; of words that two reasons share, the first has them."""
    reasons = tuple(judged.verdict.reasons)
    chosen: list[tuple[int, int, int]] = []
    for number, reason in enumerate(reasons, 1):
        free = all(reason.end <= start or reason.start >= end for start, end, _ in chosen)
        if reason.end > reason.start and free:
            chosen.append((reason.start, reason.end, number))
    pieces, at = [], 0
    for start, end, number in sorted(chosen):
        pieces += [
            Piece(judged.text[at:start]),
            Piece(judged.text[start:end], number, reasons[number - 1].decides),
        ]
        at = end
    pieces.append(Piece(judged.text[at:]))
    return MarkedAnswer(tuple(piece for piece in pieces if piece.text), reasons)
