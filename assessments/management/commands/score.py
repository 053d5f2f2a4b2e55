"""`manage.py score`: JSON Lines in, JSON Lines out. Needs no database and no broker."""

import json
import sys
from typing import Literal

from django.core.management.base import BaseCommand
from pydantic import BaseModel, ConfigDict, ValidationError

from assessments.engine import judge
from assessments.engine.verdict import Verdict

FIELDS = (
    "sounds",
    "measurable",
    "gap",
    "dimension",
    "nature",
    "obligation",
    "phase",
    "missing",
    "confidence",
)


class Line(BaseModel):
    """One line of the input; what else stands on it is ignored."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str | int
    text: str
    lang: Literal["sv", "en"] | None = None


class Command(BaseCommand):
    help = (
        'Read lines of {"id", "text", "lang"?} from standard input and write each one\'s scores (0-100) as a '
        "line of JSON. Exits with 2 where a line could not be read; the others are answered all the same."
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
                self.stdout.write(json.dumps(answer(line), ensure_ascii=False))
                self.stdout.flush()
        if faults:
            sys.exit(2)


def answer(line: Line) -> dict:
    """Return what is written for one line; this shape is stable, the engine is measured through it."""
    verdict: Verdict = judge(line.text, line.lang)
    scores = verdict.model_dump(mode="json")
    return {"id": line.id, "lang": verdict.lang, **{field: scores[field] for field in FIELDS}}


def _sentence(error: ValidationError) -> str:
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    if not where:
        return f'not a JSON object with "id" and "text" ({fault["msg"]}).'
    return f'"{where}" is wrong: {fault["msg"]}.'
