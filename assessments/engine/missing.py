"""checklist -> missing: which elements a careful reader would look for and not find."""

from collections import Counter

from .check import MOST_MORE
from .checklist import absence
from .detect import Hit
from .verdict import Dimension, Element, Slot

Counts = tuple[Counter[Element], Counter[Element]]


def counts(checklist: tuple[Slot, ...], hits: tuple[Hit, ...]) -> Counts:
    """How often each element was filled and emptied."""
    filled: Counter[Element] = Counter()
    for slot in checklist:
        if slot.spans:
            filled[slot.element] += len(slot.spans)
    return filled, Counter(element for hit in hits for element in hit.rule.empties)


def cues(
    element: Element, counted: Counts, dimension: Dimension, scores: tuple[int, int]
) -> dict[str, float]:
    """What speaks for and against a reader missing `element`, each about -1 to 1.

    `scores` are sounds and measurable, 0-100.
    """
    filled, emptied = counted[0][element], counted[1][element]
    sounds, measurable = scores
    return {
        "always": 1.0,
        "sounds": (sounds - 50) / 50,
        "measurable": (measurable - 50) / 50,
        "filled": float(filled > 0),
        "filled_more": min(filled, MOST_MORE) / MOST_MORE,
        "emptied": float(emptied > 0),
        "emptied_more": min(emptied, MOST_MORE) / MOST_MORE,
        dimension.value: 1.0,
    }


def missing(
    checklist: tuple[Slot, ...], hits: tuple[Hit, ...], dimension: Dimension, scores: tuple[int, int]
) -> tuple[Element, ...]:
    """The elements that are missing, in order of weight.

    Each cue has points (hundredths of log-odds, fitted on readers' labels); an element is missing where
    they add up to the threshold.
    """
    table, counted = absence(), counts(checklist, hits)
    points = {
        element: sum(
            table.points[element].get(cue, 0) * value
            for cue, value in cues(element, counted, dimension, scores).items()
        )
        for element in Element
    }
    ordered = sorted(points, key=lambda element: -points[element])
    return tuple(element for element in ordered if points[element] >= table.threshold)
