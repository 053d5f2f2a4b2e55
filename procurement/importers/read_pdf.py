"""A PDF with a text layer to drafts: ruled tables and paragraphs, guessed from how the pages look.

A PDF places letters on pages and knows neither paragraphs nor tables. What is read is best effort, and
every reading says so. Two columns of text beside one another are read one after the other.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfparser import PDFSyntaxError
from pdfplumber.utils.exceptions import PdfminerException

from . import vocabulary
from .cells import clean
from .columns import Row
from .draft import Reading
from .mapping import Mapping
from .paragraphs import Outline, Paragraph, read_paragraphs
from .pdf_lines import Line, body_size, joined, levels_of, lines_of, paragraphs_of, words_of
from .pdf_rules import ruled_table
from .place import Place, Value
from .problems import Finding, Part, put_together
from .refusal import refusal
from .table import read_table

_MOST_PAGES = 200
_MARGIN = 0.1  # of a page's height, where headers and footers stand
_REPEATED = 0.4  # of all pages: a line in the margin of so many is a header or footer
_SAME_COLUMNS = 6  # points by which the edges of a table that goes on may differ
_MOST_COLUMNS = 60
_SHORTEST_RULE = 5  # points of a rule between columns
_NEAR = 2  # points within which a rule across closes one between columns


class Grid(Value):
    """A ruled table on a page: its cells as text and the edges of its columns, in points."""

    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


class Page(Value):
    """What stands on a page, from the top; `height` in points."""

    number: int
    height: float
    lines: tuple[Line, ...]
    grids: tuple[Grid, ...]


def read_pdf(path: Path, mapping: Mapping | None = None) -> Reading:
    """Read a PDF as `mapping` says; raises `Refused` where it is locked, damaged or has no text."""
    try:
        with pdfplumber.open(path) as pdf:
            if len(pdf.pages) > _MOST_PAGES:
                raise refusal("too_many_pages", pages=len(pdf.pages), most=_MOST_PAGES)
            pages = _pages(pdf.pages)
    except PdfminerException as error:
        locked = isinstance(error.args[0] if error.args else None, PDFPasswordIncorrect)
        raise refusal("locked_pdf" if locked else "damaged_pdf") from None
    except (PDFSyntaxError, ValueError, TypeError, KeyError, AssertionError, AttributeError, IndexError):
        raise refusal("damaged_pdf") from None  # whatever a damaged file makes the parser trip over
    if not any(page.lines or page.grids for page in pages):
        raise refusal("scanned")
    return _Document(_without_margins(pages), mapping or Mapping()).read()


def _pages(found) -> list[Page]:
    """Every page; a table without rules between its columns has those of the page before where they fit."""
    pages: list[Page] = []
    known: Sequence[float] = ()
    for page in found:
        pages.append(_page(page, known))
        known = pages[-1].grids[-1].edges if pages[-1].grids else ()
    return pages


def _page(page, known: Sequence[float] = ()) -> Page:
    """Read one page and forget what its parser kept."""
    grids = tuple(_grids(page)) or tuple(_ruled(page, known))
    outside = page
    for grid in grids:
        box = (0, grid.top - 1, page.width, grid.bottom + 1)
        outside = outside.filter(lambda thing, box=box: not _inside(thing, box))
    found = Page(number=page.page_number, height=page.height, lines=lines_of(outside), grids=grids)
    page.close()
    return found


def _inside(thing: dict, box: tuple[float, float, float, float]) -> bool:
    middle = (thing["top"] + thing["bottom"]) / 2
    return box[1] <= middle <= box[3]


def _grids(page) -> Iterator[Grid]:
    """Tables with drawn rules; a box around a paragraph is none."""
    if not (page.lines or page.rects or page.curves):
        return
    for table in page.find_tables({"explicit_horizontal_lines": _open_ends(page)}):
        rows = [tuple(clean(cell or "") for cell in row) for row in table.extract()]
        width = max(map(len, rows), default=0)
        filled = {column for row in rows for column, cell in enumerate(row) if cell}
        if len(rows) < 2 or len(filled) < 2 or width > _MOST_COLUMNS:  # noqa: PLR2004
            continue
        edges = sorted({round(cell[0]) for cell in table.cells})
        _, top, _, bottom = table.bbox
        yield Grid(page=page.page_number, top=top, bottom=bottom, edges=tuple(edges), rows=tuple(rows))


def _open_ends(page) -> list[float]:
    """Heights where the rules between columns end without one across: there a page break divided a row."""
    rules = [rule for rule in page.vertical_edges if rule["bottom"] - rule["top"] > _SHORTEST_RULE]
    if not rules:
        return []
    ends = (min(rule["top"] for rule in rules), max(rule["bottom"] for rule in rules))
    across = [edge["top"] for edge in page.horizontal_edges]
    return [
        end
        for end in ends
        if sum(min(abs(rule["top"] - end), abs(rule["bottom"] - end)) < 1 for rule in rules) > 1
        and all(abs(height - end) > _NEAR for height in across)
    ]


def _ruled(page, known: Sequence[float]) -> Iterator[Grid]:
    if table := ruled_table(page, known):
        rows = tuple(tuple(clean(cell) for cell in row) for row in table.rows)
        yield Grid(page=page.page_number, top=table.top, bottom=table.bottom, edges=table.edges, rows=rows)


def _without_margins(pages: Sequence[Page]) -> list[Page]:
    """The pages without the lines that stand in the margins of many of them, and without page numbers."""
    said = Counter(
        sign for page in pages for sign in {_sign(line) for line in page.lines if _in_margin(line, page)}
    )
    # What stands between the margins as often is no header: "Answer: yes" can begin many pages.
    between = Counter(_sign(line) for page in pages for line in page.lines if not _in_margin(line, page))
    often = {
        sign
        for sign, count in said.items()
        if count > max(1, _REPEATED * len(pages)) and count > between[sign]
    }
    kept = []
    for page in pages:
        lines = (
            line
            for line in page.lines
            if not (_in_margin(line, page) and (_sign(line) in often or not re.search(r"[^\W\d]", line.text)))
        )
        kept.append(page.model_copy(update={"lines": tuple(lines)}))
    return kept


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height


def _sign(line: Line) -> str:
    """The line whatever page numbers it holds."""
    return re.sub(r"\d+", "#", line.text)


class _Document:
    def __init__(self, pages: Sequence[Page], mapping: Mapping) -> None:
        self.pages = pages
        self.mapping = mapping
        self.outline = Outline()
        self.parts: list[Part] = []
        self.waiting: list[Paragraph] = []
        self.tables = self.paragraphs = 0
        lines = [line for page in pages for line in page.lines]
        self.levels = levels_of(lines, body_size(lines))
        cells = (cell for page in pages for grid in page.grids for row in grid.rows for cell in row)
        self.words = words_of([*(line.text for line in lines), *cells])

    def read(self) -> Reading:
        findings = [Finding(id="pdf_is_guessed", place=Place())]
        empty = [str(page.number) for page in self.pages if not page.lines and not page.grids]
        if empty:
            findings.append(Finding(id="pages_without_text", place=Place(), key=", ".join(empty[:20])))
        self.parts.append(Part(drafts=(), findings=tuple(findings)))
        first_of = {(parts[0].page, parts[0].top): parts for parts in _joined(self.pages)}
        for page in self.pages:
            self._take_page(page, first_of)
        self._flush()
        return put_together(self.parts, self.mapping)

    def _take_page(self, page: Page, first_of: dict[tuple[int, float], list[Grid]]) -> None:
        above = 0.0
        for grid in sorted(page.grids, key=lambda grid: grid.top):
            self._take_lines(page, above, grid.top)
            above = grid.bottom
            if parts := first_of.get((grid.page, grid.top)):
                self._flush()
                self._read_table(parts)
        self._take_lines(page, above, page.height + 1)

    def _take_lines(self, page: Page, top: float, bottom: float) -> None:
        lines = [line for line in page.lines if top <= line.top < bottom]
        for broken, level, is_bold in paragraphs_of(lines, self.levels):
            self.paragraphs += 1
            text = joined(broken, self.words)
            place = Place(page=page.number, paragraph=self.paragraphs)
            self.waiting.append(Paragraph(text=text, place=place, level=_level(text, level, is_bold)))

    def _flush(self) -> None:
        drafts = tuple(read_paragraphs(_unbroken(self.waiting), self.outline))
        self.parts.append(Part(drafts=drafts if self.mapping.paragraphs else ()))
        self.waiting = []

    def _read_table(self, parts: Sequence[Grid]) -> None:
        self.tables += 1
        place = Place(page=parts[0].page, table=self.tables)
        rows = [
            Row(
                place=Place(page=page, table=self.tables, row=count),
                cells=tuple(joined(cell.split("\n"), self.words) for cell in cells),
            )
            for count, (page, cells) in enumerate(_rows(parts), start=1)
        ]
        path = self.outline.path()
        under = bool(path) and vocabulary.stands_over_requirements(path[-1])
        self.parts.append(
            read_table(rows, place=place, mapping=self.mapping, headings=path, under_requirements=under)
        )


def _rows(parts: Sequence[Grid]) -> list[tuple[int, tuple[str, ...]]]:
    """Page and cells of every row of a table that may go over pages.

    Below a header that is repeated, a page's first row without a first cell is the rest of the row that
    the page break divided.
    """
    rows: list[tuple[int, tuple[str, ...]]] = [(parts[0].page, cells) for cells in parts[0].rows]
    for part in parts[1:]:
        body = part.rows[1:] if part.rows[0] == rows[0][1] else part.rows
        if body and not body[0][0] and len(body[0]) == len(rows[-1][1]):
            page, above = rows[-1]
            both = zip(above, body[0], strict=True)
            rows[-1] = (page, tuple("\n".join(filter(None, pair)) for pair in both))
            body = body[1:]
        rows += [(part.page, cells) for cells in body]
    return rows


def _joined(pages: Sequence[Page]) -> list[list[Grid]]:
    """Tables with the same columns, one ending a page and the other beginning the next, are one table."""
    tables: list[list[Grid]] = []
    for page in pages:
        for grid in page.grids:
            last = tables[-1][-1] if tables else None
            if (
                last is not None
                and grid.page == last.page + 1
                and _same_columns(grid.edges, last.edges)
                and not any(line.top < grid.top for line in page.lines)
                and not any(line.top > last.bottom for line in pages[last.page - 1].lines)
            ):
                tables[-1].append(grid)
            else:
                tables.append([grid])
    return tables


def _same_columns(one: Sequence[float], other: Sequence[float]) -> bool:
    return len(one) == len(other) and all(
        abs(a - b) <= _SAME_COLUMNS for a, b in zip(one, other, strict=True)
    )


def _level(text: str, level: int, is_bold: bool) -> int:
    """The heading's level by its number, else by its size; bold body text is one where it reads as one."""
    number, rest = vocabulary.split_number(text)
    is_chapter = number.replace(".", "").isdigit()
    looks = vocabulary.looks_like_heading(rest or text)
    if not looks or not (level or is_bold):
        return 0
    if is_chapter:
        return min(9, number.rstrip(".").count(".") + 1)
    return level or 9


def _unbroken(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Paragraphs that a page break divided, put together: no end of sentence, then a small letter."""
    whole: list[Paragraph] = []
    for paragraph in paragraphs:
        last = whole[-1] if whole else None
        if (
            last is not None
            and last.place.page != paragraph.place.page
            and not last.level
            and not re.search(r"[.!?:;]$", last.text)
            and paragraph.text[0].islower()
            and not vocabulary.split_item(paragraph.text)[0]
        ):
            whole[-1] = last.model_copy(update={"text": f"{last.text} {paragraph.text}"})
        else:
            whole.append(paragraph)
    return whole
