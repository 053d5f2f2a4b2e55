"""A verdict's checklist gathered by element: what is there, what could be, and whether it is missed. Pure."""

from enum import StrEnum

from .engine.checklist import shared_slots
from .engine.verdict import Element, Slot, Span, State, Value, Verdict


class Standing(StrEnum):
    """How an element stands in a text; NOT_NEEDED where this kind of requirement does without it."""

    PRESENT = "present"
    WEAK = "weak"
    MISSING = "missing"
    NOT_NEEDED = "not-needed"


class Line(Value):
    """One element. `found` are the slots that the text fills, if only half, the dimension's own first and
    each place in the text told once; `open` those that could be filled and would count or that only this
    dimension asks for. `earned` is what the element adds to measurable (0-100 scale)."""

    element: Element
    standing: Standing
    found: tuple[Slot, ...]
    open: tuple[Slot, ...]
    earned: int


def by_element(verdict: Verdict) -> tuple[Line, ...]:
    """Every element, missing ones first in order of weight, then those that are there, then the rest."""
    order = [*verdict.missing, *(element for element in Element if element not in verdict.missing)]
    lines = [_line(element, verdict) for element in order]
    return tuple(sorted(lines, key=lambda line: _ORDER.index(line.standing)))


_ORDER = (Standing.MISSING, Standing.WEAK, Standing.PRESENT, Standing.NOT_NEEDED)


def _line(element: Element, verdict: Verdict) -> Line:
    slots = [slot for slot in verdict.checklist if slot.element == element]
    found = tuple(slot for slot in slots if slot.state != State.MISSING)
    everybodys = {kind.id for kind in shared_slots()}
    return Line(
        element=element,
        standing=_standing(element, found, verdict),
        found=_told_once(found),
        open=tuple(
            slot
            for slot in slots
            if slot.state == State.MISSING and (slot.points > 0 or slot.id not in everybodys)
        ),
        earned=sum(slot.earned for slot in found),
    )


def _told_once(found: tuple[Slot, ...]) -> tuple[Slot, ...]:
    """Without those whose every place in the text a slot before them has."""
    told: set[Span] = set()
    kept = []
    for slot in found:
        if not told.issuperset(slot.spans):
            kept.append(slot)
        told.update(slot.spans)
    return tuple(kept)


def _standing(element: Element, found: tuple[Slot, ...], verdict: Verdict) -> Standing:
    if any(slot.state == State.PRESENT for slot in found) and element not in verdict.missing:
        return Standing.PRESENT
    if found:
        return Standing.WEAK
    return Standing.MISSING if element in verdict.missing else Standing.NOT_NEEDED
