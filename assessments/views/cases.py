"""One case of what shows in all rows together: the texts it is about side by side, and setting it aside."""

from typing import NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import member_required, require_editor
from assessments.case_dismissals import FoundCase, dismiss_cases, found_cases
from assessments.cases import OF_THE_SET
from assessments.dismissals import dismissals_of
from assessments.dismissed import DismissedCase
from assessments.forms import CaseForm
from assessments.queries import latest_assessment, whole_of
from assessments.refreshing import fresh_numbers
from procurement.models import SpecificationVersion
from procurement.queries import versions_of

MOST_TEXTS = 30  # of the rows that a case is about


class _Beside(NamedTuple):
    """A case among all that are found. `rest` are those that are open, beginning with what comes after it."""

    found: FoundCase
    dismissed: DismissedCase | None
    rest: list[FoundCase]

    @property
    def alike(self) -> list[FoundCase]:
        """The others of its kind that are open."""
        return [each for each in self.rest if each.finding.id == self.found.finding.id]


@never_cache  # whoever comes back with the browser's button sees what it is now
@require_http_methods(["GET", "HEAD", "POST"])
@member_required
def set_case(request: HttpRequest, pk: int, kind: str, sign: str) -> HttpResponse:
    """What the case is about; and for those who may edit, setting it aside with a reason."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    beside = _beside(version, kind, sign)
    if beside is None:
        messages.info(request, _("That is no longer found here: the requirements were changed or read anew."))
        return redirect(_whole(version))
    form = CaseForm(request.POST or None)
    if request.method == "POST":
        require_editor(request)
        if form.is_valid():
            return _set_aside(request, version, beside, form.cleaned_data["reason"])
    positions = {row.position for row in beside.found.case.rows}
    context = {
        "version": version,
        "found": beside.found,
        "dismissed": beside.dismissed,
        "alike": len(beside.alike),
        "next": beside.rest[0] if beside.rest else None,
        "form": form,
        "is_of_the_set": kind in OF_THE_SET,
        "rows": version.requirements.filter(position__in=positions)[:MOST_TEXTS],
        "more": max(0, len(positions) - MOST_TEXTS),
    }
    return render(request, "assessments/set_case.html", context)


def _beside(version: SpecificationVersion, kind: str, sign: str) -> _Beside | None:
    assessment = latest_assessment(version)
    if assessment is None:
        return None
    assessment = fresh_numbers(assessment)
    dismissed = dismissals_of(version, assessment)
    every = found_cases(version, whole_of(assessment))
    for at, found in enumerate(every):
        if (found.finding.id, found.sign) == (kind, sign):
            held = {(each.kind, each.case) for each in dismissed.cases}
            others = [*every[at + 1 :], *every[:at]]
            rest = [each for each in others if (each.finding.id, each.case) not in held]
            return _Beside(found, dismissed.of_case(kind, found.case), rest)
    return None


def _set_aside(
    request: HttpRequest, version: SpecificationVersion, beside: _Beside, reason: str
) -> HttpResponse:
    """This one, or with `go` "all" every open one of its kind; then the next, or what it was found among."""
    go = request.POST.get("go")
    chosen = [beside.found, *(beside.alike if go == "all" else ())]
    number = len(dismiss_cases(version=version, cases=chosen, reason=reason, by=request.user))
    said = ngettext("%d finding dismissed.", "%d findings dismissed.", number)
    messages.success(request, said % number)
    if go == "next" and beside.rest:
        return redirect("set-case", version.pk, beside.rest[0].finding.id, beside.rest[0].sign)
    return redirect(_whole(version))


def _whole(version: SpecificationVersion) -> str:
    return reverse("version-detail", args=[version.pk]) + "?whole=open#together"
