"""How the texts of one version are judged: by the same rules and in the same language, whoever asks.

The live preview, a saved edit and a whole assessment go through `judge_as`, so they always agree.
"""

from procurement.models import SpecificationVersion

from .engine import Changes, judge, main_language
from .engine.verdict import Value, Verdict
from .models import Assessment
from .rule_changes import changes_in, changes_of


class Judging(Value):
    """`expect` is the language of the document, for rows too short to tell; `changes` what the organisation
    reads otherwise than the rule set."""

    expect: str
    changes: Changes


def judging_of(version: SpecificationVersion, assessment: Assessment | None) -> Judging:
    """As `assessment` was judged; where there is none, or an older one, as one of today would be."""
    changes = changes_in(assessment) if assessment else _of_today(version)
    if assessment and assessment.language:
        return Judging(expect=assessment.language, changes=changes)
    texts = version.requirements.filter(is_context=False).values_list("text", flat=True)
    return Judging(expect=main_language(texts), changes=changes)


def _of_today(version: SpecificationVersion) -> Changes:
    return changes_of(version.specification.procurement.organisation)


def judge_as(judging: Judging, text: str) -> Verdict:
    return judge(text, expect=judging.expect, changes=judging.changes)


def judging_assessment(version: SpecificationVersion) -> Assessment | None:
    """The latest assessment with what `judging_of` needs of it; its long columns stay in the database."""
    return version.assessments.defer("summary", "whole").order_by("-created_at", "-pk").first()
