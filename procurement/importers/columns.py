"""Finding the header of a table and which of its columns is what."""

from collections.abc import Sequence

from . import vocabulary
from .mapping import ROLES, ROLES_OF_ONE_COLUMN, TICKED
from .place import Place, Value

_ROWS_SEARCHED = 60
_TALLEST_HEADER = 3  # rows
_LONGEST_HEADER = 90  # characters of one header cell
_SAMPLE = 200  # rows that decide between two columns of the same name
_FIELDS_THAT_MAKE_A_TABLE = {"number", "kind", "motive", "shown_by", "phase", "answer", "points"}
_TEXTS = {"text", "weak_text"}
_FEW = 0.3  # share of known values below which a column called "type" tells no kind
MANY = 0.6


class Row(Value):
    """One row of cells, as text. Merged cells repeat their value; `copies` names the columns that do.

    `look` tells rows apart that are set differently (a chapter heading from a section heading). `key` is
    the requirement's in a file that we handed out, `is_background` what that file says of it.
    """

    place: Place
    cells: tuple[str, ...]
    copies: frozenset[int] = frozenset()
    look: str = ""
    key: str = ""
    is_background: bool = False

    def shown(self, column: int | None) -> str:
        """The cell's text, a merged cell's text included; "" outside the row."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    def own(self, column: int | None) -> str:
        """The cell's text where the cell is its own and not the rest of a merged one."""
        return "" if column in self.copies else self.shown(column)

    def filled(self) -> list[int]:
        return [column for column in range(len(self.cells)) if self.own(column)]


class Columns(Value):
    """Which column (counted from 0) holds what. `flags` are columns named by a kind and ticked."""

    names: tuple[str, ...]
    text: int
    number: int | None = None
    title: int | None = None
    kind: int | None = None
    letters: dict[str, str] = {}
    flags: dict[int, str] = {}
    phase: int | None = None
    motive: tuple[int, ...] = ()
    shown_by: tuple[int, ...] = ()
    area: tuple[int, ...] = ()

    def fields(self) -> set[int]:
        single = {self.text, self.number, self.title, self.kind, self.phase} - {None}
        return {*single, *self.flags, *self.motive, *self.shown_by, *self.area}

    def roles(self) -> tuple[str, ...]:
        """What each column is, as a mapping says it."""
        several = {"motive": self.motive, "shown_by": self.shown_by, "area": self.area}
        roles = {column: role for role, columns in several.items() for column in columns}
        roles |= {column: TICKED + kind for column, kind in self.flags.items()}
        roles |= {getattr(self, role): role for role in reversed(ROLES_OF_ONE_COLUMN)}
        return tuple(roles.get(column, "") for column in range(len(self.names)))


def columns_as_told(names: tuple[str, ...], roles: Sequence[str], rows: Sequence[Row]) -> Columns | None:
    """The columns that a mapping's roles name, or None where no column is the text."""
    places: dict[str, list[int]] = {role: [] for role in ROLES}
    flags = {}
    for column, role in enumerate(roles[: len(names)]):
        if role.startswith(TICKED):
            flags[column] = role.removeprefix(TICKED)
        elif role:
            places[role].append(column)
    single = {role: next(iter(places[role]), None) for role in ROLES_OF_ONE_COLUMN}
    if single["text"] is None:
        return None
    several = {role: tuple(places[role]) for role in ("motive", "shown_by", "area")}
    values = {row.own(single["kind"]) for row in sample_of(rows)} - {""}
    letters = vocabulary.letters_of(names[single["kind"]], values) if values else {}
    return Columns(names=names, letters=letters, flags=flags, **single, **several)


def sample_of(rows: Sequence[Row]) -> list[Row]:
    """The rows that decide what a column is."""
    return [row for row in rows[:_SAMPLE] if row.filled()]


class Header(Value):
    """The index of the header's first row, its height in rows (0: the file has none), and what it says."""

    start: int
    height: int
    columns: Columns


def find_header(rows: Sequence[Row], *, under_requirements: bool) -> Header | None:
    """The first header that makes the rows below it a table of requirements, or None.

    `under_requirements` says that the sheet's name or the heading above speaks of requirements, or that
    there is nothing else in the file: a column called only "Description" or "Value" then counts as the
    requirement's text.
    """
    best: tuple[tuple[int, int, int], int, int] | None = None
    for start in range(min(len(rows), _ROWS_SEARCHED)):
        for height in range(1, min(_TALLEST_HEADER, len(rows) - start) + 1):
            named = _named(rows[start : start + height])
            if not named:
                break
            fields = {field for field in named.values() if field}
            if not _makes_a_table(fields, under_requirements):
                continue
            score = (len(fields), sum(field is not None for field in named.values()), -height)
            if best is None or score > best[0]:
                best = (score, start, height)
    if best is None:
        return None
    _, start, height = best
    while start and _stands_under(rows[start], rows[start - 1]):
        start, height = start - 1, height + 1  # what is lower wins: the names stay the same
    while start + height < len(rows) and continues_header(rows, start, height):
        height += 1
    names = header_names(rows[start : start + height])
    return Header(start=start, height=height, columns=columns_named(names, rows[start + height :]))


def is_header_again(row: Row, columns: Columns) -> bool:
    """Whether a row repeats the header, as printed lists do on every page."""
    filled = row.filled()
    return len(filled) > 1 and all(row.own(column) == _name(columns, column) for column in filled)


def _name(columns: Columns, column: int) -> str:
    return columns.names[column] if column < len(columns.names) else ""


def _makes_a_table(fields: set[str], under_requirements: bool) -> bool:
    if "text" in fields:
        return len(fields) > 1 or under_requirements
    return "weak_text" in fields and (under_requirements or bool(fields & _FIELDS_THAT_MAKE_A_TABLE))


def header_names(rows: Sequence[Row]) -> tuple[str, ...]:
    """For each column the lowest cell that names a field; else all its cells, from the top."""
    names = []
    for column in range(max(len(row.cells) for row in rows)):
        cells = list(dict.fromkeys(row.shown(column) for row in rows if row.shown(column)))
        known = [cell for cell in reversed(cells) if vocabulary.field_of(cell)]
        names.append(known[0] if known else " ".join(cells))
    return tuple(names)


def _named(rows: Sequence[Row]) -> dict[int, str | None]:
    """Column to field for the columns that a header of these rows names; {} where it cannot be one."""
    if any(len(cell) > _LONGEST_HEADER for row in rows for cell in row.cells) or not rows[0].filled():
        return {}
    names = header_names(rows)
    return {column: vocabulary.field_of(name) for column, name in enumerate(names) if name}


def _stands_under(row: Row, above: Row) -> bool:
    """Whether cells of the header reach up into the row above it."""
    return any(row.shown(column) and row.shown(column) == above.shown(column) for column in row.copies)


def continues_header(rows: Sequence[Row], start: int, height: int) -> bool:
    """Whether the next row is a lower line of the same header: names only, some under a wider cell."""
    top, row = rows[start], rows[start + height]
    filled = row.filled()
    if height >= _TALLEST_HEADER or not filled or any(len(row.own(c)) > _LONGEST_HEADER for c in filled):
        return False
    if not _TEXTS & {vocabulary.field_of(name) for name in header_names(rows[start : start + height + 1])}:
        return False
    named = [vocabulary.field_of(row.own(column)) for column in filled]
    return all(_is_wide(top, column) for column in filled) or (all(named) and len(named) > 1)


def _is_wide(row: Row, column: int) -> bool:
    """Whether a cell is part of one that spans several columns."""
    shown = row.shown(column)
    return bool(shown) and shown in (row.shown(column + 1), row.shown(column - 1) if column else "")


def columns_named(names: tuple[str, ...], rows: Sequence[Row]) -> Columns | None:
    """The columns that their headers name, or None where none of them names the text."""
    sample = sample_of(rows)
    fields = {column: vocabulary.field_of(name) for column, name in enumerate(names) if name}
    flags = {
        column: vocabulary.kind_of(names[column]) for column in fields if _is_flag(names, column, sample)
    }
    if not any(field in _TEXTS for column, field in fields.items() if column not in flags):
        flags = {}  # "Krav" with nothing but ticks is no text, yet the only one there is
    by_field: dict[str, list[int]] = {}
    for column, field in fields.items():
        if field and column not in flags:
            by_field.setdefault(field, []).append(column)
    if not _TEXTS & by_field.keys():
        return None
    text, title = _text_and_title(by_field, sample)
    number = max(by_field.get("number", [None]), key=lambda column: _distinct(column, sample))
    kind, letters = kind_column(
        [c for c in by_field.get("kind", []) if c not in (text, title)], names, sample
    )
    return Columns(
        names=names,
        text=text,
        title=title,
        number=number if number != text else None,
        kind=kind,
        letters=letters,
        flags=flags,
        phase=next(iter(by_field.get("phase", [])), None),
        motive=tuple(by_field.get("motive", [])),
        shown_by=tuple(by_field.get("shown_by", [])),
        area=tuple(column for column in by_field.get("area", []) if column != title),
    )


def _is_flag(names: tuple[str, ...], column: int, rows: Sequence[Row]) -> bool:
    """Whether a column is called "Ska" or "Mandatory" and ticked with x, ja or no."""
    values = [row.own(column) for row in rows if row.own(column)]
    ticked = [value for value in values if vocabulary.says_yes(value) or vocabulary.says_no(value)]
    return bool(vocabulary.kind_of(names[column])) and bool(values) and len(ticked) > MANY * len(values)


def mean_length(column: int, rows: Sequence[Row]) -> float:
    lengths = [len(row.own(column)) for row in rows if row.own(column)]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _distinct(column: int | None, rows: Sequence[Row]) -> int:
    return len({row.own(column) for row in rows if row.own(column)})


def _text_and_title(by_field: dict[str, list[int]], rows: Sequence[Row]) -> tuple[int, int | None]:
    """Of the columns that may hold the text, the one with the longest cells; another may be the title.

    A column called "Requirement" wins over one called "Description" unless its cells are mere titles.
    """
    strong, weak = by_field.get("text", []), by_field.get("weak_text", [])
    longest = {column: mean_length(column, rows) for column in strong + weak}
    text = max(strong or weak, key=lambda column: longest[column])
    if strong and weak:
        rival = max(weak, key=lambda column: longest[column])
        if longest[text] * 2 < longest[rival]:
            strong, text = [text], rival
    titles = by_field.get("title", []) + [column for column in strong if column < text]
    # A table of values ("Category | Value") names its rows in the first column.
    if not titles and not strong and "number" not in by_field:
        titles = by_field.get("area", []) + by_field.get("kind", [])
    return text, next((column for column in titles if column != text), None)


def kind_column(
    candidates: list[int], names: tuple[str, ...], rows: Sequence[Row]
) -> tuple[int | None, dict[str, str]]:
    """The column most of whose values tell a kind, with the meaning of its single letters."""
    best: tuple[float, int, dict[str, str]] | None = None
    for column in candidates:
        values = [row.own(column) for row in rows if row.own(column)]
        letters = vocabulary.letters_of(names[column], set(values))
        known = sum(bool(vocabulary.kind_of(value, letters)) for value in values)
        share = known / len(values) if values else 0.0
        if share >= _FEW and (best is None or share > best[0]):
            best = (share, column, letters)
    return (best[1], best[2]) if best else (None, {})
