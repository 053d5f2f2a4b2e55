"""What an organisation reads otherwise than the rule set, in values that pages and reports print. Pure."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.translation import gettext_noop

from .bilingual import in_both
from .engine import Changes, catalogue
from .engine.changes import Weight, bounds, changes, every_slot
from .engine.rule import Rule
from .engine.verdict import Text, Value


class OwnChange(Value):
    """One change with who, when and why.

    `kind` is "term", "off" or "points"; `subject` the term, the rule's id, or the id that the points stand
    under, `of` then tells where: "empties", "sounds" or "fills". `does` says it in words.
    """

    id: int
    kind: str
    subject: str
    of: str = ""
    points: int | None = None
    does: Text
    reason: str
    by: str
    at: datetime


def as_changes(own: Iterable[OwnChange]) -> Changes:
    """What the engine is handed."""
    own = tuple(own)
    return changes(
        off=[change.subject for change in own if change.kind == "off"],
        terms=[change.subject for change in own if change.kind == "term"],
        weights=[
            Weight(of=change.of, id=change.subject, points=change.points)
            for change in own
            if change.kind == "points"
        ],
    )


def does(kind: str, subject: str, of: str = "", points: int | None = None) -> Text:
    """What a change does, in words of both languages."""
    if kind == "term":
        return in_both(gettext_noop("“%s” is accepted: it is never called empty"), subject)
    if kind == "off":
        return in_both(gettext_noop("The rule “%s” is turned off"), rule_title(subject))
    if of == "fills":
        return in_both(_FILLS, name=slot_label(subject), points=points)
    said = _SOUNDS if of == "sounds" else _EMPTIES
    return in_both(said, name=rule_title(subject), points=str(points).replace("-", "−"))


_FILLS = gettext_noop("“%(name)s” gives %(points)s points")
_SOUNDS = gettext_noop("“%(name)s” gives %(points)s points of how precise a text sounds")
_EMPTIES = gettext_noop("“%(name)s” gives %(points)s points of how measurable a text is")


def rule_of(rule_id: str) -> Rule | None:
    return next((rule for rule in catalogue() if rule.id == rule_id), None)


def rule_title(rule_id: str) -> Text:
    """The rule's title; its id where no rule of today has it."""
    rule = rule_of(rule_id)
    return rule.title if rule else Text(sv=rule_id, en=rule_id)


def slot_label(slot_id: str) -> Text:
    """The label of a line of the checklist; its id where no checklist of today has it."""
    slot = next((slot for slot in every_slot() if slot.id == slot_id), None)
    return slot.label if slot else Text(sv=slot_id, en=slot_id)


class Weighed(NamedTuple):
    """Points as a page offers them for change: where they count, and between which bounds (of 100)."""

    weight: Weight
    where: Text
    least: int
    most: int


def weighed(weight: Weight) -> Weighed:
    if weight.of == "fills":
        where = in_both(gettext_noop("Measurable, when “%s” is there"), slot_label(weight.id))
    elif weight.of == "sounds":
        where = in_both(gettext_noop("Sounds precise"))
    else:
        where = in_both(gettext_noop("Measurable"))
    return Weighed(weight, where, *bounds(weight))
