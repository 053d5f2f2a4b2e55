"""Geometry of our pictures, in the units of their SVG; templates/charts/ draws them. Pure."""

from collections.abc import Iterable
from math import sqrt

from .engine.verdict import Value
from .summary import FALSE_PRECISE_FROM, Point

GRID = 5  # scores closer than this share a dot: the engine is no finer than that
SMALLEST, LARGEST = 4.0, 15.0  # radius of a dot
NUMBER_FITS_FROM = 7.0  # radius from which a dot has room for its number


class Dot(Value):
    """Requirements with almost the same scores. `r` grows with the root of `count`, so areas compare.

    `near` names its place, see `near_of`; `sounds` and `measurable` are the scores there (0-100).
    """

    x: float
    y: float
    r: float
    count: int
    false_precise: bool
    label: str
    near: str
    sounds: int
    measurable: int


class Tick(Value):
    at: float
    label: str


class GapPicture(Value):
    """Sounds precise (upwards) against measurable (to the right).

    `corner` is the polygon where the gap is `FALSE_PRECISE_FROM` or more, `level` the line where both
    scores are equal. The named places are where labels stand;
    `requirements` and `false_precise` are the counts that the picture shows.
    """

    width: float
    height: float
    left: float
    top: float
    side: float
    dots: tuple[Dot, ...]
    ticks_x: tuple[Tick, ...]
    ticks_y: tuple[Tick, ...]
    corner: str
    level: str
    right: float
    bottom: float
    middle_x: float
    middle_y: float
    above: float
    below: float
    beside: float
    foot: float
    requirements: int
    false_precise: int


def gap_picture(points: Iterable[Point], *, small: bool = False) -> GapPicture:
    """Return the picture of `points`; a `small` one is for small multiples, without room for labels."""
    points = tuple(points)
    side, left, top, edge = (120.0, 5.0, 5.0, 5.0) if small else (400.0, 44.0, 32.0, 44.0)
    frame = _Frame(left, top, side)
    return GapPicture(
        width=left + side + (5 if small else 16),
        height=top + side + edge,
        left=left,
        top=top,
        side=side,
        dots=tuple(_dots(points, frame, 0.7 if small else 1)),
        ticks_x=tuple(Tick(at=frame.x(value), label=str(value)) for value in (0, 25, 50, 75, 100)),
        ticks_y=tuple(Tick(at=frame.y(value), label=str(value)) for value in (0, 25, 50, 75, 100)),
        corner=frame.polygon((0, FALSE_PRECISE_FROM), (0, 100), (100 - FALSE_PRECISE_FROM, 100)),
        level=frame.polygon((0, 0), (100, 100)),
        right=left + side,
        bottom=top + side,
        middle_x=left + side / 2,
        middle_y=top + side / 2,
        above=top - 20,
        below=top + side + 14,
        beside=left - 6,
        foot=top + side + 34,
        requirements=sum(point.count for point in points),
        false_precise=sum(point.count for point in points if _is_false_precise(point)),
    )


class _Frame:
    """Scores of 0-100 to SVG units, y upwards."""

    def __init__(self, left: float, top: float, side: float) -> None:
        self.left, self.top, self.side = left, top, side

    def x(self, measurable: float) -> float:
        return round(self.left + self.side * measurable / 100, 1)

    def y(self, sounds: float) -> float:
        return round(self.top + self.side * (1 - sounds / 100), 1)

    def polygon(self, *corners: tuple[float, float]) -> str:
        return " ".join(f"{self.x(measurable)},{self.y(sounds)}" for measurable, sounds in corners)


def near_of(measurable: int, sounds: int, gap: int) -> str:
    """The name of the dot that a requirement with these scores (0-100) is part of: "25-80-wide"."""
    wide = "wide" if gap >= FALSE_PRECISE_FROM else "other"
    return f"{GRID * round(measurable / GRID)}-{GRID * round(sounds / GRID)}-{wide}"


def _dots(points: tuple[Point, ...], frame: _Frame, scale: float) -> list[Dot]:
    cells: dict[str, list[Point]] = {}
    for point in points:
        cell = near_of(point.measurable, point.sounds, max(0, point.sounds - point.measurable))
        cells.setdefault(cell, []).append(point)
    dots = [_dot(near, members, frame, scale) for near, members in cells.items()]
    # Large dots first, so that none hides a smaller one.
    return sorted(dots, key=lambda dot: (-dot.r, dot.x, dot.y))


def _dot(near: str, members: list[Point], frame: _Frame, scale: float) -> Dot:
    measurable, sounds, _ = near.split("-")
    count = sum(point.count for point in members)
    radius = scale * min(SMALLEST * sqrt(count), LARGEST)
    return Dot(
        x=frame.x(sum(point.measurable * point.count for point in members) / count),
        y=frame.y(sum(point.sounds * point.count for point in members) / count),
        r=round(radius, 1),
        count=count,
        false_precise=_is_false_precise(members[0]),
        label=str(count) if radius >= NUMBER_FITS_FROM else "",
        near=near,
        sounds=int(sounds),
        measurable=int(measurable),
    )


def _is_false_precise(point: Point) -> bool:
    return max(0, point.sounds - point.measurable) >= FALSE_PRECISE_FROM


class Bar(Value):
    """A count as a part of a whole: `part` and `whole` are lengths, filled and outlined, of `width`."""

    width: float
    height: float
    inner: float
    part: float
    whole: float


def share_bar(part: int, whole: int, *, longest: int, width: float = 160, height: float = 10) -> Bar:
    """Return the bar of `part` in `whole`, to the scale where `longest` takes all of `width`."""
    scale = (width - 1) / max(longest, 1)
    return Bar(
        width=width,
        height=height,
        inner=height - 1,
        part=round(part * scale, 1),
        whole=round(whole * scale, 1),
    )
