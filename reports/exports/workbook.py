"""The user's own workbook given back: every part byte for byte, our columns at the right of each list.

Only the sheets that requirements came from, the list of cell formats and, where a filter or a table
reaches into our columns, their description are written anew. The workbook passed the gate when it came.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from posixpath import dirname, join, normpath

from lxml import etree

from assessments.engine.verdict import Value
from assessments.summary import FALSE_PRECISE_FROM
from procurement.importers.mapping import Mapping as SheetMapping
from procurement.importers.place import Place
from procurement.importers.returned import FORMULA_SIGNS, KEY_HEADER, MARK

from .columns import ADDED, GAP, KEY, REWORDED, Column
from .rows import Row
from .sheet_scan import NotSpliceable, bounds, column_letters
from .sheet_splice import Added, Addition, splice
from .styles import Formats, with_formats

_WORKBOOK = "xl/workbook.xml"
_RELATION_ID = re.compile(r"\{http://(schemas\.openxmlformats|purl\.oclc)\.org/.*relationships\}id")


class Sheet(Value):
    """A worksheet's part, its place among the sheets from 0, and its tables' parts."""

    name: str
    part: str
    index: int
    tables: tuple[str, ...] = ()


def with_our_columns(content: bytes, rows: Sequence[Row], mapping: SheetMapping) -> bytes:
    """Return the workbook with our columns beside each of `rows`, by sheet and row of their places.

    `mapping` says where each sheet's header is. Raises `NotSpliceable` where a sheet has no room for a
    header, no row came from it, or it is written in a way that we leave alone.
    """
    columns = (*ADDED, *([REWORDED] if any(row.was_reworded for row in rows) else []), KEY)
    by_sheet: dict[str, list[Row]] = {}
    for row in rows:
        if row.place.sheet and row.place.row and not row.is_context:
            by_sheet.setdefault(row.place.sheet, []).append(row)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
        sheets = {sheet.name: sheet for sheet in _sheets(parts)}
        if not by_sheet or not by_sheet.keys() <= sheets.keys() or "xl/styles.xml" not in parts:
            raise NotSpliceable("sheets")
        parts["xl/styles.xml"], formats = with_formats(parts["xl/styles.xml"])
        ours = _our_headers(parts)
        for name, of_sheet in by_sheet.items():
            header = _header_row(mapping, name, of_sheet)
            addition = _addition(header, of_sheet, columns, formats)
            _splice_sheet(parts, sheets[name], addition, ours)
        return _packed(package, parts)


def _packed(package: zipfile.ZipFile, parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for info in package.infolist():
            target.writestr(info, parts[info.filename], compress_type=zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _sheets(parts: Mapping[str, bytes]) -> Iterable[Sheet]:
    targets = _relations(parts, _WORKBOOK)
    root = etree.fromstring(parts[_WORKBOOK])
    elements = (element for element in root.iter() if etree.QName(element).localname == "sheet")
    for index, element in enumerate(elements):
        relation = next((v for k, v in element.attrib.items() if _RELATION_ID.fullmatch(k)), "")
        part = targets.get(relation, "")
        if part in parts:
            tables = tuple(name for name in _relations(parts, part).values() if "/tables/" in name)
            yield Sheet(name=element.get("name"), part=part, index=index, tables=tables)


def _relations(parts: Mapping[str, bytes], part: str) -> dict[str, str]:
    """Relation id to the part it names."""
    folder, _, name = part.rpartition("/")
    content = parts.get(f"{folder}/_rels/{name}.rels")
    if content is None:
        return {}
    return {
        relation.get("Id"): normpath(join("/", dirname(part), relation.get("Target", ""))).lstrip("/")
        for relation in etree.fromstring(content)
        if relation.get("TargetMode", "").lower() != "external"
    }


def _our_headers(parts: Mapping[str, bytes]) -> frozenset[str]:
    """Header texts of an earlier export of ours, as texts and as numbers of shared strings ("#12")."""
    said = set()
    if "xl/sharedStrings.xml" in parts:
        for number, item in enumerate(etree.fromstring(parts["xl/sharedStrings.xml"])):
            text = "".join(item.itertext())
            if text.startswith(MARK):
                said |= {f"#{number}", text}
    columns = (*ADDED, REWORDED)
    return frozenset(said | {column.header for column in columns} | {KEY_HEADER})


def _header_row(mapping: SheetMapping, sheet: str, rows: Sequence[Row]) -> int:
    """The header's lowest row; without a header the row above the first requirement."""
    table = mapping.of(Place(sheet=sheet))
    first = min(row.place.row or 0 for row in rows)
    header = table.header + (table.height or 1) - 1 if table.header else first - 1
    if header < 1:
        raise NotSpliceable("no row for a header")
    return header


def _addition(header: int, rows: Sequence[Row], columns: Sequence[Column], formats: Formats) -> Addition:
    return Addition(
        header_row=header,
        rows={header: tuple(Added(value=column.header, style=formats.header) for column in columns)}
        | {row.place.row: _cells(row, columns, formats) for row in rows if row.place.row},
        widths=tuple(column.width for column in columns),
    )


def _splice_sheet(parts: dict[str, bytes], sheet: Sheet, addition: Addition, ours: frozenset[str]) -> None:
    """Put our columns into a sheet's part, and into what else of the workbook must know of them."""
    tables = {name: etree.fromstring(parts[name]) for name in sheet.tables}
    boxes = {name: bounds(table.get("ref")) for name, table in tables.items()}
    header = addition.header_row
    reach = max((right for _, top, right, _ in boxes.values() if top <= header), default=0)
    addition = addition.model_copy(update={"reach": reach})
    spliced = splice(parts[sheet.part], addition, ours=ours, filter_too=not tables)
    parts[sheet.part] = spliced.content
    headers = [str(cell.value) for cell in addition.rows[header]]
    for name, (_, top, right, _) in boxes.items():
        if top == header and right == spliced.first - 1:
            parts[name] = _widened(tables[name], headers, spliced.last)
    if spliced.filtered:
        parts[_WORKBOOK] = _with_filter_name(parts[_WORKBOOK], sheet, spliced.filtered)


def _cells(row: Row, columns: Sequence[Column], formats: Formats) -> tuple[Added, ...]:
    return tuple(_added(row, column, formats) for column in columns)


def _added(row: Row, column: Column, formats: Formats) -> Added:
    value = column.value(row)
    if isinstance(value, int):
        is_wide = column is GAP and value >= FALSE_PRECISE_FROM
        return Added(value=value, style=formats.wide if is_wide else formats.number)
    like_formula = bool(value) and str(value).startswith(FORMULA_SIGNS)
    return Added(value=value, style=formats.quoted if like_formula else formats.text)


def _widened(table, headers: Sequence[str], last: int) -> bytes:
    """A table with our columns in it, so that sorting it sorts them too."""
    space = f"{{{etree.QName(table).namespace}}}"
    columns = table.find(f"{space}tableColumns")
    number = max(int(column.get("id")) for column in columns)
    for count, header in enumerate(headers, start=1):
        etree.SubElement(columns, f"{space}tableColumn", id=str(number + count), name=header)
    columns.set("count", str(len(columns)))
    for element in (table, table.find(f"{space}autoFilter")):
        if element is not None:
            left, top, _, bottom = bounds(element.get("ref"))
            element.set("ref", f"{column_letters(left)}{top}:{column_letters(last)}{bottom}")
    return etree.tostring(table, xml_declaration=True, encoding="UTF-8", standalone=True)


def _with_filter_name(workbook: bytes, sheet: Sheet, reference: str) -> bytes:
    """The hidden name by which Excel knows a sheet's filter, told of its new reach."""
    root = etree.fromstring(workbook)
    space = f"{{{etree.QName(root).namespace}}}"
    for name in root.iter(f"{space}definedName"):
        if name.get("name") == "_xlnm._FilterDatabase" and name.get("localSheetId") == str(sheet.index):
            left, top, right, bottom = bounds(reference)
            quoted = sheet.name.replace("'", "''")
            corners = f"${column_letters(left)}${top}:${column_letters(right)}${bottom}"
            name.text = f"'{quoted}'!{corners}"
            return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return workbook
