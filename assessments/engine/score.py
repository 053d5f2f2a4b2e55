"""checklist and hits -> the two scores, each with the points that make it up."""

from .changes import NO_CHANGES, Changes, card_with
from .check import MOST_MORE, base_of, emptied_by, times
from .detect import Hit
from .grades import NOTHING, Weight
from .verdict import Nature, Reason, Slot, Text

_BASE = {
    "requirement": Text(sv="Grund för ett krav", en="Where a requirement starts"),
    "nothing_open": Text(
        sv="Grund för ett krav som inte lämnar något öppet",
        en="Where a requirement that leaves nothing open starts",
    ),
    "context": Text(sv="Grund för en förklaring", en="Where an explanation starts"),
    "duty": Text(sv="Grund för en skyldighet för någon annan", en="Where a duty of somebody else starts"),
    "fragment": Text(sv="Grund för en rubrik eller ett nyckelord", en="Where a heading or keyword starts"),
}

# What a text leaves open beyond this many points counts half: a long demand that is vague in five places is
# hardly worse to verify than one that is vague in three. Chosen on readings that no points are fitted on.
FULL_UP_TO = 24
_HALF = Text(
    sv="Det som lämnas öppet utöver 24 poäng räknas till hälften",
    en="What is left open beyond 24 points counts half",
)

_ALIKE = (
    Text(sv="Ord som två testare läser lika", en="Words that two testers read alike"),
    Text(sv="Ord som två testare kan läsa olika", en="Words that two testers can read differently"),
)
_SETTLED = (
    Text(sv="Ord som låter bestämda", en="Words that sound settled"),
    Text(sv="Ord som låter obestämda", en="Words that sound open"),
)
_MOST_WORDS = 3


def _titles(hits: tuple[Hit, ...]) -> dict[str, Text]:
    return {hit.rule.id: hit.rule.title for hit in hits}


def measurable_reasons(
    nature: Nature,
    checklist: tuple[Slot, ...],
    hits: tuple[Hit, ...],
    changes: Changes = NO_CHANGES,
    weight: Weight = NOTHING,
) -> tuple[Reason, ...]:
    """Points of 100: for each slot filled, less those for what empties it, and for what the words weigh."""
    card, titles, base = card_with(changes), _titles(hits), base_of(nature, hits)
    reasons = [Reason(points=card.measurable.base[base], text=_BASE[base])]
    if nature is Nature.FRAGMENT:  # asks nothing, so nothing in it can be filled or emptied
        return tuple(reasons)
    filled = [slot for slot in checklist if slot.earned]
    reasons += [Reason(points=slot.earned, text=slot.label, rule=slot.id) for slot in filled]
    for rule, count in emptied_by(hits).items():
        lost = card.empties.get(rule, 0) + card.empties_more.get(rule, 0) * min(count - 1, MOST_MORE)
        if lost:
            reasons.append(Reason(points=lost, text=titles[rule], rule=rule))
    if points := round(card.measurable.weight * weight.value):
        reasons.append(Reason(points=points, text=_told(weight, _ALIKE)))
    beyond = -sum(reason.points for reason in reasons[1:] if reason.points < 0) - FULL_UP_TO
    if beyond > 1:
        reasons.append(Reason(points=beyond // 2, text=_HALF))
    return tuple(reasons)


def _told(weight: Weight, ways: tuple[Text, Text]) -> Text:
    """Which of the two `ways` the words weigh, with those that weigh most that way, as they stand."""
    sign = 1 if weight.value > 0 else -1
    said = ways[0] if sign > 0 else ways[1]
    shares: dict[str, float] = {}
    for share, start, end in weight.words:
        if sign * share > 0:
            word = weight.text[start:end].lower()
            shares[word] = shares.get(word, 0.0) + sign * share
    told = [word for word, _ in sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:_MOST_WORDS]]
    return Text(
        sv=f"{said.sv}: {', '.join(f'”{word}”' for word in told)}",
        en=f"{said.en}: {', '.join(f'“{word}”' for word in told)}",
    )


def sounds_reasons(
    nature: Nature, hits: tuple[Hit, ...], changes: Changes = NO_CHANGES, weight: Weight = NOTHING
) -> tuple[Reason, ...]:
    """Points for each cue that makes the text sound settled, or not; in points of 100."""
    card, titles, base = card_with(changes).sounds, _titles(hits), base_of(nature, hits)
    reasons = [Reason(points=card.base[base], text=_BASE[base])]
    for rule, count in times(hits).items():
        points = card.points.get(rule, 0) + card.more.get(rule, 0) * min(count - 1, MOST_MORE)
        if points:
            reasons.append(Reason(points=points, text=titles[rule], rule=rule))
    if points := round(card.weight * weight.value):
        reasons.append(Reason(points=points, text=_told(weight, _SETTLED)))
    return tuple(reasons)


def total(reasons: tuple[Reason, ...]) -> int:
    """The sum of the points, held within 0-100."""
    return max(0, min(100, sum(reason.points for reason in reasons)))
