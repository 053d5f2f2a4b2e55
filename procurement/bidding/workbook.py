"""The workbook that goes out to suppliers: every requirement, and cells in which they answer."""

from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from procurement.importers.returned import KEY_HEADER
from procurement.models import Requirement

from .models import HowMet

_ASKED = (  # header, width in characters
    (gettext_lazy("Number"), 12),
    (gettext_lazy("Section"), 24),
    (gettext_lazy("Requirement"), 60),
    (gettext_lazy("Kind"), 14),
    (gettext_lazy("Phase"), 14),
    (gettext_lazy("How the supplier shows it"), 36),
)
ANSWERED = (  # field of an answer, header, width
    ("answer", gettext_lazy("Answer"), 50),
    ("how_met", gettext_lazy("How it is met"), 18),
    ("document", gettext_lazy("Document"), 28),
    ("page", gettext_lazy("Page"), 8),
    ("identifier", gettext_lazy("Identifier"), 24),
    ("issuer", gettext_lazy("Issuer"), 24),
    ("dated", gettext_lazy("Date"), 14),
    ("comment", gettext_lazy("Comment"), 40),
)
_HEAD = PatternFill("solid", fgColor="E9EEF2")
_OPEN = PatternFill("solid", fgColor="FFFDF3")
_LINE = Border(bottom=Side("thin", color="D5DBE1"), right=Side("thin", color="D5DBE1"))
_WRAP = Alignment(wrap_text=True, vertical="top")
_MOST_CELL = 32_000  # characters; Excel takes 32,767


def answer_workbook(*, title: str, buyer: str, requirements: Iterable[Requirement], language: str) -> bytes:
    """Return an xlsx with a sheet of instructions and a sheet of `requirements`, in `language` (sv or en)."""
    with override(language):
        book = Workbook()
        _instructions(book.active, title, buyer)
        sheet = book.create_sheet(_("Answers"))
        _header(sheet)
        last = 1
        for last, requirement in enumerate(requirements, start=2):
            _row(sheet, last, requirement)
        _finish(sheet, last)
        for each in book.worksheets:
            each.protection.sheet = True
        book.active = 1
        content = BytesIO()
        book.save(content)
        return content.getvalue()


def _instructions(sheet: Worksheet, title: str, buyer: str) -> None:
    sheet.title = _("Read this first")
    sheet.column_dimensions["A"].width = 90
    _written(sheet["A1"], title)
    _written(sheet["A2"], buyer)
    sheet["A1"].font = Font(bold=True, size=14)
    for line in (
        "",
        _("Answer each requirement on the next sheet. Only the pale yellow cells can be changed."),
        _("Answer: say what holds, and when it holds if it does not hold today."),
        _("How it is met: standard, configuration, development or third party. Choose from the list."),
        _("Document, page, identifier, issuer and date: the proof that you send along, so that it is found."),
        _("You may sort and filter. Do not remove rows or columns: they are how your answers are found."),
    ):
        sheet.append([line])
    for row in sheet.iter_rows(min_row=2):
        row[0].alignment = _WRAP


def _header(sheet: Worksheet) -> None:
    headers = [str(header) for header, _width in _ASKED]
    headers += [str(header) for _field, header, _width in ANSWERED]
    sheet.append([*headers, KEY_HEADER])
    widths = [width for _header, width in _ASKED] + [width for _field, _header, width in ANSWERED]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.column_dimensions[get_column_letter(len(widths) + 1)].hidden = True
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment, cell.border = Font(bold=True), _HEAD, _WRAP, _LINE


def _row(sheet: Worksheet, row: int, requirement: Requirement) -> None:
    asked = (
        requirement.number,
        " › ".join(requirement.heading_path),
        requirement.text,
        requirement.get_kind_display(),
        requirement.get_phase_display(),
        requirement.shown_by,
    )
    for column, value in enumerate(asked, start=1):
        cell = _written(sheet.cell(row, column), value)
        cell.alignment, cell.border = _WRAP, _LINE
    for column in range(len(asked) + 1, len(asked) + len(ANSWERED) + 1):
        cell = sheet.cell(row, column)
        cell.protection = Protection(locked=False)
        cell.fill, cell.alignment, cell.border, cell.number_format = _OPEN, _WRAP, _LINE, "@"
    sheet.cell(row, len(asked) + len(ANSWERED) + 1, str(requirement.key))


def _finish(sheet: Worksheet, last: int) -> None:
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_ASKED) + len(ANSWERED))}{last}"
    ways = DataValidation(
        type="list",
        formula1='"' + ",".join(str(label) for value, label in HowMet.choices if value) + '"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle=_("Choose from the list"),
        error=_("Standard, configuration, development or third party."),
    )
    sheet.add_data_validation(ways)
    place = len(_ASKED) + 1 + [field for field, *_rest in ANSWERED].index("how_met")
    ways.add(f"{get_column_letter(place)}2:{get_column_letter(place)}{max(last, 2)}")
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    sheet.protection.autoFilter = sheet.protection.sort = False
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def _written(cell: Cell, value: str) -> Cell:
    """Text as Excel may hold it: a string whatever it starts with, so that it is never a formula."""
    cell.value = "".join(each for each in value if each >= " " or each in "\n\t")[:_MOST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
