"""The page that asks for an audit report, and the schema of what travels inside one."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.access import editor_required
from assessments.queries import assessments_of
from procurement.bidding.access import is_named
from reports.bidding.looking import log_report

from .asking import request_audit
from .document import MOST_PRINTED
from .snapshot import schema


class AuditForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the report"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        initial=get_language,
    )
    with_bids = forms.BooleanField(
        label=_("With the register of evidence in the bids"),
        required=False,
        help_text=_("Only those named to see the bids can then open the report."),
    )

    def __init__(self, *arguments, has_bids: bool, **named) -> None:
        super().__init__(*arguments, **named)
        if not has_bids:
            del self.fields["with_bids"]


@editor_required
def audit_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for an audit report of an assessment."""
    assessment = get_object_or_404(assessments_of(request.member.organisation), pk=pk)
    procurement = assessment.version.specification.procurement
    has_bids = is_named(request.user, procurement) and procurement.bids.exists()
    form = AuditForm(request.POST or None, has_bids=has_bids)
    if request.method == "POST" and form.is_valid():
        report = request_audit(assessment=assessment, by=request.user, **form.cleaned_data)
        log_report(report=report, user=request.user)
        return redirect("report-detail", report.pk)
    context = {
        "assessment": assessment,
        "version": assessment.version,
        "form": form,
        "most": _grouped(MOST_PRINTED),
    }
    return render(request, "reports/audit/new.html", context)


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


@require_safe
def audit_schema(request: HttpRequest) -> JsonResponse:
    """The JSON schema of glapp-audit.json; open to everyone, as the format is."""
    return JsonResponse(schema(), json_dumps_params={"indent": 1, "ensure_ascii": False})
