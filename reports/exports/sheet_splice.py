"""Our columns put into the bytes of a worksheet, at the right of everything that is there.

Nothing that the sheet says is changed but what must know of new cells: the sheet's dimension, a row's
stated span, the widths of our columns, and the reach of its filter.
"""

import re
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from assessments.engine.verdict import Value

from .sheet_scan import Cell, NotSpliceable, RowSpan, Scan, bounds, column_letters, scan

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_767  # characters of a cell
_LAST_COLUMN = 16_384


class Added(Value):
    """What one of our cells says, and its style (an index of the workbook's cell formats)."""

    value: str | int | None
    style: int


class Addition(Value):
    """Our columns for one sheet: `rows` by row number (the header's too), a cell for each column.

    `widths` are in Excel's unit, one a column; the last column is hidden. `reach` is the right edge of
    tables on the sheet, 0 where there is none.
    """

    header_row: int
    rows: dict[int, tuple[Added, ...]]
    widths: tuple[float, ...]
    reach: int = 0


class Spliced(Value):
    """The new bytes; `first` and `last` are our columns, `filtered` the sheet's filter if it has one."""

    content: bytes
    first: int
    last: int
    filtered: str = ""


def splice(content: bytes, addition: Addition, *, ours: frozenset[str], filter_too: bool) -> Spliced:
    """Put `addition` into a worksheet.

    `ours` are the header texts (and shared string numbers, as "#12") by which columns of an earlier export
    are known: they give way. `filter_too` adds a filter over the header where the sheet has none. Raises
    `NotSpliceable` where there is no room or the sheet is written in a way that we leave alone.
    """
    found = scan(content)
    old = _old_columns(found, addition.header_row, ours)
    first = _first_free(found, addition, old)
    last = first + len(addition.widths) - 1
    if last > _LAST_COLUMN:
        raise NotSpliceable("no room")
    edits: list[tuple[int, int, bytes]] = []
    for number, span in found.rows.items():
        added = addition.rows.get(number)
        in_the_way = [
            cell for cell in span.cells if cell.column in old or (added and first <= cell.column <= last)
        ]
        edits += [(cell.start, cell.end, b"") for cell in in_the_way]
        if added:
            cells = _cells(found.prefix, number, first, added)
            edits += _row_edits(content, found.prefix, span, cells, last)
    edits += _missing_rows(found, addition, first)
    edits += _column_edits(found, addition.widths, first)
    edits += _dimension_edit(found, last, max(addition.rows))
    filtered, edit = _filter_edit(found, addition, first, last, filter_too=filter_too)
    return Spliced(content=_applied(content, edits + edit), first=first, last=last, filtered=filtered)


def _old_columns(found: Scan, header_row: int, ours: frozenset[str]) -> frozenset[int]:
    span = found.rows.get(header_row)
    said = {cell.column: f"#{cell.text}" if cell.shared else cell.text for cell in span.cells} if span else {}
    return frozenset(column for column, text in said.items() if text in ours)


def _first_free(found: Scan, addition: Addition, old: frozenset[int]) -> int:
    filled = [
        cell.column
        for span in found.rows.values()
        for cell in span.cells
        if cell.filled and cell.column not in old
    ]
    rows = addition.rows.keys()
    merged = [
        right
        for left, top, right, bottom in found.merges
        if left not in old and any(top <= row <= bottom for row in (min(rows), max(rows)))
    ]
    return max([0, addition.reach, *filled, *merged]) + 1


def _row_edits(
    content: bytes, prefix: str, span: RowSpan, cells: bytes, last: int
) -> list[tuple[int, int, bytes]]:
    """Our cells into one row, in the order of columns."""
    tag = content[span.start : span.tag_end]
    tag = re.sub(rb'\sspans="[^"]*"', b"", tag)  # a hint for readers; it may be left out
    if span.close is None:
        closed = tag.rstrip()[:-2].rstrip() + b">" + cells + f"</{prefix}row>".encode()
        return [(span.start, span.tag_end, closed)]
    after = next((cell.start for cell in span.cells if cell.column > last), span.close)
    return [(span.start, span.tag_end, tag), (after, after, cells)]


def _cells(prefix: str, row: int, first: int, added: Sequence[Added]) -> bytes:
    return b"".join(
        _cell(prefix, f"{column_letters(first + place)}{row}", one) for place, one in enumerate(added)
    )


def _cell(prefix: str, reference: str, added: Added) -> bytes:
    if added.value is None or added.value == "":
        return f'<{prefix}c r="{reference}" s="{added.style}"/>'.encode()
    if isinstance(added.value, int):
        value = f"<{prefix}v>{added.value}</{prefix}v>"
        return f'<{prefix}c r="{reference}" s="{added.style}">{value}</{prefix}c>'.encode()
    text = escape(_ILLEGAL.sub("", added.value)[:_LONGEST])
    value = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
    return f'<{prefix}c r="{reference}" s="{added.style}" t="inlineStr">{value}</{prefix}c>'.encode()


def _missing_rows(found: Scan, addition: Addition, first: int) -> list[tuple[int, int, bytes]]:
    """Rows that the sheet leaves out because they are empty."""
    edits = []
    prefix = found.prefix
    for number in sorted(addition.rows.keys() - found.rows.keys()):
        cells = _cells(prefix, number, first, addition.rows[number])
        at = next((found.rows[row].start for row in sorted(found.rows) if row > number), found.data_close)
        row = f'<{prefix}row r="{number}">'.encode() + cells + f"</{prefix}row>".encode()
        edits.append((at, at, row))
    return edits


def _column_edits(found: Scan, widths: Sequence[float], first: int) -> list[tuple[int, int, bytes]]:
    """Widths of our columns; what the sheet says of columns that reach into them is divided around them."""
    last = first + len(widths) - 1
    ours = b"".join(
        _column(
            found.prefix,
            {"min": str(first + place), "max": str(first + place), "width": str(width), "customWidth": "1"}
            | ({"hidden": "1"} if first + place == last else {}),
        )
        for place, width in enumerate(widths)
    )
    if found.columns_close is None:
        whole = f"<{found.prefix}cols>".encode() + ours + f"</{found.prefix}cols>".encode()
        return [(found.data_start, found.data_start, whole)]
    reaching = [column for column in found.columns if int(column.attributes["max"]) >= first]
    before, after = b"", b""
    for column in reaching:
        low, high = int(column.attributes["min"]), int(column.attributes["max"])
        if low < first:
            before += _column(found.prefix, column.attributes | {"max": str(first - 1)})
        if high > last:
            after += _column(found.prefix, column.attributes | {"min": str(max(low, last + 1))})
    start = reaching[0].start if reaching else found.columns_close
    return [(start, found.columns_close, before + ours + after)]


def _column(prefix: str, attributes: Mapping[str, str]) -> bytes:
    said = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{prefix}col {said}/>".encode()


def _dimension_edit(found: Scan, last: int, lowest: int) -> list[tuple[int, int, bytes]]:
    if found.dimension is None or not found.dimension.attributes.get("ref"):
        return []
    left, top, right, bottom = bounds(found.dimension.attributes["ref"])
    reference = f"{column_letters(left)}{top}:{column_letters(max(right, last))}{max(bottom, lowest)}"
    element = f'<{found.prefix}dimension ref="{reference}"/>'.encode()
    return [(found.dimension.start, found.dimension.end, element)]


def _filter_edit(
    found: Scan, addition: Addition, first: int, last: int, *, filter_too: bool
) -> tuple[str, list[tuple[int, int, bytes]]]:
    """The sheet's filter reaches over our columns too: whoever sorts by one sorts whole rows."""
    if found.auto_filter is not None:
        left, top, right, bottom = bounds(found.auto_filter.attributes["ref"])
        if top != addition.header_row or right < first - 1:
            return "", []
        reference = f"{column_letters(left)}{top}:{column_letters(last)}{bottom}"
        tag = re.compile(rb'(<[^>]*?\sref=")[^"]*')
        return reference, [(found.auto_filter.start, found.auto_filter.end, _Retag(tag, reference))]
    if not filter_too:
        return "", []
    filled = [cell.column for cell in _cells_of(found, addition.header_row) if cell.filled]
    bottom = max(found.rows.keys() | addition.rows.keys())
    reference = f"{column_letters(min([first, *filled]))}{addition.header_row}:{column_letters(last)}{bottom}"
    element = f'<{found.prefix}autoFilter ref="{reference}"/>'.encode()
    return reference, [(found.after_data, found.after_data, element)]


def _cells_of(found: Scan, row: int) -> Sequence[Cell]:
    return found.rows[row].cells if row in found.rows else ()


class _Retag:
    """Bytes that are made of those they replace: the element stays, its reference is another."""

    def __init__(self, pattern: re.Pattern[bytes], reference: str) -> None:
        self.pattern, self.reference = pattern, reference.encode()

    def __call__(self, old: bytes) -> bytes:
        return self.pattern.sub(lambda found: found.group(1) + self.reference, old, count=1)


def _applied(content: bytes, edits: list) -> bytes:
    pieces, at = [], 0
    for start, end, new in sorted(edits, key=lambda edit: (edit[0], edit[1])):
        pieces += [content[at:start], new(content[start:end]) if callable(new) else new]
        at = end
    return b"".join([*pieces, content[at:]])
