"""The audit as a workbook: one row a requirement, the same bytes for the same snapshot."""

import io
import re
import zipfile
from collections.abc import Iterable
from copy import copy
from datetime import datetime

from django.utils.translation import gettext
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from assessments import wording as scale
from assessments.checklist import Standing
from assessments.place import place_in_words
from procurement.models import Kind, Phase

from .snapshot import AuditRow, AuditSnapshot, Points

LONGEST_CELL = 32_767  # characters; Excel's own limit
WIDTHS = (6, 12, 28, 70, 12, 14, 24, 10, 10, 10, 50, 50, 40, 60, 26, 20)
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
MODIFIED = re.compile(rb"<dcterms:modified.*?</dcterms:modified>")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can tell


def audit_workbook(snapshot: AuditSnapshot) -> bytes:
    """Return the workbook in the active language."""
    book = Workbook(write_only=True)
    day = snapshot.source.assessed_on
    book.properties.created = book.properties.modified = datetime(day.year, day.month, day.day)
    book.properties.creator = "Glapp"
    sheet = book.create_sheet(gettext("Requirements"))
    sheet.freeze_panes = "C2"
    for letter, width in zip("ABCDEFGHIJKLMNOP", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    text, number = (_styled(WriteOnlyCell(sheet), wrap=wrap) for wrap in (True, False))
    heading = _styled(WriteOnlyCell(sheet), wrap=True, bold=True)
    sheet.append([_cell(value, heading) for value in _headings()])
    for row in snapshot.rows:
        sheet.append([_cell(value, text if isinstance(value, str) else number) for value in _values(row)])
    sheet.auto_filter.ref = f"A1:P{len(snapshot.rows) + 1}"
    written = io.BytesIO()
    book.save(written)
    return _without_clock(written.getvalue())


def _headings() -> tuple[str, ...]:
    return (
        gettext("No."),
        gettext("Number"),
        gettext("Heading"),
        gettext("Requirement"),
        gettext("Kind"),
        gettext("Phase"),
        gettext("Dimension"),
        gettext("Sounds precise"),
        gettext("Measurable"),
        gettext("Gap"),
        gettext("Points of “sounds precise”"),
        gettext("Points of “measurable”"),
        gettext("Not said"),
        gettext("Questions"),
        gettext("Place in the file"),
        gettext("SHA-256 of the text"),
    )


def _values(row: AuditRow) -> Iterable[str | int | None]:
    missing = (str(scale.ELEMENTS[name]) for name, how in row.elements.items() if how == Standing.MISSING)
    scores = (row.sounds, row.measurable, row.gap) if row.judged else (None, None, None)
    return (
        row.no,
        row.number,
        " › ".join(row.headings),
        row.text,
        str(Kind(row.kind).label),
        "" if row.phase == Phase.UNKNOWN else str(Phase(row.phase).label),
        str(scale.DIMENSIONS[row.dimension]),
        *scores,
        _sum(row.sounds_points),
        _sum(row.measurable_points),
        ", ".join(missing),
        "\n".join(row.questions),
        place_in_words(row.place),
        row.sha256,
    )


def _sum(points: Iterable[Points]) -> str:
    return "; ".join(f"{each.says} {each.points:+d}" for each in points)


def _styled(cell: WriteOnlyCell, *, wrap: bool, bold: bool = False) -> WriteOnlyCell:
    cell.alignment = Alignment(vertical="top", wrap_text=wrap)
    if bold:
        cell.font = Font(bold=True)
    return cell


def _cell(value: str | int | None, like: WriteOnlyCell) -> WriteOnlyCell:
    """A cell of the same style as `like`; to look a style up costs more than all else of a cell. Text stays
    text, whatever it begins with: a cell is never a formula."""
    cell = copy(like)
    if isinstance(value, str):
        cell.value = NOT_XML.sub("", value)[:LONGEST_CELL]
        cell.data_type = "s"
    else:
        cell.value = value
    return cell


def _without_clock(book: bytes) -> bytes:
    """The same archive without the times at which its parts were written."""
    anew = io.BytesIO()
    # openpyxl writes the hour into the properties whatever they were set to.
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(anew, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = MODIFIED.sub(rb"", old.read(name)) if name == "docProps/core.xml" else old.read(name)
            new.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return anew.getvalue()
