"""The page of a version: what was found in it, and its rows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editor_required, member_required
from assessments.browse import assessment_job, filtered, scored_rows, under_way
from assessments.charts import gap_picture
from assessments.comparison import Change
from assessments.engine import ruleset_version
from assessments.forms import RowFilter
from assessments.models import Assessment
from assessments.queries import assessment_before, compare, latest_assessment, summary_of, whole_of
from assessments.refreshing import fresh
from assessments.services import request_assessment
from assessments.summary import Summary
from assessments.together import shown_together
from assessments.wording import GAP_BANDS, Band
from procurement.models import SpecificationVersion
from procurement.paging import page_of
from procurement.queries import versions_of
from procurement.review import standing_of

ROWS_A_PAGE = 25
MOST_CHANGES = 10  # better, and as many worse


@require_safe
@member_required
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found in a version and its rows; before that, how far the assessment has come."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    assessment = latest_assessment(version)
    if assessment:
        assessment = fresh(assessment)
    job = assessment_job(version)
    form = RowFilter(request.GET)
    rows = filtered(scored_rows(version, assessment), form.wishes)
    page = page_of(rows, request.GET.get("page"), size=ROWS_A_PAGE)
    context = {
        "version": version,
        "standing": standing_of(version, request.user),
        "assessment": assessment,
        "job": job if not assessment or under_way(job) else None,
        "waiting": under_way(job),
        "form": form,
        "page": page,
        "is_old": bool(assessment) and assessment.ruleset != ruleset_version(),
    }
    if request.htmx and request.htmx.target == "requirements":
        return render(request, "assessments/_rows.html", context)
    return render(request, "assessments/version.html", context | _found(version, assessment))


def _found(version: SpecificationVersion, assessment: Assessment | None) -> dict:
    """The headline's counts and the picture; only counts of rows where nothing was assessed yet."""
    if assessment is None:
        return {"counts": {"rows": version.requirements.count()}}
    summary = summary_of(assessment)
    bands = [(band, _number_in(band, summary)) for band in reversed(GAP_BANDS)]
    widest = (
        version.requirements.filter(position=summary.widest[0].position).first() if summary.widest else None
    )
    return {
        "widest": widest,
        "summary": summary,
        "picture": gap_picture(summary.points),
        "bands": bands,
        "together": shown_together(version, whole_of(assessment)),
        "changed": _changed(version, assessment),
    }


def _changed(version: SpecificationVersion, assessment: Assessment) -> dict | None:
    """What is otherwise than in the assessment before this one; None for the first."""
    before = assessment_before(assessment)
    if before is None:
        return None
    found = compare(before, assessment)
    better, worse = found.narrower[:MOST_CHANGES], found.wider[:MOST_CHANGES]
    moved = version.requirements.filter(key__in=[change.key for change in better + worse])
    keys = dict(moved.values_list("key", "pk"))

    def with_address(changes: tuple[Change, ...]) -> list[tuple[int, Change]]:
        return [(keys[change.key], change) for change in changes]

    return {
        "before": before,
        "found": found,
        "other_version": before.version_id != version.pk,
        "other_rules": before.ruleset != assessment.ruleset,
        "better": with_address(better),
        "worse": with_address(worse),
    }


def _number_in(band: Band, summary: Summary) -> int:
    gaps = ((max(0, point.sounds - point.measurable), point.count) for point in summary.points)
    return sum(count for gap, count in gaps if band.low <= gap <= band.high)


@require_POST
@editor_required
def assessment_start(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    request_assessment(version=version, by=request.user)
    return redirect("version-detail", version.pk)
