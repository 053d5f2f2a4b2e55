"""What the address of a specification's page can ask for."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from procurement.models import Kind

from .dismissed import is_finding
from .engine.verdict import Effect
from .wording import DIMENSIONS, EFFECTS, GAP_BANDS

ANY = ("", _("All"))


class RowFilter(forms.Form):
    """Filters of the requirement list. What the address says wrongly is taken as not said."""

    words = forms.CharField(
        label=_("Words or number"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    dimension = forms.ChoiceField(label=_("Dimension"), required=False, choices=[ANY, *DIMENSIONS.items()])
    band = forms.ChoiceField(
        label=_("Gap"), required=False, choices=[ANY, *((band.id, band.label) for band in GAP_BANDS)]
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Kind.choices])
    show = forms.ChoiceField(
        label=_("Rows"),
        required=False,
        choices=[
            ("requirements", _("Requirements")),
            ("background", _("Background, headings, keywords")),
            ("all", _("All rows")),
        ],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("gap", _("Widest gap first")), ("text", _("As in the document"))],
    )

    @property
    def wishes(self) -> dict[str, str]:
        """Every filter's value, "" where the address says nothing of use."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return said | {"show": said["show"] or "requirements", "order": said["order"] or "gap"}

    @property
    def query(self) -> str:
        """The filters as they stand in an address, ending in "&"; "" where none is set."""
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return urlencode(said) + "&" if said else ""


class DismissForm(forms.Form):
    """A finding set aside, and why."""

    finding = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why is this not to be mended?"),
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever reads the report sees your reason."),
        error_messages={"required": _("Say why first: a dismissal stands in the reports with its reason.")},
    )

    def clean_finding(self) -> str:
        finding = self.cleaned_data["finding"]
        if not is_finding(finding):
            raise forms.ValidationError(_("There is no such finding any more. Load the page anew."))
        return finding


class RuleFilter(forms.Form):
    words = forms.CharField(
        label=_("Words"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    effect = forms.ChoiceField(
        label=_("What it does"),
        required=False,
        choices=[ANY, *((effect.value, EFFECTS[effect]) for effect in Effect)],
    )
    language = forms.ChoiceField(
        label=_("Language it reads"),
        required=False,
        choices=[ANY, ("sv", _("Swedish")), ("en", _("English"))],
    )

    @property
    def wishes(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
