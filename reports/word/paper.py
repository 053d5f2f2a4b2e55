"""A Word file being written: headings, paragraphs, lists, tables and pictures with their languages.

The same calls give the same bytes: python-docx's clock is taken away when the file is saved.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

SANS, SERIF = "Calibri", "Georgia"  # what every Word has
SOFT, LINE = "57524A", "C9C1B2"
TEXT_WIDTH = 160  # millimetres between the margins
FEW_ROWS = 6  # of a table that stays on one page
TAGS = {"sv": "sv-SE", "en": "en-GB"}
NOT_IN_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
FIELDS = {"%(page)s": "PAGE", "%(pages)s": "NUMPAGES"}
DAWN = (1980, 1, 1, 0, 0, 0)  # the first day that a zip file knows


class Words(NamedTuple):
    """A stretch of a paragraph; `lang` is that of somebody else's words, "" for our own."""

    text: str
    bold: bool = False
    quoted: bool = False
    underlined: bool = False
    raised: bool = False
    lang: str = ""


def quoted(text: str, lang: str) -> Words:
    """Somebody else's words, in their language."""
    return Words(text, quoted=True, lang=lang)


Cell = Words | str | Sequence[Words | str]


class Paper:
    """A4, in one language but for quoted words; `accent` is "#rrggbb"."""

    def __init__(self, *, language: str, title: str, author: str, day: date, accent: str) -> None:
        self._docx: Docx = Document()
        self._accent = RGBColor.from_string(accent.removeprefix("#").upper())
        self._prepare(TAGS[language])
        properties = self._docx.core_properties
        properties.title, properties.author, properties.language = title, author, TAGS[language]
        properties.comments, properties.last_modified_by = "", author
        properties.created = properties.modified = datetime(day.year, day.month, day.day)

    def _prepare(self, tag: str) -> None:
        section = self._docx.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(25)
        section.top_margin, section.bottom_margin = Mm(25), Mm(22)
        defaults = self._docx.styles.element.find(qn("w:docDefaults"))
        _speak(defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}"), tag)
        self._style("Normal", SANS, 10.5, after=6)
        self._style("Title", SERIF, 24, after=4, accent=True)
        self._style("Subtitle", SERIF, 13, after=4)
        for level, size in ((1, 17), (2, 13), (3, 11)):
            self._style(f"Heading {level}", SERIF if level == 1 else SANS, size, before=14, accent=level == 1)
        self._style("Quote", SERIF, 10.5, after=6)
        self._style("Caption", SANS, 10.5, before=8, after=3)
        self._docx.styles["Title"].element.pPr.remove(
            self._docx.styles["Title"].element.pPr.find(qn("w:pBdr"))
        )
        for name in ("Title", "Subtitle"):
            letters = self._docx.styles[name].element.rPr
            letters.remove(letters.find(qn("w:spacing")))

    def _style(
        self, name: str, face: str, size: float, *, before: float = 0, after: float = 4, accent: bool = False
    ) -> None:
        style: ParagraphStyle = self._docx.styles[name]
        style.font.name, style.font.size, style.font.italic = face, Pt(size), False
        for place in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
            style.element.rPr.rFonts.set(qn(place), face)
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
            style.element.rPr.rFonts.attrib.pop(qn(theme), None)
        style.font.color.rgb = self._accent if accent else RGBColor(0x1D, 0x1C, 0x1A)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)

    def title(self, text: str) -> None:
        self._docx.add_paragraph(_clean(text), style="Title")

    def subtitle(self, text: str) -> None:
        self._docx.add_paragraph(_clean(text), style="Subtitle")

    def heading(self, text: str, level: int, *, lang: str = "") -> None:
        written = self._docx.add_heading("", level)
        written.paragraph_format.keep_with_next = True
        _write(written, [Words(text, lang=lang)])

    def paragraph(self, *words: Words | str, style: str = "Normal", keep: bool = False) -> None:
        written = self._docx.add_paragraph(style=style)
        written.paragraph_format.keep_with_next = keep
        _write(written, words)

    def bullets(self, texts: Iterable[Cell], *, keep: bool = False) -> None:
        """A list; `keep` holds it together with what comes next."""
        for text in texts:
            written = self._docx.add_paragraph(style="List Bullet")
            written.paragraph_format.keep_with_next = keep
            _write(written, [text] if isinstance(text, Words | str) else text)

    def picture(self, png: bytes, says: str, width: float) -> None:
        """`width` in millimetres; `says` is the picture's alternative text."""
        written = self._docx.add_paragraph()
        drawn = written.add_run().add_picture(io.BytesIO(png), width=Mm(width))
        drawn._inline.docPr.set("descr", _clean(says))

    def table(
        self,
        caption: str,
        heads: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        widths: Sequence[float],
        *,
        numbers: Collection[int] = (),
        boxed: bool = False,
    ) -> None:
        """A table whose first row is repeated on every page; `widths` in millimetres. The columns `numbers`,
        from 0, are set flush right; `boxed` draws every line, for cells to write in by hand."""
        if caption:
            self.paragraph(Words(caption, bold=True), style="Caption", keep=True)
        made = self._docx.add_table(rows=1, cols=len(heads), style="Table Grid" if boxed else None)
        _as_header(made.rows[0]._tr)
        for cell, head in zip(made.rows[0].cells, heads, strict=True):
            _fill(cell, Words(head, bold=True))
        for row in rows:
            for cell, value in zip(made.add_row().cells, row, strict=True):
                _fill(cell, value)
        for column in numbers:
            for cell in made.columns[column].cells:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if len(made.rows) <= FEW_ROWS:
            _kept_together(made)
        made.autofit = False
        if not boxed:
            _ruled(made)
        for row in made.rows:
            row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Mm(width)  # what LibreOffice heeds; Word heeds the cells
            for cell in column.cells:
                cell.width = Mm(width)
        self._docx.add_paragraph()

    def facts(self, rows: Iterable[tuple[str, str]], label: float, *, size: float = 10.5) -> None:
        """Labels, `label` millimetres wide, each with what it stands for beside it, in letters of `size`
        points; no table, since it would have no row of headings to be read by."""
        written = None
        for name, text in rows:
            written = self._docx.add_paragraph()
            shape = written.paragraph_format
            shape.left_indent, shape.first_line_indent, shape.space_after = Mm(label), -Mm(label), Pt(2)
            shape.tab_stops.add_tab_stop(Mm(label))
            _write(written, [Words(f"{name}:", bold=True), f"\t{text}"])
            for run in written.runs:
                run.font.size = Pt(size)
        if written:
            written.paragraph_format.space_after = Pt(14)

    def foot(self, text: str, page: str) -> None:
        """At the bottom of each page; `page` is such as "Page %(page)s of %(pages)s"."""
        written = self._docx.sections[0].footer.paragraphs[0]
        written.paragraph_format.tab_stops.clear_all()
        written.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        written.style.paragraph_format.tab_stops.clear_all()
        written.add_run(f"{_clean(text)}\t")
        for part in re.split(r"(%\(pages?\)s)", page):
            if part in FIELDS:
                _field(written, FIELDS[part])
            else:
                written.add_run(part)
        for run in written.runs:
            run.font.size, run.font.color.rgb = Pt(8.5), RGBColor.from_string(SOFT)

    def content(self) -> bytes:
        """The finished file."""
        raw = io.BytesIO()
        self._docx.save(raw)
        timeless = io.BytesIO()
        with zipfile.ZipFile(raw) as old, zipfile.ZipFile(timeless, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                entry = zipfile.ZipInfo(name, DAWN)
                entry.compress_type = zipfile.ZIP_DEFLATED
                new.writestr(entry, old.read(name))
        return timeless.getvalue()


def _write(paragraph: Paragraph, words: Iterable[Words | str]) -> None:
    for each in words:
        part = Words(each) if isinstance(each, str) else each
        run = paragraph.add_run(_clean(part.text))
        run.bold, run.underline = part.bold or None, part.underlined or None
        run.font.superscript = part.raised or None
        if part.quoted:
            run.font.name = SERIF
        if part.lang in TAGS:
            _speak(run._r.get_or_add_rPr(), TAGS[part.lang])


def _fill(cell: _Cell, value: Cell) -> None:
    written = cell.paragraphs[0]
    written.paragraph_format.space_before = written.paragraph_format.space_after = Pt(2)
    _write(written, [value] if isinstance(value, Words | str) else value)


def _kept_together(table: Table) -> None:
    """On one page, with its caption."""
    for row in table.rows[:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _ruled(table: Table) -> None:
    """Thin lines between the rows and none between the columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        line.set(qn("w:val"), "single" if side in ("bottom", "insideH") else "nil")
        if side in ("bottom", "insideH"):
            line.set(qn("w:sz"), "4")
            line.set(qn("w:color"), LINE)
        borders.append(line)
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    layout.addprevious(borders)


def _speak(properties, tag: str) -> None:
    """Set the language of a run or of the defaults."""
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), tag)


def _as_header(row) -> None:
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row.get_or_add_trPr().append(header)


def _field(paragraph: Paragraph, name: str) -> None:
    """A number that the reader's program reckons; each part in a run of its own, as Word writes it."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("", "1"), ("end", "")):
        run: Run = paragraph.add_run("1" if text == "1" else "")
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
            run._r.append(part)
        elif text == name:
            part = OxmlElement("w:instrText")
            part.text = text
            run._r.append(part)


def _clean(text: str) -> str:
    return NOT_IN_XML.sub("", text)
