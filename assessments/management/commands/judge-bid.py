"""`manage.py judge-bid`: JSON Lines in, JSON Lines out. Needs no database and no broker."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

from assessments.bids import judge
from assessments.bids.verdict import BidReason, Phase
from assessments.json_lines import JsonLinesCommand


class Line(BaseModel):
    """One line of the input; what else stands on it is ignored. A missing phase counts as tender."""

    model_config = ConfigDict(extra="ignore")

    id: str | int
    requirement: str
    answer: str
    phase: Phase | None = None
    lang: Literal["sv", "en"] | None = None


class Command(JsonLinesCommand):
    help = (
        'Read lines of {"id", "requirement", "answer", "phase"?, "lang"?} from standard input and write what '
        "each answer's wording indicates as a line of JSON. It is never a ruling. Exits with 2 where a line "
        "could not be read; the others are answered all the same."
    )
    line = Line

    def answer(self, line: Line) -> dict:
        """The shape is stable: the judging is measured through it."""
        found = judge(line.requirement, line.answer, line.phase, line.lang)
        return {
            "id": line.id,
            "label": found.label.value,
            "strength": found.strength.value,
            "evidence": [each.text for each in found.evidence],
            "reasons": [_reason(reason, line.answer) for reason in found.reasons],
        }


def _reason(reason: BidReason, answer: str) -> dict:
    return {
        "rule": reason.rule,
        "start": reason.start,
        "end": reason.end,
        "text": answer[reason.start : reason.end],
        "title": reason.title.model_dump(),
        "decides": reason.decides,
    }
