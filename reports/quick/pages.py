"""One style for all pages of a kind.

WeasyPrint 70 makes styles for each page and for the boxes in its margins anew, which for a long document
with running heads is more styles than all its text has.
"""

from typing import Any

import pydyf
from weasyprint.layout import page
from weasyprint.layout.page import PageType, set_page_type_computed_styles


def _set_styles(page_type: PageType, html: Any, style_for: Any) -> None:
    """In the place of `set_page_type_computed_styles`."""
    if _counts_pages(style_for):
        return set_page_type_computed_styles(page_type, html, style_for)
    kind = page_type._replace(index=min(page_type.index, 1), groups=())
    kinds = style_for.__dict__.setdefault("kinds", {})
    if kind not in kinds:
        set_page_type_computed_styles(page_type, html, style_for)
        styles = style_for.get_computed_styles()
        kinds[kind] = {pseudo: style for (which, pseudo), style in styles.items() if which == page_type}
    for pseudo, style in kinds[kind].items():
        style_for.get_computed_styles()[page_type, pseudo] = style
    return None


def _counts_pages(style_for: Any) -> bool:
    """Whether a rule is for pages with certain numbers, as `:nth(2)` is; `:first` is no number."""
    return any(
        which.index is not None
        for sheet, _, _ in style_for._sheets
        for _, selectors, _ in sheet.page_rules
        for _, _, which in selectors
    )


def _references(pdf: pydyf.PDF) -> tuple[bytes, ...]:
    """In the place of `page_references`, which names all pages anew for every bookmark."""
    numbers = pdf.pages["Kids"][::3]
    if len(pdf.__dict__.get("named", ())) != len(numbers):
        pdf.named = tuple(b"%d 0 R" % number for number in numbers)
    return pdf.named


STAND_INS = (
    (pydyf.PDF, "page_references", property(_references)),
    (page, "set_page_type_computed_styles", _set_styles),
)
