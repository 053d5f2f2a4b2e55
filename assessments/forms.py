"""What the address of a specification's page can ask for."""

from collections.abc import Iterable, Mapping
from typing import ClassVar, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from procurement.models import Kind, Phase

from .browse import NEAR
from .dismissed import MISSING, is_finding, title_of
from .engine import catalogue
from .engine.language import JUDGED
from .engine.verdict import Effect
from .wording import ALL_WIDE, DIMENSIONS, EFFECTS, ELEMENTS, GAP_BANDS, language_name

ANY = ("", _("All"))


class Chosen(NamedTuple):
    """A filter that is on: its name, its value in words, and the address without it."""

    name: str | Promise
    value: str
    without: str


class RowFilter(forms.Form):
    """Filters of the requirement list. What the address says wrongly is taken as not said.

    `section` is a heading, `rule` the id of one, `near` a dot of the picture; links set the last two.
    """

    words = forms.CharField(
        label=_("Words or number"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    dimension = forms.ChoiceField(label=_("Dimension"), required=False, choices=[ANY, *DIMENSIONS.items()])
    band = forms.ChoiceField(
        label=_("Gap"),
        required=False,
        choices=[
            ANY,
            (ALL_WIDE, _("wide or very wide gap")),
            *((band.id, band.label) for band in GAP_BANDS),
        ],
    )
    section = forms.CharField(label=_("Section"), required=False, max_length=1_000, widget=forms.Select)
    missing = forms.ChoiceField(label=_("Lacks"), required=False, choices=[ANY, *ELEMENTS.items()])
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Kind.choices])
    phase = forms.ChoiceField(label=_("Phase"), required=False, choices=[ANY, *Phase.choices])
    dismissed = forms.ChoiceField(
        label=_("Dismissed"),
        required=False,
        choices=[
            ANY,
            ("no", _("Not dismissed as a whole")),
            ("yes", _("With something dismissed")),
            ("changed", _("Dismissed on another text: look again")),
        ],
    )
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
        choices=[
            ("gap", _("Widest gap first")),
            ("measurable", _("Least measurable first")),
            ("text", _("As in the document")),
        ],
    )
    rule = forms.CharField(label=_("Finding"), required=False, max_length=80, widget=forms.HiddenInput)
    near = forms.CharField(
        label=_("Place in the picture"), required=False, max_length=20, widget=forms.HiddenInput
    )

    USUAL: ClassVar = {"show": "requirements", "order": "gap"}
    ALWAYS = ("words", "dimension", "band")  # the others are folded
    BEFORE = ("words", "section", "kind", "phase", "show")  # what can be asked before anything is assessed

    def __init__(self, said: Mapping[str, str], *, sections: Iterable[str] = ()) -> None:
        super().__init__(said)
        known = dict.fromkeys([*sections, *said.get("section", "").splitlines()[:1]])
        self.fields["section"].widget.choices = [ANY, *((name, name) for name in known if name)]

    def clean_rule(self) -> str:
        rule = self.cleaned_data["rule"]
        if rule and not any(each.id == rule for each in catalogue()):
            raise forms.ValidationError("no such rule")
        return rule

    def clean_near(self) -> str:
        near = self.cleaned_data["near"]
        if near and not NEAR.fullmatch(near):
            raise forms.ValidationError("no such place")
        return near

    @property
    def wishes(self) -> dict[str, str]:
        """Every filter's value, "" where the address says nothing of use."""
        self.is_valid()
        said = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return said | {name: said[name] or usual for name, usual in self.USUAL.items()}

    @property
    def said(self) -> dict[str, str]:
        """The filters that are on; what goes without saying is not among them."""
        self.is_valid()
        given = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: value for name, value in given.items() if self.USUAL.get(name) != value}

    @property
    def query(self) -> str:
        """The filters as they stand in an address, ending in "&"; "" where none is set."""
        return urlencode(self.said) + "&" if self.said else ""

    @property
    def chosen(self) -> list[Chosen]:
        """The filters that are on, in words, each with the address that leaves it out."""
        said = self.said
        return [
            Chosen(
                self.fields[name].label,
                _in_words(self.fields[name], name, value),
                "?" + urlencode({other: kept for other, kept in said.items() if other != name}),
            )
            for name, value in said.items()
            if name not in ("show", "order")
        ]

    @property
    def finding(self) -> str:
        """The finding that the list is filtered by, named as in `dismissed`; "" where it is not."""
        said = self.said
        return said.get("rule") or (MISSING + said["missing"] if "missing" in said else "")

    @property
    def open_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.ALWAYS]

    @property
    def folded_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.ALWAYS and not self[name].is_hidden]

    @property
    def folded_are_used(self) -> bool:
        """Whether one of the folded filters is on: then they are not folded."""
        return any(name not in self.ALWAYS and not self[name].is_hidden for name in self.said)


def _in_words(field: forms.Field, name: str, value: str) -> str:
    if name == "rule":
        return title_of(value).in_language(get_language() or "sv")
    if name == "near":
        measurable, sounds, _wide = value.split("-")
        return _("sounds %(sounds)s, measurable %(measurable)s") % {
            "sounds": sounds,
            "measurable": measurable,
        }
    return str(dict(getattr(field, "choices", [])).get(value, value))


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


class CaseForm(DismissForm):
    """A case of what shows in all rows together set aside, and why; the address says which."""

    finding = None


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
        choices=[ANY, *((code, capfirst(language_name(code))) for code in sorted(JUDGED))],
    )

    @property
    def wishes(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}
