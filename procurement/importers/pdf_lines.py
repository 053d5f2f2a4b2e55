"""Lines of a PDF page, and the paragraphs that they make: by distance, size, marks and numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from . import vocabulary
from .cells import clean
from .pdf_columns import Box, columns_of
from .place import Value

_LARGER = 1.08  # times the size of the body text: a heading
_FAR = 0.45  # of the size, between two lines: a new paragraph
_BOLD_SHARE = 0.8  # of a line's letters
_CONTENTS = re.compile(r"(\.\s?){4,}\s*\d*$|\t+\d+$")  # a line of a table of contents
_HYPHEN = re.compile(r"(?<=[^\W\d])-$")
_SIGNS = ".,;:()!?\"'”“"


class Line(Value):
    """A line with its box in points from the page's top left corner and the size of most of its letters."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    is_bold: bool


def lines_of(page) -> tuple[Line, ...]:
    """The lines of a page from the top, of two columns first the left one, without a table of contents."""
    found = _extracted(page)
    boxes = columns_of(found, page.width, page.height)
    if boxes:
        found = [line for box in boxes for line in _extracted(_within(page, box))]
    lines = (_line(raw) for raw in found if clean(raw["text"]))
    return tuple(line for line in lines if not _CONTENTS.search(line.text))


def _extracted(page) -> list[dict]:
    return page.extract_text_lines(strip=True, return_chars=True)


def _within(page, box: Box):
    """The page with what has its middle in a box."""
    return page.filter(
        lambda thing: (
            box[0] <= (thing["x0"] + thing["x1"]) / 2 < box[2]
            and box[1] <= (thing["top"] + thing["bottom"]) / 2 < box[3]
        )
    )


def _line(raw: dict) -> Line:
    chars = [char for char in raw["chars"] if char["text"].strip()]
    sizes = Counter(round(char["size"], 1) for char in chars)
    bold = sum("bold" in char["fontname"].lower() or "black" in char["fontname"].lower() for char in chars)
    return Line(
        text=clean(raw["text"]),
        left=raw["x0"],
        right=raw["x1"],
        top=raw["top"],
        bottom=raw["bottom"],
        size=sizes.most_common(1)[0][0] if sizes else 0,
        is_bold=bold > _BOLD_SHARE * len(chars),
    )


def body_size(lines: Sequence[Line]) -> float:
    """The size that most letters have; 0 where there are none."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def levels_of(lines: Sequence[Line], body: float) -> dict[float, int]:
    """Sizes larger than the body's, as levels of headings: the largest is 1."""
    larger = sorted({line.size for line in lines if line.size > body * _LARGER}, reverse=True)
    return {size: min(9, level) for level, size in enumerate(larger, start=1)}


def paragraphs_of(lines: Sequence[Line], levels: dict[float, int]) -> Iterator[tuple[list[str], int, bool]]:
    """Lines, level (1-9 by their size, 0 for the body's) and whether they are bold, for each paragraph."""
    block: list[Line] = []
    for line in lines:
        if block and _starts_new(block[-1], line, max(item.right for item in lines)):
            yield _paragraph(block, levels)
            block = []
        block.append(line)
    if block:
        yield _paragraph(block, levels)


def _starts_new(above: Line, line: Line, right: float) -> bool:
    if line.top - above.bottom > _FAR * line.size or line.top < above.top or line.left > above.right:
        return True
    if line.size != above.size or line.is_bold != above.is_bold:
        return True
    if vocabulary.split_item(line.text)[0] or vocabulary.split_number(line.text)[0]:
        return True
    # A line that ends a sentence well before the right edge ends its paragraph.
    return above.text.endswith((".", ":")) and above.right < right - 5 * above.size


def _paragraph(block: Sequence[Line], levels: dict[float, int]) -> tuple[list[str], int, bool]:
    return [line.text for line in block], levels.get(block[0].size, 0), all(line.is_bold for line in block)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """Every word of the document, by which a word that was divided at a line's end is known."""
    return frozenset(word.strip(_SIGNS).lower() for text in texts for word in text.split())


def joined(lines: Sequence[str], known: frozenset[str]) -> str:
    """Lines that were broken to fit as one text; list items keep lines of their own.

    A hyphen at a line's end goes where the word without it is among those `known`, else it was written.
    """
    text = ""
    for line in lines:
        if not text:
            text = line
        elif _HYPHEN.search(text) and line[:1].islower():
            whole = (text.split()[-1][:-1] + line.split()[0]).strip(_SIGNS).lower()
            text = (text[:-1] if whole in known else text) + line
        elif vocabulary.split_item(line)[0]:
            text = f"{text}\n{line}"
        else:
            text = f"{text} {line}"
    return text
