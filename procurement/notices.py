"""A new procurement filled in from its published notice: shown first, saved by the user as any other."""

import tempfile
from pathlib import Path

from django import forms
from django.core.files.base import File
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from accounts.access import editor_required

from .forms import ProcurementForm
from .importers.gate import Refused, read_notice
from .importers.notice import Fault, Notice

FAULTS = {
    Fault.TWO_NAMES: _("something in it has two names in the same language; the first is used"),
    Fault.NO_CPV: _("a CPV code is left empty"),
    Fault.EMPTY_ORGANISATION: _("an organisation is left empty"),
    Fault.UNKNOWN_BUYER: _("the buyer that it points to is not in it"),
    Fault.VALUE_BY_LOT: _("it gives the value of each lot but none for the whole: add them up yourself"),
}


class NoticeForm(forms.Form):
    notice = forms.FileField(
        label=_("Notice"),
        help_text=_("From TED (eForms, .xml) or in the Open Contracting format (OCDS, .json)."),
        widget=forms.FileInput(attrs={"accept": ".xml,.json"}),
        error_messages={
            "required": _("Choose the file of the notice."),
            "empty": _("The file is empty. Check that it is saved and choose it again."),
        },
    )


@require_POST
@editor_required
def procurement_from_notice(request: HttpRequest) -> HttpResponse:
    """The form of a new procurement, filled in as far as the notice says; nothing is stored."""
    asked = NoticeForm(request.POST, request.FILES)
    notice = None
    if asked.is_valid():
        try:
            notice = _read(asked.cleaned_data["notice"])
        except Refused as refused:
            asked.add_error("notice", refused.in_language(get_language()))
    context = {
        "form": ProcurementForm(initial=_initial(notice) if notice else None),
        "notice_form": asked,
        "notice": notice,
        "file_name": notice and asked.cleaned_data["notice"].name,
        "faults": [FAULTS[fault] for fault in notice.faults] if notice else (),
    }
    return render(request, "procurement/new.html", context)


def _read(upload: File) -> Notice:
    with tempfile.NamedTemporaryFile(prefix="glapp-notice-") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        return read_notice(Path(file.name), name=upload.name, language=get_language())


def _initial(notice: Notice) -> dict:
    """What the notice says, under the names of the form's fields."""
    fields = ("title", "reference", "cpv", "estimated_value", "currency", "stage")
    told = {name: getattr(notice, name) for name in fields}
    told["tenders_due"] = notice.deadline[:10]  # the day, in the notice's own time zone
    return {name: value for name, value in told.items() if value}
