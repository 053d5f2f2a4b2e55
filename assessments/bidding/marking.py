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
    """The whole answer in pieces, and the first reason of each rule in the order of their numbers."""

    pieces: tuple[Piece, ...]
    reasons: tuple[BidReason, ...]


def mark_answer(judged: JudgedAnswer) -> MarkedAnswer:
    """Number the rules, those that decided first; of words that two of them share, the first has them."""
    first: dict[str, BidReason] = {}
    for reason in judged.verdict.reasons:
        first.setdefault(reason.rule, reason)
    numbers = {rule: number for number, rule in enumerate(first, 1)}
    chosen: list[BidReason] = []
    for reason in judged.verdict.reasons:
        free = all(reason.end <= other.start or reason.start >= other.end for other in chosen)
        if reason.end > reason.start and free:
            chosen.append(reason)
    pieces, at = [], 0
    for reason in sorted(chosen, key=lambda reason: reason.start):
        pieces.append(Piece(judged.text[at : reason.start]))
        pieces.append(
            Piece(judged.text[reason.start : reason.end], numbers[reason.rule], first[reason.rule].decides)
        )
        at = reason.end
    pieces.append(Piece(judged.text[at:]))
    return MarkedAnswer(tuple(piece for piece in pieces if piece.text), tuple(first.values()))
