"""What the editor of a requirement asks for while somebody writes: judge this, put this in, save."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editor_required, member_required
from assessments.browse import filtered, neighbours, scored_rows
from assessments.dismissals import dismissed_on
from assessments.editing import save_requirement
from assessments.engine.verdict import Element
from assessments.forms import RowFilter
from assessments.history import changes_of
from assessments.judging import judging_assessment
from assessments.proposing import with_answer
from assessments.queries import latest_assessment
from assessments.shown import shown
from procurement.differences import words_changed
from procurement.editing import (
    LONGEST_TEXT,
    EditedMeanwhile,
    Wording,
    comment_on,
    wording_before,
    wording_of,
)
from procurement.models import Requirement
from procurement.queries import requirements_of, revisions_of
from procurement.review import WrongState
from procurement.wording_form import CommentForm, WordingForm, as_typed

from .requirement import editor_page, judged_live

REFUSED, CONFLICT = 400, 409


@require_POST
@editor_required
def requirement_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What is thought of the text as it is being typed. Nothing is kept."""
    requirement = _typed(request, pk)
    if len(requirement.text) > LONGEST_TEXT:
        return HttpResponse(status=REFUSED)
    verdict = judged_live(requirement, judging_assessment(requirement.version))
    context = shown(requirement, verdict, dismissed_on(requirement))
    context |= {"form": RowFilter(request.GET), "here": _page_of(requirement, request)}
    return render(request, "assessments/editor/_live.html", context)


@require_POST
@editor_required
def requirement_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """The text with the answer to one question in it, as a change to accept or not. Nothing is kept."""
    requirement = _typed(request, pk)
    if len(requirement.text) > LONGEST_TEXT:
        return HttpResponse(status=REFUSED)
    return render(request, "assessments/editor/_proposal.html", _proposal(request, requirement))


def _typed(request: HttpRequest, pk: int) -> Requirement:
    """The requirement with the text that the form carries; not to be saved."""
    requirement = get_object_or_404(requirements_of(request.member.organisation), pk=pk)
    requirement.text = as_typed(request.POST.get("text", ""))
    requirement.is_context = "is_context" in request.POST
    return requirement


def _proposal(request: HttpRequest, requirement: Requirement) -> dict:
    """What the text would become, which words are new, and what it would be worth.

    `do` is "blanks", or "answer:" and an element; the answer stands in "answer-" and the element.
    """
    assessment = judging_assessment(requirement.version)
    before = judged_live(requirement, assessment)
    what, _colon, element = request.POST.get("do", "").partition(":")
    proposed = requirement.text
    if what == "blanks" and before:
        proposed = before.scaffold or proposed
    elif element in set(Element):
        answer = request.POST.get(f"answer-{element}", "")[:LONGEST_TEXT]
        proposed = with_answer(requirement.text, answer, Element(element), before.lang if before else "sv")
    stretches = words_changed(requirement.text, proposed)
    requirement.text = proposed
    return {
        "requirement": requirement,
        "element": element,
        "proposed": proposed,
        "changes": any(stretch.kind != "same" for stretch in stretches),
        "stretches": stretches,
        "before": before,
        "after": judged_live(requirement, assessment),
    }


@require_POST
@editor_required
def requirement_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save what was written.

    A script gets JSON: whether it is saved, what to say, and the revision to go on from.
    `do` may ask for something else of the form: an answer or blanks put in, unsaved; or, after a conflict,
    the colleague's wording, with one's own kept as a comment.
    """
    requirement = get_object_or_404(requirements_of(request.member.organisation), pk=pk)
    writing = WordingForm(request.POST)
    if not writing.is_valid():
        return _refused(request, requirement, writing)
    do = request.POST.get("do", "save")
    if do == "blanks" or do.startswith("answer:"):
        return _put_in(request, requirement)
    if do == "theirs":
        return _take_theirs(request, requirement, writing.wording)
    onwards = _onwards(request, requirement, do)  # looked up first: the order may depend on the score
    try:
        saved = save_requirement(
            requirement=requirement,
            wording=writing.wording,
            revision=writing.cleaned_data["revision"],
            by=request.user,
        )
    except EditedMeanwhile as meanwhile:
        return _conflict(request, meanwhile.requirement, writing)
    except WrongState as wrong:
        return _wrong_state(request, requirement, wrong)
    said = _("Saved %s.") % formats.time_format(timezone.localtime(), "TIME_FORMAT")
    if _wants_json(request):
        return JsonResponse({"saved": True, "said": said, "revision": saved.revision})
    messages.success(request, said)
    return redirect(onwards)


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("accept") == "application/json"


def _refused(request: HttpRequest, requirement: Requirement, writing: WordingForm) -> HttpResponse:
    if _wants_json(request):
        said = " ".join(error for errors in writing.errors.values() for error in errors)
        return JsonResponse({"saved": False, "said": _("Not saved. %s") % said})
    return editor_page(request, requirement, writing, status=REFUSED)


def _wrong_state(request: HttpRequest, requirement: Requirement, wrong: WrongState) -> HttpResponse:
    """Sent for review meanwhile: what was written is shown once more, so that it can be copied."""
    said = _("Not saved. %s") % wrong
    if _wants_json(request):
        return JsonResponse({"saved": False, "said": said})
    messages.error(request, said)
    return editor_page(request, requirement, WordingForm(request.POST), status=CONFLICT)


def _put_in(request: HttpRequest, requirement: Requirement) -> HttpResponse:
    """Without a script: the whole page with the change in the text, which Save then accepts."""
    proposal = _proposal(request, _typed(request, requirement.pk))
    data = request.POST.copy()
    data["text"] = proposal["proposed"]
    return editor_page(request, requirement, WordingForm(data), proposal=proposal)


def _conflict(request: HttpRequest, theirs: Requirement, writing: WordingForm) -> HttpResponse:
    """Somebody saved first: theirs and mine beside each other. Saving once more then keeps mine."""
    data = request.POST.copy()
    data["revision"] = str(theirs.revision)
    conflict = conflict_of(theirs, writing)
    if _wants_json(request):
        panel = render_to_string("assessments/editor/_conflict.html", {"conflict": conflict}, request)
        said = _("Not saved yet: a colleague has changed this requirement.")
        return JsonResponse({"saved": False, "said": said, "html": panel, "revision": theirs.revision})
    return editor_page(request, theirs, WordingForm(data), status=CONFLICT, conflict=conflict)


def conflict_of(theirs: Requirement, writing: WordingForm) -> dict:
    """What both wrote, and who of the two was first: the values of `_conflict.html`."""
    fields = _differing(writing, wording_of(theirs), writing.wording)
    return {"theirs": theirs, "last": revisions_of(theirs).first(), "fields": fields}


def _differing(writing: WordingForm, theirs: Wording, mine: Wording) -> list[tuple[str, tuple]]:
    """The label of each field that differs, and its words: what is theirs is "gone", what is mine "new"."""
    words = {
        name: (_in_words(writing, name, theirs), _in_words(writing, name, mine)) for name, _value in mine
    }
    return [(writing[name].label, words_changed(*pair)) for name, pair in words.items() if pair[0] != pair[1]]


def _in_words(writing: WordingForm, name: str, wording: Wording) -> str:
    """A field's value as the page says it."""
    value = getattr(wording, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(dict(getattr(writing.fields[name], "choices", ())).get(value, value))


def _take_theirs(request: HttpRequest, requirement: Requirement, mine: Wording) -> HttpResponse:
    comment_on(
        requirement=requirement,
        text=_("A wording that was not used: %s") % mine.text,
        by=request.user,
    )
    messages.success(request, _("Your colleague’s wording stands. Yours is kept as a comment."))
    return redirect(_page_of(requirement, request))


def _onwards(request: HttpRequest, requirement: Requirement, do: str) -> str:
    if do != "next":
        return _page_of(requirement, request)
    version, form = requirement.version, RowFilter(request.GET)
    around = neighbours(filtered(scored_rows(version, latest_assessment(version)), form.wishes), requirement)
    if around and around.after:
        return reverse("requirement-detail", args=[around.after]) + _query(form)
    return reverse("version-detail", args=[version.pk]) + _query(form) + "#rows-title"


def _page_of(requirement: Requirement, request: HttpRequest) -> str:
    return reverse("requirement-detail", args=[requirement.pk]) + _query(RowFilter(request.GET))


def _query(form: RowFilter) -> str:
    query = form.query.rstrip("&")
    return f"?{query}" if query else ""


@require_safe
@member_required
def requirement_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Who changed what when; each earlier wording can be brought back. A page, or its list alone."""
    requirement = get_object_or_404(requirements_of(request.member.organisation), pk=pk)
    context = {
        "requirement": requirement,
        "version": requirement.version,
        "changes": changes_of(requirement, list(revisions_of(requirement)[:50])),
        "form": RowFilter(request.GET),
    }
    part = "_history" if request.htmx else "history"
    return render(request, f"assessments/editor/{part}.html", context)


@require_POST
@editor_required
def requirement_restore(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Give the requirement back the wording that a revision had; that is a change like any other."""
    requirement = get_object_or_404(requirements_of(request.member.organisation), pk=pk)
    revision = get_object_or_404(revisions_of(requirement), number=number)
    try:
        save_requirement(
            requirement=requirement,
            wording=wording_before(revision),
            revision=requirement.revision,
            by=request.user,
            restores=number,
        )
    except (EditedMeanwhile, WrongState) as fault:
        messages.warning(request, str(fault))
    else:
        messages.success(request, _("The earlier wording is back. The one it replaced is in the history."))
    return redirect(_page_of(requirement, request))


@require_POST
@editor_required
def requirement_undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring back what stood before the last change; to undo that brings the change back."""
    requirement = get_object_or_404(requirements_of(request.member.organisation), pk=pk)
    last = revisions_of(requirement).first()
    if last is None:
        messages.info(request, _("Nothing has been changed on the site yet."))
        return redirect(_page_of(requirement, request))
    return requirement_restore(request, pk, last.number)


@require_POST
@member_required
def requirement_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody in the organisation may comment, in whatever state the version is."""
    requirement = get_object_or_404(requirements_of(request.member.organisation), pk=pk)
    form = CommentForm(request.POST)
    if form.is_valid():
        comment_on(requirement=requirement, text=form.cleaned_data["text"], by=request.user)
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect(_page_of(requirement, request) + "#comments")
