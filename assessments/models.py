"""What we think of it: one assessment is one run of one rule set over one version."""

from functools import cached_property

from django.db import models

from .engine.verdict import Verdict


class Assessment(models.Model):
    """A finished run; exists only whole. `ruleset` is the hash of every rule and checklist used.

    `summary` is the `summary.Summary` of its verdicts, kept because unpacking thousands of verdicts for
    a page takes seconds and they never change. `whole` is what the engine found in all rows together, each an
    `engine.whole.Finding`: judged once by the rules that `ruleset` names, like every verdict.
    """

    version = models.ForeignKey(
        "procurement.SpecificationVersion", on_delete=models.CASCADE, related_name="assessments"
    )
    ruleset = models.CharField(max_length=64)
    summary = models.JSONField()
    whole = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.version} ({self.ruleset[:8]})"


class RequirementVerdict(models.Model):
    """The engine's verdict on one requirement; the columns repeat what lists sort and filter by.

    Scores are 0-100, confidence 0-1.
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
