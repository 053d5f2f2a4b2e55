"""The workbook that goes out to suppliers: every requirement, and cells in which they answer."""

import textwrap
from collections.abc import Iterable, Sequence
from io import BytesIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.worksheet import Worksheet

from procurement.importers.returned import KEY_HEADER
from procurement.models import Kind, Phase, Requirement

from .models import HowMet

_ASKED = (  # header, width in characters
    (gettext_lazy("Number"), 12),
    (gettext_lazy("Section"), 24),
    (gettext_lazy("Requirement"), 60),
    (gettext_lazy("Kind"), 18),
    (gettext_lazy("Phase"), 16),
    (gettext_lazy("How the supplier shows it"), 34),
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
_LANGUAGES = ("sv", "en")
_MOST_CELL = 32_000  # characters; Excel takes 32,767
_LINE_HIGH, _MOST_HIGH = 15, 405  # points; Excel takes 409
_TOLD, _MEANING = 24, 92  # characters: the two columns of the instructions
_A3 = 8

_FILL_IN = (  # header, what belongs under it
    (
        gettext_lazy("Answer"),
        gettext_lazy(
            "What holds for what you offer. Where it does not hold today: from when it will, and what "
            "happens if it does not."
        ),
    ),
    (
        gettext_lazy("How it is met"),
        gettext_lazy(
            "Choose from the list. Standard: is in the version offered. Configuration: is set up without new "
            "code. Development: has to be built. Third party: somebody else delivers it."
        ),
    ),
    (
        gettext_lazy("Document"),
        gettext_lazy("The name of the enclosed document that shows it. Send the document along."),
    ),
    (gettext_lazy("Page"), gettext_lazy("Where in the document it is said.")),
    (
        gettext_lazy("Identifier"),
        gettext_lazy("The number of the certificate, the declaration or the approval."),
    ),
    (gettext_lazy("Issuer"), gettext_lazy("Who issued it.")),
    (gettext_lazy("Date"), gettext_lazy("When it was issued and until when it is valid, as 2026-01-31.")),
    (gettext_lazy("Comment"), gettext_lazy("What else belongs to the answer.")),
)
_HOW_READ = (
    gettext_lazy(
        "The phase says when a requirement has to be met. Where none is stated, the answer is read as if it "
        "has to be met in the tender."
    ),
    gettext_lazy(
        "A yes without proof is read as a claim, a plan as a promise, and an empty row as no answer."
    ),
    gettext_lazy(
        "Filtering is fine. Keep the rows, the columns and the file format: they are how your answers are "
        "found."
    ),
)


class _Fitted(RowDimension):
    """A height that fits the text now, and that Excel may fit anew when an answer is written."""

    customHeight = False  # noqa: N815 - the attribute's name in the file


def heads_of_ours() -> tuple[str, ...]:
    """How the header of the sheet of requirements begins, in each language that it goes out in."""
    heads = []
    for language in _LANGUAGES:
        with override(language):
            heads.append(" | ".join(str(header) for header, _width in _ASKED[:3]))
    return tuple(heads)


def words_of_ours() -> tuple[dict[str, str], dict[str, str]]:
    """What the words in the columns of kinds and phases mean, by the word in lower case."""
    kinds, phases = {}, {}
    for language in _LANGUAGES:
        with override(language):
            kinds |= {str(kind.label).casefold(): kind.value for kind in Kind}
            phases |= {_due(phase).casefold(): phase.value for phase in Phase}
    return kinds, phases


def answer_workbook(
    *,
    title: str,
    buyer: str,
    requirements: Iterable[Requirement],
    language: str,
    about: Sequence[tuple[str, str]] = (),
) -> bytes:
    """Return an xlsx with a sheet of instructions and a sheet of `requirements`, in `language` (sv or en).

    `about` are facts for the head of the instructions, such as the version and the last day for tenders.
    """
    with override(language):
        book = Workbook()
        _instructions(book.active, title, [(_("Buyer"), buyer), *about])
        sheet = book.create_sheet(_("Answers"))
        _header(sheet)
        last = 1
        for last, requirement in enumerate(requirements, start=2):
            _row(sheet, last, requirement)
        _finish(sheet, last)
        for each in book.worksheets:
            each.protection.sheet = True
        book.security = WorkbookProtection(lockStructure=True)
        content = BytesIO()
        book.save(content)
        return content.getvalue()


def _instructions(sheet: Worksheet, title: str, about: Sequence[tuple[str, str]]) -> None:
    sheet.title = _("Read this first")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = _TOLD, _MEANING
    _written(sheet["A1"], title)
    sheet["A1"].font = Font(bold=True, size=14)
    row = _told(sheet, 2, about)
    row = _heading(sheet, row + 1, _("How to fill it in"))
    task = _("Answer every requirement on the next sheet. Only the pale yellow cells can be changed.")
    row = _told(sheet, row, [("", task), *_FILL_IN])
    row = _heading(sheet, row + 1, _("How the answers are read"))
    _told(sheet, row, [("", line) for line in _HOW_READ])
    _on_paper(sheet)


def _heading(sheet: Worksheet, row: int, text: str) -> int:
    _written(sheet.cell(row, 1), text).font = Font(bold=True, size=12)
    return row + 1


def _told(sheet: Worksheet, first: int, lines: Sequence[tuple[str, str]]) -> int:
    """Write lines of a bold word and what it means; return the row after the last."""
    for row, (word, meaning) in enumerate(lines, start=first):
        _written(sheet.cell(row, 1), str(word)).font = Font(bold=True)
        _written(sheet.cell(row, 2), str(meaning))
        for column in (1, 2):
            sheet.cell(row, column).alignment = _WRAP
        _fit(sheet, row, [(str(word), _TOLD), (str(meaning), _MEANING)])
    return first + len(lines)


def _fit(sheet: Worksheet, row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Make the row as high as its longest text; without it LibreOffice shows one line of each."""
    lines = max(_lines(text, width) for text, width in cells)
    height = min(max(lines, 1) * _LINE_HIGH, _MOST_HIGH)
    sheet.row_dimensions[row] = _Fitted(sheet, index=row, ht=height)


def _lines(text: str, width: float) -> int:
    return sum(len(textwrap.wrap(part, max(int(width * 0.95), 1))) or 1 for part in text.splitlines() or [""])


def _on_paper(sheet: Worksheet) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


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
        _due(Phase(requirement.phase)),
        requirement.shown_by,
    )
    _fit(sheet, row, [(value, width) for value, (_header, width) in zip(asked, _ASKED, strict=True)])
    for column, value in enumerate(asked, start=1):
        cell = _written(sheet.cell(row, column), value)
        cell.alignment, cell.border = _WRAP, _LINE
    for column in range(len(asked) + 1, len(asked) + len(ANSWERED) + 1):
        cell = sheet.cell(row, column)
        cell.protection = Protection(locked=False)
        cell.fill, cell.alignment, cell.border, cell.number_format = _OPEN, _WRAP, _LINE, "@"
    sheet.cell(row, len(asked) + len(ANSWERED) + 1, str(requirement.key))


def _due(phase: Phase) -> str:
    return _("Not stated: in the tender") if phase == Phase.UNKNOWN else str(phase.label)


def _finish(sheet: Worksheet, last: int) -> None:
    sheet.freeze_panes = "D2"
    # With the hidden keys: sorted in a sheet that somebody has opened up, they go with their rows.
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(_ASKED) + len(ANSWERED) + 1)}{last}"
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
    sheet.protection.autoFilter = False  # sorting stays off: Excel refuses it where cells are locked
    _on_paper(sheet)
    sheet.print_title_rows = "1:1"


def _written(cell: Cell, value: str) -> Cell:
    """Text as Excel may hold it: a string whatever it starts with, so that it is never a formula."""
    cell.value = "".join(each for each in value if each >= " " or each in "\n\t")[:_MOST_CELL]
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
