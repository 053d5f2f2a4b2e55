"""How the pages of an import print what the importers say."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from procurement.differences import Stretch, words_changed
from procurement.importers.draft import Problem
from procurement.importers.place import Place
from procurement.importing.comparison import FieldChange
from procurement.models import Kind, Phase

register = template.Library()

FIELDS = {
    "kind": _("Kind"),
    "phase": _("Phase"),
    "motive": _("Motive"),
    "shown_by": _("Shown by"),
    "is_context": _("What it is"),
}


@register.filter
def where(place: Place) -> str:
    """A place in the file as its own program names it, beginning with a capital letter."""
    named = place.named(get_language() or "sv")
    return named[:1].upper() + named[1:]


@register.filter
def table_name(place: Place) -> str:
    """What a sheet or table is called; the only one of a file has no name."""
    return place.sheet or where(place) or gettext("The table")


@register.filter
def in_words(problem: Problem) -> str:
    return problem.sv if get_language() == "sv" else problem.en


@register.filter
def kind_word(kind: str) -> str:
    return Kind(kind).label


@register.filter
def phase_word_of(phase: str) -> str:
    return Phase(phase).label


@register.filter
def field_label(change: FieldChange) -> Promise:
    return FIELDS[change.name]


@register.filter
def field_words(change: FieldChange) -> tuple[Stretch, ...]:
    """What a field said and says; a choice whole, a text word by word."""
    if change.name in ("motive", "shown_by"):
        return words_changed(change.before, change.after)
    said = [_in_words(change.name, value) for value in (change.before, change.after)]
    return (Stretch("gone", said[0]), Stretch("same", " "), Stretch("new", said[1]))


def _in_words(name: str, value: str | bool) -> str:
    match name:
        case "kind":
            return kind_word(value)
        case "phase":
            return phase_word_of(value)
    return gettext("Background") if value else gettext("Requirement")
