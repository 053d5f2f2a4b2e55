"""A PDF taken apart once, for all checks to look at."""

import io
from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element as Xml

import pikepdf
from defusedxml.ElementTree import fromstring

from .contents import Contents, read_contents

Key = tuple[int, int]  # object and generation number

STANDARD_TYPES = frozenset(
    """Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6
    L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot
    Ruby RB RT RP Warichu WT WP Figure Formula Form""".split()  # noqa: SIM905 easier to read
)


class Element:
    """An element of the structure tree. `type` is its own tag, `standard` what that is mapped to; `mcids` are
    (page, MCID) pairs, the page as its key."""

    __slots__ = ("annotated", "entries", "kids", "mcids", "parent", "standard", "type")

    def __init__(self, entries: pikepdf.Dictionary, parent: "Element | None", standard: str) -> None:
        self.entries = entries
        self.parent = parent
        self.type = bare(entries.get("/S"))
        self.standard = standard
        self.kids: list[Element] = []
        self.mcids: list[tuple[Key | None, int]] = []
        self.annotated: list[Key] = []

    def __str__(self) -> str:
        return f"<{self.type}> {self.entries.objgen[0]}"

    def tags(self) -> list[str]:
        """The standard types of its children."""
        return [kid.standard for kid in self.kids]

    def text(self, entry: str) -> str:
        """An entry such as /Alt as text, "" where there is none."""
        value = self.entries.get(entry)
        return "" if value is None else str(value)


class Document:
    """An opened PDF. Use as a context manager."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf = pikepdf.open(io.BytesIO(content))
        self.root = self.pdf.Root

    def __enter__(self) -> "Document":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.pdf.close()

    @cached_property
    def dictionaries(self) -> list[pikepdf.Object]:
        """Every indirect dictionary and stream."""
        return [thing for thing in self.pdf.objects if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)]

    @cached_property
    def streams(self) -> list[pikepdf.Stream]:
        return [thing for thing in self.dictionaries if isinstance(thing, pikepdf.Stream)]

    # The structure tree

    @cached_property
    def roles(self) -> dict[str, str]:
        mapped = self.root.get("/StructTreeRoot", {}).get("/RoleMap", {})
        return {bare(name): bare(target) for name, target in dict(mapped).items()}

    @cached_property
    def elements(self) -> list[Element]:
        """All of the structure tree, in reading order."""
        tree = self.root.get("/StructTreeRoot")
        return [] if tree is None else list(self._below(tree, None, None, set()))

    def _below(
        self, holder: pikepdf.Dictionary, parent: Element | None, page: Key | None, seen: set[Key]
    ) -> Iterator[Element]:
        for kid in listed(holder.get("/K")):
            if isinstance(kid, int):
                parent.mcids.append((page, int(kid)))
            elif "/MCID" in kid:
                parent.mcids.append((key_of(kid.get("/Pg"), page), int(kid["/MCID"])))
            elif "/Obj" in kid:
                parent.annotated.append(kid["/Obj"].objgen)
            elif kid.objgen not in seen:
                seen.add(kid.objgen)
                element = Element(kid, parent, self.standard(bare(kid.get("/S"))))
                if parent is not None:
                    parent.kids.append(element)
                yield element
                yield from self._below(kid, element, key_of(kid.get("/Pg"), page), seen)

    def standard(self, tag: str) -> str:
        """What a tag is mapped to in the end; itself where it is not mapped, or in a circle."""
        seen = set()
        while tag not in STANDARD_TYPES and tag in self.roles and tag not in seen:
            seen.add(tag)
            tag = self.roles[tag]
        return tag

    @cached_property
    def tagged(self) -> dict[tuple[Key | None, int], Element]:
        """The element that each marked content of a page belongs to."""
        return {place: element for element in self.elements for place in element.mcids}

    # Pages

    @cached_property
    def contents(self) -> Contents:
        """What stands on the pages."""
        return read_contents(self.pdf, self.tagged.keys())

    @cached_property
    def annotations(self) -> list[tuple[int, pikepdf.Dictionary, Element | None]]:
        """Each annotation with its page, counted from 1, and the element that holds it."""
        owners = {key: element for element in self.elements for key in element.annotated}
        return [
            (number, annotation, owners.get(annotation.objgen))
            for number, page in enumerate(self.pdf.pages, 1)
            for annotation in page.get("/Annots", [])
        ]

    # Metadata

    @cached_property
    def packet(self) -> bytes:
        """The XMP metadata as it stands in the file; nothing where there is none."""
        metadata = self.root.get("/Metadata")
        return metadata.read_bytes() if isinstance(metadata, pikepdf.Stream) else b""

    @cached_property
    def xmp(self) -> Xml | None:
        start, end = self.packet.find(b"<x:xmpmeta"), self.packet.rfind(b"</x:xmpmeta>")
        return fromstring(self.packet[start : end + 12]) if 0 <= start < end else None

    def property(self, namespace: str, name: str) -> list[str]:
        """Every value of an XMP property, written as an attribute or as an element."""
        if self.xmp is None:
            return []
        wanted = f"{{{namespace}}}{name}"
        found = [node.attrib[wanted] for node in self.xmp.iter() if wanted in node.attrib]
        return found + [" ".join("".join(node.itertext()).split()) for node in self.xmp.iter(wanted)]

    @cached_property
    def has_language(self) -> bool:
        return bool(str(self.root.get("/Lang", "")).strip())

    @cached_property
    def outline(self) -> list[pikepdf.Dictionary]:
        """Every bookmark."""
        return list(_bookmarks(self.root.get("/Outlines"), set()))


def _bookmarks(holder: pikepdf.Dictionary | None, seen: set[Key]) -> Iterator[pikepdf.Dictionary]:
    entry = holder.get("/First") if holder is not None else None
    while entry is not None and entry.objgen not in seen:
        seen.add(entry.objgen)
        yield entry
        yield from _bookmarks(entry, seen)
        entry = entry.get("/Next")


def bare(name: pikepdf.Object | str | None) -> str:
    """A PDF name without its slash; "" for None."""
    return "" if name is None else str(name).removeprefix("/")


def listed(value: pikepdf.Object | int | None) -> list:
    """What may stand alone or in an array, as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def key_of(page: pikepdf.Object | None, otherwise: Key | None) -> Key | None:
    return otherwise if page is None else page.objgen
