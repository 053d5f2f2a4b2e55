"""Suppliers, bids, answers and evidence; who may see them, and who did."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class HowMet(models.TextChoices):
    """How the supplier would meet a requirement; development and third parties are what costs later."""

    STANDARD = "standard", _("Standard")
    CONFIGURATION = "configuration", _("Configuration")
    DEVELOPMENT = "development", _("Development")
    THIRD_PARTY = "third_party", _("Third party")
    UNKNOWN = "", _("Not stated")


class Supplier(models.Model):
    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="suppliers"
    )
    name = models.CharField(_("name"), max_length=200)
    registration_number = models.CharField(_("registration number"), max_length=40, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="suppliers_by_name")]

    def __str__(self) -> str:
        return self.name


class Bid(models.Model):
    """One supplier's answers to one version of a specification.

    A filled workbook that is read in again makes a new bid with the next `number`; the one before stays,
    with its answers, its evidence and the decisions taken on it.
    """

    procurement = models.ForeignKey("procurement.Procurement", on_delete=models.CASCADE, related_name="bids")
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="bids")
    version = models.ForeignKey(
        "procurement.SpecificationVersion", on_delete=models.PROTECT, related_name="bids"
    )
    number = models.PositiveIntegerField(default=1)
    file_name = models.CharField(max_length=255)
    file_sha256 = models.CharField(max_length=64)
    file = models.FileField(upload_to="bids/%Y/%m/")
    columns = models.JSONField(default=dict, help_text="header -> field of an answer, or empty")
    reading = models.TextField(
        default="", help_text="an importers.draft.Reading as JSON until the answers are stored, then empty"
    )
    placed = models.JSONField(
        default=dict, help_text="passage -> key of the requirement that somebody said it answers, or empty"
    )
    is_read = models.BooleanField(default=False, help_text="the columns are confirmed and the answers stored")
    import_problems = models.JSONField(default=list)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    set_aside_at = models.DateTimeField(
        null=True, help_text="read in by mistake, or withdrawn; does not count"
    )
    set_aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    set_aside_why = models.TextField(blank=True)

    class Meta:
        ordering = ["supplier__name", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "supplier", "version", "number"], name="bids_are_numbered"
            )
        ]

    def __str__(self) -> str:
        return str(self.supplier)

    @property
    def is_guessed(self) -> bool:
        """Whether pages were read that only look like tables and paragraphs: a PDF's."""
        return self.file_name.lower().endswith(".pdf")


class Answer(models.Model):
    """What a bid says to one requirement, as written. `dated` is text: bidders write dates in many ways."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="answers")
    requirement = models.ForeignKey(
        "procurement.Requirement", on_delete=models.PROTECT, related_name="answers"
    )
    text = models.TextField(_("answer"), blank=True)
    how_met = models.CharField(_("how it is met"), max_length=15, choices=HowMet, blank=True)
    document = models.CharField(_("document"), max_length=300, blank=True)
    page = models.CharField(_("page"), max_length=40, blank=True)
    identifier = models.CharField(_("identifier"), max_length=200, blank=True)
    issuer = models.CharField(_("issuer"), max_length=200, blank=True)
    dated = models.CharField(_("date"), max_length=80, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    provenance = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["bid", "requirement"], name="one_answer_a_requirement")
        ]

    def __str__(self) -> str:
        return f"{self.bid}: {self.requirement}"


class Altered(models.TextChoices):
    """What in a bid's file is another thing than was sent out."""

    TEXT = "text", _("Another wording")
    KIND = "kind", _("Another kind")
    PHASE = "phase", _("Another phase")
    SHOWN_BY = "shown_by", _("Another way of showing it")
    MOVED = "moved", _("The row carries another row's hidden mark")
    REMOVED = "removed", _("The row is missing or has no text")
    ADDED = "added", _("A row that was not sent out")

    @classmethod
    def of_the_requirement(cls) -> tuple["Altered", ...]:
        """What makes the answer one to another requirement than was asked."""
        return cls.TEXT, cls.KIND, cls.PHASE, cls.SHOWN_BY


class Alteration(models.Model):
    """Where a bid's file has a requirement otherwise than its version; `said` is what it has instead.

    Kept with the answers, from the same reading of the file. `requirement` is null for an added row.
    `is_earlier`: it is what the buyer had there before, in this version or another, so nobody altered it.
    """

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="alterations")
    requirement = models.ForeignKey(
        "procurement.Requirement", on_delete=models.PROTECT, null=True, related_name="alterations"
    )
    what = models.CharField(max_length=10, choices=Altered)
    said = models.TextField(blank=True)
    is_earlier = models.BooleanField(default=False)
    provenance = models.JSONField(default=dict)

    class Meta:
        ordering = ["requirement__position", "pk"]

    def __str__(self) -> str:
        return f"{self.bid}: {self.requirement or ''} {self.what}"


class Evidence(models.Model):
    """A file sent as proof, kept byte for byte; `text` is its text layer, "" where it has none."""

    bid = models.ForeignKey(Bid, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField(help_text="bytes")
    file = models.FileField(upload_to="evidence/%Y/%m/")
    text = models.TextField(blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["bid", "sha256"], name="evidence_once_a_bid")]

    def __str__(self) -> str:
        return self.name


class BidAccess(models.Model):
    """A member named to see the bids of one procurement. Nobody else does, whatever their role."""

    procurement = models.ForeignKey(
        "procurement.Procurement", on_delete=models.CASCADE, related_name="bid_access"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bid_access")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    named_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["named_at"]
        constraints = [models.UniqueConstraint(fields=["procurement", "user"], name="named_once")]

    def __str__(self) -> str:
        return f"{self.user} ({self.procurement})"


class Look(models.TextChoices):
    """What somebody did with bids."""

    NAMED = "named", _("Named somebody")
    REMOVED = "removed", _("Took away somebody's access")
    MATRIX = "matrix", _("Looked at the matrix")
    BID = "bid", _("Looked at a bid")
    REQUIREMENT = "requirement", _("Looked at the answers to a requirement")
    READ_IN = "read_in", _("Read a bid in")
    SET_ASIDE = "set_aside", _("Set a bid aside")
    TAKEN_BACK = "taken_back", _("Took a bid back")
    EVIDENCE_IN = "evidence_in", _("Added evidence")
    EVIDENCE_OUT = "evidence_out", _("Opened evidence")
    DECISION = "decision", _("Decided")
    LETTER = "letter", _("Took out a letter")
    LIST = "list", _("Took out a list")
    REPORT = "report", _("Asked for a report with bids")
    LOG = "log", _("Looked at this log")
    REFUSED = "refused", _("Tried to look, and was refused")


class BidLook(models.Model):
    """One look at bids under secrecy. Rows are only ever added: the database refuses the rest.

    `what` says of what sort; `detail` of which bid, requirement, file or person, in words that still read
    when that is gone.
    """

    procurement = models.ForeignKey(
        "procurement.Procurement", on_delete=models.PROTECT, related_name="bid_looks"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=15, choices=Look)
    detail = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["procurement", "-at"])]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.user}: {self.what}"
