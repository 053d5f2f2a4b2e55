"""ISO 19005-3:2012 (PDF/A-3), level A: what makes a file readable in fifty years.

The essentials, by clause. Fonts, tags and languages are looked at under PDF/UA-1, which asks at least as much
(6.2.11, 6.7).
"""

import re
from collections.abc import Iterator

import pikepdf

from .check import Places, check
from .document import Document, bare, listed
from .files import DC, embedded
from .fonts import fonts

PDFAID = "http://www.aiim.org/pdfa/ns/id/"
XMP = "http://ns.adobe.com/xap/1.0/"
PDF = "http://ns.adobe.com/pdf/1.3/"
PDFA_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
PDFA_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# Namespaces whose properties need no description (ISO 19005-3, 6.6.2.3, and XMP's own syntax).
KNOWN = {PDFAID, XMP, PDF, DC, RDF, PDFA_EXTENSION, PDFA_SCHEMA, "adobe:ns:meta/"} | {
    "http://www.aiim.org/pdfa/ns/property#",
    "http://www.aiim.org/pdfa/ns/type#",
    "http://www.aiim.org/pdfa/ns/field#",
    "http://ns.adobe.com/xap/1.0/mm/",
    "http://ns.adobe.com/xap/1.0/rights/",
    "http://ns.adobe.com/tiff/1.0/",
    "http://ns.adobe.com/exif/1.0/",
    "http://ns.adobe.com/photoshop/1.0/",
    "http://www.w3.org/XML/1998/namespace",
}
LONGEST_STRING, LONGEST_NAME, DEEPEST_STATE, MOST_OBJECTS = 32_767, 127, 28, 8_388_607
PRINT, INVISIBLE, HIDDEN, NO_VIEW, TOGGLE = 4, 1, 2, 32, 256
BLEND_MODES = frozenset(
    """Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight
    Difference Exclusion Hue Saturation Color Luminosity""".split()  # noqa: SIM905 easier to read
)
BANNED_ACTIONS = frozenset(
    """Launch Sound Movie ResetForm ImportData Hide SetOCGState Rendition Trans GoTo3DView
    JavaScript""".split()  # noqa: SIM905
)
NAMED_ACTIONS = frozenset(("NextPage", "PrevPage", "FirstPage", "LastPage"))
INTENTS = frozenset(("RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"))
RELATIONSHIPS = frozenset(("Source", "Data", "Alternative", "Supplement", "Unspecified"))


def _place(thing: pikepdf.Object) -> str:
    return f"object {thing.objgen[0]}"


@check("A 6.1.2", "The file does not begin with %PDF-1.n and a comment of at least four bytes above 127.")
def header(document: Document) -> Places:
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", document.content):
        yield "header"


@check("A 6.1.3 a", "The trailer has no ID.")
def identifier(document: Document) -> Places:
    if not all(bytes(part) for part in document.pdf.trailer.get("/ID", [b""])):
        yield "trailer"


@check("A 6.1.3 b", "The file is encrypted.")
def encrypted(document: Document) -> Places:
    if "/Encrypt" in document.pdf.trailer:
        yield "trailer"


@check("A 6.1.3 c", "Data follows the last end-of-file marker.")
def after_the_end(document: Document) -> Places:
    if document.content[document.content.rfind(b"%%EOF") + 5 :] not in (b"", b"\n", b"\r", b"\r\n"):
        yield "end"


@check("A 6.1.7.1", "A stream takes its content from outside the file.")
def outside_streams(document: Document) -> Places:
    for stream in document.streams:
        if any(entry in stream for entry in ("/F", "/FFilter", "/FDecodeParms")):
            yield _place(stream)


@check("A 6.1.7.2", "A stream is compressed with LZW or locked with Crypt.")
def filters(document: Document) -> Places:
    for stream in document.streams:
        if {bare(name) for name in listed(stream.get("/Filter"))} & {"LZWDecode", "Crypt", "LZW"}:
            yield _place(stream)


@check("A 6.1.12", "The permissions dictionary has entries other than UR3 and DocMDP.")
def permissions(document: Document) -> Places:
    return (key for key in dict(document.root.get("/Perms", {})) if key not in ("/UR3", "/DocMDP"))


@check("A 6.1.13 a", "A string is longer than 32 767 bytes, or a name longer than 127.")
def lengths(document: Document) -> Places:
    for thing in document.dictionaries:
        for key, value in thing.items():
            too_long = isinstance(value, pikepdf.String) and len(bytes(value)) > LONGEST_STRING
            if too_long or (isinstance(value, pikepdf.Name) and len(str(value).encode()) > LONGEST_NAME + 1):
                yield f"{_place(thing)} {key}"


@check(
    "A 6.1.13 b", "Graphics states are nested more than 28 deep, or there are more than 8 388 607 objects."
)
def nesting(document: Document) -> Places:
    if document.contents.deepest_nesting > DEEPEST_STATE or len(document.pdf.objects) > MOST_OBJECTS:
        yield "pages"


def _intents(document: Document) -> list[pikepdf.Dictionary]:
    return [intent for intent in document.root.get("/OutputIntents", []) if intent.get("/S") == "/GTS_PDFA1"]


def _profile(document: Document) -> pikepdf.Stream | None:
    return next((intent.get("/DestOutputProfile") for intent in _intents(document)), None)


@check("A 6.2.3 a", "There is no output intent with an embedded colour profile that fits it.")
def output_intent(document: Document) -> Places:
    profile = _profile(document)
    if not isinstance(profile, pikepdf.Stream):
        yield "catalog"
    elif {b"RGB ": 3, b"GRAY": 1, b"CMYK": 4}.get(profile.read_bytes()[16:20]) != int(profile.get("/N", 0)):
        yield _place(profile)


@check("A 6.2.3 b", "Output intents refer to different profiles, or to one outside the file.")
def one_profile(document: Document) -> Places:
    intents = document.root.get("/OutputIntents", [])
    profiles = {intent.DestOutputProfile.objgen for intent in intents if "/DestOutputProfile" in intent}
    if len(profiles) > 1 or any("/DestOutputProfileRef" in intent for intent in intents):
        yield "OutputIntents"


@check("A 6.2.4.3", "A device colour space is used that the output intent does not define.")
def device_colours(document: Document) -> Places:
    profile = _profile(document)
    channels = int(profile.get("/N", 0)) if isinstance(profile, pikepdf.Stream) else 0
    defined = {3: {"rg", "g"}, 4: {"k", "g"}, 1: {"g"}}.get(channels, set())
    for space, places in document.contents.spaces.items():
        if space not in defined:
            yield from places


@check("A 6.2.5 a", "A graphics state has a transfer function or a halftone of its own.")
def transfer(document: Document) -> Places:
    for (_, name), state in document.contents.states.items():
        if "/TR" in state or state.get("/TR2", "/Default") != "/Default" or "/HTP" in state:
            yield name


@check("A 6.2.6", "A rendering intent is not one of the four that exist.")
def intents(document: Document) -> Places:
    return (name for name in document.contents.intents if name not in INTENTS)


@check("A 6.2.8", "An image has alternates, OPI data, or asks to be smoothed.")
def images(document: Document) -> Places:
    for stream in document.streams:
        odd = "/Alternates" in stream or "/OPI" in stream or stream.get("/Interpolate") is True
        if odd and stream.get("/Subtype") == "/Image":
            yield _place(stream)


@check("A 6.2.9", "A form has OPI or PostScript data, refers to another file, or is PostScript.")
def forms(document: Document) -> Places:
    for stream in document.streams:
        if stream.get("/Subtype") == "/PS":
            yield _place(stream)
        if stream.get("/Subtype") == "/Form" and any(
            entry in stream for entry in ("/OPI", "/PS", "/Ref", "/Subtype2")
        ):
            yield _place(stream)


@check("A 6.2.10 a", "A blend mode is not one of those in ISO 32000-1.")
def blend_modes(document: Document) -> Places:
    for (_, name), state in document.contents.states.items():
        if any(bare(mode) not in BLEND_MODES for mode in listed(state.get("/BM", pikepdf.Name.Normal))):
            yield name


@check(
    "A 6.2.10 b",
    "A page has transparency, but neither a blending colour space nor an output intent to mix in.",
)
def transparency(document: Document) -> Places:
    if _intents(document):
        return
    for number, page in enumerate(document.pdf.pages, 1):
        if "/Group" in page.obj and "/CS" not in page.obj.Group:
            yield f"page {number}"


@check("A 6.2.11.2", "A font dictionary lacks its type, subtype or name.")
def font_entries(document: Document) -> Places:
    for font in fonts(document):
        if (
            font.entries.get("/Type") != "/Font"
            or not font.kind
            or (font.kind != "Type3" and "/BaseFont" not in font.entries)
        ):
            yield font.name


def _annotations(document: Document) -> Iterator[tuple[str, str, pikepdf.Dictionary]]:
    for page, annotation, _element in document.annotations:
        yield f"page {page}", bare(annotation.get("/Subtype")), annotation


@check("A 6.3.1", "An annotation is of a kind that an archive cannot keep (3D, sound, screen, film).")
def annotation_kinds(document: Document) -> Places:
    banned = ("3D", "Sound", "Screen", "Movie", "RichMedia")
    return (place for place, kind, _ in _annotations(document) if kind in banned)


@check("A 6.3.2", "An annotation is not printed, or is hidden.")
def annotation_flags(document: Document) -> Places:
    for place, kind, annotation in _annotations(document):
        flags = int(annotation.get("/F", 0))
        if kind != "Popup" and (not flags & PRINT or flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE)):
            yield place


@check("A 6.3.3", "An annotation other than a link or a popup has an area and no appearance.")
def annotation_appearance(document: Document) -> Places:
    for place, kind, annotation in _annotations(document):
        left, bottom, right, top = (float(edge) for edge in annotation.get("/Rect", [0, 0, 0, 0]))
        if (
            kind not in ("Popup", "Link")
            and left != right
            and bottom != top
            and "/N" not in annotation.get("/AP", {})
        ):
            yield place


@check("A 6.4.1 a", "A form field acts by itself.")
def widget_actions(document: Document) -> Places:
    for place, kind, annotation in _annotations(document):
        if kind == "Widget" and ("/A" in annotation or "/AA" in annotation):
            yield place


@check("A 6.4.1 b", "A form's appearance is left to the reader (NeedAppearances).")
def need_appearances(document: Document) -> Places:
    if document.root.get("/AcroForm", {}).get("/NeedAppearances"):
        yield "AcroForm"


@check("A 6.4.2", "There is an XFA form.")
def xfa(document: Document) -> Places:
    if "/XFA" in document.root.get("/AcroForm", {}) or document.root.get("/NeedsRendering"):
        yield "AcroForm"


@check("A 6.5.1 a", "There is an action that an archive cannot keep, such as JavaScript or Launch.")
def actions(document: Document) -> Places:
    for thing in document.dictionaries:
        for action in [thing, *(thing.get(entry) for entry in ("/A", "/OpenAction"))]:
            if isinstance(action, pikepdf.Dictionary) and bare(action.get("/S")) in BANNED_ACTIONS:
                yield _place(thing)
    if "/JavaScript" in document.root.get("/Names", {}):
        yield "Names"


@check("A 6.5.1 b", "A named action is other than going to the next, previous, first or last page.")
def named_actions(document: Document) -> Places:
    for thing in document.dictionaries:
        for action in (thing, thing.get("/A")):
            if (
                isinstance(action, pikepdf.Dictionary)
                and action.get("/S") == "/Named"
                and bare(action.get("/N")) not in NAMED_ACTIONS
            ):
                yield _place(thing)


@check("A 6.5.2", "The document, a page or a field acts by itself (AA).")
def triggers(document: Document) -> Places:
    if "/AA" in document.root:
        yield "catalog"
    yield from (f"page {number}" for number, page in enumerate(document.pdf.pages, 1) if "/AA" in page.obj)


@check("A 6.6.2.1 a", "The metadata cannot be read as XMP.")
def readable_metadata(document: Document) -> Places:
    if document.xmp is None:
        yield "metadata"


@check("A 6.6.2.1 b", "The metadata's header has the attributes bytes or encoding.")
def packet_header(document: Document) -> Places:
    if re.search(rb"<\?xpacket[^>]*\b(bytes|encoding)=", document.packet):
        yield "metadata"


@check("A 6.6.2.3", "The metadata has properties that nothing describes.")
def described(document: Document) -> Places:
    if document.xmp is None:
        return
    own = {
        " ".join((node.text or "").split()) for node in document.xmp.iter(f"{{{PDFA_SCHEMA}}}namespaceURI")
    }
    names = {name for node in document.xmp.iter() for name in (node.tag, *node.attrib)}
    spaces = {name[1:].partition("}")[0] for name in names if name.startswith("{")}
    yield from sorted(spaces - KNOWN - own)


def _info(document: Document) -> dict[str, str]:
    return {key: str(value) for key, value in dict(document.pdf.trailer.get("/Info", {})).items()}


PAIRS = {
    "/Title": (DC, "title"),
    "/Author": (DC, "creator"),
    "/Subject": (DC, "description"),
    "/Keywords": (PDF, "Keywords"),
    "/Creator": (XMP, "CreatorTool"),
    "/Producer": (PDF, "Producer"),
}


@check("A 6.6.3 a", "The information dictionary and the metadata say different things.")
def same_metadata(document: Document) -> Places:
    info = _info(document)
    for key, place in PAIRS.items():
        if key in info and [" ".join(info[key].split())] != document.property(*place):
            yield key


@check("A 6.6.3 b", "The information dictionary and the metadata give different dates.")
def same_dates(document: Document) -> Places:
    info = _info(document)
    for key, name in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        if key in info:
            told = [re.sub(r"\D", "", value)[:14] for value in document.property(XMP, name)]
            if told != [re.sub(r"\D", "", info[key])[:14]]:
                yield key


@check("A 6.6.4", "The metadata does not say that this is PDF/A-3, level A.")
def says_so(document: Document) -> Places:
    if (document.property(PDFAID, "part"), document.property(PDFAID, "conformance")) != (["3"], ["A"]):
        yield "metadata"


@check("A 6.7.2", "The file does not say that it is tagged.")
def marked(document: Document) -> Places:
    if document.root.get("/MarkInfo", {}).get("/Marked") is not True:
        yield "catalog"


@check("A 6.7.3.2", "There is no structure tree, or nothing in it.")
def has_tree(document: Document) -> Places:
    if not document.elements:
        yield "catalog"


@check("A 6.7.3.3", "The structure tree and the list that leads from marked content to it do not agree.")
def parent_tree(document: Document) -> Places:
    tree = document.root.get("/StructTreeRoot")
    numbers = {} if tree is None else dict(_numbers(tree.get("/ParentTree", pikepdf.Dictionary())))
    for number, page in enumerate(document.pdf.pages, 1):
        owners = numbers.get(int(page.obj.get("/StructParents", -1)))
        for (key, mcid), element in document.tagged.items() if owners is None else ():
            if key == page.obj.objgen:
                yield f"page {number}: {element} {mcid}"
        for mcid, owner in enumerate(owners if owners is not None else ()):
            told = document.tagged.get((page.obj.objgen, mcid))
            if owner is not None and (told is None or told.entries.objgen != owner.objgen):
                yield f"page {number}: content {mcid}"


def _numbers(node: pikepdf.Dictionary) -> Iterator[tuple[int, pikepdf.Object]]:
    """The pairs of a number tree."""
    pairs = list(node.get("/Nums", []))
    yield from ((int(key), value) for key, value in zip(pairs[::2], pairs[1::2], strict=True))
    for kid in node.get("/Kids", []):
        yield from _numbers(kid)


@check("A 6.7.4", "The file does not say what language it is in.")
def language(document: Document) -> Places:
    if not document.has_language:
        yield "catalog"


@check("A 6.8 a", "An embedded file does not say what kind of file it is.")
def file_kinds(document: Document) -> Places:
    for file in embedded(document):
        if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", bare(file.EF.F.get("/Subtype"))):
            yield _place(file)


@check("A 6.8 b", "An embedded file does not say how it stands to the document (AFRelationship).")
def file_relations(document: Document) -> Places:
    for file in embedded(document):
        if bare(file.get("/AFRelationship")) not in RELATIONSHIPS:
            yield _place(file)


@check("A 6.8 c", "An embedded file belongs to nothing in the document (AF).")
def associated(document: Document) -> Places:
    known = {file.objgen for thing in document.dictionaries for file in listed(thing.get("/AF"))}
    return (_place(file) for file in embedded(document) if file.objgen not in known)


@check("A 6.8 d", "An embedded file is not of the size, or was not made when, its parameters say.")
def file_parameters(document: Document) -> Places:
    for file in embedded(document):
        stream = file.EF.F
        told = stream.get("/Params", {})
        if "/ModDate" not in told or int(told.get("/Size", -1)) != len(stream.read_bytes()):
            yield _place(file)


@check("A 6.9", "Layers are ordered in a way that leaves some of them out.")
def layers(document: Document) -> Places:
    held = document.root.get("/OCProperties")
    if held is None:
        return
    groups = {group.objgen for group in held.get("/OCGs", [])}
    for layer in [held.get("/D", pikepdf.Dictionary()), *held.get("/Configs", [])]:
        order = {group.objgen for group in layer.get("/Order", []) if isinstance(group, pikepdf.Dictionary)}
        if "/Order" in layer and order != groups:
            yield "OCProperties"


@check("A 6.10", "There are alternate presentations or steps of a presentation.")
def presentations(document: Document) -> Places:
    if "/AlternatePresentations" in document.root.get("/Names", {}):
        yield "Names"
    yield from (
        f"page {number}" for number, page in enumerate(document.pdf.pages, 1) if "/PresSteps" in page.obj
    )


@check("A 6.11", "The document asks something of its reader (Requirements).")
def requirements(document: Document) -> Places:
    if "/Requirements" in document.root:
        yield "catalog"
