"""Long work as rows: the row is the truth, the broker only wakes a worker."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    QUEUED = "queued", _("Waiting")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")


class Job(models.Model):
    """One piece of long work.

    `key` makes asking twice the same as asking once, within an organisation. `lease_until` is how long
    the worker that holds the row is believed alive; a row whose lease has run out may be taken by another
    worker, `MAX_ATTEMPTS` times at most. `done` of `total` steps are finished (both 0 before it starts),
    and `phase` says what is being done, as an English msgid. `error` is empty or `{"sv", "en"}`.
    `leads_to` is the path of the page where the result is seen. `woken_at` is when the broker last took
    a message about it.
    """

    MAX_ATTEMPTS = 3

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="jobs")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    kind = models.CharField(max_length=30)
    key = models.CharField(max_length=200)
    arguments = models.JSONField(default=dict)
    leads_to = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    phase = models.CharField(max_length=100, blank=True)
    error = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    woken_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="one_job_a_key")]
        indexes = [models.Index(fields=["state", "created_at"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} ({self.state})"

    @property
    def is_finished(self) -> bool:
        return self.state in {State.DONE, State.FAILED, State.CANCELLED}

    @property
    def percent(self) -> int:
        """How much is done, 0-100."""
        return 100 * self.done // self.total if self.total else 0

    @property
    def error_text(self) -> str:
        """What went wrong, in the language of the page."""
        return self.error.get(get_language() or "sv", self.error.get("en", ""))
