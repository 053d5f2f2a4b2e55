"""A specification as JSON: what Glapp hands out and reads in again without loss.

The schema at `/formats/specification.schema.json` is made of these models. Scores are told for others to
read and are not read in again: an import is always judged anew.
"""

from typing import Literal
from uuid import UUID

from pydantic import Field

from .place import Place, Value

FORMAT = "glapp-specification"
Kind = Literal["mandatory", "award", "contract", "option", "qualification", "information"]
Phase = Literal["tender", "contract", "delivery", "go-live", "operation", "exit", "unknown"]


class Scores(Value):
    """What Glapp thought of a text. Scores are 0-100, confidence 0-1; `missing` in order of weight."""

    sounds: int = Field(ge=0, le=100)
    measurable: int = Field(ge=0, le=100)
    gap: int = Field(ge=0, le=100)
    confidence: float = Field(ge=0, le=1)
    dimension: str
    nature: str
    missing: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    scaffold: str = ""


class RequirementRecord(Value):
    """One row. `key` follows it from version to version; `place` is where it stood in its source file."""

    key: UUID | None = None
    number: str = Field("", max_length=60)
    heading_path: tuple[str, ...] = Field((), description="headings above it, outermost first")
    text: str = Field(min_length=1)
    kind: Kind = "mandatory"
    phase: Phase = "unknown"
    motive: str = ""
    shown_by: str = Field("", description="how the supplier shows that it is met")
    is_context: bool = Field(False, description="background, asks nothing and is not scored")
    place: Place = Place()
    scores: Scores | None = None


class SpecificationFile(Value):
    """A version of a specification. `ruleset` is the hash of the rules that the scores were made with."""

    format: Literal["glapp-specification"] = "glapp-specification"
    format_version: Literal[1] = 1
    procurement: str = ""
    reference: str = ""
    specification: str = ""
    version: int | None = None
    ruleset: str = ""
    requirements: tuple[RequirementRecord, ...]
