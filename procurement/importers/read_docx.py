"""A Word document to drafts: its tables and its paragraphs, in order, under their headings."""

from collections.abc import Iterator
from pathlib import Path

import docx
from docx.oxml.ns import qn

from . import vocabulary
from .cells import clean
from .columns import Row
from .draft import Reading
from .mapping import Mapping
from .numbering import Label, Numbering
from .paragraphs import Outline, Paragraph, read_paragraphs
from .place import Place
from .problems import Finding, Part, put_together
from .table import read_table
from .word_styles import Style, outline_level, styles_of, value_of

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), qn("w:txbxContent"), qn("w:pict"), qn("w:object"), _FALLBACK}
_CARD_FIELDS = 3  # a two-column table that names so many fields downwards is one requirement on a card


def read_docx(path: Path, mapping: Mapping | None = None) -> Reading:
    """Read the body of a document as `mapping` says; `path` must have passed the gate.

    Deleted text of tracked changes, text boxes, headers, footers, footnotes and the generated table of
    contents are left out. Paragraphs and tables are counted as they come in the body.
    """
    return _Document(docx.Document(str(path)), mapping or Mapping()).read()


class _Document:
    def __init__(self, document, mapping: Mapping) -> None:
        self.document = document
        self.mapping = mapping
        self.styles = styles_of(document)
        self.numbering = Numbering(document, self.styles)
        self.outline = Outline()
        self.parts: list[Part] = []
        self.waiting: list[Paragraph] = []
        self.tables = self.paragraphs = 0
        self.has_changes = False

    def read(self) -> Reading:
        for element in _blocks(self.document.element.body):
            if element.tag == qn("w:tbl"):
                self._flush()
                self._read_table(element)
            else:
                self._take(element)
        self._flush()
        if self.has_changes:
            self.parts.append(Part(drafts=(), findings=(Finding(id="tracked_changes", place=Place()),)))
        return put_together(self.parts, self.mapping)

    def _flush(self) -> None:
        drafts = tuple(read_paragraphs(self.waiting, self.outline))  # headings count for the tables below
        self.parts.append(Part(drafts=drafts if self.mapping.paragraphs else ()))
        self.waiting = []

    def _take(self, element) -> None:
        self.paragraphs += 1
        label = self.numbering.label(element)
        style = self.styles.get(value_of(element, "w:pPr/w:pStyle")) or self.styles.get("") or Style()
        self.has_changes = self.has_changes or element.find(f".//{qn('w:del')}") is not None
        text = clean(_text(element))
        if not text or style.name.lower().startswith(("toc ", "innehåll ")):
            return
        level = outline_level(value_of(element, "w:pPr/w:outlineLvl")) or style.level
        self.waiting.append(
            Paragraph(
                text=text,
                place=Place(paragraph=self.paragraphs),
                level=level,
                label=_shown(label),
                is_item=label is not None and not level and (label.is_bullet or label.parts < 2),  # noqa: PLR2004
            )
        )

    def _read_table(self, element) -> None:
        self.tables += 1
        rows = list(_rows(element, self.tables, self.numbering))
        path = self.outline.path()
        under = bool(path) and vocabulary.stands_over_requirements(path[-1])
        part = read_table(
            _upright(rows),
            place=Place(table=self.tables),
            mapping=self.mapping,
            headings=path,
            under_requirements=under,
        )
        self.parts.append(part)


def _shown(label: Label | None) -> str:
    return label.text.rstrip(".") if label is not None and label.parts > 1 else label.text if label else ""


def _blocks(parent) -> Iterator:
    """Paragraphs and tables, also those inside content controls and tracked insertions."""
    for element in parent:
        if element.tag in (qn("w:p"), qn("w:tbl")):
            yield element
        elif element.tag in (
            qn("w:sdt"),
            qn("w:sdtContent"),
            qn("w:ins"),
            qn("w:customXml"),
            qn("w:smartTag"),
        ):
            yield from _blocks(element)


def _text(element) -> str:
    """The text that a reader sees, tracked insertions included."""
    parts = []
    for child in element:
        if child.tag in _SKIPPED:
            continue
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag == qn("w:tab"):
            parts.append("\t" if element.tag == qn("w:r") else "")
        elif child.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        else:
            parts.append(_text(child))
    return "".join(parts)


def _rows(table, number: int, numbering: Numbering) -> Iterator[Row]:
    above: list[str] = []
    for index, element in enumerate(table.iter(qn("w:tr")), start=1):
        if element.getparent() is not table and element.getparent().tag != qn("w:sdtContent"):
            continue  # a row of a table inside a cell: its text is the cell's
        cells: list[str] = []
        copies: set[int] = set()
        for cell in element.iter(qn("w:tc")):
            if _owner(cell) is not element:
                continue
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            column = len(cells)
            if merge is not None and merge.get(qn("w:val"), "continue") == "continue" and column < len(above):
                text = above[column]
                copies.add(column)
            else:
                text = _cell_text(cell, numbering)
            width = int(span.get(qn("w:val"))) if span is not None else 1
            copies.update(range(column + 1, column + width))
            cells += [text] * min(width, 100)
        above = cells
        yield Row(place=Place(table=number, row=index), cells=tuple(cells), copies=frozenset(copies))


def _owner(cell):
    """The row that a cell stands in, looking through content controls."""
    parent = cell.getparent()
    while parent is not None and parent.tag != qn("w:tr"):
        parent = parent.getparent()
    return parent


def _cell_text(cell, numbering: Numbering) -> str:
    lines = []
    for element in cell.iter(qn("w:p")):
        label = numbering.label(element)
        text = _text(element)
        lines.append(
            f"{_shown(label)} {text}".strip() if label and (text.strip() or not label.is_bullet) else text
        )
    return clean("\n".join(lines))


def _upright(rows: list[Row]) -> list[Row]:
    """A requirement on a card (its fields below one another in the first column) turned into a row."""
    if not rows or max(len(row.filled()) for row in rows) != 2:  # noqa: PLR2004
        return rows
    fields = [vocabulary.field_of(row.own(0)) for row in rows]
    known = {field for field in fields if field}
    if len(known) < _CARD_FIELDS or not known & {"text", "weak_text"}:
        return rows
    names = Row(place=rows[0].place, cells=tuple(row.own(0) for row in rows))
    values = Row(place=rows[0].place, cells=tuple(row.own(1) for row in rows))
    return [names, values]
