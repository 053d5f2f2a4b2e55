"""Two versions of a specification beside each other, requirement by requirement. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Fate(StrEnum):
    """What became of a requirement from the earlier version to the later."""

    NEW = "new"
    CHANGED = "changed"
    REMOVED = "removed"
    SCORED = "scored"  # the same words, another gap: the rules are others
    SAME = "same"


class Side(NamedTuple):
    """A requirement in one of the versions; scores are 0-100, None where it was not scored."""

    pk: int
    key: UUID
    position: int
    number: str
    text: str
    sounds: int | None
    measurable: int | None
    gap: int | None


class Pair(NamedTuple):
    fate: Fate
    before: Side | None
    after: Side | None

    @property
    def there(self) -> Side:
        """The side that there is, the later one first."""
        return self.after or self.before

    @property
    def narrowed(self) -> int | None:
        """By how many points the gap is narrower, below 0 where it is wider; None where one is not scored."""
        if not self.before or not self.after or self.before.gap is None or self.after.gap is None:
            return None
        return self.before.gap - self.after.gap


def paired(before: Iterable[Side], after: Iterable[Side]) -> list[Pair]:
    """Every requirement of either, in the order of the later; what was removed stands where it stood."""
    old, new = ({side.key: side for side in sides} for sides in (before, after))
    pairs = [Pair(_fate(old.get(key), side), old.get(key), side) for key, side in new.items()]
    pairs += [Pair(Fate.REMOVED, side, None) for key, side in old.items() if key not in new]
    return sorted(pairs, key=lambda pair: (pair.there.position, pair.after is None))


def counts(pairs: Iterable[Pair]) -> Mapping[Fate, int]:
    found = dict.fromkeys(Fate, 0)
    for pair in pairs:
        found[pair.fate] += 1
    return found


def _fate(before: Side | None, after: Side) -> Fate:
    if before is None:
        return Fate.NEW
    if before.text != after.text or before.number != after.number:
        return Fate.CHANGED
    return Fate.SAME if before.gap == after.gap else Fate.SCORED
