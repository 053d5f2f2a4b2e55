"""What to ask before a report is made."""

from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

from .models import ReportTemplate
from .queries import templates_of


class TemplateChoice(forms.ModelChoiceField):
    """One of the organisation's report templates, or none; a form without any to choose from has no such
    field."""

    def __init__(self, **named) -> None:
        super().__init__(
            queryset=ReportTemplate.objects.none(),
            label=_("Template"),
            empty_label=_("Glapp's own"),
            required=False,
            **named,
        )

    @staticmethod
    def choose_among(form: forms.Form, organisation: Organisation) -> None:
        templates = templates_of(organisation)
        if templates.exists():
            form.fields["template"].queryset = templates
        else:
            del form.fields["template"]


class ReportForm(forms.Form):
    language = forms.ChoiceField(
        label=_("Language of the report"),
        choices=settings.LANGUAGES,
        widget=forms.RadioSelect,
        initial=get_language,
    )
    template = TemplateChoice()
    with_bids = forms.BooleanField(
        label=_("Take the bids along"),
        required=False,
        help_text=_("Only those named to see the bids can then open the report."),
    )

    def __init__(self, *arguments, organisation: Organisation, has_bids: bool = False, **named) -> None:
        super().__init__(*arguments, **named)
        if not has_bids:
            del self.fields["with_bids"]
        TemplateChoice.choose_among(self, organisation)
