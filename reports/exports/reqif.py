"""A version as ReqIF, with the attribute names that requirement tools know.

Tried with StrictDoc 0.30.4: it reads the file with plain IDs, and writes one that Glapp reads in again.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape

from django.utils.translation import override
from reqif.models.reqif_core_content import ReqIFCoreContent
from reqif.models.reqif_data_type import ReqIFDataTypeDefinitionString, ReqIFDataTypeDefinitionXHTML
from reqif.models.reqif_namespace_info import ReqIFNamespaceInfo
from reqif.models.reqif_req_if_content import ReqIFReqIFContent
from reqif.models.reqif_reqif_header import ReqIFReqIFHeader
from reqif.models.reqif_spec_hierarchy import ReqIFSpecHierarchy
from reqif.models.reqif_spec_object import ReqIFSpecObject, SpecObjectAttribute
from reqif.models.reqif_spec_object_type import ReqIFSpecObjectType, SpecAttributeDefinition
from reqif.models.reqif_specification import ReqIFSpecification
from reqif.models.reqif_specification_type import ReqIFSpecificationType
from reqif.models.reqif_types import SpecObjectAttributeType
from reqif.object_lookup import ReqIFObjectLookup
from reqif.reqif_bundle import ReqIFBundle
from reqif.unparser import ReqIFUnparser

from assessments.engine.verdict import Element
from assessments.wording import ELEMENTS
from procurement.importers.cells import clean
from procurement.importers.plain_ids import plain_ids
from procurement.importers.read_reqif import OUR_CHAPTER, OUR_NUMBER, OUR_OBJECT
from procurement.models import Kind, Phase

from .rows import Row

_STRING, _XHTML = SpecObjectAttributeType.STRING, SpecObjectAttributeType.XHTML
_DATA_TYPES = {_STRING: "glapp-string", _XHTML: "glapp-xhtml"}
# StrictDoc asks for MID, which it fills from the identifier, and reads other than ASCII right in formatted
# text only: see `importers.plain_ids`.
_SECTION = {"MID": _STRING, "ReqIF.ChapterName": _XHTML}
_TEXT = {"MID": _STRING, "ReqIF.Text": _XHTML}
_REQUIREMENT = {
    "MID": _STRING,
    "ReqIF.ForeignID": _STRING,
    OUR_NUMBER: _XHTML,
    "ReqIF.Text": _XHTML,
    "Requirement type": _STRING,
    "Phase": _STRING,
    "RATIONALE": _XHTML,
    "Verification": _XHTML,
    "Glapp sounds precise": _STRING,
    "Glapp measurable": _STRING,
    "Glapp gap": _STRING,
    "Glapp missing": _STRING,
    "Glapp question": _XHTML,
    "Glapp scaffold": _XHTML,
}
_TYPES = {"SECTION": _SECTION, "TEXT": _TEXT, "REQUIREMENT": _REQUIREMENT}


def as_reqif(
    rows: Sequence[Row], *, title: str, identifier: str, at: datetime, with_plain_ids: bool = False
) -> str:
    """Return the rows as a ReqIF document; `identifier` is an XML name, the same for the same version.

    With plain IDs the number as written stands beside, where it is another.
    """
    builder = _Builder(at.isoformat(timespec="seconds"), with_plain_ids)
    with override("en"):  # the file's own words, whatever language somebody reads the site in
        builder.take(rows)
    specification = ReqIFSpecification(
        identifier=identifier,
        long_name=title,
        last_change=builder.at,
        specification_type="glapp-specification-type",
        children=builder.top,
    )
    content = ReqIFReqIFContent(
        data_types=[
            ReqIFDataTypeDefinitionString(
                identifier=_DATA_TYPES[_STRING], last_change=builder.at, max_length="32767"
            ),
            ReqIFDataTypeDefinitionXHTML(
                identifier=_DATA_TYPES[_XHTML], last_change=builder.at, is_self_closed=True
            ),
        ],
        spec_types=[_specification_type(builder.at), *_object_types(builder.at)],
        spec_objects=builder.objects,
        specifications=[specification],
        spec_relations=None,
        spec_relation_groups=None,
    )
    header = ReqIFReqIFHeader(
        identifier=f"{identifier}-header",
        creation_time=builder.at,
        req_if_tool_id="Glapp",
        req_if_version="1.0",
        source_tool_id="Glapp",
        title=escape(title),
    )
    space = ReqIFNamespaceInfo.empty(
        namespace="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd", configuration=None
    )
    space.namespace_xhtml = "http://www.w3.org/1999/xhtml"
    bundle = ReqIFBundle(
        namespace_info=space,
        req_if_header=header,
        core_content=ReqIFCoreContent(req_if_content=content),
        tool_extensions_tag_exists=False,
        lookup=ReqIFObjectLookup.empty(),
        exceptions=[],
    )
    return ReqIFUnparser.unparse(bundle)


def _specification_type(at: str) -> ReqIFSpecificationType:
    return ReqIFSpecificationType(
        identifier="glapp-specification-type",
        description=None,
        last_change=at,
        long_name="Specification",
        spec_attributes=None,
        spec_attribute_map={},
        is_self_closed=True,
    )


def _object_types(at: str) -> Iterator[ReqIFSpecObjectType]:
    for kind, attributes in _TYPES.items():
        definitions = [
            SpecAttributeDefinition(
                attribute_type=data_type,
                identifier=_definition(kind, name),
                datatype_definition=_DATA_TYPES[data_type],
                last_change=at,
                long_name=name,
            )
            for name, data_type in attributes.items()
        ]
        yield ReqIFSpecObjectType(
            identifier=f"glapp-type-{kind}",
            last_change=at,
            long_name=kind,
            attribute_definitions=definitions,
        )


def _definition(kind: str, name: str) -> str:
    return f"glapp-{kind}-{name.replace(' ', '-')}"


class _Builder:
    """Objects in the order of the rows, hung under the chapters that their headings name."""

    def __init__(self, at: str, with_plain_ids: bool) -> None:
        self.at, self.with_plain_ids = at, with_plain_ids
        self.objects: list[ReqIFSpecObject] = []
        self.top: list[ReqIFSpecHierarchy] = []
        self.open: list[tuple[str, ReqIFSpecHierarchy]] = []

    def take(self, rows: Sequence[Row]) -> None:
        chapters = {row.heading_path[:depth] for row in rows for depth in range(1, len(row.heading_path) + 1)}
        numbers = ["" if row.is_context else clean(row.number) for row in rows]
        ids = plain_ids(numbers) if self.with_plain_ids else numbers
        for row, own_id in zip(rows, ids, strict=True):
            self._enter(row.heading_path)
            if row.is_context and (*row.heading_path, row.text) in chapters:
                self._enter((*row.heading_path, row.text), OUR_OBJECT + str(row.key))
            elif row.is_context:
                self._hang("TEXT", OUR_OBJECT + str(row.key), {"ReqIF.Text": row.text})
            else:
                self._hang("REQUIREMENT", OUR_OBJECT + str(row.key), _values(row, own_id))

    def _enter(self, path: Sequence[str], identifier: str = "") -> None:
        """Close the chapters that a path is not under and open those that are missing."""
        same = 0
        while same < min(len(path), len(self.open)) and self.open[same][0] == path[same]:
            same += 1
        del self.open[same:]
        for place in range(same, len(path)):
            is_last = place == len(path) - 1
            own = identifier if identifier and is_last else f"{OUR_CHAPTER}{len(self.objects) + 1}"
            entry = self._hang("SECTION", own, {"ReqIF.ChapterName": path[place]})
            self.open.append((path[place], entry))

    def _hang(self, kind: str, identifier: str, values: dict[str, str]) -> ReqIFSpecHierarchy:
        self.objects.append(
            ReqIFSpecObject(
                identifier=identifier,
                attributes=[_attribute(kind, name, text) for name, text in values.items() if text],
                spec_object_type=f"glapp-type-{kind}",
                last_change=self.at,
            )
        )
        entry = ReqIFSpecHierarchy(
            identifier=f"{identifier}-place",
            spec_object=identifier,
            level=len(self.open) + 1,
            last_change=self.at,
        )
        if self.open:
            parent = self.open[-1][1]
            parent.children = [*(parent.children or []), entry]
            parent.is_self_closed = False
        else:
            self.top.append(entry)
        return entry


def _values(row: Row, own_id: str) -> dict[str, str]:
    values = {
        "ReqIF.ForeignID": own_id,
        OUR_NUMBER: row.number if row.number != own_id else "",
        "ReqIF.Text": row.text,
        "Requirement type": str(Kind(row.kind).label),
        "Phase": str(Phase(row.phase).label),
        "RATIONALE": row.motive,
        "Verification": row.shown_by,
    }
    if row.scores:
        missing = (str(ELEMENTS[Element(element)]) for element in row.scores.missing)
        values |= {
            "Glapp sounds precise": str(row.scores.sounds),
            "Glapp measurable": str(row.scores.measurable),
            "Glapp gap": str(row.scores.gap),
            "Glapp missing": ", ".join(missing),
            "Glapp question": next(iter(row.scores.questions), ""),
            "Glapp scaffold": row.scores.scaffold,
        }
    return values


def _attribute(kind: str, name: str, text: str) -> SpecObjectAttribute:
    text = clean(text)
    data_type = _TYPES[kind][name]
    if data_type == _XHTML:
        lines = "<xhtml:br/>".join(escape(line) for line in text.split("\n"))
        value = f"<xhtml:div>{lines}</xhtml:div>"
        return SpecObjectAttribute(attribute_type=_XHTML, definition_ref=_definition(kind, name), value=value)
    return SpecObjectAttribute(
        attribute_type=_STRING, definition_ref=_definition(kind, name), value=text.replace("\n", " ")
    )
