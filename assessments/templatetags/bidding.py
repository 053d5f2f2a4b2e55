"""How what was found in a bid is printed."""

from django import template
from django.utils.functional import Promise

from assessments.bidding.wording import STRENGTHS
from procurement.bidding.models import HowMet

register = template.Library()


@register.filter
def strength_word(strength: str) -> Promise:
    return STRENGTHS[strength]


@register.filter
def how_met_word(value: str) -> Promise:
    return HowMet(value).label
