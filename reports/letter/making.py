"""Letter -> PDF."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from reports.pdf import Manuscript, Pdf
from reports.render import typeset

from .snapshot import Letter
from .words import printed

STYLESHEET = Path(settings.TEMPLATES[0]["DIRS"][0]) / "reports/letter/letter.css"


def letter_pdf(letter: Letter) -> Pdf:
    """Return the letter, in its language. Raises as `reports.render.typeset` does."""
    return typeset(letter_manuscript(letter))


def letter_manuscript(letter: Letter) -> Manuscript:
    with translation.override(letter.language):
        context = {"letter": printed(letter), "made": letter.dated}
        html = render_to_string("reports/letter/document.html", context)
    return Manuscript(html=html, stylesheet=STYLESHEET, digest=letter.digest(), look=letter.look)
