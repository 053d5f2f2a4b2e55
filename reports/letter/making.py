"""Letter -> PDF."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from reports.pdf import Pdf
from reports.render import typeset

from .snapshot import Letter
from .words import printed

STYLESHEET = Path(settings.TEMPLATES[0]["DIRS"][0]) / "reports/letter/letter.css"


def letter_pdf(letter: Letter, *, sealed: bool = False) -> Pdf:
    """Return the letter, in its language. Raises as `reports.render.typeset` does."""
    with translation.override(letter.language):
        context = {"letter": printed(letter), "made": letter.dated}
        html = render_to_string("reports/letter/document.html", context)
    return typeset(html, stylesheet=STYLESHEET, digest=letter.digest(), look=letter.look, sealed=sealed)
