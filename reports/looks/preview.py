"""What a report of an organisation's template looks like, shown on an invented specification of one row."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext

from assessments.engine import judge
from assessments.engine.verdict import Language
from assessments.summary import Judged
from procurement.importers.draft import Place
from procurement.models import Kind
from reports.board import board_of
from reports.models import ReportTemplate
from reports.snapshot import Source, freeze

ROW = {
    "sv": "Systemet ska vara CE-märkt enligt gällande regelverk.",
    "en": "The system shall be CE-marked in accordance with applicable regulations.",
}


def preview(template: ReportTemplate, language: Language) -> str:
    """Return a board report in `language` with the template's looks, as a part of a web page."""
    verdict = judge(ROW[language], expect=language)
    row = Judged(
        position=1,
        number="K1",
        text=ROW[language],
        kind=Kind.MANDATORY,
        phase=verdict.phase,
        heading_path=(),
        place=Place(),
        verdict=verdict,
    )
    with translation.override(language):
        source = Source(
            organisation=template.organisation.name,
            specification=gettext("An invented specification"),
            assessed_on=timezone.localdate(),
            ruleset="",
            rules=0,
            app_version="",
        )
        look = template.look_in(language)
        board = board_of(freeze(source, [row], findings=(), language=language, look=look))
        logo = reverse("report-template-logo", args=[template.pk])
        return render_to_string("reports/board/page.html", {"board": board, "logo": logo})
