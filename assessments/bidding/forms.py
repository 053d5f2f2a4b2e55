"""What the pages of bids ask."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from procurement.bidding.answers import FIELDS
from procurement.bidding.passages import Passage
from procurement.importers.mapping import shortened
from procurement.models import Kind, Procurement, SpecificationVersion

from .models import Way
from .wording import INDICATIONS, Indication

_FIELD_NAMES = {
    "answer": _("Answer"),
    "how_met": _("How it is met"),
    "document": _("Document"),
    "page": _("Page"),
    "identifier": _("Identifier"),
    "issuer": _("Issuer"),
    "dated": _("Date"),
    "comment": _("Comment"),
}
_SHEETS = ".xlsx,.docx,.csv,.pdf"


class BidForm(forms.Form):
    """A filled sheet, who sent it and which version it answers."""

    supplier = forms.CharField(
        label=_("Bidder"),
        max_length=200,
        help_text=_(
            "As the bid has it. The same name again replaces what was read in before for that bidder; the "
            "earlier reading is kept."
        ),
        error_messages={"required": _("Say whose bid it is.")},
        widget=forms.TextInput(attrs={"list": "bidders", "autocomplete": "off"}),
    )
    version = forms.ModelChoiceField(
        label=_("Which specification does it answer?"),
        queryset=SpecificationVersion.objects.none(),
        empty_label=None,
    )
    file = forms.FileField(
        label=_("The filled sheet"),
        help_text=_(
            "The workbook that was sent out, or the supplier's own Excel, Word, CSV or PDF file. What a PDF "
            "says is read as well as it can be: prefer the file that it was made from."
        ),
        error_messages={
            "required": _("Choose the file with the answers."),
            "empty": _("The file is empty. Check that it is saved and choose it again."),
        },
        widget=forms.FileInput(attrs={"accept": _SHEETS}),
    )

    def __init__(self, *args, procurement: Procurement, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        versions = SpecificationVersion.objects.filter(specification__procurement=procurement)
        self.fields["version"].queryset = versions.select_related("specification")


class ColumnsForm(forms.Form):
    """Which column of a supplier's own sheet is what: one choice a header.

    `needs_answer`: answers stand in rows, so that some column has to hold them.
    """

    def __init__(self, *args, columns: dict[str, str], needs_answer: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.headers = list(columns)
        self.needs_answer = needs_answer
        choices = [("", _("Not a part of the answer")), *((name, _FIELD_NAMES[name]) for name in FIELDS)]
        for place, header in enumerate(self.headers):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=header or _("Column without a header"),
                choices=choices,
                required=False,
                initial=columns[header],
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        chosen = [field for field in cleaned.values() if field and field != "comment"]
        if self.needs_answer and "answer" not in chosen and "comment" not in cleaned.values():
            raise forms.ValidationError(_("Say which column holds the answer."))
        if len(chosen) != len(set(chosen)):
            raise forms.ValidationError(_("Two columns are called the same. Only comments may be several."))
        return cleaned

    @property
    def columns(self) -> dict[str, str]:
        return {header: self.cleaned_data[f"column_{place}"] for place, header in enumerate(self.headers)}


class PlacingForm(forms.Form):
    """Which requirement each of some passages answers: its number, or empty for none.

    `names` is number -> key, as the specification has them; `placed` is what was changed.
    """

    def __init__(self, *args, passages: Iterable[Passage], names: Mapping[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        known = list(names)
        for passage in passages:
            self.fields[f"passage_{passage.id}"] = forms.CharField(
                # Who hears the page hears what is asked about, and not the same words fifty times.
                label=format_html(
                    '{}<span class="visually-hidden">: {}</span>',
                    _("Answers requirement"),
                    shortened(passage.text),
                ),
                required=False,
                max_length=80,
                initial="" if passage.row is None else known[passage.row],
                widget=forms.TextInput(attrs={"list": "requirements", "autocomplete": "off", "size": 10}),
            )

    def clean(self) -> dict:
        cleaned = super().clean()
        for name, number in list(cleaned.items()):
            if number and number not in self.names:
                wrong = _("No requirement has the number “%(number)s”. Choose one from the list.")
                self.add_error(name, wrong % {"number": number})
        return cleaned

    @property
    def placed(self) -> dict[str, str]:
        return {
            name.removeprefix("passage_"): self.names.get(self.cleaned_data[name], "")
            for name in self.changed_data
            if name in self.data  # a field that was not sent is no empty one
        }


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """Several files at once; each is checked as one is. The value is a list, [] where none was chosen."""

    widget = _Files

    def clean(self, data: list, initial: object = None) -> list:
        return [super(_FilesField, self).clean(each, initial) for each in data or [None]]


class EvidenceForm(forms.Form):
    file = _FilesField(
        label=_("Files sent as proof"),
        help_text=_(
            "Choose several at once if you like. They are kept unchanged, each with its hash. Glapp reads "
            "their text and nothing else of them."
        ),
        error_messages={
            "required": _("Choose a file first."),
            "empty": _("The file is empty. Check that it is saved and choose it again."),
        },
    )


class SetAsideForm(forms.Form):
    why = forms.CharField(
        label=_("Why does it not count?"),
        max_length=300,
        help_text=_("Such as: the wrong file, a misspelt name, withdrawn by the bidder. Stands in the log."),
        error_messages={"required": _("Say why the bid is set aside.")},
    )


class PersonForm(forms.Form):
    user = forms.ModelChoiceField(
        label=_("Name another person"), queryset=User.objects.none(), empty_label=_("Choose a person")
    )

    def __init__(self, *args, procurement: Procurement, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        members = User.objects.filter(memberships__organisation=procurement.organisation_id)
        self.fields["user"].queryset = members.exclude(bid_access__procurement=procurement).order_by("name")


class DecisionForm(forms.Form):
    way = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the report beside the decision, with your name and the date."),
        error_messages={"required": _("Say why: a decision without a reason cannot be followed afterwards.")},
    )


class AlikeForm(forms.Form):
    """One decision for all answers of a bid that wait with the same indication."""

    label = forms.ChoiceField(label=_("On which answers?"))
    way = forms.ChoiceField(
        label=_("What do you decide?"),
        # That something is shown is decided where the proof is looked at, one by one.
        choices=[choice for choice in Way.choices if choice[0] != Way.SHOWN],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands beside each of the decisions, with your name and the date."),
        error_messages={"required": _("Say why: a decision without a reason cannot be followed afterwards.")},
    )

    def __init__(self, *args, waiting: Iterable[tuple[Indication, int]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["label"].choices = [
            (shown.id, _("%(indication)s: %(number)d waiting") % {"indication": shown.word, "number": number})
            for shown, number in waiting
        ]


class MatrixFilter(forms.Form):
    words = forms.CharField(
        label=_("Words"), required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"})
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All requirements")),
            ("waiting", _("Where a decision is waiting")),
            ("open", _("Mandatory and not shown")),
            ("differ", _("Where the bids differ")),
            ("altered", _("Altered in some bid")),
        ],
    )
    label = forms.ChoiceField(
        label=_("Indication in some bid"),
        required=False,
        choices=[("", _("Any")), *((each.id, each.word) for each in INDICATIONS.values())],
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("Any")), *Kind.choices])

    @property
    def wishes(self) -> dict[str, str]:
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in self.fields}

    @property
    def query(self) -> str:
        """What is chosen, as the address has it: "" or ending in "&"."""
        said = {name: value for name, value in self.wishes.items() if value}
        return urlencode(said) + "&" if said else ""
