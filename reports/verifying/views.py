"""The page where anybody with an account checks a copy of a report."""

import tempfile
from pathlib import Path

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.access import member_required
from reports.queries import reports_of

from .outcome import MOST_BYTES, Outcome, TooHeavy, outcome

TOO_HEAVY = _("The file could not be opened within the time and memory that a report needs.")


class VerifyForm(forms.Form):
    file = forms.FileField(
        label=_("PDF to check"), widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"})
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            too_large = _("The file is larger than %(most)d MB, and so no report of ours.")
            raise forms.ValidationError(too_large % {"most": MOST_BYTES // 1_000_000})
        return file


@member_required
def verify(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            found = _checked(request)
        except TooHeavy:
            form.add_error("file", TOO_HEAVY)
    context = {
        "form": form,
        "found": found,
        "report": found and _report(request, found),
        "name": request.FILES["file"].name if found else "",
    }
    return render(request, "reports/verify.html", context)


def _checked(request: HttpRequest) -> Outcome:
    """The upload on disk for as long as it is looked at; nothing of it is kept."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        for chunk in request.FILES["file"].chunks():
            copy.write(chunk)
        copy.flush()
        return outcome(Path(copy.name), reports_of(request.member.organisation, user=request.user))


def _report(request: HttpRequest, found: Outcome):
    return reports_of(request.member.organisation, user=request.user).filter(pk=found.report).first()
