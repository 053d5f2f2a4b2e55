"""ReqIF to drafts: the hierarchy as headings, attributes by their names, formatted text as text."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree
from reqif.models.reqif_spec_object import ReqIFSpecObject, SpecObjectAttribute
from reqif.models.reqif_types import SpecObjectAttributeType
from reqif.parser import ReqIFParser
from reqif.reqif_bundle import ReqIFBundle

from . import vocabulary
from .cells import clean
from .draft import Reading
from .markup import text_of
from .place import Place
from .plain_ids import is_plain_of
from .problems import Part, put_together
from .records import Record, fields_of, read_records
from .refusal import refusal
from .returned import key_of

OUR_OBJECT = "glapp-"  # begins the identifier of an object that we handed out, before its requirement's key
OUR_NUMBER = "Glapp number"  # the number as written, where a tool was given a plainer one
OUR_CHAPTER = "glapp-chapter-"  # one of a chapter that we made of headings and that was no row
_MOST_OBJECTS = 20_000
_ESCAPED = re.compile(r"\\(x[0-9a-f]{2}|u(?!d[89a-f])[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4}|[nrt\\])")
_SHORT = {"n": "\n", "r": "\n", "t": "\t", "\\": "\\"}
_EDGE = "\x1d"  # where a block begins or ends: one new line, however many meet there
# What StrictDoc and DOORS call the types of objects that are no requirements.
_BACKGROUND_TYPES = ("text", "section", "information", "heading", "chapter", "rubrik")
_BLOCKS = {
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
}


def read_reqif(content: bytes) -> Reading:
    """Read one ReqIF document that declares no document type; raises `Refused` where it is none."""
    text = text_of(content)
    try:
        objects = list(_objects(ReqIFParser.parse_from_string(text)))
    except Exception:  # the parser has no one error: it trips over whatever a tool left out
        raise refusal("damaged_reqif") from None
    if len(objects) > _MOST_OBJECTS:
        raise refusal("too_many_rows", most=_MOST_OBJECTS)
    return put_together([_read(objects)])


def read_reqifz(path: Path) -> Reading:
    """Read the ReqIF documents of an archive that has passed the gate, in the order of their names."""
    with zipfile.ZipFile(path) as package:
        names = sorted(name for name in package.namelist() if name.lower().endswith(".reqif"))
        readings = [read_reqif(package.read(name)) for name in names]
    drafts = tuple(draft for reading in readings for draft in reading.drafts)
    return Reading(drafts=drafts, problems=tuple(p for reading in readings for p in reading.problems))


class _Object:
    """An object of the hierarchy: `depth` counts from 1, `is_leaf` says that nothing hangs below it.

    `is_row` is False for a chapter of an earlier export of ours that only stood in headings.
    """

    def __init__(self, record: Record, kind: str, depth: int, *, is_leaf: bool, is_row: bool) -> None:
        self.record, self.kind, self.depth, self.is_leaf, self.is_row = record, kind, depth, is_leaf, is_row


def _objects(bundle: ReqIFBundle) -> Iterator[_Object]:
    content = bundle.core_content.req_if_content
    names = _Names(content, escaped=_is_of_strictdoc(bundle))
    by_id = {spec_object.identifier: spec_object for spec_object in content.spec_objects or []}
    specifications = content.specifications or []
    count = 0
    for specification in specifications:
        # Several documents in one file: each under its own name.
        outer = ((specification.long_name or "").strip(),) if len(specifications) > 1 else ()
        for entry in bundle.iterate_specification_hierarchy(specification):
            spec_object = by_id.get(entry.spec_object)
            if spec_object is None:
                continue
            count += 1
            record = Record(
                place=Place(item=count),
                values=_with_own_number(names.values_of(spec_object)),
                headings=tuple(filter(None, outer)),
                key=key_of(spec_object.identifier.removeprefix(OUR_OBJECT)),
            )
            kind = vocabulary.normalise(names.type_of(spec_object))
            is_row = not spec_object.identifier.startswith(OUR_CHAPTER)
            yield _Object(record, kind, entry.level, is_leaf=not entry.children, is_row=is_row)


def _is_of_strictdoc(bundle: ReqIFBundle) -> bool:
    header = bundle.req_if_header
    return header is not None and (header.req_if_tool_id or "").strip().casefold() == "strictdoc"


def _with_own_number(values: dict[str, str]) -> dict[str, str]:
    """The number as written instead of the plain one that we gave to a tool, unless it has another there."""
    number = values.pop(OUR_NUMBER, "")
    return {name: number if is_plain_of(text, number) else text for name, text in values.items()}


class _Names:
    """Attributes, enumerated values and types by the names that people gave them.

    Where they are `escaped`, plain values have "\\xe4" for "ä" and "\\n" for a new line, as StrictDoc writes
    them.
    """

    def __init__(self, content, *, escaped: bool) -> None:
        self._escaped = escaped
        self._types = {kind.identifier: kind for kind in content.spec_types or []}
        self._attributes = {
            (kind.identifier, attribute.identifier): (attribute.long_name or attribute.identifier).strip()
            for kind in content.spec_types or []
            for attribute in getattr(kind, "attribute_definitions", None) or []
        }
        self._enumerated = {
            value.identifier: value.long_name or value.key or value.identifier
            for data_type in content.data_types or []
            for value in getattr(data_type, "values", None) or []
        }

    def type_of(self, spec_object: ReqIFSpecObject) -> str:
        kind = self._types.get(spec_object.spec_object_type)
        return (kind.long_name or "") if kind is not None else ""

    def values_of(self, spec_object: ReqIFSpecObject) -> dict[str, str]:
        values: dict[str, str] = {}
        for attribute in spec_object.attributes:
            owner = (spec_object.spec_object_type, attribute.definition_ref)
            name = self._attributes.get(owner, attribute.definition_ref)
            if text := self._text(attribute):
                values[name] = text
        return values

    def _text(self, attribute: SpecObjectAttribute) -> str:
        if attribute.attribute_type == SpecObjectAttributeType.XHTML:
            node = attribute.xml_node.find("THE-VALUE")
            return clean(_plain(node)) if node is not None else ""
        if attribute.attribute_type == SpecObjectAttributeType.ENUMERATION:
            return ", ".join(self._enumerated.get(value, value) for value in attribute.value)
        value = attribute.value or ""
        return clean(_ESCAPED.sub(_unescaped, value) if self._escaped else value)


def _unescaped(sign: re.Match) -> str:
    short = sign[1]
    return _SHORT.get(short) or chr(int(short[1:], 16))


def _plain(node) -> str:
    """The text of formatted content: blocks on lines of their own, list marks, cells divided by " | "."""
    text = re.sub(rf"\s*{_EDGE}[\s{_EDGE}]*", "\n", "".join(_pieces(node)))
    return "\n".join(" ".join(line.split()) for line in text.split("\n")).strip()


def _pieces(node) -> Iterator[str]:
    name = etree.QName(node).localname if isinstance(node.tag, str) else ""
    if not name:  # a comment
        return
    if name in _BLOCKS:
        yield _EDGE
    if name == "li":
        yield _mark(node)
    yield _flat(node.text)
    for child in node:
        yield from _pieces(child)
        yield _flat(child.tail)
    if name in _BLOCKS:
        yield _EDGE
    elif name == "br":
        yield "\n"
    elif name in ("td", "th") and node.getnext() is not None:
        yield " | "


def _flat(text: str | None) -> str:
    """Line breaks of the markup are no line breaks of the text."""
    return (text or "").replace("\n", " ")


def _mark(item) -> str:
    parent = item.getparent()
    if parent is None or etree.QName(parent).localname != "ol":
        return "• "
    return f"{1 + sum(1 for sibling in item.itersiblings(preceding=True) if isinstance(sibling.tag, str))}. "


def _read(objects: Sequence[_Object]) -> Part:
    fields = fields_of([one.record for one in objects])
    open_headings: list[tuple[int, str]] = []
    records: list[Record] = []
    for one in objects:
        open_headings = [pair for pair in open_headings if pair[0] < one.depth]
        path = (*one.record.headings, *(text for _, text in open_headings))
        is_background = one.kind.split(" ")[0] in _BACKGROUND_TYPES
        title = next(filter(None, map(one.record.filled, fields.title)), "")
        text = next(filter(None, map(one.record.filled, fields.text)), "")
        is_numbered = bool(one.record.filled(fields.number))
        is_heading = bool(title) and not text and (is_background or not one.is_leaf or not is_numbered)
        asks = vocabulary.asks(text) and not one.record.key if is_background else None
        if one.is_row:
            asks = False if is_heading else asks
            records.append(one.record.model_copy(update={"headings": path, "asks": asks}))
        if not one.is_leaf and (title or text):
            open_headings.append((one.depth, title or text))
    return read_records(records, fields)
