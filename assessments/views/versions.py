"""From one version to another: the next draft, and two beside each other."""

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editor_required, member_required
from assessments.browse import scored_rows
from assessments.queries import latest_assessment
from assessments.services import request_assessment
from assessments.side_by_side import Fate, Pair, Side, counts, paired
from procurement.differences import words_changed
from procurement.models import SpecificationVersion
from procurement.paging import page_of
from procurement.queries import versions_of
from procurement.review import WrongState, next_draft

PAIRS_A_PAGE = 25
DIFFERENT = ("", gettext_lazy("All differences"))
FATES = {
    Fate.CHANGED: gettext_lazy("Changed"),
    Fate.NEW: gettext_lazy("New"),
    Fate.REMOVED: gettext_lazy("Removed"),
    Fate.SCORED: gettext_lazy("Same words, other scores"),
    Fate.SAME: gettext_lazy("The same"),
}


@require_POST
@editor_required
def version_next_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The draft that follows an approved version; its assessment is asked for at once."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    try:
        draft = next_draft(version=version, by=request.user)
    except WrongState as wrong:
        messages.warning(request, str(wrong))
        return redirect("version-detail", version.pk)
    request_assessment(version=draft, by=request.user)
    said = _("Version %(draft)d is a draft with the requirements of version %(approved)d.")
    messages.success(request, said % {"draft": draft.number, "approved": version.number})
    return redirect("version-detail", draft.pk)


class CompareForm(forms.Form):
    """Which version to compare with, and which rows to see. What makes no sense is taken as not said."""

    other = forms.ModelChoiceField(
        label=gettext_lazy("Compare with"), queryset=SpecificationVersion.objects.none(), empty_label=None
    )
    show = forms.ChoiceField(label=gettext_lazy("Show"), required=False, choices=[DIFFERENT, *FATES.items()])

    def __init__(self, *args, versions: Iterable[SpecificationVersion], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = versions
        self.fields["other"].label_from_instance = _version_label


def _version_label(version: SpecificationVersion) -> str:
    return _("Version %(number)d (%(state)s)") % {
        "number": version.number,
        "state": version.get_state_display().lower(),
    }


@require_safe
@member_required
def version_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """A version and an earlier one: what became of each requirement, in words and in scores."""
    ours = versions_of(request.member.organisation)
    version = get_object_or_404(ours, pk=pk)
    earlier = ours.filter(specification=version.specification, number__lt=version.number)
    other = _other(request, earlier)
    form = CompareForm({"other": other and other.pk, "show": request.GET.get("show", "")}, versions=earlier)
    pairs = paired(_sides(other), _sides(version)) if other else []
    wanted = form.cleaned_data.get("show", "") if form.is_valid() else ""
    shown = [pair for pair in pairs if pair.fate == wanted or (not wanted and pair.fate != Fate.SAME)]
    page = page_of(shown, request.GET.get("page"), size=PAIRS_A_PAGE)
    page.object_list = [(pair, FATES[pair.fate], _stretches(pair)) for pair in page.object_list]
    number = counts(pairs)
    context = {
        "version": version,
        "other": other,
        "form": form,
        "page": page,
        "query": f"other={other.pk}&show={wanted}&" if other else "",
        "counts": [(fate, label, number[fate]) for fate, label in FATES.items()],
        "narrower": sum((pair.narrowed or 0) > 0 for pair in pairs),
        "wider": sum((pair.narrowed or 0) < 0 for pair in pairs),
    }
    return render(request, "assessments/compare.html", context)


def _other(request: HttpRequest, earlier: Iterable[SpecificationVersion]) -> SpecificationVersion | None:
    """The version that the address names, else the one just before."""
    asked = request.GET.get("other", "")
    named = {str(version.pk): version for version in earlier}
    return named.get(asked) or next(iter(named.values()), None)


def _sides(version: SpecificationVersion) -> list[Side]:
    rows = scored_rows(version, latest_assessment(version)).order_by("position")
    return [Side(*row) for row in rows.values_list(*Side._fields)]


def _stretches(pair: Pair) -> tuple:
    if pair.fate != Fate.CHANGED:
        return ()
    return words_changed(pair.before.text, pair.after.text)
