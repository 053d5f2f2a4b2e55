"""What stands beside a finding that somebody set aside."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from assessments.dismissed import title_of
from assessments.engine.verdict import Effect, Signal, Verdict
from assessments.models import Dismissal
from assessments.rule_changes import LONGEST_TERM

register = template.Library()


@register.filter
def of_finding(dismissed: Mapping[str, Dismissal], finding: str) -> Dismissal | None:
    """The dismissal in force of one finding, where there is one."""
    return dismissed.get(finding) if dismissed else None


@register.filter
def words_of(verdict: Verdict, signal: Signal) -> str:
    """The words that a signal calls empty, where they are few enough to be a term; else ""."""
    words = verdict.text[signal.start : signal.end]
    return words if signal.effect is Effect.EMPTIES and len(words) <= LONGEST_TERM else ""


@register.filter
def finding_word(finding: str) -> str:
    """What a finding is called, in the language of the page."""
    return title_of(finding).in_language(get_language() or "sv")
