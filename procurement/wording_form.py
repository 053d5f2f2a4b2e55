"""The form in which a requirement is written."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .editing import LONGEST_TEXT, Wording
from .models import Kind, Phase, Requirement


class WordingForm(forms.Form):
    """What somebody writes of a requirement; `revision` is the one that they saw.

    Texts are kept as typed but for the line ends, which a browser changes by itself.
    """

    text = forms.CharField(
        label=_("The requirement"),
        strip=False,
        max_length=LONGEST_TEXT,
        help_text=_(
            "Marks, scores and questions follow while you write. A mark’s number leads to its words."
        ),
        error_messages={
            "required": _("Write what is demanded. A row can be marked as background, but not be empty."),
            "max_length": _(
                "The text is longer than %(limit_value)d characters. Divide it into several requirements."
            ),
        },
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "true"}),
    )
    shown_by = forms.CharField(
        label=_("How the supplier shows it"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("What is handed in or tested, and when. The scores are of the requirement alone."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    motive = forms.CharField(
        label=_("Motive"),
        required=False,
        max_length=LONGEST_TEXT,
        help_text=_("Why you ask for it. Nobody tests a motive, but it helps suppliers to answer well."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Kind.choices,
        help_text=_("What a bid loses when it does not meet this."),
    )
    phase = forms.ChoiceField(
        label=_("Phase"),
        choices=Phase.choices,
        help_text=_(
            "When it must be true. The phase decides what counts as proof: in the tender something that "
            "exists today, at delivery a plan and a test."
        ),
    )
    number = forms.CharField(
        label=_("Number"),
        required=False,
        max_length=Requirement._meta.get_field("number").max_length,
    )
    is_context = forms.BooleanField(
        label=_("This row is background: it asks nothing and gets no scores"), required=False
    )
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args, form_id: str = "editor", **kwargs) -> None:
        """`form_id` is the form's own: its fields name it, for forms of other kinds stand between them."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["form"] = form_id

    def clean(self) -> dict:
        cleaned = super().clean()
        for name in ("text", "shown_by", "motive"):
            cleaned[name] = as_typed(cleaned.get(name, ""))
        if "text" not in self.errors and not cleaned["text"].strip():
            self.add_error("text", self.fields["text"].error_messages["required"])
        return cleaned

    @property
    def wording(self) -> Wording:
        return Wording(**{name: self.cleaned_data[name] for name in Wording.model_fields})


def as_typed(text: str) -> str:
    """A text whose line ends are those it was typed with: browsers send CRLF whatever was typed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class CommentForm(forms.Form):
    text = forms.CharField(
        label=_("Your comment"),
        max_length=5_000,
        error_messages={"required": _("Write your comment first.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
