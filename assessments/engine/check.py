"""hits -> checklist: slot by slot, whether the text has what a verdict needs."""

from collections import Counter
from collections.abc import Set
from functools import cache, lru_cache

from .changes import NO_CHANGES, Changes, card_with
from .checklist import Scorecard, SlotKind, slots
from .detect import Hit
from .verdict import Dimension, Element, Nature, Slot, Span, State

MOST_MORE = 3  # further hits of the same slot or rule that count


def _concerns(kind: SlotKind, seen: Set[str]) -> bool:
    """Whether the text is about what the slot asks for."""
    return not kind.about or not seen.isdisjoint(kind.about)


def times(hits: tuple[Hit, ...]) -> Counter[str]:
    """How often each rule was seen."""
    return Counter(hit.rule.id for hit in hits)


def emptied_by(hits: tuple[Hit, ...]) -> Counter[str]:
    """How often each rule that empties something was seen."""
    return Counter(hit.rule.id for hit in hits if hit.rule.empties)


def base_of(nature: Nature, hits: tuple[Hit, ...]) -> str:
    """Where the points start: by nature; apart for a duty laid on somebody else, and for a demand that
    leaves nothing open."""
    if nature is Nature.CONTEXT and any(hit.rule.tells == "obligation.mandatory" for hit in hits):
        return "duty"
    if nature is Nature.REQUIREMENT and not emptied_by(hits):
        return "nothing_open"
    return nature.value


def check(hits: tuple[Hit, ...], dimension: Dimension, changes: Changes = NO_CHANGES) -> tuple[Slot, ...]:
    """The checklist of a text: each slot with its state, its spans and the points it earned.

    The dimension's own slots first, the most telling before the others.
    """
    emptied = {element for hit in hits for element in hit.rule.empties}
    seen: dict[str, list[Hit]] = {}
    for hit in hits:
        seen.setdefault(hit.rule.id, []).append(hit)
    lines = list(_unfilled(dimension, changes))
    filling, card = _filling(dimension), card_with(changes)
    for place in {place for rule in seen for place in filling.get(rule, ())}:
        kind, _ = lines[place]
        lines[place] = kind, _filled(kind, seen, emptied, card)
    return tuple(slot for kind, slot in lines if not kind.about or _concerns(kind, seen.keys()))


@cache
def _filling(dimension: Dimension) -> dict[str, tuple[int, ...]]:
    """For each rule the places of the slots that it fills."""
    places: dict[str, tuple[int, ...]] = {}
    for place, kind in enumerate(slots(dimension)):
        for rule in kind.filled_by:
            places[rule] = (*places.get(rule, ()), place)
    return places


@lru_cache(maxsize=256)  # most slots of most texts: built once
def _unfilled(dimension: Dimension, changes: Changes) -> tuple[tuple[SlotKind, Slot], ...]:
    points = card_with(changes).measurable.points
    return tuple(
        (
            kind,
            Slot(
                id=kind.id,
                element=kind.element,
                label=kind.label,
                state=State.MISSING,
                points=points.get(kind.id, 0),
                earned=0,
            ),
        )
        for kind in slots(dimension)
    )


def _filled(kind: SlotKind, seen: dict[str, list[Hit]], emptied: set[Element], scorecard: Scorecard) -> Slot:
    places = sorted((hit.start, hit.end) for rule in kind.filled_by for hit in seen.get(rule, ()))
    spans = tuple(Span(start=start, end=end) for start, end in places)
    card = scorecard.measurable
    points = card.points.get(kind.id, 0)
    return Slot(
        id=kind.id,
        element=kind.element,
        label=kind.label,
        state=State.WEAK if kind.element in emptied else State.PRESENT,
        points=points,
        earned=points + card.more.get(kind.id, 0) * min(len(spans) - 1, MOST_MORE),
        spans=spans,
    )
