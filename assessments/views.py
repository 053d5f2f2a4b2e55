"""Pages that show what we think of it: procurements, versions, requirements, and the rules themselves."""

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editor_required, member_required
from procurement.models import Specification, SpecificationVersion
from procurement.paging import page_of
from procurement.queries import procurements_of, requirements_of, specifications_of, versions_of

from .browse import assessment_job, filtered, neighbours, scored_rows, under_way, with_language
from .charts import gap_picture
from .checklist import Standing, by_element
from .comparison import Change
from .engine import catalogue, ruleset_version
from .engine.verdict import Effect
from .forms import RowFilter, RuleFilter
from .marking import mark
from .models import Assessment
from .queries import assessment_before, compare, latest_assessment, summary_of, verdicts_of, whole_of
from .rulebook import matching
from .services import request_assessment
from .summary import Summary
from .together import shown_together
from .wording import ELEMENTS, GAP_BANDS, Band

ROWS_A_PAGE = 25
MOST_REASONS = 12
MOST_CHANGES = 10  # better, and as many worse
SHOWN_EFFECTS = frozenset({Effect.SOUNDS, Effect.EMPTIES, Effect.EVIDENCE})


@require_safe
@member_required
def procurement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    procurement = get_object_or_404(procurements_of(request.member.organisation), pk=pk)
    specifications = specifications_of(request.member.organisation).filter(procurement=procurement)
    versions = versions_of(request.member.organisation).annotate(
        rows=Count("requirements", distinct=True),
        assessed=Count("assessments", distinct=True),
    )
    versions = versions.filter(specification__procurement=procurement).order_by("-number")
    context = {
        "procurement": procurement,
        "specifications": [_with_versions(specification, versions) for specification in specifications],
    }
    return render(request, "assessments/procurement.html", context)


def _with_versions(specification: Specification, versions: QuerySet[SpecificationVersion]) -> dict:
    """What the list of specifications says of one: its newest version, what was found there, the others."""
    newest, *earlier = [*versions.filter(specification=specification)] or [None]
    assessment = latest_assessment(newest) if newest else None
    return {
        "specification": specification,
        "newest": newest,
        "summary": summary_of(assessment) if assessment else None,
        "earlier": earlier,
    }


@require_safe
@member_required
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found in a version and its rows; before that, how far the assessment has come."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    assessment = latest_assessment(version)
    job = assessment_job(version)
    form = RowFilter(request.GET)
    rows = filtered(scored_rows(version, assessment), form.wishes)
    page = page_of(rows, request.GET.get("page"), size=ROWS_A_PAGE)
    page.object_list = with_language(page.object_list, assessment)
    context = {
        "version": version,
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


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The catalogue, open to everybody: a score is worth what its reasons are worth."""
    form = RuleFilter(request.GET)
    found = matching(catalogue(), **form.wishes)
    context = {"form": form, "rules": found, "number": len(catalogue()), "ruleset": ruleset_version()}
    return render(request, "assessments/rules.html", context)


@require_safe
def rule_detail(request: HttpRequest, rule_id: str) -> HttpResponse:
    rule = next((rule for rule in catalogue() if rule.id == rule_id), None)
    if rule is None:
        raise Http404
    return render(request, "assessments/rule.html", {"rule": rule})


@require_safe
def about_scores(request: HttpRequest) -> HttpResponse:
    context = {"bands": GAP_BANDS, "elements": ELEMENTS.values()}
    return render(request, "assessments/about_scores.html", context)
