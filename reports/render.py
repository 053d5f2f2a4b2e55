"""Snapshot -> PDF. The only module that imports WeasyPrint.

Nothing but our own type faces can be fetched, everything that a user wrote is escaped text, and the
same snapshot gives the same bytes: no clock, no machine font, no random identifier.
"""

import logging
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import font_source_sans_pro
import font_source_serif_pro
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from fontTools.ttLib import TTFont
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .board import board_of
from .metadata import with_accessibility_mark
from .pdf import Pdf
from .snapshot import Snapshot

FACES = {
    path.name: path
    for package, names in (
        (font_source_sans_pro, ("SourceSansPro-Regular", "SourceSansPro-Semibold")),
        (font_source_serif_pro, ("SourceSerifPro-Regular", "SourceSerifPro-Semibold")),
    )
    for path in (Path(package.font_directory) / f"{name}.ttf" for name in names)
}
STYLESHEET = Path(settings.TEMPLATES[0]["DIRS"][0]) / "reports/board/report.css"


# What Word and web pages are full of and our faces lack. U+F0B7 is a bullet of Word's Symbol font.
LOOK_ALIKES = (
    dict.fromkeys("\u2010\u2011", "-")
    | dict.fromkeys("\u25cf\u25e6\uf0b7\u25aa\u2023", "•")
    | {"\u2714": "✓"}
)


class RenderingFault(Exception):
    """WeasyPrint warned about something: the document may not be what we meant, so there is none."""


class RefusedAddress(ValueError):
    """Something asked for an address outside our own type faces."""


class OwnFacesOnly(URLFetcher):
    """Serves `glapp:NAME.ttf` from the installed packages, and nothing else from anywhere."""

    def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
        face = FACES.get(url.removeprefix("glapp:"))
        if not url.startswith("glapp:") or face is None:
            raise RefusedAddress(url)
        return URLFetcherResponse(url, face.read_bytes(), {"Content-Type": "font/ttf"})


def render_pdf(snapshot: Snapshot) -> Pdf:
    """Return the document as tagged PDF/A-3a and PDF/UA-1, in the snapshot's language.

    Raises `RenderingFault` where WeasyPrint logs a warning or an error.
    """
    fetcher, fonts = OwnFacesOnly(), FontConfiguration()
    with faults_are_fatal():
        style = CSS(string=STYLESHEET.read_text(), url_fetcher=fetcher, font_config=fonts)
        html = HTML(string=printable(to_html(snapshot)), base_url="glapp:/", url_fetcher=fetcher)
        document = html.render(stylesheets=[style], font_config=fonts)
        with_accessibility_mark(document.metadata)
        content = document.write_pdf(
            pdf_variant="pdf/a-3a", pdf_identifier=snapshot.digest()[:32].encode(), xmp_metadata=None
        )
    return Pdf(content=content, pages=len(document.pages))


def to_html(snapshot: Snapshot) -> str:
    with translation.override(snapshot.language):
        return render_to_string(
            "reports/board/document.html", {"board": board_of(snapshot), "made": snapshot.source.assessed_on}
        )


def printable(html: str) -> str:
    """Return `html` with what our faces have no glyph for replaced, or spelled out as in "[U+4E2D]".

    A machine's own fonts would fill the holes, and the bytes would differ from machine to machine.
    """
    composed = unicodedata.normalize("NFC", html)
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


class _Collector(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
