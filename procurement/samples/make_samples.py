"""Makes the sample specifications from their TOML: `python procurement/samples/make_samples.py`.

The same TOML always gives the same bytes. Nothing of the product imports this: it is for the person who
changes a sample.
"""

import datetime as dt
import re
import tomllib
import zipfile
from pathlib import Path

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HOME = Path(__file__).parent
COLUMNS = (
    ("Krav-ID", 10),
    ("Kravområde", 18),
    ("Krav", 70),
    ("Ska/Bör", 16),
    ("Tidpunkt", 20),
    ("Motiv", 34),
    ("Hur kravet styrks", 40),
    ("Uppfylls (Ja/Nej)", 14),
    ("Hänvisning i anbudet", 24),
)
ANSWER_COLUMNS = (8, 9)
DARK = PatternFill("solid", fgColor="1F3A4D")
PALE = PatternFill("solid", fgColor="E4ECF1")
LINE = Side(style="thin", color="B8C4CC")
WRAPPED = Alignment(wrap_text=True, vertical="top")


def make_workbook(data: dict) -> Path:
    """The Swedish sample: a front page and one sheet a chapter."""
    workbook = Workbook()
    _front(workbook.active, data["front"])
    for sheet in data["sheets"]:
        _sheet(workbook.create_sheet(sheet["name"]), sheet)
    workbook.properties.title = data["title"]
    workbook.properties.creator = "Region Sjöskogen"
    workbook.properties.created = data["created"]
    target = HOME / data["file"]
    workbook.save(target)
    _fix_bytes(target, data["created"])
    return target


def _front(sheet: Worksheet, front: dict) -> None:
    sheet.title = front["name"]
    for row, cells in enumerate(front["lines"], start=1):
        for column, text in enumerate(cells, start=1):
            cell = sheet.cell(row, column, text)
            cell.alignment = WRAPPED if len(cells) > 1 else Alignment(vertical="top")
            cell.font = Font(bold=column == 1, size=16 if row == 1 else 11)
        if len(cells) == 1 and len(cells[0]) > 80:  # noqa: PLR2004 a paragraph, over both columns
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
            sheet.cell(row, 1).alignment = WRAPPED
            sheet.cell(row, 1).font = Font(size=11)
            sheet.row_dimensions[row].height = 32
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 84
    sheet.row_dimensions[1].height = 24
    _fit_width(sheet)


def _fit_width(sheet: Worksheet) -> None:
    """Print on A4 across, all columns on one page's width."""
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _sheet(sheet: Worksheet, data: dict) -> None:
    width = len(COLUMNS)
    for row, text in ((1, data["title"]), (2, data["intro"])):
        sheet.cell(row, 1, text).font = Font(bold=row == 1, size=14 if row == 1 else 11)
        sheet.cell(row, 1).alignment = Alignment(vertical="top")
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=width)
    first = _header(sheet, 4, two_rows=data.get("two_row_header", False))
    for row, content in enumerate(data["rows"], start=first):
        if heading := content.get("heading"):
            _across(sheet, row, heading, Font(bold=True, size=12), PALE)
        elif note := content.get("note"):
            _across(sheet, row, note, Font(italic=True), None)
        else:
            _requirement(sheet, row, content)
    for column, (_, size) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = size
    sheet.freeze_panes = f"D{first}"
    sheet.print_title_rows = f"{4}:{first - 1}"
    _fit_width(sheet)


def _header(sheet: Worksheet, row: int, *, two_rows: bool) -> int:
    """Write the header and return the row below it; two rows put the bidder's columns under one title."""
    height = 2 if two_rows else 1
    for column, (name, _) in enumerate(COLUMNS, start=1):
        is_answer = two_rows and column in ANSWER_COLUMNS
        for line in range(row, row + height):
            cell = sheet.cell(line, column)
            cell.font = Font(bold=True, color="FFFFFF")
            cell.fill = DARK
            cell.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.cell(row + height - 1 if is_answer else row, column, name)
        if two_rows and not is_answer:
            sheet.merge_cells(start_row=row, start_column=column, end_row=row + 1, end_column=column)
    if two_rows:
        sheet.cell(row, ANSWER_COLUMNS[0], "Anbudsgivarens svar")
        sheet.merge_cells(
            start_row=row, start_column=ANSWER_COLUMNS[0], end_row=row, end_column=ANSWER_COLUMNS[1]
        )
        sheet.row_dimensions[row + 1].height = 30
    else:
        sheet.row_dimensions[row].height = 30
    return row + height


def _across(sheet: Worksheet, row: int, text: str, font: Font, fill: PatternFill | None) -> None:
    cell = sheet.cell(row, 1, text)
    cell.font = font
    for column in range(1, len(COLUMNS) + 1):
        if fill:
            sheet.cell(row, column).fill = fill
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(COLUMNS))


def _requirement(sheet: Worksheet, row: int, content: dict) -> None:
    keys = ("id", "area", "text", "kind", "phase", "motive", "shown_by")
    for column in range(1, len(COLUMNS) + 1):
        cell = sheet.cell(row, column)
        cell.border = Border(bottom=LINE)
        cell.alignment = WRAPPED
        if column <= len(keys) and content.get(keys[column - 1]):
            cell.value = content[keys[column - 1]]
    sheet.cell(row, 1).font = Font(bold=True)
    # Excel does not grow rows on opening; about 78 characters fit on a line of the widest column.
    lines = max(
        len(content["text"]) // 78,
        len(content.get("shown_by", "")) // 42,
        len(content.get("motive", "")) // 36,
    )
    sheet.row_dimensions[row].height = 16 * (lines + 1)


NUMBERING = """
<w:abstractNum {namespaces} w:abstractNumId="90">
  <w:multiLevelType w:val="multilevel"/>
  <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading1"/>
    <w:lvlText w:val="%1"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading2"/>
    <w:lvlText w:val="%1.%2"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
  <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>
    <w:lvlText w:val="%1.%2.%3"/><w:pPr><w:ind w:left="851" w:hanging="851"/></w:pPr></w:lvl>
</w:abstractNum>
"""
INSTANCE = '<w:num {namespaces} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'


def make_document(data: dict) -> Path:
    """The English sample: numbered chapters with tables and numbered paragraphs."""
    document = docx.Document()
    _number_headings(document)
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    document.add_paragraph(data["title"], style="Title")
    document.add_paragraph(data["subtitle"], style="Subtitle")
    _table(document, data["about"], (5, 11), header=None)
    for chapter in data["chapters"]:
        document.add_heading(chapter["heading"], level=1)
        for text in chapter.get("text", []):
            document.add_paragraph(text)
        if rows := chapter.get("table"):
            _table(
                document,
                rows,
                (1.7, 8.0, 1.2, 2.6, 3.5),
                header=("ID", "Requirement", "M/D", "When", "Evidence"),
            )
        for section in chapter.get("sections", []):
            document.add_heading(section["heading"], level=2)
            for text in section["paragraphs"]:
                _numbered(document.add_paragraph(text), level=2)
    properties = document.core_properties
    properties.title, properties.author = data["title"], "Eastmark Regional Health Authority"
    properties.created = properties.modified = data["created"]
    target = HOME / data["file"]
    document.save(str(target))
    _fix_bytes(target, data["created"])
    return target


def _number_headings(document) -> None:
    """One numbering for chapters, sections and paragraphs: 3, 3.1, 3.1.1, counted by Word."""
    numbering = document.part.numbering_part.element
    first_instance = numbering.find(qn("w:num"))
    first_instance.addprevious(parse_xml(NUMBERING.format(namespaces=nsdecls("w"))))
    numbering.append(parse_xml(INSTANCE.format(namespaces=nsdecls("w"))))
    for level, name in enumerate(("Heading 1", "Heading 2")):
        _numbered(document.styles[name], level=level)


def _numbered(styled, *, level: int) -> None:
    properties = styled._p.get_or_add_pPr() if hasattr(styled, "_p") else styled.element.get_or_add_pPr()
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_ilvl().val = level
    numbering.get_or_add_numId().val = 90


def _table(
    document, rows: list[list[str]], widths: tuple[float, ...], *, header: tuple[str, ...] | None
) -> None:
    """A table with widths in centimetres; its header row repeats on every page."""
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for cells in ([header] if header else []) + rows:
        row = table.add_row()
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Cm(width)
            run = cell.paragraphs[0].add_run(text)
            run.font.size = Pt(9.5)
            run.bold = cells is header or (header is None and text == cells[0])
    if header:
        for cell in table.rows[0].cells:
            cell._tc.get_or_add_tcPr().append(
                parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="E4ECF1"/>')
            )
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    document.add_paragraph()


def _fix_bytes(path: Path, created: dt.datetime) -> None:
    """Write the package again with one date everywhere, so that it changes only when its TOML does."""
    with zipfile.ZipFile(path) as package:
        parts = [(part.filename, package.read(part)) for part in package.infolist()]
    stamp = created.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, content in sorted(parts, key=lambda part: part[0] != "[Content_Types].xml"):
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)  # noqa: PLW2901
            package.writestr(zipfile.ZipInfo(name, created.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)


def main() -> None:
    for name, make in (("vardinformationssystem.toml", make_workbook), ("ehr-platform.toml", make_document)):
        print(make(tomllib.loads((HOME / name).read_text("utf-8"))))


if __name__ == "__main__":
    main()
