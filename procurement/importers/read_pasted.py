"""Pasted text to drafts: lines, lists, paragraphs, or cells copied from a spreadsheet."""

import re
from itertools import pairwise

from . import vocabulary
from .cells import clean
from .draft import Reading
from .mapping import Mapping
from .paragraphs import Outline, Paragraph, read_paragraphs
from .place import Place
from .problems import Part, put_together
from .read_csv import csv_rows
from .refusal import refusal
from .table import read_table

_MOST_CHARACTERS = 2_000_000
_MARKDOWN_HEADING = re.compile(r"(#{1,6})\s+(.+)")


def read_pasted(text: str, mapping: Mapping | None = None, *, all_ask: bool = True) -> Reading:
    """Read text from the clipboard; raises `Refused` where there is none or it is absurdly long.

    With `all_ask` every sentence is taken for a requirement, as somebody means who pastes a list; without
    it (a text file) only those that say so.
    """
    if len(text) > _MOST_CHARACTERS:
        raise refusal("too_long_paste")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not clean(text):
        raise refusal("nothing_pasted")
    if _is_cells(text):
        part = read_table(csv_rows(text, "\t"), mapping=mapping, under_requirements=True)
        return put_together([part], mapping)
    drafts = read_paragraphs(_paragraphs(text), Outline(), all_ask=all_ask)
    return put_together([Part(drafts=tuple(drafts))], mapping)


def _is_cells(text: str) -> bool:
    """Whether most lines hold tabs, as cells from a spreadsheet do."""
    lines = [line for line in text.split("\n") if line.strip()]
    return sum("\t" in line.strip("\n") for line in lines) * 2 > len(lines)


def _paragraphs(text: str) -> list[Paragraph]:
    """Blank lines divide paragraphs where lines look wrapped; else every line is one."""
    lines = text.split("\n")
    paragraphs: list[Paragraph] = []
    wrapped = _is_wrapped(lines)
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        starts_new = _starts(line.strip())
        if block and (not line.strip() or not wrapped or starts_new):
            paragraphs.append(_paragraph("\n".join(block), number - len(block)))
            block = []
        if line.strip():
            block.append(line)
    return _with_headings(paragraphs)


def _starts(line: str) -> bool:
    return bool(vocabulary.split_item(line)[0]) or bool(vocabulary.split_number(line)[0])


def _is_wrapped(lines: list[str]) -> bool:
    """Whether a line that ends in mid-sentence goes on in the next one, in small letters."""
    pairs = [(a.strip(), b.strip()) for a, b in pairwise(lines) if a.strip() and b.strip()]
    goes_on = sum(a[-1] not in ".:;!?" and b[0].islower() for a, b in pairs)
    return goes_on * 3 > len(pairs)


def _paragraph(text: str, line: int) -> Paragraph:
    text = clean(text)
    place = Place(row=line)
    if heading := _MARKDOWN_HEADING.fullmatch(text):
        return Paragraph(text=clean(heading.group(2)), place=place, level=len(heading.group(1)))
    return Paragraph(text=text, place=place)


def _with_headings(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """A short line without a full stop, among sentences, is a heading of what follows it."""
    sentences = sum(not vocabulary.looks_like_heading(paragraph.text) for paragraph in paragraphs)
    if sentences * 2 < len(paragraphs):  # a list of keywords, not headings over sentences
        return paragraphs
    marked = [
        paragraph.model_copy(update={"level": _depth(paragraph.text)})
        if not paragraph.level
        and not vocabulary.split_item(paragraph.text)[0]
        and vocabulary.looks_like_heading(paragraph.text)
        else paragraph
        for paragraph in paragraphs[:-1]
    ]
    return marked + paragraphs[-1:]


def _depth(text: str) -> int:
    number, _ = vocabulary.split_number(text)
    return min(9, number.count(".") + 1) if number.replace(".", "").isdigit() else 1
