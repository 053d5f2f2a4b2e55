"""The whole list at once: rows edited in place, one after another, with their scores beside them."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import editor_required
from assessments.browse import filtered, scored_rows
from assessments.dismissals import dismissed_on
from assessments.editing import save_requirement
from assessments.forms import RowFilter
from assessments.judging import judging_assessment
from assessments.shown import shown
from procurement.editing import EditedMeanwhile, wording_of
from procurement.models import Requirement, VersionState
from procurement.paging import page_of
from procurement.queries import requirements_of, versions_of
from procurement.review import WrongState
from procurement.wording_form import WordingForm, as_typed

from .editor import conflict_of
from .requirement import judged_live

ROWS_A_PAGE = 50
FILTERS = ("words", "band", "dimension", "show", "order")


@never_cache  # whoever comes back with the browser's button sees what it is now
@require_safe
@editor_required
def version_rows(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row of a draft in the order of the document, or as the filters say."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    if version.state != VersionState.DRAFT:
        return redirect("version-detail", version.pk)
    form = RowFilter(_in_order_of_document(request))
    rows = filtered(scored_rows(version, judging_assessment(version)), form.wishes)
    page = page_of(rows, request.GET.get("page"), size=ROWS_A_PAGE)
    context = {
        "version": version,
        "form": form,
        "filters": [form[name] for name in FILTERS if name in form.fields],
        "narrowed": any(request.GET.get(name) for name in form.fields),
        "page": page,
    }
    return render(request, "assessments/rows/page.html", context)


def _in_order_of_document(request: HttpRequest) -> dict[str, str]:
    """What the address says; unlike in the other list, rows stand as in the document unless it says else."""
    return {"order": "text"} | request.GET.dict()


@require_http_methods(["GET", "POST"])
@editor_required
def requirement_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row, to look at; with `edit` in the address, to write in; sent back, it is saved.

    What it was saved as is shown; where it could not be, the row to write in with the reason.
    """
    requirement = get_object_or_404(requirements_of(request.member.organisation), pk=pk)
    if request.method == "POST":
        return _save(request, requirement)
    if "edit" in request.GET and requirement.version.state == VersionState.DRAFT:
        initial = wording_of(requirement).model_dump() | {"revision": requirement.revision}
        return _writable(request, requirement, _form(requirement, initial=initial))
    return _readable(request, requirement)


def _form(requirement: Requirement, **kwargs: object) -> WordingForm:
    name = f"row-{requirement.pk}"
    return WordingForm(form_id=name, auto_id=f"id_{requirement.pk}_%s", **kwargs)


def _save(request: HttpRequest, requirement: Requirement) -> HttpResponse:
    """The row's form has the text, kind and phase; what it does not show stays as it is."""
    posted = request.POST.dict()
    kept = wording_of(requirement).model_dump()
    asked = {name: posted.get(name, value) for name, value in kept.items() if name != "is_context"}
    if requirement.is_context:
        asked["is_context"] = "on"
    writing = _form(requirement, data=asked | {"revision": posted.get("revision", "")})
    if not writing.is_valid():
        return _writable(request, requirement, writing)
    try:
        saved = save_requirement(
            requirement=requirement,
            wording=writing.wording,
            revision=writing.cleaned_data["revision"],
            by=request.user,
        )
    except EditedMeanwhile as meanwhile:
        theirs = meanwhile.requirement
        again = _form(requirement, data=writing.data | {"revision": theirs.revision})
        return _writable(request, theirs, again, conflict=conflict_of(theirs, writing))
    except WrongState as wrong:
        return _writable(request, requirement, writing, fault=str(wrong))
    return _readable(request, saved)


def _readable(request: HttpRequest, requirement: Requirement) -> HttpResponse:
    version = requirement.version
    rows = scored_rows(version, judging_assessment(version)).filter(pk=requirement.pk)
    answer = render(request, "assessments/rows/_row.html", {"row": rows.get(), "version": version})
    if request.method == "POST":
        answer["HX-Trigger-After-Swap"] = json.dumps({"row-saved": {"row": requirement.pk}})
    return answer


def _writable(
    request: HttpRequest, requirement: Requirement, writing: WordingForm, **more: object
) -> HttpResponse:
    requirement.text = as_typed(writing["text"].value() or "")
    verdict = judged_live(requirement, judging_assessment(requirement.version))
    context = shown(requirement, verdict, dismissed_on(requirement))
    context |= {"writing": writing, "form": RowFilter(request.GET), **more}
    return render(request, "assessments/rows/_editor.html", context)
