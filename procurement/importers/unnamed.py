"""Columns told by what stands in them, where no header says it in words that we know."""

from collections.abc import Callable, Sequence

from . import vocabulary
from .columns import (
    MANY,
    Columns,
    Header,
    Row,
    columns_as_told,
    header_names,
    kind_column,
    mean_length,
    sample_of,
)
from .mapping import ROLES, ROLES_OF_ONE_COLUMN

_LONGEST_NAME = 60  # characters of a header in words that nobody foresaw


def without_header(rows: Sequence[Row]) -> Columns | None:
    """The column whose cells ask something, and beside it the one with numbers and the one with kinds."""
    sample = sample_of(rows)
    width = max((len(row.cells) for row in sample), default=0)
    asking = {
        column: sum(vocabulary.asks(row.own(column)) for row in sample)
        for column in range(width)
        if mean_length(column, sample) > 0
    }
    if not asking:
        return None
    text = max(asking, key=lambda column: (asking[column], mean_length(column, sample)))
    if asking[text] < max(1, len(sample) / 3) or (width == 1 and asking[text] < len(sample) / 2):
        return None
    columns = [column for column in range(width) if column != text]
    number = next((c for c in columns if _share(c, sample, vocabulary.looks_like_number) > MANY), None)
    kind, letters = kind_column([c for c in columns if c != number], ("",) * width, sample)
    return Columns(names=("",) * width, text=text, number=number, kind=kind, letters=letters)


def _share(column: int, rows: Sequence[Row], test: Callable[[str], bool]) -> float:
    values = [row.own(column) for row in rows if row.own(column)]
    return sum(map(test, values)) / len(rows) if rows else 0.0


def strange_header(rows: Sequence[Row], columns: Columns) -> Header | None:
    """The row of names above the first row that asks something, though none of them names the text.

    Every column that the first row fills has a short name in it, and no two are alike.
    """
    asking = (index for index, row in enumerate(rows) if vocabulary.asks(row.own(columns.text)))
    first = next(asking, 0)
    if not first:
        return None
    row, below = rows[first - 1], rows[first:]
    filled = row.filled()
    names = [row.own(column) for column in filled]
    if len(names) < 2 or len(set(names)) < len(names) or not set(below[0].filled()) <= set(filled):  # noqa: PLR2004
        return None
    if not all(_is_a_name(name) for name in names):
        return None
    named = columns_guessed(header_names([row]), below)
    return Header(start=first - 1, height=1, columns=named) if named else None


def _is_a_name(cell: str) -> bool:
    if len(cell) > _LONGEST_NAME or not vocabulary.looks_like_heading(cell):
        return False
    # A list mark, a number and a kind are what stands under names.
    begins_a_row = vocabulary.split_item(cell)[0] or vocabulary.split_number(cell)[0]
    return not (begins_a_row or vocabulary.looks_like_number(cell) or vocabulary.kind_of(cell))


def columns_guessed(names: tuple[str, ...], rows: Sequence[Row]) -> Columns | None:
    """Columns by the names that are known and, for the text, number and kind, else by their content."""
    told = without_header(rows)
    if told is None:
        return None
    width = max(len(names), len(told.names))
    names += ("",) * (width - len(names))
    roles = list(told.roles()) + [""] * (width - len(told.names))
    for column, name in enumerate(names):
        field = vocabulary.field_of(name) if name and not roles[column] else None
        if field in ROLES and not (field in ROLES_OF_ONE_COLUMN and field in roles):
            roles[column] = field
    return columns_as_told(names, roles, rows)
