"""What differs between two wordings of a requirement, word by word. Pure."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")

Kind = Literal["same", "gone", "new"]


class Stretch(NamedTuple):
    """Words that stand in both wordings ("same"), only in the earlier ("gone") or the later one ("new")."""

    kind: Kind
    text: str


def words_changed(before: str, after: str) -> tuple[Stretch, ...]:
    """Return both wordings as one run of stretches; what is gone stands before what is new in its place.

    The "same" and "gone" stretches together are `before`, "same" and "new" are `after`.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    found: list[Stretch] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            found.append(Stretch("same", "".join(old[a:b])))
        else:
            found += [Stretch("gone", "".join(old[a:b])), Stretch("new", "".join(new[c:d]))]
    return tuple(_calmed([stretch for stretch in found if stretch.text]))


def _calmed(stretches: list[Stretch]) -> Iterator[Stretch]:
    """A lone space between two changes belongs to them: whole phrases are easier to read than confetti."""
    waiting: list[Stretch] = []
    for place, stretch in enumerate(stretches):
        between = 0 < place < len(stretches) - 1
        if stretch.kind == "same" and not (between and not stretch.text.strip()):
            yield from _joined(waiting)
            yield stretch
            waiting = []
        else:
            waiting.append(stretch)
    yield from _joined(waiting)


def _joined(changes: Iterable[Stretch]) -> Iterator[Stretch]:
    """One stretch of what is gone and one of what is new; spaces that were the same stand in both."""
    changes = tuple(changes)
    for kind in ("gone", "new"):
        text = "".join(change.text for change in changes if change.kind in (kind, "same"))
        if text:
            yield Stretch(kind, text)
