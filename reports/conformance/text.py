"""Checkpoints 01, 11 and 30: every mark on a page is text that a reader is told, or said to be decoration,
and its language is known."""

import re
from collections.abc import Iterator

from .check import Places, check
from .document import Document, bare

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


@check("UA 01-003", "Content marked as Artifact is present inside tagged content.")
def artifacts_in_text(document: Document) -> Places:
    return document.contents.artifacts_in_text


@check("UA 01-004", "Tagged content is present inside content marked as Artifact.")
def text_in_artifacts(document: Document) -> Places:
    return document.contents.text_in_artifacts


@check("UA 01-005", "Content is neither marked as Artifact nor tagged as real content.")
def neither(document: Document) -> Places:
    return document.contents.unmarked


@check("UA 01-007", "Suspects entry has a value of true.")
def suspects(document: Document) -> Places:
    if document.root.get("/MarkInfo", {}).get("/Suspects"):
        yield "MarkInfo"


@check("UA 11-001", "Natural language for text in page content cannot be determined.")
def language_of_text(document: Document) -> Places:
    if not document.has_language:
        yield from (str(element) for element in document.elements if element.mcids and not _speaks(element))
    for name, spoken in _languages(document):
        if not LANGUAGE.fullmatch(spoken):
            yield f"{name}: {spoken!r}"


def _languages(document: Document) -> Iterator[tuple[str, str]]:
    if "/Lang" in document.root:
        yield "catalog", str(document.root.Lang)
    for element in document.elements:
        if "/Lang" in element.entries:
            yield str(element), element.text("/Lang")
    for place, mark in document.contents.marks:
        if "/Lang" in mark.entries:
            yield place, str(mark.entries["/Lang"])


@check("UA 11-002", "Natural language for text in Alt, ActualText and E attributes cannot be determined.")
def language_of_attributes(document: Document) -> Places:
    if document.has_language:
        return
    for element in document.elements:
        if any(entry in element.entries for entry in ("/Alt", "/ActualText", "/E")) and not _speaks(element):
            yield str(element)
    yield from (place for place, mark in document.contents.marks if "/Lang" not in mark.entries)


def _speaks(element) -> bool:
    return bool(element.text("/Lang")) or (element.parent is not None and _speaks(element.parent))


@check("UA 11-003", "Natural language in the Outline entries cannot be determined.")
def language_of_outline(document: Document) -> Places:
    if document.outline and not document.has_language:
        yield "outline"


@check("UA 11-004", "Natural language in the Contents entry for annotations cannot be determined.")
def language_of_annotations(document: Document) -> Places:
    for page, annotation, element in document.annotations:
        spoken = document.has_language or (element is not None and _speaks(element))
        if "/Contents" in annotation and not spoken:
            yield f"page {page}"


@check("UA 11-005", "Natural language in the TU entry for form fields cannot be determined.")
def language_of_fields(document: Document) -> Places:
    if not document.has_language:
        yield from (bare(thing.get("/T")) or "a field" for thing in document.dictionaries if "/TU" in thing)


@check("UA 11-006", "Natural language for document metadata cannot be determined.")
def language_of_metadata(document: Document) -> Places:
    spoken = re.findall(rb"xml:lang=[\"']([^\"']*)[\"']", document.packet)
    if not document.has_language and b"x-default" in spoken:
        yield "metadata"


@check("UA 30-001", "A reference XObject is present.")
def reference_xobject(document: Document) -> Places:
    for stream in document.streams:
        if stream.get("/Subtype") == "/Form" and "/Ref" in stream:
            yield f"object {stream.objgen[0]}"


@check("UA 30-002", "Form XObject contains MCIDs and is referenced more than once.")
def repeated_form(document: Document) -> Places:
    found = document.contents
    for key, form in found.forms.items():
        if found.uses[key] > 1 and b"/MCID" in form.read_bytes():
            yield f"object {key[0]}"
