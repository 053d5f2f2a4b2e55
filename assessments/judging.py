"""How the texts of one version are judged: by the same rules and in the same language, whoever asks.

The live preview, a saved edit and a whole assessment go through `judge_as`, so they always agree.
"""

from procurement.models import SpecificationVersion

from .engine import judge, main_language
from .engine.verdict import Value, Verdict
from .models import Assessment


class Judging(Value):
    """`expect` is the language of the document, for rows too short to tell."""

    expect: str


def judging_of(version: SpecificationVersion, assessment: Assessment | None) -> Judging:
    """As `assessment` was judged; where there is none, or an older one, as one of today would be."""
    if assessment and assessment.language:
        return Judging(expect=assessment.language)
    texts = version.requirements.filter(is_context=False).values_list("text", flat=True)
    return Judging(expect=main_language(texts))


def judge_as(judging: Judging, text: str) -> Verdict:
    return judge(text, expect=judging.expect)
