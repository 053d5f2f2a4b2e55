"""Pages of what people bring: the list of procurements, a new one, and the way in for a specification.

A page lives in the highest room whose matters it shows: a procurement's own page tells how its
specifications fare, so it is among the views of `assessments`.
"""

from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editor_required, member_required

from .forms import ImportForm, ProcurementForm
from .importers.gate import Refused
from .models import Procurement, SpecificationVersion
from .paging import page_of
from .queries import procurements_of, versions_of
from .review import WrongState
from .services import create_procurement, create_specification, import_file, import_text

PROCUREMENTS_A_PAGE = 50


@require_safe
@member_required
def procurement_list(request: HttpRequest) -> HttpResponse:
    procurements = procurements_of(request.member.organisation).annotate(number=Count("specifications"))
    procurements = procurements.order_by("-created_at")  # counting drops the model's own order
    page = page_of(procurements, request.GET.get("page"), size=PROCUREMENTS_A_PAGE)
    return render(request, "procurement/list.html", {"page": page})


@editor_required
def procurement_new(request: HttpRequest) -> HttpResponse:
    form = ProcurementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        procurement = create_procurement(organisation=request.member.organisation, **form.cleaned_data)
        return redirect("import-specification", procurement.pk)
    return render(request, "procurement/new.html", {"form": form})


@editor_required
def import_specification(request: HttpRequest, pk: int) -> HttpResponse:
    procurement = get_object_or_404(procurements_of(request.member.organisation), pk=pk)
    form = ImportForm(request.POST or None, request.FILES or None, procurement=procurement)
    if request.method == "POST" and form.is_valid():
        try:
            version = _import(procurement, form, request)
        except Refused as refused:
            source = "file" if form.cleaned_data["file"] else "text"
            form.add_error(source, refused.in_language(get_language()))
        else:
            _tell_what_came(request, version)
            return redirect("version-detail", version.pk)
    return render(request, "procurement/import.html", {"procurement": procurement, "form": form})


@transaction.atomic
def _import(procurement: Procurement, form: ImportForm, request: HttpRequest) -> SpecificationVersion:
    """The new version; a file that is refused leaves no empty specification behind."""
    answers = form.cleaned_data
    specification = answers.get("specification") or create_specification(
        procurement=procurement, title=form.new_title
    )
    if answers["file"]:
        return import_file(
            specification=specification,
            upload_name=answers["file"].name,
            content=answers["file"],
            by=request.user,
        )
    return import_text(specification=specification, text=answers["text"], by=request.user)


def _tell_what_came(request: HttpRequest, version: SpecificationVersion) -> None:
    number = version.requirements.filter(is_context=False).count()
    messages.success(
        request,
        ngettext("%d requirement was imported.", "%d requirements were imported.", number) % number,
    )


@require_POST
@editor_required
def version_step(request: HttpRequest, pk: int, step: Callable[..., SpecificationVersion]) -> HttpResponse:
    """Send for review, take back or approve: `step` is the service that does it."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    try:
        step(version=version, by=request.user)
    except WrongState as wrong:  # somebody else was quicker
        messages.warning(request, str(wrong))
    return redirect("version-detail", version.pk)
