"""The gap picture as a PNG: Word reads no SVG. The geometry is that of the page and the PDF."""

import io
from functools import cache
from pathlib import Path

import font_source_sans_pro
from PIL import Image, ImageDraw, ImageFont

from assessments.charts import Dot, GapPicture

SCALE = 4  # pixels to a unit of the picture: 300 dots an inch at 110 mm
DOTS = 120  # of the line of equal scores, every second of them drawn
INK, SOFT, LINE, TINT, WHITE = "#1d1c1a", "#57524a", "#ddd6c8", "#f0ece4", "#ffffff"
FACE = Path(font_source_sans_pro.font_directory) / "SourceSansPro-Regular.ttf"


def gap_png(picture: GapPicture, *, sounds: str, measurable: str, accent: str) -> bytes:
    """Return the picture with `sounds` and `measurable` as the names of its axes."""
    drawn = Image.new("RGB", (_px(picture.width), _px(picture.height)), WHITE)
    pen = ImageDraw.Draw(drawn)
    pen.polygon(_points(picture.corner), fill=TINT)
    _axes(pen, picture)
    for dot in picture.dots:
        _dot(pen, dot, accent)
    _names(drawn, pen, picture, sounds, measurable)
    written = io.BytesIO()
    drawn.save(written, "PNG", optimize=True, dpi=(300, 300))
    return written.getvalue()


def _axes(pen: ImageDraw.ImageDraw, picture: GapPicture) -> None:
    left, right, top, bottom = map(_px, (picture.left, picture.right, picture.top, picture.bottom))
    for tick in picture.ticks_x:
        pen.line([(_px(tick.at), top), (_px(tick.at), bottom)], fill=LINE, width=2)
        pen.text((_px(tick.at), _px(picture.below)), tick.label, fill=SOFT, font=_face(10), anchor="ms")
    for tick in picture.ticks_y:
        pen.line([(left, _px(tick.at)), (right, _px(tick.at))], fill=LINE, width=2)
        pen.text((_px(picture.beside), _px(tick.at)), tick.label, fill=SOFT, font=_face(10), anchor="rm")
    pen.line([(left, top), (left, bottom), (right, bottom)], fill=SOFT, width=4)
    _dotted(pen, *_points(picture.level))


def _dotted(pen: ImageDraw.ImageDraw, start: tuple[int, int], end: tuple[int, int]) -> None:
    for n in range(0, DOTS, 2):
        ends = [
            tuple(a + (b - a) * part / DOTS for a, b in zip(start, end, strict=True)) for part in (n, n + 1)
        ]
        pen.line(ends, fill=SOFT, width=3)


def _dot(pen: ImageDraw.ImageDraw, dot: Dot, accent: str) -> None:
    x, y, r = _px(dot.x), _px(dot.y), _px(dot.r)
    fill, edge, ink = (accent, WHITE, WHITE) if dot.false_precise else (WHITE, SOFT, INK)
    pen.ellipse([x - r, y - r, x + r, y + r], fill=fill, outline=edge, width=4)
    if dot.label:
        pen.text((x, y), dot.label, fill=ink, font=_face(9.5), anchor="mm")


def _names(
    drawn: Image.Image, pen: ImageDraw.ImageDraw, picture: GapPicture, sounds: str, measurable: str
) -> None:
    at = (_px(picture.middle_x), _px(picture.foot))
    pen.text(at, f"{measurable} →", fill=INK, font=_face(11), anchor="ms")
    upright = Image.new("RGB", (_px(picture.side), _px(16)), WHITE)
    ImageDraw.Draw(upright).text(
        (upright.width // 2, upright.height // 2), f"{sounds} →", fill=INK, font=_face(11), anchor="mm"
    )
    drawn.paste(upright.rotate(90, expand=True), (0, _px(picture.top)))


def _points(corners: str) -> list[tuple[int, int]]:
    pairs = (pair.split(",") for pair in corners.split())
    return [(_px(float(x)), _px(float(y))) for x, y in pairs]


def _px(units: float) -> int:
    return round(units * SCALE)


@cache
def _face(size: float) -> ImageFont.FreeTypeFont:
    # Pillow's own layout: the bytes do not depend on whether the machine has libraqm.
    return ImageFont.truetype(FACE, _px(size), layout_engine=ImageFont.Layout.BASIC)
