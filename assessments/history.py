"""The history of a requirement as its page tells it: one change after another, latest first."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from accounts.models import User
from procurement.differences import Stretch, words_changed
from procurement.editing import Wording, wording_before, wording_of
from procurement.models import Requirement, Revision


class Change(NamedTuple):
    """One change: `number` is the revision it ended, which can be brought back.

    `stretches` are the words of the requirement before and after, () where the text stayed the same;
    `others` the names of the other fields that changed; `restores` the revision it brought back, or None.
    """

    number: int
    by: User | None
    at: datetime
    stretches: tuple[Stretch, ...]
    others: tuple[str, ...]
    restores: int | None


def changes_of(requirement: Requirement, revisions: Sequence[Revision]) -> list[Change]:
    """`revisions` are the requirement's, latest first."""
    after = wording_of(requirement)
    changes = []
    for revision in revisions:
        before = wording_before(revision)
        changes.append(_change(revision, before, after))
        after = before
    return changes


def _change(revision: Revision, before: Wording, after: Wording) -> Change:
    return Change(
        number=revision.number,
        by=revision.by,
        at=revision.at,
        stretches=words_changed(before.text, after.text) if before.text != after.text else (),
        others=tuple(name for name, value in before if name != "text" and value != getattr(after, name)),
        restores=revision.restores,
    )
