"""What we hand over: a frozen snapshot and the file made of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    BOARD = "board", _("Board report")


class Report(models.Model):
    """A report asked for; `file` is empty until the worker has made it.

    `snapshot` holds everything the document prints; the same snapshot always gives the same bytes.
    """

    assessment = models.ForeignKey("assessments.Assessment", on_delete=models.CASCADE, related_name="reports")
    job = models.OneToOneField("jobs.Job", on_delete=models.PROTECT, related_name="report")
    kind = models.CharField(max_length=10, choices=ReportKind, default=ReportKind.BOARD)
    language = models.CharField(max_length=2, choices=[("sv", _("Swedish")), ("en", _("English"))])
    snapshot = models.JSONField()
    file = models.FileField(upload_to="reports/%Y/%m/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveIntegerField(default=0)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.language} {self.created_at:%Y-%m-%d}"
