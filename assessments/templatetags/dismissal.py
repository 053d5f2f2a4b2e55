"""What stands beside a finding that somebody set aside."""

from collections.abc import Mapping

from django import template
from django.utils.translation import get_language

from assessments.dismissed import title_of
from assessments.models import Dismissal

register = template.Library()


@register.filter
def of_finding(dismissed: Mapping[str, Dismissal], finding: str) -> Dismissal | None:
    """The dismissal in force of one finding, where there is one."""
    return dismissed.get(finding) if dismissed else None


@register.filter
def finding_word(finding: str) -> str:
    """What a finding is called, in the language of the page."""
    return title_of(finding).in_language(get_language() or "sv")
