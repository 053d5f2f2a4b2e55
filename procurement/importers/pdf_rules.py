"""Tables of a PDF page that have rules between their rows only, as a printed Excel list often has.

Where a column ends is told by the white between the words: a stretch that almost no line of text crosses.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from .place import Value

_FEWEST_RULES = 5
_WIDEST_SHARE = 0.5  # of the page's width, from which rules make a table
_MOST_CROSSING = 0.05  # of the lines of text that may reach over a gutter
_NARROWEST = 2.0  # points of a gutter
_SPACE = 0.38  # of a word's height: wider is no space within a text
_NEAR = 2.0  # points within which two rules, or two lines of text, are one
_FEWEST_RUNS = 3  # in a line that tells columns; headings have fewer


class Ruled(Value):
    """Rows of cells; `edges` are the columns' left edges and the last one's right, in points."""

    top: float
    bottom: float
    edges: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


class _Run(NamedTuple):
    """Words of one line with nothing but spaces between them, each with its left edge."""

    left: float
    right: float
    top: float
    words: tuple[tuple[float, str], ...]

    @property
    def text(self) -> str:
        return " ".join(text for _, text in self.words)


def ruled_table(page, known: Sequence[float] = ()) -> Ruled | None:
    """The table of a page, or None; `known` are the edges of the one on the page before."""
    tops, left, right = _rules(page)
    if len(tops) < _FEWEST_RULES:
        return None
    words = page.extract_words(x_tolerance=1.5)
    bands = [_runs(words, (left, right), top, bottom) for top, bottom in pairwise(tops)]
    bands = [band for band in bands if band]
    telling = [line for band in bands for line in _lines(band) if len(line) >= _FEWEST_RUNS]
    fits = len(known) > 2 and abs(known[0] - left) <= _NEAR and not _crossed(telling, known[1:-1])  # noqa: PLR2004
    edges = tuple(known) if fits else _edges(bands, telling, left, right)
    if len(edges) <= 2:  # noqa: PLR2004 - rules that are no table's: one column, or none that tells where
        return None
    rows = tuple(row for band in bands for row in _rows(_lines(band), edges))
    if sum(sum(map(bool, row)) > 1 for row in rows) < _FEWEST_RUNS:
        return None
    return Ruled(top=tops[0], bottom=tops[-1], edges=edges, rows=rows)


def _rules(page) -> tuple[list[float], float, float]:
    """The heights of the rules that most have the same ends, from the top, and those ends."""
    by_ends: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for edge in page.horizontal_edges:
        by_ends[round(edge["x0"]), round(edge["x1"])].append(edge["top"])
    wide = {ends: tops for ends, tops in by_ends.items() if ends[1] - ends[0] > page.width * _WIDEST_SHARE}
    if not wide:
        return [], 0, 0
    (left, right), found = max(wide.items(), key=lambda pair: len(pair[1]))
    tops: list[float] = []
    for top in sorted(found):
        if not tops or top - tops[-1] > _NEAR:
            tops.append(top)
    return tops, left, right


def _runs(words: Sequence[dict], sides: tuple[float, float], top: float, bottom: float) -> list[_Run]:
    """The runs of the words whose middle stands between two rules."""
    left, right = sides
    runs: list[_Run] = []
    for word in words:
        middle = (word["top"] + word["bottom"]) / 2
        if not (top <= middle < bottom and left - 1 <= word["x0"] <= right):
            continue
        last = runs[-1] if runs else None
        height = word["bottom"] - word["top"]
        if (
            last
            and abs(last.top - word["top"]) <= _NEAR
            and -_NEAR < word["x0"] - last.right < height * _SPACE
        ):
            runs[-1] = _Run(last.left, word["x1"], last.top, (*last.words, (word["x0"], word["text"])))
        else:
            runs.append(_Run(word["x0"], word["x1"], word["top"], ((word["x0"], word["text"]),)))
    return runs


def _lines(band: Sequence[_Run]) -> list[list[_Run]]:
    lines: list[list[_Run]] = []
    for run in sorted(band, key=lambda run: (run.top, run.left)):
        if lines and abs(lines[-1][0].top - run.top) <= _NEAR:
            lines[-1].append(run)
        else:
            lines.append([run])
    return lines


def _edges(
    bands: Sequence[Sequence[_Run]], telling: Sequence[Sequence[_Run]], left: float, right: float
) -> tuple[float, ...]:
    """Edges at the right end of every gutter: where the next column's text begins."""
    covered = Counter(point for line in telling for run in line for point in _points(run))
    most = max(1, _MOST_CROSSING * len(telling))
    inner = []
    start: int | None = None
    for point in range(round(left), round(right) + 1):
        if covered[point] <= most:
            start = point if start is None else start
        else:
            if start is not None and start > left + 1 and point - start >= _NARROWEST:
                inner.append(float(point - 1))
            start = None
    return (left, *inner, right) if telling else ()


def _points(run: _Run) -> range:
    return range(round(run.left), round(run.right) + 1)


def _crossed(lines: Sequence[Sequence[_Run]], edges: Sequence[float]) -> bool:
    crossing = sum(_crosses(run, edges) for line in lines for run in line)
    return crossing > max(1, _MOST_CROSSING * len(lines))


def _crosses(run: _Run, edges: Sequence[float]) -> bool:
    return any(run.left < edge - 1 and run.right > edge + 1 for edge in edges)


def _rows(lines: Sequence[Sequence[_Run]], edges: Sequence[float]) -> Iterator[tuple[str, ...]]:
    """The rows between two rules: a heading over the columns, which stands in the first cell, and a row."""
    heading = 0
    while heading < len(lines) and _is_heading(lines[heading], edges):
        heading += 1
    width = max(0, len(edges) - 1)
    if heading:
        yield ("\n".join(" ".join(run.text for run in line) for line in lines[:heading]), *[""] * (width - 1))
    if heading < len(lines):
        yield _cells(lines[heading:], edges)


def _is_heading(line: Sequence[_Run], edges: Sequence[float]) -> bool:
    return len(line) < _FEWEST_RUNS and any(_crosses(run, edges[1:-1]) for run in line)


def _cells(lines: Sequence[Sequence[_Run]], edges: Sequence[float]) -> tuple[str, ...]:
    """The cells of a row, their lines divided by new lines."""
    cells: list[list[str]] = [[] for _ in edges[1:]]
    for line in lines:
        said: dict[int, list[str]] = {}
        for left, text in (word for run in line for word in run.words):
            said.setdefault(_column(left, edges), []).append(text)
        for column, texts in said.items():
            cells[column].append(" ".join(texts))
    return tuple("\n".join(texts) for texts in cells)


def _column(left: float, edges: Sequence[float]) -> int:
    return max(0, sum(left >= edge - 1 for edge in edges[:-1]) - 1)
