"""Everything that an audit report prints, frozen. Its JSON travels inside the report; the format is published
as docs/audit-1.schema.json, and a change that an old reader would stumble over gets a new number."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Literal

from assessments.checklist import Standing, by_element
from assessments.dismissed import Dismissed
from assessments.engine import catalogue
from assessments.engine.changes import NO_CHANGES, Changes
from assessments.engine.rule import Rule
from assessments.engine.verdict import (
    Dimension,
    Effect,
    Element,
    Language,
    Nature,
    Obligation,
    Reason,
    Signal,
    Slot,
    Span,
    State,
    Value,
)
from assessments.engine.whole import Finding
from assessments.own_rules import OwnChange
from assessments.summary import Judged, Summary, summarise
from procurement.importers.draft import Place
from reports.bidding.chapter import Paper
from reports.snapshot import Source

SCHEMA = "https://json-schema.org/draft/2020-12/schema"


class Seen(Value):
    """A signal: the rule, and where in the text (characters from 0, `end` exclusive)."""

    rule: str
    start: int
    end: int
    effect: Effect


class Points(Value):
    """Points of a score, on the 0-100 scale, and what they are for. `rule` is a rule's id or a slot's of the
    checklist; "" where a score starts."""

    points: int
    says: str
    rule: str = ""


class Filled(Value):
    """A line of the checklist that the text fills, if only half. `earned` is what it adds to `measurable`."""

    id: str
    element: Element
    label: str
    state: State
    points: int
    earned: int
    spans: tuple[Span, ...]


class AuditRow(Value):
    """A requirement with all its evidence. `no` counts them from 1 in the order of the file, `position`
    counts the file's rows. Scores are 0-100, `confidence` 0-1. `sha256` is of the text as UTF-8. `elements`
    says of each of the ten how it stands. The points of a score sum to it before it is held within 0-100."""

    no: int
    position: int
    number: str
    headings: tuple[str, ...]
    text: str
    sha256: str
    lang: str
    kind: str
    phase: str
    place: Place
    motive: str
    shown_by: str
    judged: bool
    nature: Nature
    obligation: Obligation
    dimension: Dimension
    sounds: int
    measurable: int
    gap: int
    confidence: float
    sounds_points: tuple[Points, ...]
    measurable_points: tuple[Points, ...]
    signals: tuple[Seen, ...]
    checklist: tuple[Filled, ...]
    elements: dict[Element, Standing]
    questions: tuple[str, ...]

    @property
    def counts(self) -> bool:
        return self.judged and self.nature == Nature.REQUIREMENT


class RuleUsed(Value):
    """A rule that was seen at least once, in the report's language; `source` is what it rests on."""

    id: str
    title: str
    why: str
    source: str
    effect: Effect
    elements: tuple[Element, ...]


class AuditSnapshot(Value):
    """An audit report before it is laid out. `expect` is the language of the document, for texts too short
    to tell; `changes` are the organisation's own, as the engine takes them, `own_changes` who made them, and
    why. `evidence` is the register of what bidders sent as proof, where the report has the bids."""

    format: Literal[1] = 1
    kind: Literal["audit"] = "audit"
    language: Language
    source: Source
    expect: str
    changes: Changes = NO_CHANGES
    own_changes: tuple[OwnChange, ...] = ()
    summary: Summary
    rows: tuple[AuditRow, ...]
    rules: tuple[RuleUsed, ...]
    findings: tuple[Finding, ...]
    dismissed: Dismissed = Dismissed()
    evidence: tuple[Paper, ...] = ()

    def data(self) -> bytes:
        """The JSON that is embedded; the same snapshot always gives the same bytes."""
        return self.model_dump_json().encode()

    def digest(self) -> str:
        """SHA-256 of `data`, in hex: printed on every page."""
        return hashlib.sha256(self.data()).hexdigest()


# What a summary does without, and most of what a verdict weighs.
_WEIGHTLESS = dict.fromkeys(
    ("signals", "checklist", "sounds_reasons", "measurable_reasons", "questions", "notes"), ()
)


def freeze_audit(
    source: Source,
    rows: Iterable[Judged],
    *,
    findings: Sequence[Finding],
    language: Language,
    expect: str,
    context_rows: int = 0,
    dismissed: Dismissed | None = None,
    changes: Changes = NO_CHANGES,
    own_changes: Iterable[OwnChange] = (),
    evidence: Iterable[Paper] = (),
) -> AuditSnapshot:
    """Return the snapshot of `rows`, all scored rows in the order of the specification.

    Each verdict is let go as soon as its row is frozen: two thousand of them weigh 300 MB.
    """
    frozen, light, seen = [], [], set()
    for no, row in enumerate(rows, 1):
        frozen.append(_row(no, row, language))
        light.append(row.model_copy(update={"verdict": row.verdict.model_copy(update=_WEIGHTLESS)}))
        seen.update(signal.rule for signal in row.verdict.signals)
    summary = summarise(light, context_rows=context_rows)
    return AuditSnapshot(
        language=language,
        source=source,
        expect=expect,
        changes=changes,
        own_changes=tuple(own_changes),
        summary=summary.model_copy(update={"widest": ()}),  # they stand among the rows
        rows=tuple(frozen),
        rules=tuple(_rule(rule, language) for rule in catalogue() if rule.id in seen),
        findings=tuple(findings),
        dismissed=dismissed or Dismissed(),
        evidence=tuple(evidence),
    )


def schema() -> dict:
    """The published JSON schema of the embedded data."""
    described = AuditSnapshot.model_json_schema(mode="serialization")
    return {"$schema": SCHEMA, **described, "title": "Glapp audit report, format 1"}


def _row(no: int, row: Judged, language: Language) -> AuditRow:
    verdict = row.verdict
    return AuditRow(
        no=no,
        position=row.position,
        number=row.number,
        headings=row.heading_path,
        text=row.text,
        sha256=hashlib.sha256(row.text.encode()).hexdigest(),
        lang=verdict.lang,
        kind=row.kind,
        phase=row.phase,
        place=row.place,
        motive=row.motive,
        shown_by=row.shown_by,
        judged=verdict.judged,
        nature=verdict.nature,
        obligation=verdict.obligation,
        dimension=verdict.dimension,
        sounds=verdict.sounds,
        measurable=verdict.measurable,
        gap=verdict.gap,
        confidence=verdict.confidence,
        sounds_points=tuple(_points(reason, language) for reason in verdict.sounds_reasons),
        measurable_points=tuple(_points(reason, language) for reason in verdict.measurable_reasons),
        signals=tuple(dict.fromkeys(_seen(signal) for signal in verdict.signals)),
        checklist=tuple(_filled(slot, language) for slot in verdict.checklist if slot.state != State.MISSING),
        elements={line.element: line.standing for line in by_element(verdict)} if verdict.judged else {},
        questions=tuple(question.text.in_language(language) for question in verdict.questions),
    )


def _points(reason: Reason, language: Language) -> Points:
    return Points(points=reason.points, says=reason.text.in_language(language), rule=reason.rule)


def _seen(signal: Signal) -> Seen:
    return Seen(rule=signal.rule, start=signal.start, end=signal.end, effect=signal.effect)


def _filled(slot: Slot, language: Language) -> Filled:
    return Filled(
        id=slot.id,
        element=slot.element,
        label=slot.label.in_language(language),
        state=slot.state,
        points=slot.points,
        earned=slot.earned,
        spans=slot.spans,
    )


def _rule(rule: Rule, language: Language) -> RuleUsed:
    return RuleUsed(
        id=rule.id,
        title=rule.title.in_language(language),
        why=rule.why.in_language(language),
        source=rule.source,
        effect=rule.effect,
        elements=rule.elements,
    )
