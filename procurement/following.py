"""Which requirement of a new version is which of the version before. Pure."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import partial
from typing import Protocol
from uuid import UUID

from .alike import alike


class Written(Protocol):
    """A requirement as it stands in a file; `key` is the one that a file of ours says it has, else ""."""

    number: str
    text: str
    key: UUID | str


def keys_followed(before: Sequence[Written], after: Sequence[Written]) -> dict[int, UUID]:
    """Return the key of the requirement before for each place in `after` that has one, counted from 0.

    The same text under the same number comes first, then the same text, so that requirements numbered
    anew are still themselves, then the key that a file of ours says, then a text that is much the same,
    then the same number. Among texts that are equal the key decides, else they follow in the order of the
    file; a key or number that stands twice names neither. Keys come after texts, because a list may be
    sorted beside its keys; numbers come last, because a row put in early moves all that follow it.
    """
    left, new = dict(enumerate(before)), dict(enumerate(after))
    followed: dict[int, UUID] = {}
    for step in _STEPS:
        for old, place in step(left, new):
            followed[place] = UUID(str(left.pop(old).key))
            del new[place]
    return followed


def _pairs(
    before: Mapping[int, Written],
    after: Mapping[int, Written],
    sign: Callable[[Written], Hashable],
    only_alone: bool = False,
) -> list[tuple[int, int]]:
    """Places before and after whose sign is the same; an empty sign says nothing."""
    old, new = _places(before, sign), _places(after, sign)
    return [
        pair
        for said in new
        if said and not (only_alone and max(len(old[said]), len(new[said])) > 1)
        for pair in zip(old[said], new[said], strict=False)
    ]


def _places(rows: Mapping[int, Written], sign: Callable[[Written], Hashable]) -> dict[Hashable, list[int]]:
    places: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, row in rows.items():
        places[sign(row)].append(place)
    return places


def _key_and_text(row: Written) -> Hashable:
    return row.key and (str(row.key), _text(row))


def _key(row: Written) -> Hashable:
    return str(row.key)


def _number_and_text(row: Written) -> Hashable:
    return (row.number, _text(row))


def _text(row: Written) -> str:
    return " ".join(row.text.split())


def _number(row: Written) -> str:
    return row.number


def _much_the_same(before: Mapping[int, Written], after: Mapping[int, Written]) -> list[tuple[int, int]]:
    old, new = ({place: row.text for place, row in rows.items()} for rows in (before, after))
    return alike(old, new)


_STEPS = (
    partial(_pairs, sign=_key_and_text),
    partial(_pairs, sign=_number_and_text),
    partial(_pairs, sign=_text),
    partial(_pairs, sign=_key, only_alone=True),
    _much_the_same,
    partial(_pairs, sign=_number, only_alone=True),
)
