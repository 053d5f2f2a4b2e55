"""What a newer file changes in a specification, requirement by requirement. Pure."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from procurement.differences import Stretch, words_changed
from procurement.importers.draft import Draft
from procurement.importers.place import Place, Value

from .merging import Merged, Saying, Stored, saying_of

# In the order in which somebody wants to look at them.
CONTESTED, CHANGED, NEW, REMOVED, EDITED, RENUMBERED, UNCHANGED = GROUPS = (
    "contested",
    "changed",
    "new",
    "removed",
    "edited",
    "renumbered",
    "unchanged",
)
# Beside the text and the number: what else of a requirement can be otherwise.
_FIELDS = ("kind", "phase", "motive", "shown_by", "is_context")


class FieldChange(Value):
    """A field other than text and number, before and after."""

    name: str
    before: str | bool
    after: str | bool


class Compared(Value):
    """A requirement in the version before and in the next; one of the two is None where it is only in one.

    `file` is what the new file says; `edited` tells that something in `after` is the site's and not the
    file's, `stays` that text and number are as they were.
    """

    key: UUID
    group: str
    place: Place | None = None
    before: Saying | None = None
    after: Saying | None = None
    file: Saying | None = None
    edited: bool = False
    stays: bool = False

    @property
    def number(self) -> str:
        return (self.after or self.before).number

    @property
    def words(self) -> tuple[Stretch, ...]:
        """The text with the words that changed."""
        return words_changed(self.before.text, self.after.text)

    @property
    def words_in_file(self) -> tuple[Stretch, ...]:
        """The text on the site against what the file says."""
        return words_changed(self.before.text, self.file.text)

    @property
    def fields(self) -> tuple[FieldChange, ...]:
        if self.before is None or self.after is None:
            return ()
        pairs = ((name, getattr(self.before, name), getattr(self.after, name)) for name in _FIELDS)
        return tuple(FieldChange(name=name, before=a, after=b) for name, a, b in pairs if a != b)


class Comparison(Value):
    """Every requirement of either version, in the order of the new file; what is gone comes last."""

    rows: tuple[Compared, ...]

    def of(self, group: str) -> tuple[Compared, ...]:
        return tuple(row for row in self.rows if row.group == group)

    @property
    def edited(self) -> int:
        """How many have something that was written on the site and stays."""
        return sum(row.edited and row.group != CONTESTED for row in self.rows)

    @property
    def counts(self) -> dict[str, int]:
        return {group: len(self.of(group)) for group in GROUPS}


def compare(before: Sequence[Stored], after: Iterable[tuple[UUID, Draft, Merged]]) -> Comparison:
    """Compare a version's rows with what is to follow them, matched by key.

    Rows that ask nothing before and after are left out.
    """
    left: dict[UUID, Stored] = {row.key: row for row in before}
    rows = [_compared(left.pop(key, None), key, draft, merged) for key, draft, merged in after]
    gone = [Compared(key=key, group=REMOVED, before=saying_of(row)) for key, row in left.items()]
    return Comparison(rows=tuple(row for row in [*rows, *gone] if _asks(row)))


def _asks(row: Compared) -> bool:
    return any(saying and not saying.is_context for saying in (row.before, row.after))


def _compared(row: Stored | None, key: UUID, draft: Draft, merged: Merged) -> Compared:
    before = saying_of(row) if row else None
    return Compared(
        key=key,
        group=_group(before, merged),
        place=draft.place,
        before=before,
        after=merged.saying,
        file=merged.brought,
        edited=merged.edited,
        stays=bool(before) and (before.number, before.text) == (merged.saying.number, merged.saying.text),
    )


def _group(before: Saying | None, merged: Merged) -> str:
    after = merged.saying
    if before is None:
        return NEW
    if merged.contested:
        return CONTESTED
    others = any(getattr(before, name) != getattr(after, name) for name in _FIELDS)
    if others or before.text.split() != after.text.split():
        return CHANGED
    if merged.edited:
        return EDITED
    return UNCHANGED if before.number == after.number else RENUMBERED
