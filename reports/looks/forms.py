"""What can be chosen of a report's looks."""

import base64
import re

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from reports.board.wording import SECTIONS
from reports.look import ACCENT, LEAST_CONTRAST, LEFT_OUT, contrast, readable
from reports.models import ReportTemplate

from .logo import NotAPicture, TooLarge, clean_logo

LONGEST_INTRODUCTION = 2000  # characters; it shares a page with the picture
COLOUR = re.compile(r"#[0-9a-f]{6}")


def _introduction(language: str) -> forms.Textarea:
    """A field for text in `language`, whatever that of the page is: a spelling checker needs to know."""
    return forms.Textarea(attrs={"rows": 6, "maxlength": LONGEST_INTRODUCTION, "lang": language})


class ReportTemplateForm(forms.ModelForm):
    sections = forms.MultipleChoiceField(
        label=_("Sections"),
        help_text=_(
            "Page one, the widest gaps, what was set aside, what the report cannot see and the method are "
            "always there."
        ),
        choices=[(name, SECTIONS[name]) for name in LEFT_OUT],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    picture = forms.FileField(
        label=_("Logo"),
        help_text=_("PNG or JPEG, at most 2 MB. It is printed at most 60 mm wide and 13 mm high, on white."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        required=False,
    )
    # A picture that was taken stays where another answer has to be mended: a browser forgets a chosen file.
    kept_picture = forms.CharField(required=False, widget=forms.HiddenInput)
    without_picture = forms.BooleanField(label=_("Take the logo away"), required=False)

    class Meta:
        model = ReportTemplate
        fields = ("name", "printed_name", "accent", "introduction_sv", "introduction_en")
        widgets = {
            "accent": forms.TextInput(attrs={"type": "color"}),
            "introduction_sv": _introduction("sv"),
            "introduction_en": _introduction("en"),
        }

    def __init__(self, *arguments, organisation: Organisation, **named) -> None:
        super().__init__(*arguments, **named)
        self.instance.organisation = organisation
        without = self.instance.without if self.instance.pk else []
        self.fields["sections"].initial = [name for name in LEFT_OUT if name not in without]
        if not self.instance.logo:
            del self.fields["without_picture"]

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        others = ReportTemplate.objects.filter(organisation=self.instance.organisation, name=name)
        if others.exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(gettext("Another template has this name. Choose one of its own."))
        return name

    def clean_accent(self) -> str:
        """Raises `ValidationError` with the nearest shade that can be read where this one cannot."""
        accent = (self.cleaned_data["accent"] or ACCENT).strip().lower()
        if not COLOUR.fullmatch(accent):
            raise forms.ValidationError(gettext("Write the colour as # and six digits, such as #123f52."))
        if contrast(accent) < LEAST_CONTRAST:
            raise forms.ValidationError(
                gettext(
                    "The colour is too light to read on white paper: its contrast is %(found)s to 1, and "
                    "%(least)s to 1 is needed. The nearest shade that works is %(nearest)s."
                )
                % {
                    "found": _ratio(contrast(accent)),
                    "least": _ratio(LEAST_CONTRAST),
                    "nearest": readable(accent),
                }
            )
        return accent

    def clean_introduction_sv(self) -> str:
        return self._introduction("introduction_sv")

    def clean_introduction_en(self) -> str:
        return self._introduction("introduction_en")

    def _introduction(self, field: str) -> str:
        text = self.cleaned_data[field]
        if len(text) > LONGEST_INTRODUCTION:
            raise forms.ValidationError(
                gettext("The introduction has %(n)d characters. Shorten it to %(most)d.")
                % {"n": len(text), "most": LONGEST_INTRODUCTION}
            )
        return text

    def clean_picture(self) -> bytes | None:
        upload = self.cleaned_data["picture"]
        content = upload.read() if upload else _decoded(self.data.get(self.add_prefix("kept_picture"), ""))
        if not content:
            return None
        try:
            return clean_logo(content)
        except TooLarge:
            raise forms.ValidationError(
                gettext("The picture is too large. Save it with at most 2 MB and 5,000 pixels a side.")
            ) from None
        except NotAPicture:
            raise forms.ValidationError(
                gettext("The file cannot be read as a picture. Save it as PNG or JPEG and choose it again.")
            ) from None

    @property
    def picture_to_keep(self) -> str:
        """The picture as the page carries it on, in base64, where the form has to be sent once more."""
        taken = self.cleaned_data.get("picture") if self.is_bound else None
        return base64.b64encode(taken).decode() if taken else ""

    def save(self, commit: bool = True) -> ReportTemplate:
        self.instance.without = [name for name in LEFT_OUT if name not in self.cleaned_data["sections"]]
        if self.cleaned_data.get("without_picture"):
            self.instance.logo = b""
        if self.cleaned_data["picture"]:
            self.instance.logo = self.cleaned_data["picture"]
        return super().save(commit)


def _decoded(kept: str) -> bytes:
    try:
        return base64.b64decode(kept, validate=True)
    except ValueError:
        return b""


def _ratio(value: float) -> str:
    return number_format(int(value * 10) / 10, 1)  # downwards: 4.49 is not 4.5
