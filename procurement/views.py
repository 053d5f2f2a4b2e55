"""Pages of what people bring: procurements, and the steps of a version. `importing` is the way in.

A page lives in the highest room whose matters it shows: a procurement's own page tells how its
specifications fare, so it is among the views of `assessments`.
"""

from collections.abc import Callable
from copy import copy

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editor_required, member_required

from .forms import ProcurementForm
from .models import SpecificationVersion
from .notices import NoticeForm
from .paging import page_of
from .queries import procurements_of, versions_of
from .review import WrongState
from .services import create_procurement, remove_version, why_not_removed

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
    return render(request, "procurement/new.html", {"form": form, "notice_form": NoticeForm()})


@editor_required
def procurement_edit(request: HttpRequest, pk: int) -> HttpResponse:
    procurement = get_object_or_404(procurements_of(request.member.organisation), pk=pk)
    # A copy: where the form is wrong, the way back up still has the title that is stored.
    form = ProcurementForm(request.POST or None, instance=copy(procurement))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The procurement was changed."))
        return redirect("procurement-detail", pk)
    return render(request, "procurement/edit.html", {"form": form, "procurement": procurement})


@editor_required
def version_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask first, then take a version away that nobody has approved."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    procurement = version.specification.procurement
    why_not = why_not_removed(version)
    if request.method == "POST":
        try:
            remove_version(version=version)
        except WrongState as wrong:
            messages.warning(request, str(wrong))
            return redirect("version-detail", pk)
        messages.success(
            request,
            _("Version %(number)d of %(title)s was removed.")
            % {"number": version.number, "title": version.specification},
        )
        return redirect("procurement-detail", procurement.pk)
    context = {"version": version, "why_not": why_not, "is_only": version.specification.versions.count() == 1}
    return render(request, "procurement/version_remove.html", context)


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
