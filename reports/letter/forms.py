"""What the officer chooses of a letter, and which requirements it asks about."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from procurement.models import Stage
from reports.forms import TemplateChoice

AUDIENCES = [
    ("market", _("The market, before the procurement is published")),
    ("bidders", _("Those who have handed in bids")),
]
AFTER_BIDS = {Stage.EVALUATION}


class LetterForm(forms.Form):
    audience = forms.ChoiceField(label=_("Addressed to"), choices=AUDIENCES, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language of the letter"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    reply_by = forms.DateField(
        label=_("Answer by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("Write the day as year-month-day, such as 2026-03-31.")},
    )
    contact = forms.CharField(
        label=_("Contact"),
        required=False,
        max_length=200,
        help_text=_("Whom to ask about the letter: a name, an address, a telephone number."),
    )
    template = TemplateChoice()

    def __init__(self, *arguments, organisation: Organisation, stage: str, **named) -> None:
        initial = {
            "audience": "bidders" if stage in AFTER_BIDS else "market",
            "language": get_language() or "sv",
        }
        super().__init__(*arguments, initial=initial, **named)
        TemplateChoice.choose_among(self, organisation)
