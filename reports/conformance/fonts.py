"""Checkpoints 10 and 31: every character has a shape in the file, and a meaning.

Left out of checkpoint 31: 31-010 (a licence, for people), 31-012 and 31-013 (lists of names in Type 1 fonts,
which we never embed).
"""

import io
import re
from collections.abc import Iterator
from functools import cached_property

import pikepdf
from fontTools.agl import AGL2UV
from fontTools.ttLib import TTFont, TTLibError

from .check import Places, check
from .contents import used_codes
from .document import Document, bare

# ISO 32000-1, table 118, by what its names are made of.
PREDEFINED = re.compile(
    r"Identity|GB-EUC|GBpc-EUC|GBK-EUC|GBKp-EUC|GBK2K|UniGB-(UCS2|UTF16)|B5pc|HKscs-B5|ETen-B5|ETenms-B5|CNS-EUC|"
    r"UniCNS-(UCS2|UTF16)|83pv-RKSJ|90msp?-RKSJ|90pv-RKSJ|Add-RKSJ|EUC|Ext-RKSJ|UniJIS-(UCS2|UCS2-HW|UTF16)|"
    r"KSC-EUC|KSCms-UHC|KSCms-UHC-HW|KSCpc-EUC|UniKS-(UCS2|UTF16)"
)
SYMBOLIC = 4
MICROSOFT_UNICODE, MICROSOFT_SYMBOL, MAC_ROMAN = (3, 1), (3, 0), (1, 0)
WIDTH_TOLERANCE = 1  # thousandths of the type size
PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")


class Font:
    """A font used to show text."""

    def __init__(self, entries: pikepdf.Dictionary, strings: set[bytes]) -> None:
        self.entries = entries
        self.name = bare(entries.get("/BaseFont")) or f"font {entries.objgen[0]}"
        self.kind = bare(entries.get("/Subtype"))
        self.encoding = entries.get("/Encoding")
        self.is_composite = self.kind == "Type0"
        self.descendant = entries.get("/DescendantFonts")[0] if self.is_composite else entries
        self.descriptor = self.descendant.get("/FontDescriptor", pikepdf.Dictionary())
        self.codes = list(used_codes(strings, 2 if self.is_composite else 1))

    @property
    def is_identity(self) -> bool:
        return str(self.encoding) in ("/Identity-H", "/Identity-V")

    @property
    def cmap(self) -> pikepdf.Stream | None:
        return self.encoding if isinstance(self.encoding, pikepdf.Stream) else None

    @property
    def is_symbolic(self) -> bool:
        return bool(int(self.descriptor.get("/Flags", 0)) & SYMBOLIC)

    @property
    def is_embedded(self) -> bool:
        return self.kind == "Type3" or any(entry in self.descriptor for entry in PROGRAMS)

    @cached_property
    def program(self) -> TTFont | None:
        """The embedded TrueType program, or None where there is none that can be read."""
        if "/FontFile2" not in self.descriptor:
            return None
        try:
            return TTFont(io.BytesIO(self.descriptor.FontFile2.read_bytes()), lazy=True)
        except (TTLibError, pikepdf.PdfError):
            return None

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """The glyph of each code used, where codes are glyphs: an Identity encoding and map."""
        direct = self.is_identity and str(self.descendant.get("/CIDToGIDMap")) == "/Identity"
        return {code: code for code in self.codes} if direct and self.program else {}

    @cached_property
    def widths(self) -> dict[int, float]:
        """The widths that the font dictionary gives, in thousandths of the type size."""
        if not self.is_composite:
            first = int(self.entries.get("/FirstChar", 0))
            return {first + at: float(width) for at, width in enumerate(self.entries.get("/Widths", []))}
        return dict(_widths(list(self.descendant.get("/W", []))))

    @cached_property
    def meanings(self) -> dict[int, str]:
        """What each code means, as /ToUnicode says."""
        stream = self.entries.get("/ToUnicode")
        return _meanings(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else {}

    @cached_property
    def tables(self) -> set[tuple[int, int]]:
        """The (platform, encoding) pairs of the program's cmap."""
        if self.program is None or "cmap" not in self.program:
            return set()
        return {(table.platformID, table.platEncID) for table in self.program["cmap"].tables}

    @property
    def base_encoding(self) -> str:
        held = (
            self.encoding.get("/BaseEncoding")
            if isinstance(self.encoding, pikepdf.Dictionary)
            else self.encoding
        )
        return bare(held)

    @property
    def differences(self) -> list[str]:
        """The glyph names that the encoding changes."""
        if not isinstance(self.encoding, pikepdf.Dictionary):
            return []
        return [
            bare(name) for name in self.encoding.get("/Differences", []) if isinstance(name, pikepdf.Name)
        ]


def _widths(array: list) -> Iterator[tuple[int, float]]:
    """`[1 [200 544] 9 12 600]` as pairs of code and width."""
    at = 0
    while at < len(array) - 1:
        first = int(array[at])
        if isinstance(array[at + 1], pikepdf.Array):
            yield from ((first + step, float(width)) for step, width in enumerate(array[at + 1]))
            at += 2
        else:
            yield from ((code, float(array[at + 2])) for code in range(first, int(array[at + 1]) + 1))
            at += 3


def _meanings(cmap: bytes) -> dict[int, str]:
    text = cmap.decode("latin-1")
    found: dict[int, str] = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S):
        for code, meaning in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>", block):
            found[int(code, 16)] = _decoded(meaning)
    for block in re.findall(r"beginbfrange(.*?)endbfrange", text, re.S):
        for low, high, meaning in re.findall(
            r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block
        ):
            for step, code in enumerate(range(int(low, 16), int(high, 16) + 1)):
                found[code] = chr(int(meaning[-4:], 16) + step)
    return found


def _decoded(meaning: str) -> str:
    return bytes.fromhex(meaning).decode("utf-16-be", errors="replace")


def fonts(document: Document) -> list[Font]:
    """Every font that shows text on a page."""
    if not hasattr(document, "_fonts"):
        contents = document.contents
        document._fonts = [  # type: ignore[attr-defined]
            Font(entries, contents.codes[key])
            for key, entries in contents.fonts.items()
            if key in contents.codes
        ]
    return document._fonts  # type: ignore[attr-defined]


def _named(document: Document, is_wrong) -> Iterator[str]:
    return (font.name for font in fonts(document) if is_wrong(font))


def _unmapped(font: Font) -> list[int]:
    """Codes that neither /ToUnicode nor a standard encoding gives a meaning."""
    if font.meanings:
        return [code for code in font.codes if not font.meanings.get(code)]
    known = font.base_encoding in ("WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding")
    return [] if known and not font.is_composite else font.codes


@check("UA 10-001", "Character code cannot be mapped to Unicode.")
def unmapped(document: Document) -> Places:
    for font in fonts(document):
        yield from (f"{font.name}: code {code}" for code in _unmapped(font))


@check("UA 17-003", "Unicode mapping requirements are not met in a document with <Formula> tags.")
def unmapped_formulas(document: Document) -> Places:
    if any(element.standard == "Formula" for element in document.elements):
        yield from unmapped(document)


def _systems(document: Document) -> Iterator[tuple[Font, dict[str, str], dict[str, str]]]:
    """Composite fonts with a CMap of their own: the CIDSystemInfo of the font and of the CMap."""
    for font in fonts(document):
        if font.is_composite and font.cmap is not None:
            of_font, of_map = font.descendant.get("/CIDSystemInfo", {}), font.cmap.get("/CIDSystemInfo", {})
            yield font, dict(of_font), dict(of_map)


@check(
    "UA 31-001",
    "A Type 0 font with encoding other than Identity has a Registry that differs from its CMap's.",
)
def registries(document: Document) -> Places:
    return (
        font.name
        for font, one, other in _systems(document)
        if str(one.get("/Registry")) != str(other.get("/Registry"))
    )


@check(
    "UA 31-002",
    "A Type 0 font with encoding other than Identity has an Ordering that differs from its CMap's.",
)
def orderings(document: Document) -> Places:
    return (
        font.name
        for font, one, other in _systems(document)
        if str(one.get("/Ordering")) != str(other.get("/Ordering"))
    )


@check("UA 31-003", "A Type 0 font with encoding other than Identity has a Supplement beyond its CMap's.")
def supplements(document: Document) -> Places:
    for font, one, other in _systems(document):
        if int(one.get("/Supplement", 0)) > int(other.get("/Supplement", 0)):
            yield font.name


def _truetype_cids(document: Document) -> Iterator[Font]:
    for font in fonts(document):
        if bare(font.descendant.get("/Subtype")) == "CIDFontType2" and font.is_embedded:
            yield font


@check(
    "UA 31-004",
    "A Type 2 CID font contains neither a stream nor the name Identity as the value of CIDToGIDMap.",
)
def odd_maps(document: Document) -> Places:
    for font in _truetype_cids(document):
        held = font.descendant.get("/CIDToGIDMap")
        if held is not None and not isinstance(held, pikepdf.Stream) and str(held) != "/Identity":
            yield font.name


@check("UA 31-005", "A Type 2 CID font does not contain a CIDToGIDMap entry.")
def no_maps(document: Document) -> Places:
    return (font.name for font in _truetype_cids(document) if "/CIDToGIDMap" not in font.descendant)


def _predefined(name: str) -> bool:
    stem, _, direction = name.rpartition("-")
    return name in ("H", "V") or (direction in ("H", "V") and bool(PREDEFINED.fullmatch(stem)))


@check("UA 31-006", "A CMap is neither listed in ISO 32000-1:2008, Table 118, nor is it embedded.")
def foreign_cmaps(document: Document) -> Places:
    return _named(
        document,
        lambda font: font.is_composite and font.cmap is None and not _predefined(bare(font.encoding)),
    )


@check(
    "UA 31-007",
    "The WMode entry in a CMap dictionary is not identical to the WMode value in the CMap stream.",
)
def writing_modes(document: Document) -> Places:
    for font in fonts(document):
        if font.is_composite and font.cmap is not None:
            inside = re.search(rb"/WMode\s+(\d)\s+def", font.cmap.read_bytes())
            if int(inside[1] if inside else 0) != int(font.cmap.get("/WMode", 0)):
                yield font.name


@check("UA 31-008", "A CMap references another CMap which is not listed in ISO 32000-1:2008, Table 118.")
def borrowed_cmaps(document: Document) -> Places:
    for font in fonts(document):
        if font.is_composite and font.cmap is not None:
            other = font.cmap.get("/UseCMap")
            if other is not None and not _predefined(
                bare(other.get("/CMapName") if "/CMapName" in other else other)
            ):
                yield font.name


@check("UA 31-009", "For a font used by text intended to be rendered the font program is not embedded.")
def not_embedded(document: Document) -> Places:
    yield from _named(document, lambda font: not font.is_embedded)
    yield from document.contents.unnamed_fonts


@check(
    "UA 31-011",
    "The font program is embedded but it does not contain all of the glyphs that the text refers to.",
)
def lost_glyphs(document: Document) -> Places:
    for font in fonts(document):
        if (
            font.is_embedded
            and font.kind in ("Type0", "TrueType")
            and "/FontFile2" in font.descriptor
            and font.program is None
        ):
            yield font.name
        for code, glyph in font.glyphs.items():
            if glyph >= font.program["maxp"].numGlyphs:
                yield f"{font.name}: code {code}"


def _listed_cids(font: Font) -> set[int]:
    bits = font.descriptor.CIDSet.read_bytes()
    return {8 * at + bit for at, byte in enumerate(bits) for bit in range(8) if byte & (0x80 >> bit)}


def _with_cid_set(document: Document) -> Iterator[Font]:
    return (
        font
        for font in fonts(document)
        if font.is_composite and "/CIDSet" in font.descriptor and font.program
    )


@check(
    "UA 31-014",
    "The CIDSet of an embedded CID font does not list all of the CIDs that the font program holds.",
)
def short_cid_sets(document: Document) -> Places:
    for font in _with_cid_set(document):
        if set(range(font.program["maxp"].numGlyphs)) - _listed_cids(font):
            yield font.name


@check("UA 31-015", "The CIDSet of an embedded CID font lists CIDs that the font program does not hold.")
def long_cid_sets(document: Document) -> Places:
    for font in _with_cid_set(document):
        if _listed_cids(font) - set(range(font.program["maxp"].numGlyphs)):
            yield font.name


@check(
    "UA 31-016", "The glyph width information in the font dictionary and in the embedded font program differ."
)
def widths(document: Document) -> Places:
    for font in fonts(document):
        if not font.glyphs:
            continue
        order, metrics = font.program.getGlyphOrder(), font.program["hmtx"].metrics
        scale = 1000 / font.program["head"].unitsPerEm
        otherwise = float(font.descendant.get("/DW", 1000))
        for code, glyph in font.glyphs.items():
            if glyph < len(order):
                own = metrics[order[glyph]][0] * scale
                if abs(font.widths.get(code, otherwise) - own) > WIDTH_TOLERANCE:
                    yield f"{font.name}: code {code}"


def _simple(document: Document, *, symbolic: bool) -> Iterator[Font]:
    return (font for font in fonts(document) if font.kind == "TrueType" and font.is_symbolic == symbolic)


@check(
    "UA 31-017", "None of the cmap entries of a non-symbolic TrueType font program is a non-symbolic cmap."
)
def only_symbols(document: Document) -> Places:
    return (
        font.name
        for font in _simple(document, symbolic=False)
        if font.program and not font.tables - {MICROSOFT_SYMBOL}
    )


@check(
    "UA 31-018",
    "A glyph of a non-symbolic TrueType font cannot be looked up by any of its non-symbolic cmap entries.",
)
def not_found(document: Document) -> Places:
    codec = {"WinAnsiEncoding": "cp1252", "MacRomanEncoding": "mac_roman"}
    for font in _simple(document, symbolic=False):
        if font.program and font.tables & {MICROSOFT_UNICODE, MAC_ROMAN} and not font.differences:
            known = font.program.getBestCmap() or {}
            for code in font.codes:
                meaning = bytes([code]).decode(codec.get(font.base_encoding, "cp1252"), errors="replace")
                if ord(meaning) not in known:
                    yield f"{font.name}: code {code}"


@check(
    "UA 31-019", "The font dictionary for a non-symbolic TrueType font does not contain an Encoding entry."
)
def no_encoding(document: Document) -> Places:
    return (font.name for font in _simple(document, symbolic=False) if font.encoding is None)


@check(
    "UA 31-020",
    "The Encoding dictionary of a non-symbolic TrueType font does not contain a BaseEncoding entry.",
)
def no_base(document: Document) -> Places:
    for font in _simple(document, symbolic=False):
        if isinstance(font.encoding, pikepdf.Dictionary) and "/BaseEncoding" not in font.encoding:
            yield font.name


@check(
    "UA 31-021",
    "The encoding of a non-symbolic TrueType font is neither MacRomanEncoding nor WinAnsiEncoding.",
)
def other_encoding(document: Document) -> Places:
    for font in _simple(document, symbolic=False):
        if font.base_encoding not in ("", "MacRomanEncoding", "WinAnsiEncoding"):
            yield font.name


@check(
    "UA 31-022",
    "The Differences of a non-symbolic TrueType font name glyphs that are not in the Adobe Glyph List.",
)
def unknown_names(document: Document) -> Places:
    for font in _simple(document, symbolic=False):
        yield from (f"{font.name}: {name}" for name in font.differences if name not in AGL2UV)


@check(
    "UA 31-023",
    "A non-symbolic TrueType font has a Differences array, but its program has no Microsoft Unicode cmap.",
)
def differences_without_unicode(document: Document) -> Places:
    for font in _simple(document, symbolic=False):
        if font.differences and MICROSOFT_UNICODE not in font.tables:
            yield font.name


@check("UA 31-024", "The Encoding entry is present in the font dictionary for a symbolic TrueType font.")
def symbolic_encoding(document: Document) -> Places:
    return (font.name for font in _simple(document, symbolic=True) if font.encoding is not None)


@check("UA 31-025", "The embedded font program for a symbolic TrueType font does not contain a cmap.")
def symbolic_without_cmap(document: Document) -> Places:
    return (font.name for font in _simple(document, symbolic=True) if font.program and not font.tables)


@check(
    "UA 31-026",
    "The program of a symbolic TrueType font has several cmaps, but none is a Microsoft Symbol cmap.",
)
def symbolic_with_many(document: Document) -> Places:
    for font in _simple(document, symbolic=True):
        if len(font.tables) > 1 and MICROSOFT_SYMBOL not in font.tables:
            yield font.name


@check(
    "UA 31-027",
    "A font dictionary does not contain the ToUnicode entry, nor an encoding that makes it needless.",
)
def no_meanings(document: Document) -> Places:
    for font in fonts(document):
        standard = not font.is_composite and font.base_encoding in ("WinAnsiEncoding", "MacRomanEncoding")
        if "/ToUnicode" not in font.entries and not standard:
            yield font.name


def _meaning(document: Document, *forbidden: str) -> Iterator[str]:
    for font in fonts(document):
        for code, meaning in font.meanings.items():
            if set(meaning) & set(forbidden):
                yield f"{font.name}: code {code}"


@check("UA 31-028", "One or more Unicode values specified in the ToUnicode CMap are zero (0).")
def meaning_zero(document: Document) -> Places:
    return _meaning(document, "\0")


@check(
    "UA 31-029",
    "One or more Unicode values specified in the ToUnicode CMap are equal to either U+FEFF or U+FFFE.",
)
def meaning_mark(document: Document) -> Places:
    return _meaning(document, "\ufeff", "\ufffe")


@check("UA 31-030", "One or more characters used in text showing operators reference the .notdef glyph.")
def not_defined(document: Document) -> Places:
    for font in fonts(document):
        yield from (f"{font.name}: code {code}" for code, glyph in font.glyphs.items() if glyph == 0)
