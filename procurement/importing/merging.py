"""What a requirement says in the next version: what the file says, what was written on the site. Pure.

Only a requirement that is followed from the version before has something on the site. Where a field was
changed there and the file says what it said before, the site's stays. Kind, phase, motive and how it is
shown stay as the site has them even where the file changed, and a file that is silent about them takes
nothing away. Where both changed number or text, somebody chooses; the newer file is what one gets unasked.
"""

from typing import Literal, Protocol

from procurement.importers.draft import Draft
from procurement.importers.place import Value

Side = Literal["file", "site"]
_OPTIONAL = ("kind", "phase", "motive", "shown_by")


class Saying(Value):
    """What a requirement says: the fields of a row that somebody writes."""

    number: str = ""
    text: str
    kind: str
    phase: str
    motive: str = ""
    shown_by: str = ""
    is_context: bool = False


class Stored(Protocol):
    """A stored requirement. `brought` is the `Saying` of the file that it came from, {} where unknown."""

    number: str
    text: str
    kind: str
    phase: str
    motive: str
    shown_by: str
    is_context: bool
    brought: dict


class Merged(Value):
    """`saying` is what is stored, `brought` what the file alone would give.

    `edited` says that something stays as it was written on the site, `contested` that number or text were
    changed in both places.
    """

    saying: Saying
    brought: Saying
    edited: bool = False
    contested: bool = False


def saying_of(row: Stored) -> Saying:
    return Saying(**{name: getattr(row, name) for name in Saying.model_fields})


def brought_of(row: Stored) -> Saying:
    """What the file said of a row, as far as that is known: else what the row says."""
    return Saying.model_validate(saying_of(row).model_dump() | row.brought)


def was_edited(row: Stored) -> bool:
    """Whether the row says something else than its file said."""
    return brought_of(row) != saying_of(row)


def as_brought(draft: Draft, kind_when_silent: str) -> Saying:
    """A row that is new; where the file is silent its phase is unknown."""
    return Saying(
        number=draft.number,
        text=draft.text,
        kind=draft.kind or kind_when_silent,
        phase=draft.phase or "unknown",
        motive=draft.motive,
        shown_by=draft.shown_by,
        is_context=draft.is_context,
    )


def merge(draft: Draft, before: Stored | None, *, kind_when_silent: str, side: Side = "file") -> Merged:
    """A row of the new file over the one before, if there is one; `side` decides what is contested."""
    brought = as_brought(draft, kind_when_silent)
    if before is None:
        return Merged(saying=brought, brought=brought)
    site, base = saying_of(before), brought_of(before)
    silent = {name: getattr(base, name) for name in _OPTIONAL if not getattr(draft, name)}
    brought = brought.model_copy(update=silent)
    edited = {name for name in Saying.model_fields if getattr(site, name) != getattr(base, name)}
    contested = {
        name
        for name in edited - set(_OPTIONAL)
        if not _same(getattr(brought, name), getattr(base, name))
        and not _same(getattr(brought, name), getattr(site, name))
    }
    stays = edited if side == "site" else edited - contested
    saying = brought.model_copy(update={name: getattr(site, name) for name in stays})
    return Merged(
        saying=saying,
        brought=brought,
        edited=any(getattr(saying, name) != getattr(brought, name) for name in stays),
        contested=bool(contested),
    )


def _same(one: str | bool, other: str | bool) -> bool:
    """Whether two values are alike but for white space."""
    return one == other or (isinstance(one, str) and isinstance(other, str) and one.split() == other.split())
