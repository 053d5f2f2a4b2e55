"""Words of the editor's page."""

from django import template

from assessments.dismissed import MISSING
from procurement.wording_form import WordingForm

register = template.Library()


@register.filter
def field_word(name: str) -> str:
    """What a field of a requirement is called."""
    return WordingForm.base_fields[name].label


@register.filter
def lacking(element: str) -> str:
    """What a dismissal calls the finding that an element is missing."""
    return MISSING + element
