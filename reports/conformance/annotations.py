"""Checkpoint 28: links and whatever else lies over a page."""

from collections.abc import Iterator

import pikepdf

from .check import Places, check
from .document import Document, Element, bare

# ISO 32000-1, table 169.
KINDS = frozenset(
    """Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp
    Caret Ink Popup FileAttachment Sound Movie Widget Screen PrinterMark TrapNet Watermark 3D
    Redact""".split()  # noqa: SIM905 easier to read
)
HIDDEN = 2
Held = tuple[str, str, pikepdf.Dictionary, Element | None]


def shown(document: Document) -> Iterator[Held]:
    """Each annotation that is not hidden: where, its kind, itself, and the element that holds it."""
    for page, annotation, element in document.annotations:
        if not int(annotation.get("/F", 0)) & HIDDEN:
            yield f"page {page}", bare(annotation.get("/Subtype")), annotation, element


def _tag(element: Element | None) -> str:
    return element.standard if element else ""


def _words(annotation: pikepdf.Dictionary, element: Element | None) -> bool:
    return bool(str(annotation.get("/Contents", "")).strip() or (element and element.text("/Alt").strip()))


@check(
    "UA 28-002",
    "An annotation, other than of subtype Widget, Link and PrinterMark, is not a direct child of an <Annot> "
    "structure element.",
)
def untagged(document: Document) -> Places:
    for place, kind, _annotation, element in shown(document):
        if kind not in ("Widget", "Link", "PrinterMark") and _tag(element) != "Annot":
            yield place


@check(
    "UA 28-004",
    "An annotation, other than of subtype Widget, does not have a Contents entry and does not have an "
    "alternative description.",
)
def wordless(document: Document) -> Places:
    for place, kind, annotation, element in shown(document):
        if kind not in ("Widget", "PrinterMark", "Popup") and not _words(annotation, element):
            yield place


@check("UA 28-005", "A form field does not have a TU entry and does not have an alternative description.")
def unnamed_fields(document: Document) -> Places:
    for place, kind, annotation, element in shown(document):
        named = str(annotation.get("/TU", "") or annotation.get("/Parent", {}).get("/TU", "")).strip()
        if kind == "Widget" and not named and not (element and element.text("/Alt").strip()):
            yield place


@check("UA 28-006", "An annotation with subtype undefined in ISO 32000 does not meet 7.18.1.")
def unknown_kinds(document: Document) -> Places:
    for place, kind, annotation, element in shown(document):
        if kind not in KINDS and not (_words(annotation, element) and _tag(element) == "Annot"):
            yield place


@check("UA 28-007", "An annotation of subtype TrapNet exists.")
def traps(document: Document) -> Places:
    return (place for place, kind, _annotation, _element in shown(document) if kind == "TrapNet")


def _with_annotations(document: Document) -> Iterator[tuple[str, pikepdf.Page]]:
    return (
        (f"page {n}", page) for n, page in enumerate(document.pdf.pages, 1) if len(page.get("/Annots", []))
    )


@check("UA 28-008", "A page containing an annotation does not contain a Tabs entry.")
def no_order(document: Document) -> Places:
    return (place for place, page in _with_annotations(document) if "/Tabs" not in page)


@check("UA 28-009", "A page containing an annotation has a Tabs entry with a value other than S.")
def other_order(document: Document) -> Places:
    return (place for place, page in _with_annotations(document) if page.get("/Tabs", "/S") != "/S")


@check("UA 28-010", "A widget annotation is not nested within a <Form> tag.")
def loose_widgets(document: Document) -> Places:
    return (
        place for place, kind, _, element in shown(document) if kind == "Widget" and _tag(element) != "Form"
    )


@check("UA 28-011", "A link annotation is not nested within a <Link> tag.")
def loose_links(document: Document) -> Places:
    return (
        place for place, kind, _, element in shown(document) if kind == "Link" and _tag(element) != "Link"
    )


@check("UA 28-012", "A link annotation does not include an alternate description in the Contents entry.")
def wordless_links(document: Document) -> Places:
    for place, kind, annotation, _element in shown(document):
        if kind == "Link" and not str(annotation.get("/Contents", "")).strip():
            yield place


def _clips(document: Document) -> Iterator[pikepdf.Object]:
    return (thing for thing in document.dictionaries if thing.get("/S") == "/MCD" and "/D" in thing)


@check("UA 28-014", "CT entry is missing from the media clip data dictionary.")
def clips_without_type(document: Document) -> Places:
    return (f"object {clip.objgen[0]}" for clip in _clips(document) if "/CT" not in clip)


@check("UA 28-015", "Alt entry is missing from the media clip data dictionary.")
def clips_without_words(document: Document) -> Places:
    return (f"object {clip.objgen[0]}" for clip in _clips(document) if not len(clip.get("/Alt", [])))


@check("UA 28-016", "File attachment annotations do not conform to 7.11.")
def attached(document: Document) -> Places:
    for place, kind, annotation, _element in shown(document):
        if kind == "FileAttachment":
            file = annotation.get("/FS", {})
            if not str(file.get("/F", "")) or not str(file.get("/UF", "")):
                yield place


@check("UA 28-018", "The appearance stream of a PrinterMark annotation is not marked as Artifact.")
def printer_marks(document: Document) -> Places:
    for place, kind, annotation, _element in shown(document):
        drawn = annotation.get("/AP", {}).get("/N")
        if (
            kind == "PrinterMark"
            and isinstance(drawn, pikepdf.Stream)
            and b"/Artifact" not in drawn.read_bytes()
        ):
            yield place
