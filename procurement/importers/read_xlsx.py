"""A workbook to drafts, sheet by sheet."""

import xml.parsers.expat
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from . import vocabulary
from .cells import as_text
from .columns import Row
from .draft import Reading
from .mapping import Mapping
from .place import Place
from .problems import Finding, Part, put_together
from .refusal import refusal
from .table import read_table

_MOST_COLUMNS = 500
_MOST_ROWS = 50_000
_MOST_MERGED = 200_000  # cells in one merged range: a whole column, no more


class _Shape:
    """What a worksheet's XML says and openpyxl's streaming reader does not tell.

    Refuses cells so far out that reading the sheet would cost more than anybody's specification.
    """

    def __init__(self) -> None:
        self.merges: list[tuple[int, int, int, int]] = []
        self.formulas_without_value: list[str] = []
        self.hidden_rows = 0
        self.rows = 0
        self._cell = ""
        self._formula = self._value = self._in_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                self.rows += 1
                self.hidden_rows += attributes.get("hidden") in ("1", "true")
                self._check(0, int(attributes.get("r", "0")) if self.rows > _MOST_ROWS else 0)
            case "c":
                self._cell = attributes.get("r", "")
                self._formula = self._value = False
                self._check(*_coordinates(self._cell))
            case "f":
                self._formula = True
            case "v":
                self._in_value = True
            case "mergeCell":
                self._merge(attributes.get("ref", ""))

    def text(self, _: str) -> None:
        self._value = self._value or self._in_value  # a value may be written as empty

    def end(self, name: str) -> None:
        self._in_value = False
        if name.rpartition(":")[2] == "c" and self._formula and not self._value:
            self.formulas_without_value.append(self._cell)

    def _check(self, column: int, row: int) -> None:
        if column > _MOST_COLUMNS or row > _MOST_ROWS:
            cell = f"{get_column_letter(column) if column else ''}{row or ''}"
            raise refusal("far_cells", cell=cell, rows=_MOST_ROWS, columns=_MOST_COLUMNS)

    def _merge(self, reference: str) -> None:
        left, top, right, bottom = range_boundaries(reference)
        if (right - left + 1) * (bottom - top + 1) > _MOST_MERGED or len(self.merges) > _MOST_ROWS:
            raise refusal("vast_merge", range=reference)
        self.merges.append((left, top, right, bottom))


def _coordinates(reference: str) -> tuple[int, int]:
    """Column and row of "AB12", counted from 1; (0, 0) where the file leaves it out."""
    column = row = 0
    for sign in reference:
        if sign.isdigit():
            row = row * 10 + int(sign)
        else:
            column = column * 26 + ord(sign.upper()) - 64
    return column, row


def read_xlsx(path: Path, mapping: Mapping | None = None) -> Reading:
    """Read every visible sheet, and hidden ones that `mapping` takes; `path` must have passed the gate."""
    with path.open("rb") as file:  # by its content: openpyxl refuses a path without a known ending
        return _read_workbook(path, file, mapping)


def _read_workbook(path: Path, file: BinaryIO, mapping: Mapping | None) -> Reading:
    workbook = load_workbook(file, read_only=True, data_only=True, keep_links=False)
    sheets = [sheet for sheet in workbook.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
    shapes = {sheet.title: _shape(path, sheet) for sheet in sheets}
    rows = {sheet.title: list(_rows(sheet, shapes[sheet.title])) for sheet in sheets}
    read = partial(_read_sheet, rows=rows, mapping=mapping, alone=_number_visible(sheets) == 1)
    parts = [read(sheet) for sheet in sheets]
    if not any(part.table.requirements for part in parts):
        parts = [read(sheet, by_content=True) for sheet in sheets]  # no header names a requirement's text
    findings = [_findings(*pair, shapes) for pair in zip(sheets, parts, strict=True)]
    return put_together(
        [part for pair in zip(parts, findings, strict=True) for part in pair],
        mapping,
    )


def _number_visible(sheets: Sequence[ReadOnlyWorksheet]) -> int:
    return sum(sheet.sheet_state == "visible" for sheet in sheets)


def _shape(path: Path, sheet: ReadOnlyWorksheet) -> _Shape:
    shape = _Shape()
    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = shape.start
    parser.EndElementHandler = shape.end
    parser.CharacterDataHandler = shape.text
    with zipfile.ZipFile(path) as package, package.open(sheet._worksheet_path) as part:
        parser.ParseFile(part)
    return shape


def _read_sheet(
    sheet: ReadOnlyWorksheet,
    rows: dict[str, list[Row]],
    mapping: Mapping | None,
    *,
    alone: bool,
    by_content: bool = False,
) -> Part:
    """A sheet's rows; a hidden one is only looked at, unless somebody asks for it."""
    name, is_hidden = sheet.title, sheet.sheet_state != "visible"
    nameless = (alone and not is_hidden) or vocabulary.names_nothing(name)
    part = read_table(
        rows[name],
        place=Place(sheet=name),
        mapping=mapping,
        headings=() if nameless else (name,),
        under_requirements=nameless or by_content or vocabulary.stands_over_requirements(name),
        take=not is_hidden,
    )
    return part.model_copy(update={"table": part.table.model_copy(update={"is_hidden": is_hidden})})


def _rows(sheet: ReadOnlyWorksheet, shape: _Shape) -> Iterator[Row]:
    """Rows that hold anything, with the values of merged cells repeated over their range."""
    merged = {  # cell of a merged range but the first -> the first
        (row, column): (top, left)
        for left, top, right, bottom in shape.merges
        for row in range(top, bottom + 1)
        for column in range(left, min(right, _MOST_COLUMNS) + 1)
        if (row, column) != (top, left)
    }
    firsts = set(merged.values())
    kept: dict[tuple[int, int], str] = {}
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(), start=1):
        texts = [as_text(cell.value, cell.number_format) if cell.value is not None else "" for cell in cells]
        if not any(texts):
            continue
        copies = set()
        for column in range(1, len(texts) + 1):
            if (number, column) in firsts:
                kept[number, column] = texts[column - 1]
            elif (number, column) in merged:
                texts[column - 1] = kept.get(merged[number, column], "")
                copies.add(column - 1)
        first = next(
            (cell for cell, text in zip(cells, texts, strict=True) if text and cell.value is not None), None
        )
        yield Row(
            place=Place(sheet=sheet.title, row=number),
            cells=tuple(texts),
            copies=frozenset(copies),
            look=_look(first),
        )


def _look(cell) -> str:
    """How a row's first cell is set: two headings of one level look the same."""
    if cell is None or cell.font is None:
        return ""
    fill = cell.fill.fgColor.rgb if cell.fill and cell.fill.fill_type else ""
    return f"{cell.font.sz} {bool(cell.font.b)} {fill} {cell.column}"


def _findings(sheet: ReadOnlyWorksheet, part: Part, shapes: dict[str, _Shape]) -> Part:
    """What there is to say of a sheet as a whole."""
    place, shape = Place(sheet=sheet.title), shapes[sheet.title]
    if not part.table.mapping.take:
        hidden = Finding(id="hidden_sheet", place=place, key=sheet.title)
        return Part(drafts=(), findings=(hidden,) if part.table.is_hidden else ())
    found = [Finding(id="hidden_rows", place=place, key=str(shape.hidden_rows))] if shape.hidden_rows else []
    for reference in shape.formulas_without_value:
        row = _coordinates(reference)[1] or None
        found.append(Finding(id="formula_without_value", place=Place(sheet=sheet.title, row=row)))
    return Part(drafts=(), findings=tuple(found))
