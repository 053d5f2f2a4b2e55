"""Lines of plain text, set from a table instead of shaped by Pango three times each.

WeasyPrint 70 has Pango shape each line twice to break it and once more to draw it, every time in a new
context, and walks the glyphs in Python. Type without kerning and ligatures needs none of that: a character
is always the same glyph of the same width, so a line is a sum. What Pango says of single characters is kept,
where a line may break is still asked of Pango, and whatever is not plain goes WeasyPrint's own way.
Superfluous once WeasyPrint keeps the shaped lines of a paragraph.
"""

import unicodedata
from bisect import bisect_right
from functools import lru_cache
from itertools import accumulate
from typing import Any

from pydyf import _to_bytes
from weasyprint import draw
from weasyprint.draw.text import draw_text
from weasyprint.layout import inline, preferred
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import (
    Layout,
    can_break_text,
    get_log_attrs,
    split_first_line,
    strut,
)

PLAIN = {
    "direction": ("ltr",),
    "font_feature_settings": ("normal",),
    "font_kerning": ("none",),
    "font_variant_alternates": ("normal",),
    "font_variant_caps": ("normal",),
    "font_variant_east_asian": ("normal",),
    "font_variant_ligatures": ("none",),
    "font_variant_numeric": ("normal",),
    "font_variant_position": ("normal",),
    "hyphens": ("manual", "none"),
    "letter_spacing": ("normal",),
    "text_align_all": ("start", "left", "center", "end", "right"),
    "text_decoration_line": ("none",),
    "visibility": ("visible",),
    "white_space": ("normal", "pre-line"),
    "word_break": ("normal",),
    "word_spacing": (0,),
}
UNLIMITED = 2**21  # pixels; Pango's widths end there


class Line:
    """What is kept of a line until it is drawn; in the place of WeasyPrint's `Layout`."""

    __slots__ = ("hand", "text")
    first_line_direction = 0

    def __init__(self, text: str, hand: "Hand") -> None:
        self.text, self.hand = text, hand


class Hand:
    """How a style sets plain characters, one after the other, and the paragraph it has just begun.

    `_ends[i]` is the width of the paragraph's first i characters, in units of Pango (a pixel has 1,024).
    """

    def __init__(self, style: Any) -> None:
        self._style = style
        self._sample, self._layout = Layout(style), Layout(style)
        *_, self._height, self._baseline = split_first_line("x", style, None, None, 0)
        self._font = self._shaped("x", self._sample).item.analysis.font
        self._widths = {"\n": 0} if style["white_space"] == "pre-line" else {}
        self._codes: dict[str, bytes] = {}
        self._strange: set[str] = set()
        self._drawn: set[str] = set()
        self._drawn_with: tuple[Any, float] | None = None
        self._text, self._ends, self._breaks = "", [0], None

    def first_line(self, text: str, max_width: float | None) -> tuple | None:
        """What `split_first_line` returns, or None where Pango has to look."""
        if not self._has_begun(text):
            return None
        whole, ends = self._text, self._ends
        start = len(whole) - len(text)
        stop = whole.find("\n", start)
        stop = len(whole) if stop < 0 else stop
        if max_width is None or max_width >= UNLIMITED:
            return self._line(start, stop)
        limit = ends[start] + int(max_width * TO_UNITS)
        if ends[stop] <= limit:
            return self._line(start, stop)
        at = bisect_right(ends, limit, start) - 1
        while at < stop and whole[at] == " ":  # what ends a line may stand out
            at += 1
        if at <= start or at == stop:
            return None
        if self._breaks is None:
            self._breaks = get_log_attrs(whole, self._style["lang"])
        while at > start and not self._breaks[at].is_line_break:
            at -= 1
        return self._line(start, at) if whole[start:at].strip(" ") else None

    def _has_begun(self, text: str) -> bool:
        """Make `text` the end of a paragraph that is measured. False where a character is not plain."""
        if self._text.endswith(text):
            return True
        try:
            ends = self._measured(text)
        except KeyError:
            for character in set(text) - self._widths.keys() - self._strange:
                self._learn(character)
            if not self._strange.isdisjoint(text):
                return False
            ends = self._measured(text)
        self._text, self._ends, self._breaks = text, ends, None
        return True

    def _measured(self, text: str) -> list[int]:
        return list(accumulate(map(self._widths.__getitem__, text), initial=0))

    def _learn(self, character: str) -> None:
        category = unicodedata.category(character)
        run = self._shaped(character, self._layout) if category[0] not in "CM" else None
        if run is None or run.item.analysis.font != self._font or run.item.analysis.level % 2:
            self._strange.add(character)
            return
        glyph = run.glyphs.glyphs[0]
        shape = glyph.geometry
        if glyph.glyph >= pango.PANGO_GLYPH_EMPTY or shape.x_offset or shape.y_offset:
            self._strange.add(character)
            return
        self._widths[character] = shape.width
        self._codes[character] = b"%04x" % glyph.glyph

    def _shaped(self, character: str, layout: Layout) -> Any:
        """The run of Pango's that is just this character as one glyph, or None."""
        layout.set_text(character)
        line, more = layout.get_first_line()
        run = line.runs[0]
        if more is not None or run == ffi.NULL or run.next != ffi.NULL or run.data.glyphs.num_glyphs != 1:
            return None
        return run.data

    def _line(self, start: int, stop: int) -> tuple:
        whole, ends = self._text, self._ends
        text, resume = whole[start:stop], None
        if stop < len(whole):
            resume = len(text.encode()) + (whole[stop] == "\n")
            text = text.rstrip(" ")
        width = (ends[start + len(text)] - ends[start]) * FROM_UNITS
        return Line(text, self), len(text.encode()), resume, width, self._height, self._baseline

    def draw(self, stream: Any, textbox: Any, text: str) -> None:
        stream.set_color(textbox.style["color"])
        stream.begin_text()
        if textbox.text.strip():
            font, size = self._drawn_with = self._drawn_with or stream.add_font(self._font)
            if not self._drawn.issuperset(text):
                self._note(text, font, size)
            x, y = _to_bytes(textbox.position_x), _to_bytes(textbox.position_y + textbox.baseline)
            stream.stream.append(b"1 0 0 -1 %s %s Tm" % (x, y))
            stream.set_font_size(font.hash, size)
            stream.stream.append(b"[<%s>] TJ" % b"".join(map(self._codes.__getitem__, text)))
        stream.end_text()

    def _note(self, text: str, font: Any, size: float) -> None:
        """Have these characters in the part of the type face that goes into the file."""
        for character in text:
            glyph = int(self._codes[character], 16)
            font.to_unicode.setdefault(glyph, character)
            font.widths.setdefault(glyph, round(self._widths[character] * 1000 * FROM_UNITS / size))
        self._drawn.update(text)


def _hand(style: Any) -> Hand | None:
    """The hand of a style, kept with it; None where the style is not plain."""
    try:
        return style.hand
    except AttributeError:
        plain = style["font_size"] and all(style[name] in values for name, values in PLAIN.items())
        style.hand = Hand(style) if plain else None
        return style.hand


def split(text, style, context, max_width, *more, **named) -> tuple:
    """In the place of `split_first_line`."""
    hand = _hand(style)
    line = hand and hand.first_line(text, max_width)
    return line or split_first_line(text, style, context, max_width, *more, **named)


def draw_line(stream, textbox, offset_x, text_overflow, block_ellipsis) -> None:
    """In the place of `draw_text`."""
    line = textbox.pango_layout
    if not isinstance(line, Line):
        draw_text(stream, textbox, offset_x, text_overflow, block_ellipsis)
    elif text_overflow != "clip" or block_ellipsis != "none":
        raise NotImplementedError("Lines that may end in an ellipsis want font-kerning: auto")
    else:
        line.hand.draw(stream, textbox, line.text)


def kept_strut(style: Any) -> tuple[float, float]:
    """In the place of `strut`, which spells out 14 properties at every call to find what it kept."""
    try:
        return style.strut
    except AttributeError:
        style.strut = strut(style)
        return style.strut


STAND_INS = (
    (inline, "split_first_line", split),
    (preferred, "split_first_line", split),
    (inline, "strut", kept_strut),
    (inline, "can_break_text", lru_cache(10_000)(can_break_text)),
    (draw, "draw_text", draw_line),
)
