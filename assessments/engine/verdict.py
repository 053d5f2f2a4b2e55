"""The values that the engine hands over. All frozen; offsets are characters of the text as written."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal, dataclass_transform

from pydantic import BaseModel, ConfigDict, Field

Language = Literal["sv", "en"]


class Value(BaseModel):
    """A frozen value that refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def part(cls: type[Any]) -> type[Any]:
    """Make a class a frozen part of a verdict: sixty are made for each text, and a dataclass of the standard
    library takes a third of a model's time. Pydantic checks it all the same when a verdict is read back."""
    cls.__pydantic_config__ = Value.model_config
    return dataclass(frozen=True, kw_only=True, slots=True)(cls)


class Text(Value):
    """A sentence that a user sees, in both languages."""

    sv: str
    en: str

    def in_language(self, language: str) -> str:
        return self.sv if language == "sv" else self.en


class Element(StrEnum):
    """What a verifier needs to find; the codebook's ten, in its order."""

    ACTOR = "actor"
    OBSERVABLE = "observable"
    OBJECT = "object"
    VERSION = "version"
    LIMIT = "limit"
    CONDITION = "condition"
    METHOD = "method"
    EVIDENCE = "evidence"
    MOMENT = "moment"
    RESPONSIBLE = "responsible"


class Dimension(StrEnum):
    CE_REGULATORY = "ce_regulatory"
    INTEGRATION = "integration"
    CLINICAL_CODESIGN = "clinical_codesign"
    PERFORMANCE = "performance"
    SECURITY_PRIVACY = "security_privacy"
    ROLLOUT_EXIT = "rollout_exit"
    FUNCTIONAL = "functional"
    OTHER = "other"


class Nature(StrEnum):
    REQUIREMENT = "requirement"
    CONTEXT = "context"
    FRAGMENT = "fragment"


class Obligation(StrEnum):
    """How binding the wording is, whatever the column says."""

    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"
    NONE = "none"


class Phase(StrEnum):
    """When it must be true, as the text says it."""

    TENDER = "tender"
    CONTRACT = "contract"
    DELIVERY = "delivery"
    GO_LIVE = "go-live"
    OPERATION = "operation"
    EXIT = "exit"
    UNKNOWN = "unknown"


class Effect(StrEnum):
    SOUNDS = "sounds"  # raises the impression of precision
    EVIDENCE = "evidence"  # fills an element
    EMPTIES = "empties"  # makes an element hollow
    TELLS = "tells"  # dimension, nature, obligation or phase
    NOTE = "note"  # something to say beside the scores


class State(StrEnum):
    PRESENT = "present"
    WEAK = "weak"  # named, but emptied or only half there
    MISSING = "missing"


@part
class Span:
    start: Annotated[int, Field(ge=0)]
    end: int


@part
class Signal:
    """One thing that a rule saw in the text."""

    rule: str
    start: Annotated[int, Field(ge=0)]
    end: int
    effect: Effect
    elements: tuple[Element, ...] = ()
    title: Text
    why: Text


@part
class Slot:
    """One line of the checklist: something a verdict needs, and whether the text has it.

    `points` is what it adds to `measurable` when present, `earned` what this text got (0-100 scale).
    """

    id: str
    element: Element
    label: Text
    state: State
    points: int
    earned: int
    spans: tuple[Span, ...] = ()


@part
class Reason:
    """Points of a score, on the 0-100 scale, and what they are for; they sum to the score before it is
    held within 0-100."""

    points: int
    text: Text
    rule: str = ""


@part
class Question:
    """What to answer in the requirement itself; `gain` is how much `measurable` can rise (0-100)."""

    id: str
    element: Element
    text: Text
    gain: int


class Level(StrEnum):
    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


class Certainty(Value):
    """How far `measurable` can be trusted: `error` is how many points (of 100) a reader's score can be
    expected to lie from it, `reasons` are the weightiest for the level."""

    level: Level
    error: float = Field(ge=0)
    reasons: tuple[Text, ...]


class Verdict(Value):
    """Everything the engine thinks of one text.

    `sounds`, `measurable` and `gap` are 0-100, `confidence` 0-1. `judged` is false where the text is in a
    language that the engine cannot read: the scores are then 0 and mean nothing. `scaffold` is the
    text's own words with what is missing as blanks. `missing` is in order of weight. `certainty` is lacking
    where nothing was judged, and in verdicts that were stored before there was one.
    """

    text: str
    lang: str
    judged: bool
    sounds: int = Field(ge=0, le=100)
    measurable: int = Field(ge=0, le=100)
    gap: int = Field(ge=0, le=100)
    confidence: float = Field(ge=0, le=1)
    dimension: Dimension
    nature: Nature
    obligation: Obligation
    phase: Phase
    missing: tuple[Element, ...]
    signals: tuple[Signal, ...]
    checklist: tuple[Slot, ...]
    sounds_reasons: tuple[Reason, ...]
    measurable_reasons: tuple[Reason, ...]
    questions: tuple[Question, ...]
    scaffold: str
    notes: tuple[Text, ...]
    certainty: Certainty | None = None
