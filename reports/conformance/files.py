"""Checkpoints 06, 07, 20, 21, 25 and 26: what the file says of itself as a whole."""

from collections.abc import Iterator

import pikepdf

from .check import Places, check
from .document import Document

DC = "http://purl.org/dc/elements/1.1/"
PDFUAID = "http://www.aiim.org/pdfua/ns/id/"
EXTRACT_FOR_ACCESS = 1 << 9  # the tenth bit of the permissions


@check("UA 06-001", "Document does not contain an XMP metadata stream.")
def no_metadata(document: Document) -> Places:
    metadata = document.root.get("/Metadata")
    if not isinstance(metadata, pikepdf.Stream):
        yield "catalog"
    elif (metadata.get("/Type"), metadata.get("/Subtype")) != ("/Metadata", "/XML"):
        yield f"object {metadata.objgen[0]}"


@check(
    "UA 06-002", "The XMP metadata stream in the Catalog dictionary does not include the PDF/UA identifier."
)
def no_identifier(document: Document) -> Places:
    if document.property(PDFUAID, "part") != ["1"]:
        yield "metadata"


@check("UA 06-003", "XMP metadata stream does not contain dc:title.")
def no_title(document: Document) -> Places:
    if not any(document.property(DC, "title")):
        yield "metadata"


@check(
    "UA 07-001",
    "ViewerPreferences dictionary of the Catalog dictionary does not contain a DisplayDocTitle entry.",
)
def title_bar(document: Document) -> Places:
    if "/DisplayDocTitle" not in document.root.get("/ViewerPreferences", {}):
        yield "catalog"


@check("UA 07-002", "ViewerPreferences dictionary contains a DisplayDocTitle entry with a value of false.")
def title_bar_off(document: Document) -> Places:
    if document.root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is False:
        yield "catalog"


@check(
    "UA 20-001",
    "Name entry is missing or empty in an Optional Content Configuration Dictionary in the Configs entry.",
)
def unnamed_layers(document: Document) -> Places:
    for layer in document.root.get("/OCProperties", {}).get("/Configs", []):
        if not str(layer.get("/Name", "")):
            yield "Configs"


@check(
    "UA 20-002",
    "Name entry is missing or empty in the Optional Content Configuration Dictionary in the D entry.",
)
def unnamed_default_layer(document: Document) -> Places:
    layers = document.root.get("/OCProperties")
    if layers is not None and not str(layers.get("/D", {}).get("/Name", "")):
        yield "D"


@check("UA 20-003", "An AS entry appears in an Optional Content Configuration Dictionary.")
def automatic_layers(document: Document) -> Places:
    layers = document.root.get("/OCProperties", {})
    for layer in [layers.get("/D", {}), *layers.get("/Configs", [])]:
        if "/AS" in layer:
            yield "OCProperties"


def embedded(document: Document) -> Iterator[pikepdf.Dictionary]:
    """The specifications of embedded files."""
    return (thing for thing in document.dictionaries if "/EF" in thing)


@check(
    "UA 21-001", "The file specification dictionary for an embedded file does not contain F and UF entries."
)
def unnamed_files(document: Document) -> Places:
    for file in embedded(document):
        if not str(file.get("/F", "")) or not str(file.get("/UF", "")):
            yield f"object {file.objgen[0]}"


@check("UA 25-001", "File contains the dynamicRender element with value 'required'.")
def dynamic_forms(document: Document) -> Places:
    form = document.root.get("/AcroForm", {}).get("/XFA")
    parts = list(form) if isinstance(form, pikepdf.Array) else [form]
    for part in parts:
        if isinstance(part, pikepdf.Stream) and b"dynamicRender>required" in part.read_bytes().replace(
            b" ", b""
        ):
            yield "XFA"


@check("UA 26-001", "The file is encrypted but does not contain a P entry in its encryption dictionary.")
def locked(document: Document) -> Places:
    lock = document.pdf.trailer.get("/Encrypt")
    if lock is not None and "/P" not in lock:
        yield "trailer"


@check(
    "UA 26-002",
    "The file is encrypted and does contain a P entry but the 10th bit position of the P entry is false.",
)
def locked_for_readers(document: Document) -> Places:
    lock = document.pdf.trailer.get("/Encrypt")
    if lock is not None and "/P" in lock and not int(lock.P) & EXTRACT_FOR_ACCESS:
        yield "trailer"
