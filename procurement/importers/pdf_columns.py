"""Columns of running text beside one another on a page of a PDF: found, so that each is read by itself.

A table without rules also has text on both sides of a gap; there the rows begin side by side, as the
paragraphs of two columns do not.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

_MIDDLE = (0.35, 0.65)  # of the page's width, where the gap between two columns stands
_GAP = 8  # points without a letter
_FEWEST = 8  # lines on each side
_SPANNING = 0.25  # of all lines: titles above both columns
_FULL = 0.6  # of its column's width that a line fills, in the middle of all
_FAR = 0.45  # of the letters' height, between two lines: a new paragraph
_SIDE_BY_SIDE = 0.6  # of the paragraphs that begin at one height on both sides: rows of a table
_LEVEL = 2  # points by which they may differ

Box = tuple[float, float, float, float]


def columns_of(lines: Sequence[dict], width: float, height: float) -> list[Box] | None:
    """The boxes (left, top, right, bottom, in points) in which a page is to be read, in order.

    None where it is read as it is. `lines` are pdfplumber's, with their letters, from the top.
    """
    if len(lines) < _FEWEST:
        return None
    gap = _gap(lines, width)
    if gap is None:
        return None
    left, right = _half(lines, 0, gap), _half(lines, gap, width)
    if min(len(left), len(right)) < _FEWEST or not (_is_full(left) and _is_full(right)):
        return None
    tops = (0.0, *_rows(left, right), height)
    return [box for top, bottom in pairwise(tops) for box in _boxes(lines, gap, width, top, bottom)]


def _gap(lines: Sequence[dict], width: float) -> float | None:
    """Where the fewest lines have a letter, if those are few: the middle of the widest such place."""
    places = range(int(_MIDDLE[0] * width), int(_MIDDLE[1] * width))
    taken = Counter(place for line in lines for place in _taken(line, places))
    crossing = [taken[place] for place in places]
    least = min(crossing)
    if least > _SPANNING * len(lines):
        return None
    runs: list[list[int]] = [[]]
    for place, count in zip(places, crossing, strict=True):
        if count == least:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return median(max(runs, key=len))


def _taken(line: dict, places: range) -> set[int]:
    """The places at or near which a line has a letter."""
    near = _GAP // 2
    return {
        place
        for char in line["chars"]
        if places.start - near < char["x1"] and char["x0"] < places.stop + near
        for place in range(
            max(int(char["x0"]) - near + 1, places.start), min(int(char["x1"]) + near + 1, places.stop)
        )
    }


def _crosses(line: dict, place: float) -> bool:
    """Whether a line has a letter, or the space between two, at a place."""
    half = _GAP / 2
    return any(char["x0"] < place + half and char["x1"] > place - half for char in line["chars"])


def _half(lines: Sequence[dict], start: float, end: float) -> list[Box]:
    """The boxes of what the lines have between two places across the page."""
    found = []
    for line in lines:
        chars = [char for char in line["chars"] if start <= char["x0"] and char["x1"] <= end]
        if any(char["text"].strip() for char in chars):
            tops, bottoms = [char["top"] for char in chars], [char["bottom"] for char in chars]
            edges = [edge for char in chars for edge in (char["x0"], char["x1"])]
            found.append((min(edges), min(tops), max(edges), max(bottoms)))
    return found


def _is_full(half: Sequence[Box]) -> bool:
    widest = max(box[2] for box in half) - min(box[0] for box in half)
    return median(box[2] - box[0] for box in half) > _FULL * widest


def _rows(left: Sequence[Box], right: Sequence[Box]) -> list[float]:
    """The heights at which rows of a table begin but for the first; none where the halves are columns."""
    ours, theirs = _beginnings(left), _beginnings(right)
    both = [top for top in ours if any(abs(top - other) <= _LEVEL for other in theirs)]
    is_table = len(both) > _SIDE_BY_SIDE * max(min(len(ours), len(theirs)), 1)
    return [top - _LEVEL for top in both] if is_table else []


def _beginnings(half: Sequence[Box]) -> list[float]:
    """The heights at which paragraphs begin, but for the first."""
    return [line[1] for above, line in pairwise(half) if line[1] - above[3] > _FAR * (line[3] - line[1])]


def _boxes(lines: Sequence[dict], gap: float, width: float, top: float, bottom: float) -> Iterator[Box]:
    """Between two heights: what spans both halves, and between that the left and then the right one."""
    for line in lines:
        if top <= line["top"] < bottom and _crosses(line, gap):
            yield from _both(top, line["top"], gap, width)
            yield (0, line["top"], width, line["bottom"])
            top = line["bottom"]
    yield from _both(top, bottom, gap, width)


def _both(top: float, bottom: float, gap: float, width: float) -> Iterator[Box]:
    if bottom - top > 1:
        yield (0, top, gap, bottom)
        yield (gap, top, width, bottom)
