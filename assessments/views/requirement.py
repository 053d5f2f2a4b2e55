"""The page of one requirement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import member_required
from assessments.browse import filtered, neighbours, scored_rows
from assessments.checklist import Standing, by_element
from assessments.engine.verdict import Effect
from assessments.forms import RowFilter
from assessments.marking import mark
from assessments.queries import latest_assessment, verdicts_of
from procurement.queries import requirements_of

MOST_REASONS = 12
SHOWN_EFFECTS = frozenset({Effect.SOUNDS, Effect.EMPTIES, Effect.EVIDENCE})


@require_safe
@member_required
def requirement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One requirement with every reason for its scores, and its neighbours in the list one came from."""
    requirement = get_object_or_404(requirements_of(request.member.organisation), pk=pk)
    version = requirement.version
    assessment = latest_assessment(version)
    found = (
        verdicts_of(request.member.organisation)
        .filter(assessment=assessment, requirement=requirement)
        .first()
    )
    form = RowFilter(request.GET)
    context = {
        "requirement": requirement,
        "version": version,
        "assessment": assessment,
        "form": form,
        "around": neighbours(filtered(scored_rows(version, assessment), form.wishes), requirement),
    }
    if found:
        lines = by_element(found.verdict)
        context |= {
            "verdict": found.verdict,
            "marked": mark(found.verdict, effects=SHOWN_EFFECTS, most=MOST_REASONS),
            "lines": lines,
            "not_needed": [line for line in lines if line.standing == Standing.NOT_NEEDED],
        }
    return render(request, "assessments/requirement.html", context)
