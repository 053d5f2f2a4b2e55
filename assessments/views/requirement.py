"""The page of one requirement: an editor in a draft, for those who may edit; else what was found."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import member_required
from assessments.browse import filtered, neighbours, scored_rows
from assessments.dismissals import dismissed_on
from assessments.engine.verdict import Verdict
from assessments.forms import RowFilter
from assessments.judging import judge_as, judging_of
from assessments.models import Assessment
from assessments.queries import latest_assessment, verdicts_of
from assessments.shown import shown
from procurement.editing import wording_of
from procurement.models import Requirement, VersionState
from procurement.queries import comments_on, requirements_of
from procurement.wording_form import CommentForm, WordingForm


@never_cache  # whoever comes back with the browser's button sees what it is now
@require_safe
@member_required
def requirement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    requirement = get_object_or_404(requirements_of(request.member.organisation), pk=pk)
    if may_write(request, requirement):
        return editor_page(request, requirement, writing_form(requirement))
    assessment = latest_assessment(requirement.version)
    rows = verdicts_of(request.member.organisation)
    found = rows.filter(assessment=assessment, requirement=requirement).first()
    context = page_context(request, requirement, assessment, found and found.verdict)
    return render(request, "assessments/requirement.html", context)


def may_write(request: HttpRequest, requirement: Requirement) -> bool:
    return request.member.may_edit and requirement.version.state == VersionState.DRAFT


def writing_form(requirement: Requirement) -> WordingForm:
    """The form as it stands when one opens the page."""
    return WordingForm(initial=wording_of(requirement).model_dump() | {"revision": requirement.revision})


def editor_page(
    request: HttpRequest,
    requirement: Requirement,
    writing: WordingForm,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    """The editor with what stands in `writing`, saved or not; `more` is what happened to it."""
    assessment = latest_assessment(requirement.version)
    requirement.text = writing["text"].value() or ""
    verdict = judged_live(requirement, assessment)
    context = page_context(request, requirement, assessment, verdict)
    context |= {"writing": writing, **more}
    return render(request, "assessments/editor/page.html", context, status=status)


def judged_live(requirement: Requirement, assessment: Assessment | None) -> Verdict | None:
    """The verdict on the text that `requirement` carries, saved or not; None for background."""
    if requirement.is_context:
        return None
    return judge_as(judging_of(requirement.version, assessment), requirement.text)


def page_context(
    request: HttpRequest, requirement: Requirement, assessment: Assessment | None, verdict: Verdict | None
) -> dict:
    """What both pages need: the verdict, its dismissals, the neighbours in the list one came from."""
    version, form = requirement.version, RowFilter(request.GET)
    around = neighbours(filtered(scored_rows(version, assessment), form.wishes), requirement)
    return shown(requirement, verdict, dismissed_on(requirement)) | {
        "version": version,
        "assessment": assessment,
        "form": form,
        "around": around,
        "comments": comments_on(requirement),
        "comment_form": CommentForm(auto_id="id_comment_%s"),
    }
