"""How what was found in a bid is printed."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.bidding.models import AnswerVerdict, Way
from assessments.bidding.wording import (
    LIKENESSES,
    STRENGTHS,
    WAYS,
    Indication,
    altered_note,
    altered_words,
    cut_out,
    indication,
    value_of,
    value_word,
)
from procurement.bidding.answers import FIELDS
from procurement.bidding.models import Alteration, HowMet
from procurement.bidding.passages import Passage
from procurement.differences import Stretch, words_changed
from procurement.models import Phase, Requirement

register = template.Library()
register.filter(altered_note)
register.filter(altered_words)
register.filter(cut_out)
register.filter(value_of)


@register.filter
def strength_word(strength: str) -> Promise:
    return STRENGTHS[strength]


@register.filter
def how_met_word(value: str) -> Promise:
    return HowMet(value).label


@register.filter
def answer_words(passage: Passage) -> str:
    """What a passage answers, as its columns have it, with our word for how it is met."""
    said = ((name, passage.said[name]) for name in FIELDS if passage.said.get(name))
    return "\n".join(str(HowMet(text).label) if name == "how_met" else text for name, text in said)


@register.filter
def without_mark(provision: str) -> str:
    """A provision without the provenance mark of the reference, such as "[K]"."""
    return provision.partition("[")[0].strip()


@register.filter
def mark_word(provision: str) -> Promise:
    """How we know of a provision: read in a source, or from memory and then only a prompt to check."""
    return _("read in the source") if "[src" in provision else _("from memory: check")


@register.filter
def likeness(value: str) -> Indication:
    return LIKENESSES[value]


@register.filter
def way_means(value: str) -> Promise:
    """When one of the ways to decide may be right."""
    return WAYS[Way(value)]


@register.filter
def due_word(requirement: Requirement) -> str | Promise:
    """When a requirement has to be met, inside a sentence."""
    if requirement.phase == Phase.UNKNOWN:
        return _("no phase stated")
    return requirement.get_phase_display().lower()


@register.filter
def altered_stretches(each: Alteration) -> tuple[Stretch, ...]:
    """Both wordings in one, the one that was sent out as what is gone; line breaks are no difference."""
    sent_out = getattr(each.requirement, each.what)
    return words_changed(" ".join(sent_out.split()), " ".join(each.said.split()))


@register.filter
def sent_out(each: Alteration) -> str:
    """The word for the kind or the phase that was sent out."""
    return value_word(each.what, getattr(each.requirement, each.what))


@register.filter
def shown_word(verdict: AnswerVerdict) -> Promise:
    return indication(verdict.label, answered=verdict.answer_id is not None).word
