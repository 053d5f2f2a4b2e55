"""Paragraph styles of a Word document, with what they inherit worked out once."""

import re

from docx.document import Document
from docx.oxml.ns import qn

from .place import Value

_HEADING = re.compile(r"(?:heading|rubrik|overskrift|otsikko|überschrift)\s*([1-9])", re.IGNORECASE)
_BODY_TEXT = 9  # the outline level that is none


class Style(Value):
    """`level` is 1-9 for a heading, 0 else; `numbering` and `depth` are the automatic number's, if any."""

    name: str = ""
    level: int = 0
    numbering: str = ""
    depth: int | None = None


def value_of(element, path: str) -> str:
    """The w:val at the end of a path of tags ("w:pPr/w:numPr/w:numId"), "" where there is none."""
    for tag in path.split("/"):
        element = element.find(qn(tag)) if element is not None else None
    return element.get(qn("w:val"), "") if element is not None else ""


def styles_of(document: Document) -> dict[str, Style]:
    """Paragraph styles by id; the default style also as ""."""
    elements = {style.get(qn("w:styleId")): style for style in document.styles.element.findall(qn("w:style"))}
    styles: dict[str, Style] = {}
    for style_id, element in elements.items():
        styles[style_id] = _inherited(style_id, elements)
        if element.get(qn("w:default")) == "1" and element.get(qn("w:type")) == "paragraph":
            styles[""] = styles[style_id]
    return styles


def outline_level(properties: str) -> int:
    """1-9 for an outline level as written (0-8), 0 for body text or none."""
    return int(properties) + 1 if properties.isdigit() and int(properties) < _BODY_TEXT else 0


def _inherited(style_id: str, elements: dict) -> Style:
    found = {"level": 0, "numbering": "", "depth": None}
    name = value_of(elements[style_id], "w:name")
    seen: set[str] = set()
    while style_id in elements and style_id not in seen:
        seen.add(style_id)
        element = elements[style_id]
        heading = _HEADING.match(value_of(element, "w:name"))
        own = int(heading.group(1)) if heading else outline_level(value_of(element, "w:pPr/w:outlineLvl"))
        found["level"] = found["level"] or own or (1 if name == "Title" else 0)
        found["numbering"] = found["numbering"] or value_of(element, "w:pPr/w:numPr/w:numId")
        depth = value_of(element, "w:pPr/w:numPr/w:ilvl")
        found["depth"] = int(depth) if found["depth"] is None and depth else found["depth"]
        style_id = value_of(element, "w:basedOn")
    return Style(name=name, **found)
