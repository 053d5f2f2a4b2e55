"""Letter -> a Word file to edit and to answer in."""

import base64

from django.utils import translation
from django.utils.translation import gettext

from reports.letter.snapshot import Asked, Letter
from reports.letter.words import Printed, printed

from .paper import Paper, Words


def letter_docx(letter: Letter) -> bytes:
    """Return the letter, in its language, with room for an answer below each requirement; the same letter
    gives the same bytes."""
    with translation.override(letter.language):
        text = printed(letter)
        paper = Paper(
            language=letter.language,
            title=f"{text.title}: {text.subject}",
            author=text.organisation or "Glapp",
            day=letter.dated,
            accent=text.accent,
        )
        paper.foot(text.running_title, gettext("Page %(page)s of %(pages)s"))
        if letter.look.logo:
            says = gettext("Logo of %(name)s") % {"name": text.organisation}
            paper.picture(base64.b64decode(letter.look.logo), says, width=45)
        elif text.organisation:
            paper.paragraph(Words(text.organisation, bold=True))
        paper.paragraph(text.subject)
        paper.title(text.title)
        paper.facts([(fact.label, fact.text) for fact in text.facts], 42)
        for paragraph in text.opening:
            paper.paragraph(paragraph)
        for part in text.parts:
            paper.heading(part.title or text.unnamed_part, 1, lang=part.lang)
            for asked in part.asked:
                _ask(paper, asked, text)
        for paragraph in text.closing:
            paper.paragraph(paragraph)
        if text.organisation:
            paper.paragraph(Words(text.organisation, bold=True))
        return paper.content()


def _ask(paper: Paper, asked: Asked, letter: Printed) -> None:
    paper.heading(f"{asked.number} {asked.topic}".strip(), 2, lang=asked.lang)
    paper.paragraph(Words(asked.text, quoted=True, lang=asked.lang), style="Quote", keep=True)
    if asked.answer:
        paper.paragraph(letter.said)
        paper.paragraph(Words(asked.answer, quoted=True, lang=asked.lang), style="Quote", keep=True)
    paper.bullets(asked.questions, keep=True)
    paper.paragraph(Words(letter.answer, bold=True), keep=True)
    paper.paragraph("")
