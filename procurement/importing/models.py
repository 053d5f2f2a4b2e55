"""What an import needs before it is a version: the file that waits, and how its like was read before."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from procurement.importers.draft import Reading
from procurement.importers.mapping import Mapping

KEPT = timedelta(days=7)  # how long an import waits for its owner


def _expires() -> timezone.datetime:
    return timezone.now() + KEPT


class PendingImport(models.Model):
    """A file or pasted text that was read and is a version only when somebody says so.

    `specification` is None where it becomes a new one called `title`. `found` is the `Mapping` that the
    importer found by itself; `reading` is the `Reading` in force as JSON, with the mapping that gave it, and
    kept as text because it is only ever read whole. `choices` tells, by a requirement's key, whether its
    text is "site" or "file" where both were changed.
    """

    procurement = models.ForeignKey(
        "procurement.Procurement", on_delete=models.CASCADE, related_name="pending_imports"
    )
    specification = models.ForeignKey(
        "procurement.Specification", on_delete=models.CASCADE, null=True, related_name="+"
    )
    title = models.CharField(max_length=300, blank=True)
    source_file = models.OneToOneField("procurement.SourceFile", on_delete=models.PROTECT, related_name="+")
    is_pasted = models.BooleanField(default=False)
    found = models.JSONField()
    is_remembered = models.BooleanField(default=False)
    reading = models.TextField()
    choices = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=_expires)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.source_file.name

    @property
    def what_was_read(self) -> Reading:
        return Reading.model_validate_json(self.reading)

    @property
    def found_mapping(self) -> Mapping:
        return Mapping.model_validate(self.found)


class RememberedMapping(models.Model):
    """How an organisation had a table with these headers read; `name` is its sheet, of which it has several.

    `settings` is a `remembered.Settings`.
    """

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    shape = models.CharField(max_length=32)
    name = models.CharField(max_length=100)
    settings = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-updated_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "shape", "name"], name="a_shape_is_remembered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.shape[:8]}"
