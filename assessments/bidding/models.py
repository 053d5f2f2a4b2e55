"""What was found in a bid, and what people decided on it."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .judged import JudgedAnswer


class BidReading(models.Model):
    """A finished reading of one bid with the rules that `ruleset` names; exists only whole.

    `findings` is what shows only when the bid's answers and its evidence are read together, each a
    `bids.whole.BidFinding`; `references` what its "proven elsewhere" comes to, each a
    `bids.transfer.Compared`. `deadline` is the day that evidence was held against.
    """

    bid = models.ForeignKey("procurement.Bid", on_delete=models.CASCADE, related_name="readings")
    ruleset = models.CharField(max_length=64)
    deadline = models.DateField(null=True)
    evidence = models.CharField(max_length=64, help_text="hash over the evidence that was read along")
    findings = models.JSONField(default=list)
    references = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.bid} ({self.ruleset[:8]})"


class AnswerVerdict(models.Model):
    """What one answer's wording indicates; the columns repeat what lists sort and filter by.

    `label` and `strength` are those of `bids.verdict`; `open` says that somebody has to decide: the
    requirement is mandatory and the answer does not show that it is met when it has to be.
    """

    reading = models.ForeignKey(BidReading, on_delete=models.CASCADE, related_name="verdicts")
    requirement = models.ForeignKey("procurement.Requirement", on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey("procurement.Answer", on_delete=models.CASCADE, null=True, related_name="+")
    label = models.CharField(max_length=30)
    strength = models.CharField(max_length=20)
    how_met = models.CharField(max_length=15, blank=True)
    open = models.BooleanField()
    data = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reading", "requirement"], name="one_verdict_an_answer")
        ]

    def __str__(self) -> str:
        return f"{self.requirement}: {self.label}"

    @cached_property
    def judged(self) -> JudgedAnswer:
        return JudgedAnswer.model_validate(self.data)


class Way(models.TextChoices):
    """What can be decided on a mandatory requirement that an answer does not show to be met."""

    CLARIFY = "clarify", _("Ask for clarification")
    NOT_MET = "not_met", _("Not met")
    UNCLEAR = "unclear", _("The requirement is unclear: take legal advice")
    SHOWN = "shown", _("Shown to be met")


class Decision(models.Model):
    """Somebody's decision on one answer. The newest holds; the others stay and tell how it came."""

    bid = models.ForeignKey("procurement.Bid", on_delete=models.CASCADE, related_name="decisions")
    requirement = models.ForeignKey("procurement.Requirement", on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=10, choices=Way)
    reason = models.TextField()
    label = models.CharField(max_length=30, help_text="what was indicated when it was decided")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["bid", "requirement", "-at"])]

    def __str__(self) -> str:
        return f"{self.requirement}: {self.way}"
