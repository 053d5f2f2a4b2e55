"""An answer cut into pieces at the reasons for its indication and at the proof it names. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

from assessments.bids.verdict import BidReason

from .judged import JudgedAnswer


class Piece(NamedTuple):
    """A stretch of the answer; `number` is that of its reason, counted from 1, or 0. `decides` as there;
    `is_proof` where the answer names a piece of evidence."""

    text: str
    number: int = 0
    decides: bool = False
    is_proof: bool = False


class Numbered(NamedTuple):
    """A reason with the number it has in the text; 0 where it has no words there to stand at."""

    number: int
    reason: BidReason


class MarkedAnswer(NamedTuple):
    """The whole answer in pieces, and the first reason of each rule: those with words in the order in which
    they stand in the answer, then the others."""

    pieces: tuple[Piece, ...]
    reasons: tuple[Numbered, ...]


def mark_answer(judged: JudgedAnswer) -> MarkedAnswer:
    """Number the rules that point at words; of words that two of them share, the first has them."""
    reasons = judged.verdict.reasons
    first: dict[str, BidReason] = {}
    for reason in reasons:
        first.setdefault(reason.rule, reason)
    chosen: list[tuple[int, int, str]] = []
    for reason in reasons:
        if _is_free(reason.start, reason.end, chosen):
            chosen.append((reason.start, reason.end, reason.rule))
    numbers: dict[str, int] = {}
    for _start, _end, rule in sorted(chosen):
        numbers.setdefault(rule, len(numbers) + 1)
    for proof in judged.verdict.evidence:
        if _is_free(proof.start, proof.end, chosen):
            chosen.append((proof.start, proof.end, ""))
    pieces, at = [], 0
    for start, end, rule in sorted(chosen):
        pieces.append(Piece(judged.text[at:start]))
        decides = bool(rule) and first[rule].decides
        pieces.append(Piece(judged.text[start:end], numbers.get(rule, 0), decides, is_proof=not rule))
        at = end
    pieces.append(Piece(judged.text[at:]))
    told = (Numbered(numbers.get(rule, 0), reason) for rule, reason in first.items())
    ordered = sorted(told, key=lambda each: each.number or len(first) + 1)
    return MarkedAnswer(tuple(piece for piece in pieces if piece.text), tuple(ordered))


def _is_free(start: int, end: int, taken: Iterable[tuple[int, int, str]]) -> bool:
    return end > start and all(end <= first or start >= last for first, last, _rule in taken)
