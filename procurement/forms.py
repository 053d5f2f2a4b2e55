"""What the pages ask about procurements and specifications."""

from pathlib import PurePath

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Procurement, Specification


class ProcurementForm(forms.ModelForm):
    class Meta:
        model = Procurement
        fields = ["title", "reference", "stage", "cpv", "estimated_value", "currency"]
        help_texts = {
            "title": _("As it is called in the tender documents."),
            "reference": _("Your own case number, such as RS 2026-0412."),
            "estimated_value": _("Excluding VAT, in whole units of the currency."),
        }
        error_messages = {"title": {"required": _("Give the procurement a title.")}}

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"].upper()


class ImportForm(forms.Form):
    """A file or pasted text, and which specification it becomes a version of."""

    specification = forms.ModelChoiceField(
        label=_("What is it?"),
        queryset=Specification.objects.none(),
        required=False,
        empty_label=_("A new specification"),
        help_text=_("Choose an existing specification to add a new version of it."),
    )
    title = forms.CharField(
        label=_("Name of the new specification"),
        max_length=300,
        required=False,
        help_text=_("Left empty, it gets the name of the file."),
    )
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Excel (.xlsx), Word (.docx) or CSV. The file itself is kept unchanged."),
        error_messages={"empty": _("The file is empty. Check that it is saved and choose it again.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx,.docx,.csv,.txt"}),
    )
    text = forms.CharField(
        label=_("Pasted text"),
        required=False,
        strip=False,
        help_text=_("One requirement a line or paragraph. Cells copied from Excel work too."),
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args, procurement: Procurement, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        specifications = procurement.specifications.all()
        self.fields["specification"].queryset = specifications
        if not specifications:
            del self.fields["specification"]

    def clean(self) -> dict:
        cleaned = super().clean()
        text = cleaned.get("text", "").strip()
        if "file" not in self.errors and not cleaned.get("file") and not text:
            self.add_error("file", _("Choose a file, or paste the requirements below."))
        if cleaned.get("file") and text:
            self.add_error("text", _("Choose either a file or pasted text, not both."))
        return cleaned

    @property
    def new_title(self) -> str:
        """What a new specification is to be called."""
        if self.cleaned_data["title"]:
            return self.cleaned_data["title"]
        upload = self.cleaned_data["file"]
        return PurePath(upload.name).stem if upload else str(_("Pasted requirements"))
