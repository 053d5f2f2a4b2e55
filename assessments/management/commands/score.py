"""`manage.py score`: JSON Lines in, JSON Lines out. Needs no database and no broker."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict
from pydantic_core import PydanticCustomError

from assessments.engine import judge
from assessments.engine.language import JUDGED
from assessments.engine.verdict import Verdict
from assessments.json_lines import JsonLinesCommand

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


def _known(lang: str | None) -> str | None:
    if lang is not None and lang not in JUDGED:
        raise PydanticCustomError("lang", "one of {known}, or left out", {"known": ", ".join(sorted(JUDGED))})
    return lang


class Line(BaseModel):
    """One line of the input; what else stands on it is ignored."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str | int
    text: str
    lang: Annotated[str | None, AfterValidator(_known)] = None


class Command(JsonLinesCommand):
    help = (
        'Read lines of {"id", "text", "lang"?} from standard input and write each one\'s scores (0-100) as a '
        "line of JSON. Exits with 2 where a line could not be read; the others are answered all the same."
    )
    line = Line

    def answer(self, line: Line) -> dict:
        """The shape is stable: the engine is measured through it."""
        verdict: Verdict = judge(line.text, line.lang)
        scores = verdict.model_dump(mode="json")
        return {"id": line.id, "lang": verdict.lang, **{field: scores[field] for field in FIELDS}}
