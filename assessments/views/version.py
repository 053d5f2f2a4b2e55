"""The page of a version: what was found in it, what to do next, and its rows."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import push_url

from accounts.access import editor_required, member_required
from assessments.browse import assessment_job, filtered, light_rows, rule_counts, scored_rows, under_way
from assessments.charts import Dot, GapPicture, gap_picture, near_of
from assessments.comparison import Change
from assessments.dismissals import dismissals_of
from assessments.dismissed import Dismissed
from assessments.engine.verdict import Nature
from assessments.forms import RowFilter
from assessments.models import Assessment
from assessments.overview import LightRow, heat, plan, sections
from assessments.queries import assessment_before, compare, latest_assessment, summary_of, whole_of
from assessments.refreshing import fresh, fresh_numbers
from assessments.rule_changes import changes_in, ruleset_of
from assessments.services import request_assessment
from assessments.together import shown_together
from procurement.models import SpecificationVersion
from procurement.paging import page_of
from procurement.queries import versions_of
from procurement.review import standing_of

ROWS_A_PAGE = 25
MOST_CHANGES = 10  # better, and as many worse
MOST_NAMED = 3  # requirements of a dot that the table names


@never_cache  # whoever comes back with the browser's button sees what it is now
@require_safe
@member_required
def version_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """What was found in a version and its rows; before that, how far the assessment has come."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    assessment = latest_assessment(version)
    if assessment:
        anew = request.GET.get("whole") == "now"
        assessment = fresh(assessment) if anew else fresh_numbers(assessment)
    if request.htmx and request.htmx.target == "requirements":
        form = RowFilter(request.GET)
        rows = render(request, "assessments/_rows.html", _rows(request, version, assessment, form))
        return push_url(rows, f"{request.path}?{form.query}".rstrip("?&"))
    job, light = assessment_job(version), light_rows(version, assessment) if assessment else []
    form = RowFilter(request.GET, sections=sections(light))
    context = _rows(request, version, assessment, form) | {
        "standing": standing_of(version, request.user),
        "job": job if not assessment or under_way(job) else None,
        "waiting": under_way(job),
        "whole_is_open": "whole" in request.GET,
        "is_old": bool(assessment) and assessment.ruleset != ruleset_of(request.member.organisation),
    }
    if assessment:
        context |= _found(version, assessment, light, context["dismissed"])
    else:
        context["counts"] = _counts(version)
    return render(request, "assessments/version.html", context)


def _rows(
    request: HttpRequest, version: SpecificationVersion, assessment: Assessment | None, form: RowFilter
) -> dict:
    """One page of the rows that the filters leave, and what is dismissed among all."""
    rows = filtered(scored_rows(version, assessment), form.wishes)
    dismissed = dismissals_of(version, assessment)
    return {
        "version": version,
        "assessment": assessment,
        "form": form,
        "page": page_of(rows, request.GET.get("page"), size=ROWS_A_PAGE),
        "dismissed": dismissed,
        "set_aside": {row.position for row in dismissed.rows if row.is_whole},
    }


def _counts(version: SpecificationVersion) -> dict[str, int]:
    """How many rows ask something, as far as the file tells, and how many are background."""
    background = Count("pk", filter=Q(is_context=True))
    return version.requirements.aggregate(rows=Count("pk"), background=background)


def _found(
    version: SpecificationVersion, assessment: Assessment, light: Sequence[LightRow], dismissed: Dismissed
) -> dict:
    """The headline's counts, what to mend next, the picture and its twins."""
    summary = summary_of(assessment)
    picture = gap_picture(summary.points)
    asks_nothing = scored_rows(version, assessment).filter(is_context=False, judged=True)
    return {
        "summary": summary,
        "asks_nothing": asks_nothing.exclude(nature=Nature.REQUIREMENT).count(),
        "plan": plan(light, {row.key for row in dismissed.rows if row.is_whole}),
        "picture": picture,
        "spots": _spots(picture, light),
        "heat": heat(light),
        "rule_counts": rule_counts(assessment),
        "own_changes": len(changes_in(assessment)),
        "together": shown_together(version, whole_of(assessment), dismissed),
        "changed": _changed(version, assessment),
    }


class Spot(NamedTuple):
    """A dot of the picture with the requirements it stands for, the first few by name."""

    dot: Dot
    only: LightRow | None
    named: Sequence[LightRow]
    more: int


def _spots(picture: GapPicture, light: Sequence[LightRow]) -> list[Spot]:
    members: defaultdict[str, list[LightRow]] = defaultdict(list)
    for row in light:
        members[near_of(row.measurable, row.sounds, row.gap)].append(row)
    return [_spot(dot, members[dot.near]) for dot in picture.dots]


def _spot(dot: Dot, rows: Sequence[LightRow]) -> Spot:
    named = rows[:MOST_NAMED]
    return Spot(dot, rows[0] if len(rows) == 1 else None, named, len(rows) - len(named))


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


@require_POST
@editor_required
def assessment_start(request: HttpRequest, pk: int) -> HttpResponse:
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    request_assessment(version=version, by=request.user)
    return redirect("version-detail", version.pk)
