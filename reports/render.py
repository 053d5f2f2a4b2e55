"""Snapshot -> PDF. The only module that imports WeasyPrint.

Nothing but our own type faces and the organisation's logo can be fetched, both from memory; everything that
a user wrote is escaped text, and the same snapshot gives the same bytes: no clock, no machine font, no
random identifier.
"""

import base64
import gc
import logging
import re
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from xml.etree import ElementTree

import cssselect2
import font_source_sans_pro
import font_source_serif_pro
import pydyf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML, Attachment
from weasyprint import pdf as weasyprint_pdf
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Page
from weasyprint.html import UA
from weasyprint.pdf.stream import Stream
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from . import quick  # noqa: F401 has WeasyPrint set long documents quicker
from .board import board_of
from .metadata import with_accessibility_mark
from .pdf import Attached, Manuscript, Pdf
from .snapshot import Snapshot
from .tagging import Tree, add_tags

FACES = {
    path.name: path
    for package, names in (
        (font_source_sans_pro, ("SourceSansPro-Regular", "SourceSansPro-Semibold")),
        (font_source_serif_pro, ("SourceSerifPro-Regular", "SourceSerifPro-Semibold")),
    )
    for path in (Path(package.font_directory) / f"{name}.ttf" for name in names)
}
# Names in a PDF write "/" as "#2f".
MEDIA_TYPES = {
    ".json": "/application#2fjson",
    ".xlsx": "/application#2fvnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
STYLESHEET = Path(settings.TEMPLATES[0]["DIRS"][0]) / "reports/board/report.css"
LOGO = "glapp:logo.png"

# What Word and web pages are full of and our faces lack. U+F0B7 is a bullet of Word's Symbol font.
LOOK_ALIKES = (
    dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys("\u25cf\u25e6\uf0b7\u25aa\u2023", "•")
    | {"\u2714": "✓"}
)


_FOR_EVERY_ELEMENT = re.compile(r"^::.*$", re.MULTILINE)
LIST_MARKERS = "li::marker { font-variant-numeric: tabular-nums; white-space: pre; text-transform: none }"
# WeasyPrint 70 breaks a last line after its first word where all but the space after it would fit.
_LAST_SPACE = re.compile(r"\s+(?=</(?:p|li|td|th|dt|dd|h[1-6]|caption|figcaption|div)>)")
_LAID_OUT = re.compile(r"Step 5 - Creating layout - Page (\d+)$")
weasyprint_pdf.add_tags = add_tags  # see reports/tagging.py


class RenderingFault(Exception):
    """WeasyPrint warned about something: the document may not be what we meant, so there is none."""


class RefusedAddress(ValueError):
    """Something asked for an address outside our own type faces."""


class OwnFacesOnly(URLFetcher):
    """Serves `glapp:NAME.ttf` from the installed packages, and nothing else from anywhere but `logo`, a PNG,
    as `glapp:logo.png`."""

    def __init__(self, logo: bytes = b"") -> None:
        super().__init__()
        self._logo = logo

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        if self._logo and url == LOGO:
            return URLFetcherResponse(url, self._logo, {"Content-Type": "image/png"})
        face = FACES.get(url.removeprefix("glapp:"))
        if not url.startswith("glapp:") or face is None:
            raise RefusedAddress(url)
        return URLFetcherResponse(url, face.read_bytes(), {"Content-Type": "font/ttf"})


def render_pdf(snapshot: Snapshot, *, sealed: bool = False) -> Pdf:
    """Return the board's report, in the snapshot's language. Raises as `typeset` does."""
    return typeset(board_manuscript(snapshot), sealed=sealed)


def board_manuscript(snapshot: Snapshot) -> Manuscript:
    return Manuscript(
        html=to_html(snapshot), stylesheet=STYLESHEET, digest=snapshot.digest(), look=snapshot.look
    )


def typeset(manuscript: Manuscript, *, sealed: bool = False) -> Pdf:
    """Return the document as tagged PDF/A-3a and PDF/UA-1 with its files in it.

    The same manuscript gives the same bytes. `sealed` reserves the invisible field that `reports.sealing`
    fills. Raises `RenderingFault` where WeasyPrint logs a warning or an error.
    """
    look = manuscript.look
    fetcher, fonts = OwnFacesOnly(base64.b64decode(look.logo)), FontConfiguration()
    with faults_are_fatal(), without_collecting():
        rules = f":root {{ --accent: {look.accent} }}\n{manuscript.stylesheet.read_text()}"
        style = CSS(string=rules, url_fetcher=fetcher, font_config=fonts)
        read = _WellFormed if manuscript.well_formed else _Html
        document = read(printable(manuscript.html), fetcher).render(stylesheets=[style], font_config=fonts)
        document.reserves_seal, document.tree = sealed, Tree()
        document.pages = [Leaf(page, document.tree) for page in document.pages]
        with_accessibility_mark(document.metadata)
        content = document.write_pdf(
            pdf_variant="pdf/a-3a",
            pdf_identifier=manuscript.digest[:32].encode(),
            xmp_metadata=None,
            attachments=[_attachment(file, fetcher) for file in manuscript.attached],
            finisher=_finish,
        )
    return Pdf(content=content, pages=len(document.pages))


class _Html(HTML):
    def __init__(self, text: str, fetcher: URLFetcher) -> None:
        super().__init__(string=text, base_url="glapp:/", url_fetcher=fetcher)

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_basic_sheet()]


class _WellFormed(_Html):
    """A document parsed by the standard library's XML parser, in C, instead of an HTML parser in Python."""

    def __init__(self, text: str, fetcher: URLFetcher) -> None:
        root = ElementTree.fromstring(text)  # noqa: S314 our own template; what users wrote is escaped
        self.base_url, self.url_fetcher, self.media_type = "glapp:/", fetcher, "print"
        self.wrapper_element = _Element.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


class _Element(cssselect2.ElementWrapper):
    """An element; what a document says of itself, and its style sheets, are looked for in its head only."""

    def query_all(self, *selectors: str):
        within = self if self.parent else next(self.iter_children())
        return super(_Element, within).query_all(*selectors)


@cache
def _basic_sheet() -> CSS:
    """WeasyPrint's own style sheet without what it says of the pseudo-elements of every element: six more
    styles for each, more memory than all else together, for footnotes that we have none of and the markers
    of lists."""
    return CSS(string=_FOR_EVERY_ELEMENT.sub("", UA) + LIST_MARKERS, counter_style=CounterStyle())


class Leaf:
    """A page that, once drawn, keeps nothing of its layout: the tags are read from it and what was drawn is
    compressed there and then. A long document has a third more in memory otherwise."""

    def __init__(self, page: Page, tree: Tree) -> None:
        self._page, self._tree = page, tree

    def __getattr__(self, name: str):
        return getattr(self._page, name)

    def paint(self, stream: Stream, scale: float = 1) -> None:
        self._page.paint(stream, scale)
        self._tree.read_page(self._page._page_box, stream)
        self._page._page_box = None
        _compress(stream)


def _attachment(file: Attached, fetcher: URLFetcher) -> Attachment:
    return Attachment(
        string=file.content,
        base_url="glapp:/",
        url_fetcher=fetcher,
        name=file.name,
        description=file.description,
        created=file.day,
        modified=file.day,
        relationship=file.relationship,
    )


def _finish(document: object, pdf) -> None:
    """Last changes before the file is written: kinds of files that do not depend on the machine, no file
    named twice, and every stream compressed once. WeasyPrint compresses each twice, at the slowest level,
    and its lines of text are half made of moves by nought."""
    for written in pdf.objects:
        if isinstance(written, dict) and written.get("Type") == "/Filespec":
            file = pdf.objects[int(written["EF"]["F"].split()[0])]
            file.extra["Subtype"] = MEDIA_TYPES[Path(written["UF"].string).suffix]
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    for at, written in enumerate(pdf.objects):
        if getattr(written, "compress", False):
            _compress(written)
        elif written.compressible and written.free == "n":
            pdf.objects[at] = Said(written)
    pdf.add_object = partial(_add_last, pdf)


def _add_last(pdf: pydyf.PDF, written: pydyf.Object) -> None:
    pydyf.PDF.add_object(pdf, written)
    if isinstance(written, pydyf.Stream):
        _compress(written)


class Said(pydyf.Object):
    """A small object of a file, put into words: WeasyPrint wants the words of each twice."""

    data, offset, generation, free = b"", 0, 0, "n"

    def __init__(self, written: pydyf.Object) -> None:
        self.number, self.data = written.number, written.data


def _compress(written) -> None:
    content = b"\n".join(map(pydyf._to_bytes, written.stream))
    if isinstance(written, Stream):
        content = content.replace(b">0<", b"").replace(b">0]", b">]")
    written.stream, written.compress = [zlib.compress(content, 6)], False
    written.extra["Filter"] = "/FlateDecode"


def to_html(snapshot: Snapshot) -> str:
    with translation.override(snapshot.language):
        return render_to_string(
            "reports/board/document.html", {"board": board_of(snapshot), "made": snapshot.source.assessed_on}
        )


def printable(html: str) -> str:
    """Return `html` without spaces that end a paragraph, and with what our faces have no glyph for replaced,
    or spelled out as in "[U+4E2D]".

    A machine's own fonts would fill the holes, and the bytes would differ from machine to machine.
    """
    composed = unicodedata.normalize("NFC", _LAST_SPACE.sub("", html))
    return composed.translate({ord(c): _spelled(c) for c in set(composed) - glyphs() - {"\n"}})


@cache
def glyphs() -> frozenset[str]:
    """The characters that every one of our faces can print."""
    return frozenset(map(chr, set.intersection(*map(_codes, FACES.values()))))


def _codes(face: Path) -> set[int]:
    with TTFont(face, lazy=True) as font:
        return set(font.getBestCmap())


def _spelled(character: str) -> str:
    if character in LOOK_ALIKES:
        return LOOK_ALIKES[character]
    category = unicodedata.category(character)
    if category == "Zs" or character == "\t":
        return " "
    if category in {"Cc", "Cf"}:
        return ""
    plain = unicodedata.normalize("NFKC", character)
    return plain if set(plain) <= glyphs() else f"[U+{ord(character):04X}]"


@contextmanager
def faults_are_fatal() -> Iterator[None]:
    """Raise `RenderingFault` at the end where WeasyPrint has logged a warning or worse."""
    seen = _Collector(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(seen)
    try:
        yield
    finally:
        logger.removeHandler(seen)
    if seen.messages:
        raise RenderingFault("; ".join(seen.messages[:5]))


@contextmanager
def each_page(tell: Callable[[int], None]) -> Iterator[None]:
    """Call `tell` with the number of each page that is laid out, from 1, and anew where printed page numbers
    move others. It may raise to stop. WeasyPrint tells it in its log of progress."""
    teller = _Teller(tell)
    logger = logging.getLogger("weasyprint.progress")
    level, propagates = logger.level, logger.propagate
    logger.addHandler(teller)
    logger.setLevel(logging.INFO)
    logger.propagate = False  # a line a page is no news for the worker's log
    try:
        yield
    finally:
        logger.removeHandler(teller)
        logger.setLevel(level)
        logger.propagate = propagates


class _Teller(logging.Handler):
    def __init__(self, tell: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        step = _LAID_OUT.match(record.getMessage())
        if step:
            self._tell(int(step[1]))


@contextmanager
def without_collecting() -> Iterator[None]:
    """Layout makes millions of objects and drops few: looking for cycles among them takes a fifth of its
    time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class _Collector(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
