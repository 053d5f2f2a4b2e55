"""A good PDF broken in one way each: for every check of `reports.conformance` a change that it must see.

A change takes the opened PDF and alters it, or, below, the bytes of the file.
"""

import io
import re
from collections.abc import Callable, Iterator
from copy import copy

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

Break = Callable[[Pdf], object]


def elements(pdf: Pdf, tag: str) -> list[Dictionary]:
    return [thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/S") == f"/{tag}"]


def element(pdf: Pdf, tag: str) -> Dictionary:
    """One with content of its own, where there is one."""
    found = elements(pdf, tag)
    return next((each for each in found if "/Pg" in each), found[0])


def retag(tag: str, anew: str) -> Break:
    return lambda pdf: element(pdf, tag).__setitem__("/S", Name(f"/{anew}"))


def entry(name: str, value: Callable[[Pdf], object]) -> Break:
    """Put an entry into the catalog."""
    return lambda pdf: pdf.Root.__setitem__(name, value(pdf))


def without(name: str) -> Break:
    return lambda pdf: pdf.Root.__delitem__(name)


def metadata(old: bytes, new: bytes) -> Break:
    def change(pdf: Pdf) -> None:
        content = pdf.Root.Metadata.read_bytes()
        assert old in content
        pdf.Root.Metadata.write(content.replace(old, new))

    return change


def page(pdf: Pdf) -> pikepdf.Page:
    """The first page that has links."""
    return next(page for page in pdf.pages if "/Annots" in page)


def painted(before: bytes = b"", after: bytes = b"") -> Break:
    """Put operators around what a page paints."""

    def change(pdf: Pdf) -> None:
        contents = page(pdf).Contents
        contents.write(before + b"\n" + contents.read_bytes() + b"\n" + after)

    return change


def inside_text(operators: bytes) -> Break:
    def change(pdf: Pdf) -> None:
        contents = page(pdf).Contents
        contents.write(
            re.sub(rb"(/Span\s*<</MCID \d+>>\s*BDC)", rb"\1 " + operators, contents.read_bytes(), count=1)
        )

    return change


def resources(kind: str, name: str, value: Callable[[Pdf], object], operators: bytes) -> Break:
    """Give the pages a resource and use it."""

    def change(pdf: Pdf) -> None:
        pdf.pages[0].Resources[kind][name] = pdf.make_indirect(value(pdf))
        painted(after=operators)(pdf)

    return change


def annotations(pdf: Pdf, kind: str) -> Iterator[Dictionary]:
    return (each for page in pdf.pages for each in page.get("/Annots", []) if each.Subtype == f"/{kind}")


def annotation(kind: str = "Link", *, drop: str = "", **entries: object) -> Break:
    def change(pdf: Pdf) -> None:
        found = next(annotations(pdf, kind))
        for name, value in entries.items():
            found[f"/{name}"] = value(pdf) if callable(value) else value
        if drop:
            del found[drop]

    return change


def on_page(**entries: object) -> Break:
    def change(pdf: Pdf) -> None:
        for name, value in entries.items():
            if value is None:
                del page(pdf)[f"/{name}"]
            else:
                page(pdf)[f"/{name}"] = value

    return change


def font(pdf: Pdf) -> Dictionary:
    """The one that most of the text is in."""
    composite = [
        each for each in pdf.objects if isinstance(each, Dictionary) and each.get("/Subtype") == "/Type0"
    ]
    return max(composite, key=lambda each: len(each.ToUnicode.read_bytes()))


def on_font(change: Callable[[Dictionary, Dictionary, Pdf], object]) -> Break:
    """`change` gets the font, its descendant and the PDF."""
    return lambda pdf: change(font(pdf), font(pdf).DescendantFonts[0], pdf)


def system(**entries: object) -> Dictionary:
    return Dictionary(**({"Registry": "Adobe", "Ordering": "Identity", "Supplement": 0} | entries))


def own_cmap(body: bytes = b"", **entries: object) -> Break:
    def change(pdf: Pdf) -> None:
        wanted = {"Type": Name.CMap, "CMapName": Name("/Own-H"), "CIDSystemInfo": system()} | entries
        font(pdf).Encoding = pdf.make_stream(body, **wanted)

    return change


def cid_set(bits: bytes) -> Break:
    return on_font(
        lambda _font, below, pdf: below.FontDescriptor.__setitem__("/CIDSet", pdf.make_stream(bits))
    )


def meaning(pattern: bytes, anew: bytes) -> Break:
    def change(pdf: Pdf) -> None:
        stream = font(pdf).ToUnicode
        stream.write(re.sub(pattern, anew, stream.read_bytes(), count=1))

    return change


def simple(*, symbolic: bool, program: Callable[[TTFont], object] | None = None, **entries: object) -> Break:
    """Make the font a TrueType font without a descendant; an entry of None is left out."""

    def change(pdf: Pdf) -> None:
        made, below = font(pdf), font(pdf).DescendantFonts[0]
        made.Subtype, made.FontDescriptor = Name.TrueType, below.FontDescriptor
        made.FontDescriptor.Flags = 4 if symbolic else 32
        del made.DescendantFonts, made.Encoding
        for name, value in entries.items():
            made[f"/{name}"] = value
        if program:
            held = TTFont(io.BytesIO(made.FontDescriptor.FontFile2.read_bytes()))
            program(held)
            written = io.BytesIO()
            held.save(written)
            made.FontDescriptor.FontFile2.write(written.getvalue())

    return change


def cmaps(*wanted: tuple[int, int]) -> Callable[[TTFont], None]:
    """Leave the font's program with cmaps of these (platform, encoding) pairs."""

    def change(held: TTFont) -> None:
        one = held["cmap"].tables[0]
        tables = [copy(one) for _ in wanted]
        for table, (platform, encoding) in zip(tables, wanted, strict=True):
            table.platformID, table.platEncID = platform, encoding
        held["cmap"].tables = tables

    return change


def no_cmap(held: TTFont) -> None:
    del held["cmap"]


def differences(*names: str) -> Dictionary:
    return Dictionary(BaseEncoding=Name.WinAnsiEncoding, Differences=Array([1, *map(Name, names)]))


def layers(**entries: object) -> Break:
    return entry("/OCProperties", lambda pdf: Dictionary(**entries))


def loose(**entries: object) -> Break:
    """An object of its own, as a file may have anywhere."""
    return entry("/X", lambda pdf: pdf.make_indirect(Dictionary(**entries)))


def loose_stream(content: bytes = b"", **entries: object) -> Break:
    return entry("/X", lambda pdf: pdf.make_stream(content, **entries))


def embedded(pdf: Pdf) -> Dictionary:
    return next(each for each in pdf.objects if isinstance(each, Dictionary) and "/EF" in each)


def both(*changes: Break) -> Break:
    def change(pdf: Pdf) -> None:
        for each in changes:
            each(pdf)

    return change


def two_notes(pdf: Pdf) -> None:
    for each in elements(pdf, "P")[:2]:
        each.S, each.ID = Name.Note, "same"


def two_headings(pdf: Pdf) -> None:
    together = [each for each in elements(pdf, "H4") if each.P.objgen == elements(pdf, "H4")[0].P.objgen]
    for each in together[:2]:
        each.S = Name.H


def swapped_owners(pdf: Pdf) -> None:
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    numbers[1], numbers[3] = numbers[3], numbers[1]


def lzw(pdf: Pdf) -> None:
    stream = pdf.make_stream(b"")
    stream.write(b"\x80\x0b\x60", filter=Name.LZWDecode)
    pdf.Root["/X"] = stream


def other_profile(pdf: Pdf) -> None:
    profile = pdf.make_stream(pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes(), N=3)
    pdf.Root.OutputIntents.append(Dictionary(S=Name.GTS_PDFX, DestOutputProfile=profile))


NO_LANGUAGE = without("/Lang")
FORMULA = retag("P", "Formula")
UNMAPPED = meaning(rb"<[0-9a-f]{4}> <0065>\n", b"")
PAINT = b"0 0 1 1 re f"
DRAWN = b"/Artifact BMC " + PAINT + b" EMC"

BREAKS: dict[str, Break] = {
    "UA 01-003": inside_text(DRAWN),
    "UA 01-004": painted(b"/Artifact BMC", b"EMC"),
    "UA 01-005": painted(after=PAINT),
    "UA 01-007": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Suspects", True),
    "UA 02-001": retag("P", "Chapter"),
    "UA 02-003": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(A=Name.B, B=Name.A)),
    "UA 02-004": lambda pdf: pdf.Root.StructTreeRoot.__setitem__("/RoleMap", Dictionary(P=Name.Div)),
    "UA 06-001": without("/Metadata"),
    "UA 06-002": metadata(b'pdfuaid:part="1"', b'pdfuaid:part="2"'),
    "UA 06-003": metadata(b"dc:title", b"dc:subject"),
    "UA 07-001": lambda pdf: pdf.Root.ViewerPreferences.__delitem__("/DisplayDocTitle"),
    "UA 07-002": lambda pdf: pdf.Root.ViewerPreferences.__setitem__("/DisplayDocTitle", False),
    "UA 09-004": retag("TD", "P"),
    "UA 09-005": retag("LBody", "P"),
    "UA 09-006": retag("TOCI", "P"),
    "UA 09-007": retag("P", "RB"),
    "UA 09-008": retag("P", "WT"),
    "UA 10-001": UNMAPPED,
    "UA 11-001": entry("/Lang", lambda pdf: "no language"),
    "UA 11-002": both(NO_LANGUAGE, lambda pdf: element(pdf, "P").__setitem__("/Alt", "words")),
    "UA 11-003": NO_LANGUAGE,
    "UA 11-004": NO_LANGUAGE,
    "UA 11-005": NO_LANGUAGE,
    "UA 11-006": NO_LANGUAGE,
    "UA 13-004": retag("P", "Figure"),
    "UA 14-002": retag("H1", "H2"),
    "UA 14-003": retag("H3", "H5"),
    "UA 14-006": two_headings,
    "UA 14-007": retag("H4", "H"),
    "UA 15-003": lambda pdf: element(pdf, "TH").__delitem__("/A"),
    "UA 17-002": FORMULA,
    "UA 17-003": both(FORMULA, UNMAPPED),
    "UA 19-003": retag("P", "Note"),
    "UA 19-004": two_notes,
    "UA 20-001": layers(OCGs=Array(), D=Dictionary(Name="Layer"), Configs=Array([Dictionary()])),
    "UA 20-002": layers(OCGs=Array(), D=Dictionary()),
    "UA 20-003": layers(OCGs=Array(), D=Dictionary(Name="Layer", AS=Array())),
    "UA 21-001": lambda pdf: embedded(pdf).__delitem__("/UF"),
    "UA 25-001": lambda pdf: pdf.Root.AcroForm.__setitem__(
        "/XFA", pdf.make_stream(b"<dynamicRender>required</dynamicRender>")
    ),
    "UA 28-002": annotation(Subtype=Name.Text),
    "UA 28-004": annotation(Subtype=Name.Text, drop="/Contents"),
    "UA 28-005": annotation("Widget", drop="/TU"),
    "UA 28-006": annotation(Subtype=Name.Wormhole),
    "UA 28-007": annotation(Subtype=Name.TrapNet),
    "UA 28-008": on_page(Tabs=None),
    "UA 28-009": on_page(Tabs=Name.R),
    "UA 28-010": retag("Form", "P"),
    "UA 28-011": retag("Link", "P"),
    "UA 28-012": annotation(drop="/Contents"),
    "UA 28-014": loose(S=Name.MCD, D=Dictionary(), Alt=Array(["", "words"])),
    "UA 28-015": loose(S=Name.MCD, D=Dictionary(), CT="audio/wav"),
    "UA 28-016": annotation(Subtype=Name.FileAttachment),
    "UA 28-017": annotation(Subtype=Name.PrinterMark),
    "UA 28-018": annotation(
        Subtype=Name.PrinterMark, AP=lambda pdf: Dictionary(N=pdf.make_stream(b"0 0 1 1 re f"))
    ),
    "UA 30-001": loose_stream(Type=Name.XObject, Subtype=Name.Form, Ref=Dictionary()),
    "UA 30-002": resources(
        "/XObject",
        "/F0",
        lambda pdf: pdf.make_stream(b"/P <</MCID 0>> BDC EMC", Subtype=Name.Form, BBox=Array([0, 0, 1, 1])),
        b"/F0 Do /F0 Do",
    ),
    "UA 31-001": own_cmap(CIDSystemInfo=system(Registry="Other")),
    "UA 31-002": own_cmap(CIDSystemInfo=system(Ordering="Other")),
    "UA 31-003": both(
        own_cmap(), on_font(lambda _, below, pdf: below.CIDSystemInfo.__setitem__("/Supplement", 5))
    ),
    "UA 31-004": on_font(lambda _, below, pdf: below.__setitem__("/CIDToGIDMap", Name.Other)),
    "UA 31-005": on_font(lambda _, below, pdf: below.__delitem__("/CIDToGIDMap")),
    "UA 31-006": on_font(lambda own, below, pdf: own.__setitem__("/Encoding", Name("/Other-H"))),
    "UA 31-007": own_cmap(b"/WMode 0 def", WMode=1),
    "UA 31-008": own_cmap(UseCMap=Name("/Other-H")),
    "UA 31-009": on_font(lambda _, below, pdf: below.FontDescriptor.__delitem__("/FontFile2")),
    "UA 31-011": on_font(lambda _, below, pdf: below.FontDescriptor.FontFile2.write(b"no font")),
    "UA 31-014": cid_set(b"\x80"),
    "UA 31-015": cid_set(b"\xff" * 8192),
    "UA 31-016": on_font(lambda _, below, pdf: below.__delitem__("/W")),
    "UA 31-017": simple(symbolic=False, program=cmaps((3, 0)), Encoding=Name.WinAnsiEncoding),
    "UA 31-018": simple(symbolic=False, program=cmaps((3, 1)), Encoding=Name.WinAnsiEncoding),
    "UA 31-019": simple(symbolic=False),
    "UA 31-020": simple(symbolic=False, Encoding=Dictionary(Differences=Array())),
    "UA 31-021": simple(symbolic=False, Encoding=Name.MacExpertEncoding),
    "UA 31-022": simple(symbolic=False, Encoding=differences("/noSuchGlyphName")),
    "UA 31-023": simple(symbolic=False, program=cmaps((1, 0)), Encoding=differences("/a")),
    "UA 31-024": simple(symbolic=True, Encoding=Name.WinAnsiEncoding),
    "UA 31-025": simple(symbolic=True, program=no_cmap),
    "UA 31-026": simple(symbolic=True, program=cmaps((1, 0), (3, 1))),
    "UA 31-027": on_font(lambda own, below, pdf: own.__delitem__("/ToUnicode")),
    "UA 31-028": meaning(rb"<0065>\n", b"<0000>\n"),
    "UA 31-029": meaning(rb"<0065>\n", b"<feff>\n"),
    "UA 31-030": lambda pdf: painted(
        after=b"/Artifact BMC BT %s 5 Tf <0000> Tj ET EMC"
        % next(
            name.encode()
            for name, each in page(pdf).Resources.Font.items()
            if each.objgen == font(pdf).objgen
        )
    )(pdf),
    "A 6.1.7.1": loose_stream(F="elsewhere"),
    "A 6.1.7.2": lzw,
    "A 6.1.12": entry("/Perms", lambda pdf: Dictionary(Other=Dictionary())),
    "A 6.1.13 a": loose(Long="x" * 40_000),
    "A 6.1.13 b": painted(b"q " * 30, b"Q " * 30),
    "A 6.2.3 a": without("/OutputIntents"),
    "A 6.2.3 b": other_profile,
    "A 6.2.4.3": painted(after=b"0 0 0 1 k " + DRAWN),
    "A 6.2.5 a": resources("/ExtGState", "/G0", lambda pdf: Dictionary(TR=Name.Identity), b"/G0 gs"),
    "A 6.2.6": painted(after=b"/Vivid ri"),
    "A 6.2.8": loose_stream(Subtype=Name.Image, Interpolate=True),
    "A 6.2.9": loose_stream(Subtype=Name.PS),
    "A 6.2.10 a": resources("/ExtGState", "/G0", lambda pdf: Dictionary(BM=Name.Glow), b"/G0 gs"),
    "A 6.2.10 b": both(without("/OutputIntents"), on_page(Group=Dictionary(S=Name.Transparency))),
    "A 6.2.11.2": on_font(lambda own, below, pdf: own.__delitem__("/BaseFont")),
    "A 6.3.1": annotation(Subtype=Name.Movie),
    "A 6.3.2": annotation(F=0),
    "A 6.3.3": annotation(Subtype=Name.Text),
    "A 6.4.1 a": annotation("Widget", A=Dictionary()),
    "A 6.4.1 b": lambda pdf: pdf.Root.AcroForm.__setitem__("/NeedAppearances", True),
    "A 6.4.2": lambda pdf: pdf.Root.AcroForm.__setitem__("/XFA", "form"),
    "A 6.5.1 a": entry(
        "/OpenAction", lambda pdf: pdf.make_indirect(Dictionary(S=Name.JavaScript, JS="beep()"))
    ),
    "A 6.5.1 b": annotation(A=Dictionary(S=Name.Named, N=Name.Print)),
    "A 6.5.2": entry("/AA", lambda pdf: Dictionary()),
    "A 6.6.2.1 a": metadata(b"</x:xmpmeta>", b""),
    "A 6.6.2.1 b": metadata(b"<?xpacket begin=", b'<?xpacket bytes="9" begin='),
    "A 6.6.2.3": metadata(b"</rdf:RDF>", b'<rdf:Description xmlns:o="urn:own" o:word="x"/></rdf:RDF>'),
    "A 6.6.3 a": lambda pdf: pdf.docinfo.__setitem__("/Title", "Another title"),
    "A 6.6.3 b": lambda pdf: pdf.docinfo.__setitem__("/CreationDate", "D:19990101000000Z"),
    "A 6.6.4": metadata(b'pdfaid:conformance="A"', b'pdfaid:conformance="B"'),
    "A 6.7.2": lambda pdf: pdf.Root.MarkInfo.__setitem__("/Marked", False),
    "A 6.7.3.2": without("/StructTreeRoot"),
    "A 6.7.3.3": swapped_owners,
    "A 6.7.4": NO_LANGUAGE,
    "A 6.8 a": lambda pdf: embedded(pdf).EF.F.__setitem__("/Subtype", Name.unknown),
    "A 6.8 b": lambda pdf: embedded(pdf).__delitem__("/AFRelationship"),
    "A 6.8 c": without("/AF"),
    "A 6.8 d": lambda pdf: embedded(pdf).EF.F.Params.__delitem__("/ModDate"),
    "A 6.9": lambda pdf: layers(
        OCGs=Array([pdf.make_indirect(Dictionary(Type=Name.OCG))]), D=Dictionary(Name="L", Order=Array())
    )(pdf),
    "A 6.10": on_page(PresSteps=Dictionary()),
    "A 6.11": entry("/Requirements", lambda pdf: Array()),
}  # fmt: skip

LOCK = pikepdf.Encryption(owner="", user="", R=4)

# What pikepdf will neither write nor read is broken in what it has opened.
LOCKS = {"UA 26-001": Dictionary(), "UA 26-002": Dictionary(P=-1556)}

# What pikepdf mends or cannot write is broken in the bytes of the file.
BYTES: dict[str, Callable[[bytes], bytes]] = {
    "A 6.1.2": lambda content: content.replace(b"%PDF-1.7", b"%PDF-1.9", 1),
    "A 6.1.3 a": lambda content: content.replace(b"/ID [", b"/IX [").replace(b"/ID[", b"/IX["),
    "A 6.1.3 b": lambda content: saved(content, encryption=LOCK),
    "A 6.1.3 c": lambda content: content + b"more",
}


def saved(content: bytes, change: Break = lambda pdf: None, **how: object) -> bytes:
    """The PDF written anew after `change`."""
    with Pdf.open(io.BytesIO(content)) as pdf:
        change(pdf)
        anew = io.BytesIO()
        as_it_was = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
        pdf.save(anew, fix_metadata_version=False, **(how or as_it_was))
    return anew.getvalue()
