"""checklist -> missing: which elements a careful reader would look for and not find."""

from .checklist import absence
from .detect import Hit
from .verdict import Dimension, Element, Slot

VERDICT_FOLLOWS = 88  # measurable: nearest to the readers' 4, where by the codebook nothing is missing


def cues(
    checklist: tuple[Slot, ...], hits: tuple[Hit, ...], dimension: Dimension, scores: tuple[int, int]
) -> dict[str, float]:
    """What a text tells of what is missing in it, each about -1 to 1; what is not seen is left out.

    `scores` are sounds and measurable, 0-100. All elements see the same cues, for they stand in for one
    another: where a limit is given a method is missed, where nothing can be seen hardly anybody asks for
    the method.
    """
    sounds, measurable = scores
    found = {
        "always": 1.0,
        "sounds": (sounds - 50) / 50,
        "measurable": (measurable - 50) / 50,
        "gap": max(0, sounds - measurable) / 50,
        "far_from_middle": ((measurable - 50) / 50) ** 2,
        dimension.value: 1.0,
    }
    found.update((f"{slot.element}_filled", 1.0) for slot in checklist if slot.spans)
    found.update((f"{element}_emptied", 1.0) for hit in hits for element in hit.rule.empties)
    return found


def missing(
    checklist: tuple[Slot, ...], hits: tuple[Hit, ...], dimension: Dimension, scores: tuple[int, int]
) -> tuple[Element, ...]:
    """The elements that are missing, in order of weight.

    Each cue has points (hundredths of log-odds, fitted on readers' labels); an element is missing where
    they add up to the threshold.
    """
    if scores[1] >= VERDICT_FOLLOWS:
        return ()
    table, seen = absence(), cues(checklist, hits, dimension, scores)
    points = {
        element: sum(table.points[element].get(cue, 0) * value for cue, value in seen.items())
        for element in Element
    }
    ordered = sorted(points, key=lambda element: -points[element])
    return tuple(element for element in ordered if points[element] >= table.threshold)
