"""Where the header of a table is and which column is what: found, or as a mapping says."""

import hashlib
from collections.abc import Sequence

from .columns import (
    Columns,
    Row,
    columns_as_told,
    columns_named,
    continues_header,
    find_header,
    header_names,
    sample_of,
)
from .mapping import NO_HEADER, Column, Table, TableMapping, heads_of, shortened
from .place import Value
from .unnamed import columns_guessed, strange_header, without_header
from .vocabulary import normalise

_SAMPLES = 3  # cells of a column
_LONGEST_SAMPLE = 40  # characters


class Layout(Value):
    """`start` is the index of the header's first row; `columns` is None where no column holds the text."""

    start: int
    height: int
    names: tuple[str, ...]
    columns: Columns | None

    @property
    def first(self) -> int:
        """The index of the first row under the header."""
        return self.start + self.height


def lay_out(rows: Sequence[Row], wanted: TableMapping, *, under_requirements: bool) -> Layout:
    """The layout that `wanted` asks for; what it leaves open is found in the rows."""
    if wanted.header is None:
        layout = _found(rows, under_requirements=under_requirements)
    elif wanted.header == NO_HEADER:
        layout = _plain(rows, without_header(rows) if wanted.roles is None else None)
    else:
        layout = _from_row(rows, wanted.header, wanted.height)
    if wanted.roles is None:
        return layout
    names = _padded(layout.names, rows)
    columns = columns_as_told(names, wanted.roles, rows[layout.first :])
    return layout.model_copy(update={"names": names, "columns": columns})


def _padded(names: tuple[str, ...], rows: Sequence[Row]) -> tuple[str, ...]:
    """A name, if only "", for every column that holds anything."""
    width = max((filled[-1] + 1 for row in rows if (filled := row.filled())), default=0)
    return names + ("",) * (width - len(names))


def _found(rows: Sequence[Row], *, under_requirements: bool) -> Layout:
    header = find_header(rows, under_requirements=under_requirements)
    told = without_header(rows) if header is None and under_requirements else None
    header = header or (strange_header(rows, told) if told else None)
    if header is None:
        return _plain(rows, told)
    names = header.columns.names
    return Layout(start=header.start, height=header.height, names=names, columns=header.columns)


def _plain(rows: Sequence[Row], columns: Columns | None) -> Layout:
    """A table without a header."""
    return Layout(start=0, height=0, names=_padded((), rows), columns=columns)


def _from_row(rows: Sequence[Row], number: int, height: int | None) -> Layout:
    """The table whose header begins in the file's row `number`, or in the first row after it."""
    start = next((index for index, row in enumerate(rows) if (row.place.row or 0) >= number), 0)
    if height is None:
        height = 1
        while start + height < len(rows) and continues_header(rows, start, height):
            height += 1
    names = header_names(rows[start : start + height])
    below = rows[start + height :]
    columns = columns_named(names, below) or columns_guessed(names, below)
    return Layout(start=start, height=height, names=names, columns=columns)


def table_of(rows: Sequence[Row], layout: Layout, wanted: TableMapping) -> Table:
    """The table as somebody is shown it, with the mapping that reads it so again."""
    below = sample_of(rows[layout.first :])
    names = _padded(layout.names, rows)
    header = rows[layout.start].place.row if layout.height else NO_HEADER
    told = layout.columns.roles() if layout.columns else wanted.roles or ()
    roles = tuple(told[: len(names)]) + ("",) * (len(names) - len(told))
    mapping = TableMapping(
        place=wanted.place,
        shape=wanted.shape or shape_of(rows, layout),
        take=wanted.take,
        header=header,
        height=layout.height,
        roles=roles,
    )
    columns = tuple(
        Column(name=shortened(name), samples=_samples(below, column)) for column, name in enumerate(names)
    )
    heads = heads_of(rows, header)
    return Table(mapping=mapping, columns=columns, heads=heads, rows=len(rows))


def _samples(rows: Sequence[Row], column: int) -> tuple[str, ...]:
    cells = dict.fromkeys(row.own(column) for row in rows)
    cells.pop("", None)
    return tuple(shortened(cell, _LONGEST_SAMPLE) for cell in list(cells)[:_SAMPLES])


def shape_of(rows: Sequence[Row], layout: Layout) -> str:
    """The headers of a table as one short name; its first row's where no header was found."""
    named = any(layout.names)
    words = layout.names if named else rows[0].cells if rows else ()
    said = "\n".join([str(named), *(normalise(word[:200]) for word in words)])
    return hashlib.sha256(said.encode()).hexdigest()[:32]
