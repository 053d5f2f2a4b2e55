"""What the pages ask about a procurement."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Procurement


class ProcurementForm(forms.ModelForm):
    class Meta:
        model = Procurement
        fields = ["title", "reference", "stage", "cpv", "estimated_value", "currency", "tenders_due"]
        widgets = {"tenders_due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "title": _("As it is called in the tender documents."),
            "reference": _("Your own case number, such as RS 2026-0412."),
            "estimated_value": _("Excluding VAT, in whole units of the currency."),
        }
        error_messages = {"title": {"required": _("Give the procurement a title.")}}

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()
