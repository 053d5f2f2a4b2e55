"""Files that we handed out and that come back: our columns are not taken for theirs, keys are followed."""

from collections.abc import Sequence
from uuid import UUID

from .columns import Row

MARK = "Glapp · "  # begins the header of every column of ours
KEY_HEADER = MARK + "id"
PATH_SIGN = " › "  # between the headings of a row, where one cell holds them all
BACKGROUND = " background"  # after the key of a row that is no requirement
QUOTE = "'"  # before a text in a csv that a spreadsheet would take for a formula
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_ROWS_SEARCHED = 60


def without_ours(rows: Sequence[Row]) -> list[Row]:
    """The rows without the columns that we added, each with the key that our key column gives it."""
    ours = _our_columns(rows)
    if not ours:
        return list(rows)
    first = min(ours)
    width = max((len(row.cells) for row in rows), default=0)
    # Ours are cut off where nothing of theirs stands to the right, so that the table has its old shape.
    cut = first if set(range(first, width)) <= ours.keys() else width
    keys = [column for column, header in ours.items() if header == KEY_HEADER]
    return [_without(row, ours.keys(), cut, keys[0] if keys else None) for row in rows]


def _our_columns(rows: Sequence[Row]) -> dict[int, str]:
    """Column to header of the columns whose header is ours."""
    return {
        column: cell
        for row in rows[:_ROWS_SEARCHED]
        for column, cell in enumerate(row.cells)
        if cell.startswith(MARK)
    }


def _without(row: Row, ours, cut: int, key: int | None) -> Row:
    cells = tuple("" if column in ours else _unquoted(cell) for column, cell in enumerate(row.cells[:cut]))
    told = row.own(key)
    known = {"key": key_of(told.removesuffix(BACKGROUND)), "is_background": told.endswith(BACKGROUND)}
    return row.model_copy(update={"cells": cells, **known})


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith(QUOTE) and cell[1:].startswith(FORMULA_SIGNS) else cell


def key_of(cell: str) -> str:
    """A requirement's key as it stands in a cell, "" where that is none."""
    try:
        return str(UUID(cell))
    except ValueError:
        return ""
