"""What an organisation reads otherwise than the rule set: the list, a change tried, made, taken back."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import editor_required, member_required
from assessments.models import ChangeKind, RuleChange
from assessments.rule_changes import (
    CANNOT_BE_CHANGED,
    LONGEST_TERM,
    SHORTEST_TERM,
    NotPossible,
    change_rules,
    refuse_impossible,
    rule_changes_of,
    ruleset_of,
    take_change_back,
    told,
    wished,
)
from assessments.services import assess_drafts_anew
from assessments.trying import try_change


class ChangeForm(forms.Form):
    """Which change is meant: what an address says of it."""

    kind = forms.ChoiceField(choices=ChangeKind.choices, widget=forms.HiddenInput)
    of = forms.ChoiceField(
        choices=[("", ""), ("empties", ""), ("sounds", ""), ("fills", "")],
        required=False,
        widget=forms.HiddenInput,
    )
    subject = forms.CharField(max_length=LONGEST_TERM, widget=forms.HiddenInput)
    points = forms.IntegerField(required=False, min_value=-100, max_value=100, widget=forms.HiddenInput)

    def clean(self) -> dict:
        said = super().clean()
        if said.get("kind") == ChangeKind.POINTS and (said.get("points") is None or not said.get("of")):
            raise forms.ValidationError("points of what?")
        return said


class TermForm(forms.Form):
    subject = forms.CharField(
        label=gettext_lazy("The words, as they stand in your texts"),
        min_length=SHORTEST_TERM,
        max_length=LONGEST_TERM,
        help_text=gettext_lazy("For example “the cooperation model” where annex 4 says what it is."),
    )


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("For example which annex defines it. It stands in every report."),
        error_messages={
            "required": gettext_lazy("Say why first: a change stands in every report with its reason.")
        },
    )


@require_safe
@member_required
def own_rules(request: HttpRequest) -> HttpResponse:
    """Every change in force, and those that were taken back."""
    every = list(rule_changes_of(request.member.organisation))
    context = {
        "standing": [told(change) for change in every if not change.withdrawn_at],
        "taken_back": [(told(change), change) for change in every if change.withdrawn_at],
        "ruleset": ruleset_of(request.member.organisation),
        "form": TermForm(),
    }
    return render(request, "assessments/own_rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def own_rules_try(request: HttpRequest) -> HttpResponse:
    """Before and after on the organisation's own specifications; then yes, with a reason."""
    form = ChangeForm(request.GET)
    if not form.is_valid():
        return _asked_again(request)
    change = wished(**form.cleaned_data, by=request.user)
    try:
        refuse_impossible(change)
    except NotPossible:
        return _asked_again(request)
    reason = ReasonForm(request.POST or None)
    if request.method == "POST" and reason.is_valid():
        change = change.model_copy(update={"reason": reason.cleaned_data["reason"].strip()})
        change_rules(organisation=request.member.organisation, change=change, by=request.user)
        return _done(request, _("From now on your texts are judged with this change."))
    trial = try_change(request.member.organisation, change)
    return render(
        request, "assessments/own_rules_try.html", {"change": change, "trial": trial, "form": reason}
    )


def _asked_again(request: HttpRequest) -> HttpResponse:
    messages.error(request, CANNOT_BE_CHANGED)
    return redirect("own-rules")


@require_POST
@editor_required
def own_rules_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    change = get_object_or_404(RuleChange, organisation=request.member.organisation, pk=pk)
    take_change_back(change=change, by=request.user)
    return _done(request, _("Taken back: your texts are judged as the rule set says."))


def _done(request: HttpRequest, said: str) -> HttpResponse:
    number = assess_drafts_anew(organisation=request.member.organisation, by=request.user)
    more = _("Your drafts are being assessed anew (%d).") % number if number else ""
    messages.success(request, f"{said} {more}".strip())
    return redirect("own-rules")
