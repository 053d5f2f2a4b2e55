"""A list as a workbook of its own or as csv, the same columns in both. No cell ever starts a formula."""

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from assessments.engine.verdict import Language, Value
from procurement.importers.cells import clean
from procurement.importers.returned import FORMULA_SIGNS, KEY_HEADER, QUOTE

_HEADER_FILL = PatternFill("solid", fgColor="FFE9EEF2")
_RULE = Border(bottom=Side(style="thin", color="FFB8C4CC"))
_LONGEST_CELL = 32_767
_LONGEST_SHEET_NAME = 31
_LINE = 15.0  # points
_TALLEST = 15  # lines of a row; more is read in the cell

Cell = str | int | None


class Listing(Value):
    """A list: its name, the columns' headers and widths (Excel's unit), and its rows."""

    name: str
    headers: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]


def as_csv(listing: Listing, *, language: Language) -> bytes:
    """UTF-8 with a mark, divided by what Excel expects in the language: ";" in Swedish."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if language == "sv" else ",")
    writer.writerow(listing.headers)
    writer.writerows([_plain(cell) for cell in row] for row in listing.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _plain(cell: Cell) -> Cell:
    """A csv has no types: a text that a spreadsheet would take for a formula gets a quotation mark."""
    return QUOTE + cell if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS) else cell


def as_xlsx(listing: Listing) -> bytes:
    """A workbook of one sheet with a filter over its header, which stays in sight."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(_sheet_name(listing.name))
    for place, (header, width) in enumerate(zip(listing.headers, listing.widths, strict=True), start=1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width = width
        column.hidden = header == KEY_HEADER
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(listing.headers))}{len(listing.rows) + 1}"
    sheet.append([_header(sheet, header) for header in listing.headers])
    for number, row in enumerate(listing.rows, start=2):
        sheet.row_dimensions[number].height = _height(row, listing.widths)
        sheet.append([_cell(sheet, value) for value in row])
    made = io.BytesIO()
    workbook.save(made)
    return made.getvalue()


def _sheet_name(name: str) -> str:
    return "".join(sign for sign in name if sign not in r"[]:*?/\'")[:_LONGEST_SHEET_NAME] or "Glapp"


def _header(sheet, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill, cell.border = Font(bold=True), _HEADER_FILL, _RULE
    return cell


def _cell(sheet, value: Cell) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet)
    if isinstance(value, str):
        cell.value = clean(value)[:_LONGEST_CELL]
        cell.data_type = "s"  # never a formula, whatever the text begins with
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        if value.startswith(FORMULA_SIGNS):
            cell._style.quotePrefix = 1  # stays a text when somebody edits it; openpyxl has no name for it
    else:
        cell.value = value
        cell.alignment = Alignment(vertical="top", horizontal="center")
    return cell


def _height(row: Sequence[Cell], widths: Sequence[float]) -> float:
    """Points for the most lines that a cell of the row takes: not every program works that out itself."""
    lines = max(
        sum(1 + int(len(line) / width) for line in str(cell or "").split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return _LINE * min(lines, _TALLEST)
