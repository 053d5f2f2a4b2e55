"""What we think of it: one assessment is one run of one rule set over one version."""

from functools import cached_property

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from .engine.verdict import Verdict


class Assessment(models.Model):
    """A finished run; exists only whole. `ruleset` is the hash of every rule and checklist used, and of the
    organisation's own `changes`, an `engine.Changes`.

    `summary` is the `summary.Summary` of its verdicts, kept because unpacking thousands of verdicts for
    a page takes seconds and they never change. `whole` is what the engine found in all rows together, each an
    `engine.whole.Finding`: judged once by the rules that `ruleset` names, like every verdict.

    `language` is the one that most of the texts are in; "" before it was kept. `is_stale` says that a
    requirement was edited since `summary` was made, `whole_is_stale` the same of `whole`: `refreshing` makes
    them anew.
    """

    version = models.ForeignKey(
        "procurement.SpecificationVersion", on_delete=models.CASCADE, related_name="assessments"
    )
    ruleset = models.CharField(max_length=64)
    changes = models.JSONField(default=dict)
    summary = models.JSONField()
    whole = models.JSONField()
    language = models.CharField(max_length=2, blank=True)
    is_stale = models.BooleanField(default=False)
    whole_is_stale = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.version} ({self.ruleset[:8]})"


class RequirementVerdict(models.Model):
    """The engine's verdict on one requirement; the columns repeat what lists sort and filter by.

    Scores are 0-100, confidence 0-1. `missing` holds elements, `rules` the ids of those that saw something
    which weighs; `gains` is how much `measurable` can rise by answering each question (points of 100), the
    most first.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="verdicts")
    requirement = models.ForeignKey(
        "procurement.Requirement", on_delete=models.CASCADE, related_name="verdicts"
    )
    sounds = models.PositiveSmallIntegerField()
    measurable = models.PositiveSmallIntegerField()
    gap = models.PositiveSmallIntegerField()
    confidence = models.FloatField()
    dimension = models.CharField(max_length=20)
    nature = models.CharField(max_length=12)
    obligation = models.CharField(max_length=12)
    phase = models.CharField(max_length=10)
    lang = models.CharField(max_length=8, default="")
    judged = models.BooleanField(default=True)
    missing = ArrayField(models.CharField(max_length=12), default=list)
    rules = ArrayField(models.CharField(max_length=80), default=list)
    gains = ArrayField(models.PositiveSmallIntegerField(), default=list)
    data = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assessment", "requirement"], name="one_verdict_a_requirement")
        ]
        indexes = [models.Index(fields=["assessment", "-gap"])]

    def __str__(self) -> str:
        return f"{self.requirement}: gap {self.gap}"

    @cached_property
    def verdict(self) -> Verdict:
        return Verdict.model_validate(self.data)


class Dismissal(models.Model):
    """Somebody's decision that a finding need not be mended, and why.

    One on a requirement follows it through versions by its `key`, and holds while the text is the one whose
    `digest` it keeps. One of what shows in all rows together has no `key`; its `case`, a `cases.Known`, says
    what it is about, and `digest` is of that. Scores never heed either. `finding` is named as in `dismissed`.
    Those made in one go share a `batch`. One that was taken back stays, for the record.
    """

    specification = models.ForeignKey(
        "procurement.Specification", on_delete=models.CASCADE, related_name="dismissals"
    )
    key = models.UUIDField(null=True)
    finding = models.CharField(max_length=80, blank=True)
    digest = models.CharField(max_length=64)
    case = models.JSONField(null=True)
    reason = models.TextField()
    batch = models.UUIDField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["specification", "key", "finding", "digest"],
                condition=models.Q(withdrawn_at=None),
                name="one_dismissal_of_a_finding",
            ),
            models.UniqueConstraint(
                fields=["specification", "finding", "digest"],
                condition=models.Q(withdrawn_at=None, key=None),
                name="one_dismissal_of_a_case",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding or 'all of it'}: {self.reason}"


class ChangeKind(models.TextChoices):
    TERM = "term", _("A term accepted")
    OFF = "off", _("A rule turned off")
    POINTS = "points", _("Points changed")


class RuleChange(models.Model):
    """Something that an organisation reads otherwise than the rule set, and why; see `engine.changes`.

    `subject` is the term as written, the id of the rule, or the id that the points stand under; `of` and
    `points` (of 100) are for those only. One that was taken back stays, for the record.
    """

    organisation = models.ForeignKey(
        "accounts.Organisation", on_delete=models.CASCADE, related_name="rule_changes"
    )
    kind = models.CharField(max_length=6, choices=ChangeKind)
    subject = models.CharField(max_length=200)
    of = models.CharField(max_length=7, blank=True)
    points = models.SmallIntegerField(null=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind", "of", "subject"],
                condition=models.Q(withdrawn_at=None),
                name="one_change_of_a_rule",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}: {self.reason}"


# Django looks for an app's models here; those of bids have a room of their own.
from .bidding import models as _bids  # noqa: E402, F401
