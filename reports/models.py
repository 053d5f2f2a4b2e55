"""What we hand over: a frozen snapshot and the file made of it."""

import base64

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .look import ACCENT, Look


class ReportKind(models.TextChoices):
    BOARD = "board", _("Board report")
    LETTER = "letter", _("Letter with questions")
    AUDIT = "audit", _("Audit report")


class ReportTemplate(models.Model):
    """How an organisation wants its reports: what is chosen when a report is asked for, and frozen with it.

    `logo` is a PNG of our own making, or empty; `without` lists sections that are left out, each of
    `look.LEFT_OUT`; `accent` is "#rrggbb" and can be read on white.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="report_templates"
    )
    name = models.CharField(
        _("name of the template"), max_length=100, help_text=_("What it is called in the list of templates.")
    )
    printed_name = models.CharField(
        _("name on the report"),
        max_length=200,
        blank=True,
        help_text=_("Left empty, the name that the organisation has here."),
    )
    accent = models.CharField(
        _("colour"),
        max_length=7,
        default=ACCENT,
        help_text=_("Of headings, bars and marks. It must be dark enough to read on white paper."),
    )
    introduction_sv = models.TextField(
        _("introduction of your own, in Swedish"),
        blank=True,
        help_text=_("Plain text, printed on page two. An empty line begins a new paragraph."),
    )
    introduction_en = models.TextField(
        _("introduction of your own, in English"),
        blank=True,
        help_text=_(
            "Where one of the two is empty, a report in that language prints the other, untranslated."
        ),
    )
    without = models.JSONField(default=list, blank=True)
    logo = models.BinaryField(default=b"", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "name"], name="report_template_names_are_unique")
        ]

    def __str__(self) -> str:
        return self.name

    def look_in(self, language: str) -> Look:
        """What a report in `language` ("sv" or "en") looks like. Of the introduction it has the text in that
        language, or else the other with its language told."""
        texts = {"sv": self.introduction_sv, "en": self.introduction_en}
        other = "en" if language == "sv" else "sv"
        written_in = language if texts[language].strip() else other
        return Look(
            name=self.name,
            printed_name=self.printed_name,
            accent=self.accent,
            logo=base64.b64encode(bytes(self.logo)).decode(),
            introduction=texts[written_in],
            introduction_lang=written_in if texts[written_in].strip() else "",
            without=tuple(self.without),
        )


class Report(models.Model):
    """A report asked for; `file` is empty until the worker has made it.

    `snapshot` holds everything the document prints; the same snapshot always gives the same bytes. `digest`
    is its SHA-256, `sha256` the file's, `examined` a `tasks.Examined`; all three come with the file. An
    audit's snapshot is empty until its turn comes.
    """

    assessment = models.ForeignKey("assessments.Assessment", on_delete=models.CASCADE, related_name="reports")
    job = models.OneToOneField("jobs.Job", on_delete=models.PROTECT, related_name="report")
    kind = models.CharField(max_length=10, choices=ReportKind, default=ReportKind.BOARD)
    language = models.CharField(max_length=2, choices=[("sv", _("Swedish")), ("en", _("English"))])
    with_bids = models.BooleanField(default=False, help_text="seen only by those named to see the bids")
    snapshot = models.JSONField()
    file = models.FileField(upload_to="reports/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    examined = models.JSONField(default=dict)
    pages = models.PositiveIntegerField(default=0)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.language} {self.created_at:%Y-%m-%d}"
