"""Where things stand in the bytes of a worksheet, so that cells can be put in and all else stays.

Writing a workbook anew through a library loses what the library does not know (pictures, slicers,
threaded comments, extensions). So the sheet's XML is never rebuilt: this module finds byte offsets,
`sheet_splice` puts bytes in between.
"""

import re
import xml.parsers.expat
from dataclasses import dataclass, field

_COLUMN = re.compile(r"([A-Z]+)(\d*)")
_AFTER_DATA = ("sheetCalcPr", "sheetProtection", "protectedRanges", "scenarios")
_MARKED = ("col", "dimension", "autoFilter", *_AFTER_DATA)


@dataclass
class Cell:
    """A cell in its row: the column from 1, its bytes, and whether it holds anything."""

    column: int
    start: int
    end: int = 0
    filled: bool = False
    shared: bool = False
    text: str = ""


@dataclass
class RowSpan:
    """A row's bytes: its opening tag, where its closing tag starts (None: it is empty), its cells."""

    start: int
    tag_end: int
    close: int | None = None
    cells: list[Cell] = field(default_factory=list)


@dataclass
class Element:
    """An element's bytes and attributes."""

    start: int
    end: int
    attributes: dict[str, str]


@dataclass
class Scan:
    """What `scan` finds. Rows by number; merges as (left, top, right, bottom), all counted from 1."""

    prefix: str = ""
    rows: dict[int, RowSpan] = field(default_factory=dict)
    data_start: int = 0
    data_close: int = 0
    after_data: int = 0
    columns: list[Element] = field(default_factory=list)
    columns_close: int | None = None
    dimension: Element | None = None
    auto_filter: Element | None = None
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)


class NotSpliceable(Exception):
    """A sheet that is written in a way we do not put cells into."""


def column_number(letters: str) -> int:
    """1 for "A"."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """ "A" for 1."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def bounds(reference: str) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of "B2:D9" or "B2", counted from 1; raises `NotSpliceable` for another."""
    corners = [_COLUMN.fullmatch(corner.replace("$", "")) for corner in reference.split(":")]
    if not all(corners) or not all(corner.group(2) for corner in corners):
        raise NotSpliceable(reference)
    (left, top), (right, bottom) = (
        (column_number(corner.group(1)), int(corner.group(2))) for corner in (corners[0], corners[-1])
    )
    return left, top, right, bottom


def scan(content: bytes) -> Scan:
    """Find the parts of a worksheet; raises `NotSpliceable` where it is not UTF-8 or has no data."""
    if not re.match(rb"\xef\xbb\xbf|\s*<", content) or b"\x00" in content[:200]:
        raise NotSpliceable("encoding")
    reader = _Reader(content)
    reader.parser.Parse(content, True)
    if not reader.found.data_close:
        raise NotSpliceable("no data")
    return reader.found


class _Reader:
    def __init__(self, content: bytes) -> None:
        self.content = content
        self.found = Scan()
        self.parser = xml.parsers.expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.text
        self.parser.XmlDeclHandler = self.declaration
        self.row = 0
        self.cell: Cell | None = None
        self.open: dict[str, tuple[int, dict[str, str]]] = {}
        self.in_value = False

    def declaration(self, _: str, encoding: str | None, __: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "us-ascii"):
            raise NotSpliceable("encoding")

    @property
    def at(self) -> int:
        return self.parser.CurrentByteIndex

    def tag_end(self, start: int) -> int:
        return self.content.index(b">", start) + 1

    def end_of(self, start: int) -> int:
        """Where an element that is closing now ends; `start` is where it began."""
        return self.tag_end(start) if self.is_empty(start) else self.tag_end(self.at)

    def is_empty(self, start: int) -> bool:
        end = self.tag_end(start)
        return self.content[end - 2 : end] == b"/>"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        match local:
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.found.rows[self.row] = RowSpan(start=self.at, tag_end=self.tag_end(self.at))
            case "c":
                self._start_cell(attributes)
            case "v" | "t":
                self.in_value = self.cell is not None
            case "f":
                if self.cell is not None:
                    self.cell.filled = True
            case "sheetData":
                self.found.data_start = self.at
                self.found.prefix = f"{prefix}:" if prefix else ""
            case "mergeCell":
                self.found.merges.append(bounds(attributes["ref"]))
            case _ if local in _MARKED:
                self.open[local] = (self.at, attributes)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        cells = self.found.rows[self.row].cells
        reference = _COLUMN.match(attributes.get("r", ""))
        before = cells[-1].column if cells else 0
        column = column_number(reference.group(1)) if reference else before + 1
        self.cell = Cell(column=column, start=self.at, shared=attributes.get("t") == "s")
        cells.append(self.cell)

    def text(self, text: str) -> None:
        if self.in_value and self.cell is not None:
            self.cell.filled = True
            self.cell.text += text

    def end(self, name: str) -> None:
        local = name.rpartition(":")[2]
        found = self.found
        match local:
            case "c" if self.cell is not None:
                self.cell.end = self.end_of(self.cell.start)
                self.cell = None
            case "v" | "t":
                self.in_value = False
            case "row":
                span = found.rows[self.row]
                span.close = None if self.is_empty(span.start) else self.at
            case "sheetData":
                if self.is_empty(found.data_start):
                    raise NotSpliceable("no data")
                found.data_close = self.at
                found.after_data = self.tag_end(self.at)
            case "cols":
                found.columns_close = self.at
            case "col":
                found.columns.append(self._closed(local))
            case "dimension":
                found.dimension = self._closed(local)
            case "autoFilter":
                # The first is the sheet's own; people's own views of it come later and have theirs.
                element = self._closed(local)
                found.auto_filter = found.auto_filter or element
            case _ if local in _AFTER_DATA and found.data_close:
                found.after_data = self.end_of(self.open.pop(local)[0])

    def _closed(self, local: str) -> Element:
        start, attributes = self.open.pop(local)
        return Element(start=start, end=self.end_of(start), attributes=attributes)
