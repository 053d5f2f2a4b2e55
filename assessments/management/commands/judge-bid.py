"""`manage.py judge-bid`: JSON Lines in, JSON Lines out. Needs no database and no broker."""

import json
import sys
from typing import Literal

from django.core.management.base import BaseCommand
from pydantic import BaseModel, ConfigDict, ValidationError

from assessments.bids import judge
from assessments.bids.verdict import BidReason, Phase


class Line(BaseModel):
    """One line of the input; what else stands on it is ignored. A missing phase counts as tender."""

    model_config = ConfigDict(extra="ignore")

    id: str | int
    requirement: str
    answer: str
    phase: Phase | None = None
    lang: Literal["sv", "en"] | None = None


class Command(BaseCommand):
    help = (
        'Read lines of {"id", "requirement", "answer", "phase"?, "lang"?} from standard input and write what '
        "each answer's wording indicates as a line of JSON. It is never a ruling. Exits with 2 where a line "
        "could not be read; the others are answered all the same."
    )
    requires_system_checks = ()

    def handle(self, **options) -> None:
        faults = 0
        for number, raw in enumerate(sys.stdin.buffer, 1):
            if not raw.strip():
                continue
            try:
                line = Line.model_validate_json(raw)
            except ValidationError as error:
                faults += 1
                print(f"Line {number}: {_sentence(error)}", file=sys.stderr, flush=True)
            else:
                self.stdout.write(json.dumps(verdict(line), ensure_ascii=False))
                self.stdout.flush()
        if faults:
            sys.exit(2)


def verdict(line: Line) -> dict:
    """Return what is written for one line; this shape is stable, the judging is measured through it."""
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


def _sentence(error: ValidationError) -> str:
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    if not where:
        return f'not a JSON object with "id", "requirement" and "answer" ({fault["msg"]}).'
    return f'"{where}" is wrong: {fault["msg"]}.'
