"""What the pages of a requirement show of its verdict: the same on the page, in the preview, in a list."""

import json
from collections.abc import Collection, Mapping

from procurement.models import Requirement

from .checklist import Standing, by_element
from .dismissed import open_questions
from .engine.verdict import Effect, Verdict
from .marking import Marked, mark
from .models import Dismissal
from .proposing import blanks_in

MOST_REASONS = 12
SHOWN_EFFECTS = frozenset({Effect.SOUNDS, Effect.EMPTIES, Effect.EVIDENCE})


def shown(requirement: Requirement, verdict: Verdict | None, dismissed: Mapping[str, Dismissal]) -> dict:
    """The values that the partials of a requirement loop over; without a verdict only that there is none."""
    if verdict is None or not verdict.judged:
        return {"requirement": requirement, "verdict": verdict, "dismissed": dismissed, "marks": "[]"}
    lines = by_element(verdict)
    marked = mark(verdict, effects=SHOWN_EFFECTS, most=MOST_REASONS, without=dismissed)
    return {
        "requirement": requirement,
        "verdict": verdict,
        "dismissed": dismissed,
        "marked": marked,
        "marks": json.dumps(_places(marked)),
        "set_aside": _set_aside(verdict, dismissed),
        "questions": open_questions(verdict, dismissed),
        "blanks": blanks_in(verdict.text),
        "lines": lines,
        "not_needed": [line for line in lines if line.standing == Standing.NOT_NEEDED],
    }


def _set_aside(verdict: Verdict, dismissed: Collection[str]) -> list[str]:
    """The rules that saw something here and are dismissed: no mark, but a reason to show."""
    seen = dict.fromkeys(signal.rule for signal in verdict.signals if signal.effect in SHOWN_EFFECTS)
    return [rule for rule in seen if rule in dismissed]


def _places(marked: Marked) -> list[tuple[int, int, int, str]]:
    """Start, end, number and effect of each mark, in the units a browser counts: those of UTF-16."""
    places, at = [], 0
    for piece in marked.pieces:
        length = len(piece.text.encode("utf-16-le")) // 2
        if piece.number:
            places.append((at, at + length, piece.number, marked.reasons[piece.number - 1].effect.value))
        at += length
    return places
