"""What an organisation reads otherwise than the rule set: rules turned off, points moved, terms accepted.

Points keep their sign, so that what holds of the scores holds with changes too: evidence never lowers
`measurable`, an emptying phrase never raises it.
"""

import hashlib
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from pydantic import Field

from .checklist import Scorecard, SlotKind, checklists, scorecard, shared_slots
from .parse import fold
from .rule import Rule
from .verdict import Value

MOST_POINTS = 40  # either way, of 100: more, and one rule would decide alone
_COVERED = 0.5  # of what a rule marked lies in an accepted term: then the term is what it marked

Of = Literal["empties", "sounds", "fills"]


class Weight(Value):
    """Points of 100 that a rule empties or sounds, or that a line of the checklist gives when filled."""

    of: Of
    id: str
    points: int


class Changes(Value):
    """`off` are ids of rules, `terms` words as written; each in order, so that equal changes are equal."""

    off: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    weights: tuple[Weight, ...] = Field(default=())

    def __bool__(self) -> bool:
        return bool(self.off or self.terms or self.weights)

    def __len__(self) -> int:
        return len(self.off) + len(self.terms) + len(self.weights)

    def digest(self, ruleset: str) -> str:
        """64 hex digits over the rule set named `ruleset` and these changes; without any, its own."""
        said = f"{ruleset}\0{self.model_dump_json()}"
        return hashlib.sha256(said.encode()).hexdigest() if self else ruleset


NO_CHANGES = Changes()


def changes(*, off: Iterable[str] = (), terms: Iterable[str] = (), weights: Iterable[Weight] = ()) -> Changes:
    """Return the changes in order, each once."""
    return Changes(
        off=tuple(sorted(set(off))),
        terms=tuple(sorted(set(terms))),
        weights=tuple(sorted(set(weights), key=lambda weight: (weight.of, weight.id))),
    )


def may_be_off(rule: Rule) -> bool:
    """Whether a rule only weighs: those that tell what kind of text it is are never turned off."""
    return not rule.tells or rule.tells.startswith("topic.")


def weights_of(rule: Rule, own: Changes = NO_CHANGES) -> tuple[Weight, ...]:
    """The points that what this rule sees is worth, in the scores and in the lines that it fills."""
    card = card_with(own)
    found = []
    if rule.id in card.empties:
        found.append(Weight(of="empties", id=rule.id, points=card.empties[rule.id]))
    if rule.id in card.sounds.points:
        found.append(Weight(of="sounds", id=rule.id, points=card.sounds.points[rule.id]))
    points = card.measurable.points
    filled = dict.fromkeys(slot.id for slot in every_slot() if rule.id in slot.filled_by)
    found += [Weight(of="fills", id=slot, points=points[slot]) for slot in filled if slot in points]
    return tuple(found)


def bounds(weight: Weight) -> tuple[int, int]:
    """The least and the most points that `weight` may be given; its sign stays what it is."""
    if weight.of == "fills":
        return 0, MOST_POINTS
    if weight.of == "empties" or scorecard().sounds.points.get(weight.id, 0) < 0:
        return -MOST_POINTS, 0
    return 0, MOST_POINTS


def every_slot() -> tuple[SlotKind, ...]:
    """Every line of every checklist."""
    return (*shared_slots(), *(slot for each in checklists().values() for slot in each.slots))


@lru_cache(maxsize=64)
def card_with(own: Changes) -> Scorecard:
    """The scorecard with the changed points; what today's card does not know is left out."""
    card = scorecard()
    if not own.weights:
        return card
    empties, empties_more = _moved(card.empties, card.empties_more, own, "empties")
    sounds, sounds_more = _moved(card.sounds.points, card.sounds.more, own, "sounds")
    fills, fills_more = _moved(card.measurable.points, card.measurable.more, own, "fills")
    return Scorecard(
        measurable=card.measurable.model_copy(update={"points": fills, "more": fills_more}),
        empties=empties,
        empties_more=empties_more,
        sounds=card.sounds.model_copy(update={"points": sounds, "more": sounds_more}),
    )


def _moved(
    points: dict[str, int], more: dict[str, int], own: Changes, of: Of
) -> tuple[dict[str, int], dict[str, int]]:
    """Both tables anew: what further hits of the same add goes with what the first is worth."""
    points, more = dict(points), dict(more)
    for weight in own.weights:
        if weight.of != of or not (was := points.get(weight.id)):
            continue
        low, high = bounds(weight)
        points[weight.id] = max(low, min(high, weight.points))
        if weight.id in more:
            more[weight.id] = round(more[weight.id] * points[weight.id] / was)
    return points, more


def accepted_spans(shadow: bytes, own: Changes) -> list[tuple[int, int]]:
    """Where the accepted terms stand in a text's shadow, as whole words, whatever their case."""
    pattern = _pattern(own.terms) if own.terms else None
    return [found.span() for found in pattern.finditer(shadow)] if pattern else []


@lru_cache(maxsize=64)
def _pattern(terms: tuple[str, ...]) -> "re.Pattern[bytes] | None":
    words = [rb"\s+".join(re.escape(word) for word in fold(term).split()) for term in terms]
    ordered = sorted((word for word in words if word), key=len, reverse=True)
    return re.compile(rb"(?i)(?<!\w)(?:" + b"|".join(ordered) + rb")(?!\w)") if ordered else None


def is_covered(start: int, end: int, spans: Iterable[tuple[int, int]]) -> bool:
    """Whether at least half of what stands from `start` to `end` is one of the accepted terms."""
    return any(min(end, stop) - max(start, begin) >= _COVERED * (end - start) for begin, stop in spans)
