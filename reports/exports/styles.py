"""Our cell formats added to a workbook's own: theirs keep their numbers."""

from copy import deepcopy
from typing import NamedTuple

from lxml import etree

_HEADER_FILL = "FFE9EEF2"
_WIDE_FILL = "FFFBEFD9"
_RULE = "FFB8C4CC"


class Formats(NamedTuple):
    """Indexes of cell formats. `quoted` marks a text that begins like a formula as a text."""

    header: int
    text: int
    quoted: int
    number: int
    wide: int


def with_formats(content: bytes) -> tuple[bytes, Formats]:
    """Return the workbook's styles.xml with our formats at the end of its list, and where they are."""
    root = etree.fromstring(content)
    space = f"{{{etree.QName(root).namespace}}}"
    fonts, fills, borders, formats = (
        root.find(f"{space}{name}") for name in ("fonts", "fills", "borders", "cellXfs")
    )
    bold = _added(fonts, _bold(fonts[0], space))
    header_fill = _added(fills, _fill(space, _HEADER_FILL))
    wide_fill = _added(fills, _fill(space, _WIDE_FILL))
    rule = _added(borders, _rule(space))

    def format_of(*, font: int = 0, fill: int = 0, border: int = 0, across: str = "", quoted: bool = False):
        one = etree.Element(
            f"{space}xf",
            numFmtId="0",
            fontId=str(font),
            fillId=str(fill),
            borderId=str(border),
            xfId="0",
            applyFont="1",
            applyFill="1",
            applyBorder="1",
            applyAlignment="1",
        )
        if quoted:
            one.set("quotePrefix", "1")
        # Not wrapped: their rows keep the height they have.
        align = etree.SubElement(one, f"{space}alignment", vertical="top")
        align.set("horizontal", across or "left")
        if not across:
            align.set("indent", "1")  # a little white after the column before
        return _added(formats, one)

    found = Formats(
        header=format_of(font=bold, fill=header_fill, border=rule),
        text=format_of(),
        quoted=format_of(quoted=True),
        number=format_of(across="center"),
        wide=format_of(font=bold, fill=wide_fill, across="center"),
    )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True), found


def _added(parent, element) -> int:
    """Put an element at the end of a counted list and return its index."""
    children = [child for child in parent if isinstance(child.tag, str)]
    parent.append(element)
    parent.set("count", str(len(children) + 1))
    return len(children)


def _bold(font, space: str):
    bold = deepcopy(font)
    if bold.find(f"{space}b") is None:
        bold.insert(0, etree.Element(f"{space}b"))
    return bold


def _fill(space: str, colour: str):
    fill = etree.Element(f"{space}fill")
    pattern = etree.SubElement(fill, f"{space}patternFill", patternType="solid")
    etree.SubElement(pattern, f"{space}fgColor", rgb=colour)
    etree.SubElement(pattern, f"{space}bgColor", indexed="64")
    return fill


def _rule(space: str):
    border = etree.Element(f"{space}border")
    for side in ("left", "right", "top"):
        etree.SubElement(border, f"{space}{side}")
    bottom = etree.SubElement(border, f"{space}bottom", style="thin")
    etree.SubElement(bottom, f"{space}color", rgb=_RULE)
    etree.SubElement(border, f"{space}diagonal")
    return border
