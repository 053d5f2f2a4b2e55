"""checklist and hits -> the two scores, each with the points that make it up."""

from .check import times
from .checklist import scorecard
from .detect import Hit
from .verdict import Nature, Reason, Slot, Text

_MOST_MORE = 3
_BASE = {
    Nature.REQUIREMENT: Text(sv="Grund för ett krav", en="Where every requirement starts"),
    Nature.CONTEXT: Text(sv="Grund för en förklaring", en="Where an explanation starts"),
    Nature.FRAGMENT: Text(
        sv="Grund för en rubrik eller ett nyckelord", en="Where a heading or keyword starts"
    ),
}


def _title(hits: tuple[Hit, ...], rule: str, lang: str) -> Text:
    found = next(hit.rule for hit in hits if hit.rule.id == rule)
    return Text(sv=found.texts["sv"].title, en=found.texts["en"].title)


def measurable_reasons(
    nature: Nature, checklist: tuple[Slot, ...], hits: tuple[Hit, ...]
) -> tuple[Reason, ...]:
    """Points for each slot filled, less those for what empties it; in points of 100."""
    card = scorecard()
    reasons = [Reason(points=card.measurable.base[nature], text=_BASE[nature])]
    reasons += [
        Reason(points=slot.earned, text=slot.label, rule=slot.id) for slot in checklist if slot.earned
    ]
    for rule, count in times(hits).items():
        lost = card.empties.get(rule, 0) + card.empties_more.get(rule, 0) * min(count - 1, _MOST_MORE)
        if lost:
            reasons.append(Reason(points=lost, text=_title(hits, rule, "en"), rule=rule))
    return tuple(reasons)


def sounds_reasons(nature: Nature, hits: tuple[Hit, ...]) -> tuple[Reason, ...]:
    """Points for each cue that makes the text sound settled, or not; in points of 100."""
    card = scorecard().sounds
    reasons = [Reason(points=card.base[nature], text=_BASE[nature])]
    for rule, count in times(hits).items():
        points = card.points.get(rule, 0) + card.more.get(rule, 0) * min(count - 1, _MOST_MORE)
        if points:
            reasons.append(Reason(points=points, text=_title(hits, rule, "en"), rule=rule))
    return tuple(reasons)


def total(reasons: tuple[Reason, ...]) -> int:
    """The sum of the points, held within 0-100."""
    return max(0, min(100, sum(reason.points for reason in reasons)))
