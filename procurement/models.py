"""What people bring: procurements, specifications in versions, requirements and where they came from."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.TextChoices):
    PREPARATION = "preparation", _("Preparation")
    MARKET_DIALOGUE = "market_dialogue", _("Market dialogue")
    PUBLISHED = "published", _("Published")
    EVALUATION = "evaluation", _("Evaluation")
    CONTRACT = "contract", _("Contract")
    CLOSED = "closed", _("Closed")


class Kind(models.TextChoices):
    """What an unmet requirement costs a bid."""

    MANDATORY = "mandatory", _("Mandatory")
    AWARD = "award", _("Award criterion")
    CONTRACT = "contract", _("Contract term")
    OPTION = "option", _("Option")
    QUALIFICATION = "qualification", _("Qualification")
    INFORMATION = "information", _("Information")


class Phase(models.TextChoices):
    """When a requirement must be true."""

    TENDER = "tender", _("In the tender")
    CONTRACT = "contract", _("At contract")
    DELIVERY = "delivery", _("At delivery")
    GO_LIVE = "go-live", _("At go-live")
    OPERATION = "operation", _("In operation")
    EXIT = "exit", _("At exit")
    UNKNOWN = "unknown", _("Not stated")


class Procurement(models.Model):
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="procurements"
    )
    title = models.CharField(_("title"), max_length=300)
    reference = models.CharField(_("reference number"), max_length=100, blank=True)
    cpv = models.CharField(_("CPV code"), max_length=10, blank=True, help_text=_("For example 48814000-7."))
    estimated_value = models.DecimalField(
        _("estimated value"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    currency = models.CharField(_("currency"), max_length=3, default="SEK")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage, default=Stage.PREPARATION)
    tenders_due = models.DateField(
        _("last day for tenders"), null=True, blank=True, help_text=_("Evidence in bids is held against it.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title


class Specification(models.Model):
    procurement = models.ForeignKey(Procurement, on_delete=models.CASCADE, related_name="specifications")
    title = models.CharField(_("title"), max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self) -> str:
        return self.title


class VersionState(models.TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")


class SourceFile(models.Model):
    """A file as it was brought, kept byte for byte."""

    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="bytes")
    content = models.FileField(upload_to="sources/%Y/%m/")
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class SpecificationVersion(models.Model):
    """A numbered state of a specification; frozen once approved.

    The database itself keeps an approved version and its requirements as they are: the triggers at the end
    of the first migration. Whoever makes that migration anew takes them along.

    `import_problems` lists what the importer could not take, each `{"where", "message": {"sv", "en"}}`.
    """

    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    source_file = models.ForeignKey(SourceFile, on_delete=models.PROTECT, null=True, related_name="versions")
    based_on = models.PositiveIntegerField(null=True, help_text="number of the version it was copied from")
    import_problems = models.JSONField(default=list)
    mapping = models.JSONField(default=dict, help_text="how its file was read, an importers.mapping.Mapping")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["specification", "number"], name="version_numbers_are_unique")
        ]

    def __str__(self) -> str:
        return f"{self.specification} v{self.number}"


class Requirement(models.Model):
    """One row of a specification as written; context rows are kept and not scored.

    `key` follows a requirement from version to version; `following` tells it again in a new file.
    `provenance` says where in the source file it stood, an `importers.place.Place`: `{"sheet", "row"}`,
    `{"table", "row"}`, `{"page", "paragraph"}`..., all counted from 1.
    """

    version = models.ForeignKey(SpecificationVersion, on_delete=models.CASCADE, related_name="requirements")
    key = models.UUIDField(default=uuid.uuid4)
    position = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=60, blank=True)
    heading_path = models.JSONField(default=list, help_text="headings above it, outermost first")
    text = models.TextField(_("requirement"))
    kind = models.CharField(_("kind"), max_length=15, choices=Kind, default=Kind.MANDATORY)
    phase = models.CharField(_("phase"), max_length=10, choices=Phase, default=Phase.UNKNOWN)
    motive = models.TextField(_("motive"), blank=True)
    shown_by = models.TextField(_("how the supplier shows it"), blank=True)
    is_context = models.BooleanField(default=False)
    provenance = models.JSONField(default=dict)
    brought = models.JSONField(default=dict, help_text="what its file said, an importing.merging.Saying")
    revision = models.PositiveIntegerField(default=1, help_text="raised by every change made on the site")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_requirement_once_a_version"),
            models.UniqueConstraint(
                fields=["version", "position"],
                name="positions_are_unique",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]

    def __str__(self) -> str:
        return self.number or f"#{self.position}"


class Revision(models.Model):
    """What a requirement was before somebody changed it, and who did so when.

    `number` is the requirement's `revision` that ended then. What one person writes in one sitting is one
    change: `at` is then when it was last added to.
    """

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    row_number = models.CharField(max_length=60, blank=True)
    text = models.TextField()
    kind = models.CharField(max_length=15, choices=Kind)
    phase = models.CharField(max_length=10, choices=Phase)
    motive = models.TextField(blank=True)
    shown_by = models.TextField(blank=True)
    is_context = models.BooleanField(default=False)
    restores = models.PositiveIntegerField(
        null=True, help_text="the revision that was brought back by this change"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["requirement", "number"], name="a_revision_ends_once")]

    def __str__(self) -> str:
        return f"{self.requirement} r{self.number}"


class Comment(models.Model):
    """What somebody says of a requirement; by its key, so that it follows from version to version."""

    specification = models.ForeignKey(Specification, on_delete=models.CASCADE, related_name="comments")
    key = models.UUIDField()
    text = models.TextField(_("comment"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["specification", "key"])]

    def __str__(self) -> str:
        return self.text[:60]


class Step(models.TextChoices):
    SENT = "sent", _("Sent for review")
    WITHDRAWN = "withdrawn", _("Taken back to draft")
    APPROVED = "approved", _("Approved")


class VersionStep(models.Model):
    """Who moved a version on or back, and when."""

    version = models.ForeignKey(SpecificationVersion, on_delete=models.CASCADE, related_name="steps")
    step = models.CharField(max_length=10, choices=Step)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.version}: {self.step}"


# Django looks for an app's models here; those of bids and of imports under way have rooms of their own.
from .bidding import models as _bids  # noqa: E402, F401
from .importing import models as _imports  # noqa: E402, F401
