"""Which requirements a letter can ask about, and having one made."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from assessments.browse import filtered, scored_rows
from assessments.dismissals import dismissals_of
from assessments.dismissed import open_questions
from assessments.models import Assessment
from assessments.queries import judged
from assessments.summary import FALSE_PRECISE_FROM
from procurement.models import Requirement
from reports.look import Look
from reports.models import Report, ReportTemplate
from reports.services import have_made, source_of

from .snapshot import Audience, Letter, parts_of

MOST_ROWS = 200  # of a letter; nobody answers more
MOST_QUESTIONS = 3  # of a requirement


class NothingToAsk(ValueError):
    """None of the requirements has an open question."""


def askable(assessment: Assessment, wishes: Mapping[str, str], *, is_filtered: bool) -> QuerySet[Requirement]:
    """The judged requirements that the filter leaves; without a filter those with a wide gap."""
    rows = scored_rows(assessment.version, assessment)
    found = filtered(rows, wishes).filter(is_context=False, gap__isnull=False)
    return found if is_filtered else found.filter(gap__gte=FALSE_PRECISE_FROM)


def request_letter(
    *,
    assessment: Assessment,
    requirements: Collection[int],
    audience: Audience,
    language: str,
    dated: date,
    reply_by: date | None = None,
    contact: str = "",
    template: ReportTemplate | None = None,
    by: User | None = None,
) -> Report:
    """Freeze the questions that are open in `requirements` (keys of rows) and have the letter made.

    Questions that somebody set aside are not asked. Raises `NothingToAsk`.
    """
    parts = _parts(assessment, requirements, language)
    if not parts:
        raise NothingToAsk
    letter = Letter(
        language=language,
        audience=audience,
        source=source_of(assessment),
        look=template.look_in(language) if template else Look(),
        dated=dated,
        reply_by=reply_by,
        contact=contact,
        parts=parts,
    )
    return have_made(assessment=assessment, snapshot=letter, by=by)


def _parts(assessment: Assessment, requirements: Collection[int], language: str) -> tuple:
    set_aside: dict[int, set[str]] = {}
    for row in dismissals_of(assessment.version, assessment).rows:
        set_aside.setdefault(row.position, set()).add(row.finding)
    verdicts = assessment.verdicts.filter(requirement__in=list(requirements)[:MOST_ROWS])
    rows = [judged(each.requirement, each.verdict) for each in verdicts.select_related("requirement")]
    asked = [(row, open_questions(row.verdict, set_aside.get(row.position, set()))) for row in rows]
    return parts_of([each for each in asked if each[1]], language=language, most=MOST_QUESTIONS)
