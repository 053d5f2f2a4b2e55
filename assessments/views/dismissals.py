"""Setting findings aside: one from its requirement's page, many from a list; and the list of what was."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.access import editor_required
from assessments.browse import filtered, neighbours, scored_rows
from assessments.dismissals import all_dismissals_of, dismiss, take_back
from assessments.forms import DismissForm, RowFilter
from assessments.queries import latest_assessment
from procurement.models import Requirement
from procurement.queries import requirements_of


@require_POST
@editor_required
def finding_dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Set one finding aside, and stay or go on to the next row of the list one came from."""
    requirement = get_object_or_404(requirements_of(request.member.organisation), pk=pk)
    onwards = _onwards(request, requirement)  # looked up first: a dismissal may change the list
    form = DismissForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(_page_of(requirement, request))
    made = dismiss(
        version=requirement.version,
        requirements=[requirement],
        finding=form.cleaned_data["finding"],
        reason=form.cleaned_data["reason"],
        by=request.user,
    )
    if made:
        messages.success(request, _("%s: dismissed. The scores stay as they are.") % requirement)
    return redirect(onwards)


def _onwards(request: HttpRequest, requirement: Requirement) -> str:
    """Where to go when it is done; after the last row, back to the list."""
    if request.POST.get("go") != "next":
        return _page_of(requirement, request)
    version = requirement.version
    rows = filtered(scored_rows(version, latest_assessment(version)), RowFilter(request.GET).wishes)
    around = neighbours(rows, requirement)
    if around and around.after:
        return reverse("requirement-detail", args=[around.after]) + _query(request)
    return reverse("version-detail", args=[version.pk]) + _query(request) + "#rows-title"


def _page_of(requirement: Requirement, request: HttpRequest) -> str:
    return reverse("requirement-detail", args=[requirement.pk]) + _query(request)


def _query(request: HttpRequest) -> str:
    """The filters that are on, as an address carries them."""
    query = RowFilter(request.GET).query.rstrip("&")
    return f"?{query}" if query else ""


@require_POST
@editor_required
def dismissal_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a finding on the to-do list again; with `all`, every one that was set aside with it."""
    every = all_dismissals_of(request.member.organisation)
    dismissal = get_object_or_404(every, pk=pk)
    together = every.filter(batch=dismissal.batch) if "all" in request.POST else every.filter(pk=pk)
    number = take_back(dismissals=together, by=request.user)
    said = ngettext("%d dismissal taken back.", "%d dismissals taken back.", number)
    messages.success(request, said % number)
    return redirect(_back_to(request))


def _back_to(request: HttpRequest) -> str:
    """The page on this site that the form named; else the procurements."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else reverse("procurement-list")
