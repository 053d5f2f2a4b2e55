"""One finding set aside in many rows at once, and the list of all that was."""

from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import editor_required, member_required
from assessments.browse import filtered, scored_rows, still_open
from assessments.dismissals import dismiss, dismissals_of, taken_back_in
from assessments.dismissed import (
    MISSING,
    THE_WHOLE,
    Dismissed,
    DismissedCase,
    DismissedFinding,
    is_finding,
)
from assessments.forms import DismissForm, RowFilter
from assessments.queries import latest_assessment
from procurement.models import Requirement, SpecificationVersion
from procurement.paging import page_of
from procurement.queries import versions_of

A_PAGE = 50
FIRST_ROWS = 12  # of a case, that are linked
SHOWN_FIRST = 8  # rows that the page of many shows before one says yes


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def dismiss_many(request: HttpRequest, pk: int) -> HttpResponse:
    """Which rows it would be, before one says why and does it."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    finding = request.GET.get("finding", "")
    if finding == THE_WHOLE or not is_finding(finding):
        raise Http404
    filters = RowFilter(request.GET)
    rows = still_open(_with(finding, _rows_of(version, filters)), finding)
    form = DismissForm(request.POST or None, initial={"finding": finding})
    if request.method == "POST" and form.is_valid():
        said = {"finding": finding, "reason": form.cleaned_data["reason"], "by": request.user}
        number = len(dismiss(version=version, requirements=rows, **said))
        message = ngettext("%d row: dismissed.", "%d rows: dismissed.", number)
        messages.success(request, message % number)
        return redirect(reverse("version-detail", args=[pk]) + f"?{filters.query}#rows-title")
    context = {
        "version": version,
        "finding": finding,
        "form": form,
        "filters": filters,
        "number": len(rows),
        "first": rows[:SHOWN_FIRST],
    }
    return render(request, "assessments/dismiss_many.html", context)


def _rows_of(version: SpecificationVersion, filters: RowFilter) -> QuerySet[Requirement]:
    return filtered(scored_rows(version, latest_assessment(version)), filters.wishes)


def _with(finding: str, rows: QuerySet[Requirement]) -> QuerySet[Requirement]:
    """The rows that have the finding."""
    if finding.startswith(MISSING):
        return rows.filter(missing__contains=[finding.removeprefix(MISSING)])
    return rows.filter(rules__contains=[finding])


class DismissalFilter(forms.Form):
    """Filters of the list. What the address says wrongly is taken as not said."""

    STATES = {
        "in-force": _("In force"),
        "changed": _("The text has changed: look again"),
        "taken-back": _("Taken back"),
    }
    state = forms.ChoiceField(label=_("State"), required=False, choices=[*STATES.items()])
    words = forms.CharField(
        label=_("Words in the reason, number or name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    @property
    def wishes(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}


@never_cache  # whoever comes back with the browser's button sees what it is now
@require_safe
@member_required
def version_dismissals(request: HttpRequest, pk: int) -> HttpResponse:
    """What is dismissed in a version: in force, on a text that has changed, or taken back."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    form = DismissalFilter(request.GET or {"state": "in-force"})
    wishes = form.wishes
    state = wishes["state"] or "in-force"
    found = dismissals_of(version)
    rows = chosen_of(version, found, state, wishes["words"])
    page = page_of(rows, request.GET.get("page"), size=A_PAGE)
    context = {
        "version": version,
        "form": form,
        "state": state,
        "found": found,
        "page": page,
        "keys": _keys(version, page.object_list),
        "together": Counter(row.batch for row in rows),
        "query": urlencode(wishes) + "&",
    }
    return render(request, "assessments/dismissals.html", context)


def _keys(version: SpecificationVersion, rows: Iterable[DismissedFinding | DismissedCase]) -> dict:
    """The page of each requirement by its key; of a case's rows by their positions."""
    keys = {row.key for row in rows if isinstance(row, DismissedFinding)}
    places = {
        at.position for row in rows if isinstance(row, DismissedCase) for at in row.case.rows[:FIRST_ROWS]
    }
    found = version.requirements.filter(Q(key__in=keys) | Q(position__in=places))
    told = found.values_list("key", "position", "pk")
    return {name: pk for key, position, pk in told for name in (key, position)}


def chosen_of(
    version: SpecificationVersion, found: Dismissed, state: str, words: str
) -> list[DismissedFinding | DismissedCase]:
    """The dismissals that the list's filter leaves, those about the set first: `state` is "in-force",
    "changed" or "taken-back"."""
    if state == "taken-back":
        rows = taken_back_in(version)
    elif state == "changed":
        rows = [*found.cases_again, *found.look_again]
    else:
        rows = [*found.cases, *found.rows]
    return [row for row in rows if _matches(row, words.casefold())]


def _matches(row: DismissedFinding | DismissedCase, words: str) -> bool:
    numbers = [row.number] if isinstance(row, DismissedFinding) else row.names
    searched = (*numbers, row.reason, row.by, row.title.sv, row.title.en)
    return any(words in each.casefold() for each in searched)
