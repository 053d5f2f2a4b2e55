"""What the pages of an import show, put together for the templates."""

from collections.abc import Sequence
from typing import NamedTuple

from django.core.paginator import Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from openpyxl.utils import get_column_letter

from procurement.importers.draft import Draft, Reading
from procurement.importers.mapping import NO_HEADER, Column, Table, Word, shortened
from procurement.models import Kind, Phase

from .comparison import GROUPS, UNCHANGED, Comparison
from .forms import NOTHING, TICKED_ROLES, asks_paragraphs, not_understood

FIRST_ROWS = 12
COMPARED_A_PAGE = 20
_MOST_OF_A_KIND = 40  # rows that ask nothing, listed for one reason

ROLES = (
    ("text", _("The requirement")),
    ("number", _("Its number")),
    ("title", _("Its short title")),
    ("area", _("Chapter or area")),
    ("kind", _("Its kind (shall, should …)")),
    ("phase", _("When it must be true")),
    ("motive", _("Its motive")),
    ("shown_by", _("How the supplier shows it")),
    ("", _("Not used")),
)
WHY = {
    "heading": _("Headings"),
    "above_header": _("Rows above the header row"),
    "no_column": _("Sheets and tables without a column of requirements"),
    "no_text": _("Rows without text in the requirement's column"),
    "merged": _("Rows beside the rest of a merged text"),
    "asks_nothing": _("Rows that ask nothing: no number, and no word such as shall"),
}

GROUP_TITLES = {
    "contested": _("Changed in both places"),
    "changed": pgettext_lazy("requirements", "Changed"),
    "new": pgettext_lazy("requirements", "New"),
    "removed": pgettext_lazy("requirements", "Gone"),
    "edited": _("Stay as written here"),
    "renumbered": _("Another number"),
    "unchanged": _("As before"),
}


class Choice(NamedTuple):
    value: str
    label: str | Promise
    is_chosen: bool


class ShownColumn(NamedTuple):
    """A column of a table; `field` is its name in the form, `mark` what Excel calls it."""

    field: str
    mark: str
    column: Column
    roles: list[Choice]
    ticked: list[Choice]
    role: str | Promise


class ShownTable(NamedTuple):
    """A sheet or table. One that `follows` has the columns of a table above it, and is asked nothing more."""

    field: str
    table: Table
    heads: list[Choice]
    columns: list[ShownColumn]
    is_open: bool
    follows: bool

    @property
    def used(self) -> list[ShownColumn]:
        return [column for column in self.columns if column.role]


class ShownWord(NamedTuple):
    """A word and what it can mean; an open one is asked about, any other was understood."""

    word: Word
    choices: list[Choice]
    is_open: bool


class Beside(NamedTuple):
    """Rows that ask nothing, for one reason; `rest` is how many are not listed."""

    why: str | Promise
    count: int
    rows: list[tuple[Draft, str]]
    rest: int


def shown(reading: Reading) -> dict:
    """Everything that the page of an import says of the file."""
    tables = _tables(reading)
    kinds = [_word(word, reading.mapping.kinds, Kind) for word in reading.kinds]
    phases = [_word(word, reading.mapping.phases, Phase) for word in reading.phases]
    return {
        "reading": reading,
        "tables": [table for table in tables if _is_worth_a_look(table.table, reading)],
        "other_tables": [table for table in tables if not _is_worth_a_look(table.table, reading)],
        "kinds": kinds,
        "has_understood": not all(shown.is_open for shown in kinds),
        "asks_kinds": any(shown.is_open for shown in kinds),
        "phases": phases,
        "asks_paragraphs": asks_paragraphs(reading),
        "asks_phases": any(shown.is_open for shown in phases),
        "not_understood": not_understood(reading),
        "silent": sum(not draft.kind for draft in reading.requirements),
        "silent_choices": _choices(Kind.choices, reading.mapping.kind_when_silent),
        "first": reading.requirements[:FIRST_ROWS],
        "beside": _beside(reading.context),
        # A word that is not understood is asked about further up.
        "problems": [problem for problem in reading.problems if problem.about != "unknown_kind"],
    }


def _is_worth_a_look(table: Table, reading: Reading) -> bool:
    """Whether a table is shown at once: it gives requirements, somebody left it out, or nothing gives any."""
    left_out = not table.mapping.take and not table.is_hidden
    return bool(table.requirements) or left_out or not reading.requirements


def _tables(reading: Reading) -> list[ShownTable]:
    first = next((at for at, table in enumerate(reading.tables) if table.requirements), 0)
    shown: list[ShownTable] = []
    seen: set[tuple] = set()
    for at, table in enumerate(reading.tables):
        # Sheets have names and may differ one by one; of a document's many tables the first speaks for all.
        like = (table.mapping.shape, table.mapping.roles)
        follows = table.place.table is not None and like in seen
        seen |= {like} if table.requirements else set()
        shown.append(_table(f"t{at}", table, is_open=at == first, follows=follows))
    return shown


def _table(field: str, table: Table, *, is_open: bool, follows: bool) -> ShownTable:
    mapping = table.mapping
    heads = [(str(head.row), f"{head.row}: {head.text}") for head in table.heads]
    heads.append((str(NO_HEADER), _("There is none")))
    columns = [
        _column(field, at, column, role, is_sheet=bool(table.place.sheet))
        for at, (column, role) in enumerate(zip(table.columns, mapping.roles, strict=True))
        if column.name or column.samples or role
    ]
    return ShownTable(field, table, _choices(heads, str(mapping.header)), columns, is_open, follows)


def _column(field: str, at: int, column: Column, role: str, *, is_sheet: bool) -> ShownColumn:
    ticked = [(one, Kind(kind).label) for one, kind in zip(TICKED_ROLES, Kind.values, strict=True)]
    return ShownColumn(
        field=f"{field}-c{at}",
        mark=get_column_letter(at + 1) if is_sheet else str(at + 1),
        column=column,
        roles=_choices(ROLES, role),
        ticked=_choices(ticked, role),
        role=dict([*ROLES, *ticked])[role] if role else "",
    )


def _choices(choices: Sequence[tuple[str, str | Promise]], chosen: str) -> list[Choice]:
    return [Choice(value, label, value == chosen) for value, label in choices]


def _word(word: Word, told: dict[str, str], meanings: type[Kind] | type[Phase]) -> ShownWord:
    is_told = word.word.casefold() in told
    chosen = word.meaning or (NOTHING if is_told else "")
    choices = [*meanings.choices, (NOTHING, _("None of these"))]
    if not chosen:
        choices.insert(0, ("", _("Choose …")))
    # What somebody answered stays where it was asked.
    return ShownWord(word, _choices(choices, chosen), is_open=is_told or not chosen)


def _beside(drafts: Sequence[Draft]) -> list[Beside]:
    groups: dict[str, list[Draft]] = {why: [] for why in WHY}
    for draft in drafts:
        groups[draft.why if draft.why in groups else "asks_nothing"].append(draft)
    return [
        Beside(
            why=WHY[why],
            count=len(rows),
            rows=[(draft, shortened(draft.text, 160)) for draft in rows[:_MOST_OF_A_KIND]],
            rest=max(0, len(rows) - _MOST_OF_A_KIND),
        )
        for why, rows in groups.items()
        if rows
    ]


def shown_comparison(found: Comparison, asked: str | None, page: str | None) -> dict:
    """One group of a comparison, a page of it; without a word from the address the first that has any."""
    counts = found.counts
    group = asked if counts.get(asked or "") else next((one for one in GROUPS if counts[one]), UNCHANGED)
    paginator = Paginator(found.of(group), COMPARED_A_PAGE)
    rows = paginator.get_page(page)
    rows.numbers = list(paginator.get_elided_page_range(rows.number, on_each_side=2, on_ends=1))
    return {
        "groups": [(one, GROUP_TITLES[one], counts[one]) for one in GROUPS if counts[one]],
        "group": group,
        "title": GROUP_TITLES[group],
        "query": f"show={group}&",
        "total": len(found.rows),
        "edited": found.edited,
        "page": rows,
        "counts": counts,
    }
