"""What the letter to a bidder asks of the officer."""

from django import forms
from django.utils.translation import gettext_lazy as _


class BidderLetterForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language"), choices=[("sv", _("Swedish")), ("en", _("English"))], widget=forms.RadioSelect
    )
    ending = forms.ChoiceField(
        label=_("File"),
        choices=[("docx", _("Word, to edit")), ("pdf", _("PDF, to send"))],
        widget=forms.RadioSelect,
        initial="docx",
    )
    reply_by = forms.DateField(
        label=_("Answer by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    contact = forms.CharField(
        label=_("Contact"),
        required=False,
        max_length=200,
        help_text=_("Who answers questions about the letter."),
    )
