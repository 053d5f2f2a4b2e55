"""The look into a zipped Office file before any parser sees it.

Everything is counted as it is inflated and never held: the sizes that a zip states of itself prove
nothing. Raises `Refused` for what no specification needs and a parser may choke on.
"""

import re
import struct
import xml.parsers.expat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import defusedxml.ElementTree

from .refusal import refusal

_MEGABYTE = 1_000_000
_MOST_PARTS = 5_000
_LONGEST_DIRECTORY = 1 * _MEGABYTE  # bytes of the zip's list of parts
_MOST_INFLATED = 200 * _MEGABYTE
_LARGEST_XML = 60 * _MEGABYTE  # one part; a workbook of 50,000 rows has about 40
_HIGHEST_RATIO = 200  # inflated to packed; long lists of alike rows reach 60
_RATIO_FROM = 5 * _MEGABYTE  # below this a high ratio is only a small file
_LONGEST_TOKEN = 1 * _MEGABYTE  # a tag, a comment; expat reads an unfinished one anew with each chunk
_CHUNK = 65_536
_WORKBOOK = "xl/workbook.xml"
_DOCUMENT = "word/document.xml"
_MACROS = re.compile(r"(^|/)(vbaProject\w*\.bin|vbaData\.xml|macrosheets/.*|activeX/.*)$", re.IGNORECASE)


def inspect(path: Path) -> str:
    """Return "xlsx", "docx" or "reqif" (.reqifz) for a package that may be parsed.

    Raises `Refused` for any other.
    """
    _check_directory(path)
    try:
        with zipfile.ZipFile(path) as package:
            kind = _kind(package)
            _check_parts(package)
            _inflate(package)
            _check_links(package)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError):
        raise refusal("damaged") from None
    return kind


def _check_directory(path: Path) -> None:
    """Refuse a list of parts too long to read, before zipfile reads all of it."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 66_000))
        tail = file.read()
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) < end + 22:
        raise refusal("damaged")
    parts, length = struct.unpack("<HL", tail[end + 10 : end + 16])
    if parts > _MOST_PARTS or length > _LONGEST_DIRECTORY:
        raise refusal("too_many_parts")


def _kind(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "mimetype" in names or "content.xml" in names:
        raise refusal("open_document")
    if "xl/workbook.bin" in names:
        raise refusal("binary_workbook")
    if "[Content_Types].xml" in names and _WORKBOOK in names:
        return "xlsx"
    if "[Content_Types].xml" in names and _DOCUMENT in names:
        return "docx"
    if any(name.lower().endswith(".reqif") for name in names):
        return "reqif"
    raise refusal("archive")


def _check_parts(package: zipfile.ZipFile) -> None:
    parts = package.infolist()
    if any(_MACROS.search(part.filename) for part in parts):
        raise refusal("macros")
    if any(part.filename.startswith("xl/externalLinks/") for part in parts):
        raise refusal("external_workbook")
    if any(part.flag_bits & 1 for part in parts):
        raise refusal("locked")
    if len({part.filename for part in parts}) < len(parts):
        raise refusal("damaged")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise refusal("damaged")


def _inflate(package: zipfile.ZipFile) -> None:
    """Inflate every part once, counting; XML parts are also read for what they may not declare."""
    total = 0
    packed = max(1, sum(part.compress_size for part in package.infolist()))
    for part in package.infolist():
        is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml", ".reqif"))
        parser = strict_parser() if is_xml else None
        size = 0
        for chunk in _chunks(package, part):
            size += len(chunk)
            total += len(chunk)
            if total > _MOST_INFLATED or (is_xml and size > _LARGEST_XML):
                raise refusal("swells")
            if total > _RATIO_FROM and total > packed * _HIGHEST_RATIO:
                raise refusal("swells")
            if parser is not None:
                _feed(parser, chunk)
                if size - max(0, parser.CurrentByteIndex) > _LONGEST_TOKEN:
                    raise refusal("swells")


def _chunks(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with package.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def strict_parser() -> xml.parsers.expat.XMLParserType:
    """An expat parser that refuses document types and with them every entity."""
    parser = xml.parsers.expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise refusal("document_type")

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    return parser


def _feed(parser: xml.parsers.expat.XMLParserType, chunk: bytes) -> None:
    try:
        parser.Parse(chunk, False)
    except xml.parsers.expat.ExpatError:
        raise refusal("damaged") from None


def _check_links(package: zipfile.ZipFile) -> None:
    """Refuse relations that fetch from elsewhere.

    A link to click and a template on disk fetch nothing and stand in half of all real documents.
    """
    for name in package.namelist():
        if not name.endswith(".rels"):
            continue
        for relation in defusedxml.ElementTree.fromstring(package.read(name)):
            kind = relation.get("Type", "").rpartition("/")[2]
            target = relation.get("Target", "")
            if relation.get("TargetMode", "").lower() != "external" or kind == "hyperlink":
                continue
            if kind == "attachedTemplate" and not target.lower().startswith(("http:", "https:", "ftp:")):
                continue
            raise refusal("external_content", target=target[:80])
