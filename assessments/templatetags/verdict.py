"""How a verdict is printed on a page: words beside numbers, and Glapp's own bar."""

from functools import cache
from typing import NamedTuple

from django import template
from django.utils.functional import Promise
from django.utils.translation import get_language

from assessments import wording
from assessments.engine import catalogue
from assessments.engine.language import EXPERIMENTAL
from assessments.engine.rule import Rule
from assessments.engine.verdict import Effect, Element, Signal, Text
from assessments.marking import Marked
from assessments.place import place_in_words
from procurement.importers.draft import Place

register = template.Library()

HATCH = 2.5  # distance between two lines of the slack, on the bar's scale of 0-100


@register.filter
def said(text: Text) -> str:
    """A sentence of the engine in the language of the page."""
    return text.in_language(get_language() or "sv")


@register.filter
def in_page_language(texts: dict[str, str]) -> str:
    """The same for a stored `{"sv", "en"}`."""
    return texts["sv" if get_language() == "sv" else "en"]


@register.filter
def band(gap: int) -> wording.Band:
    return wording.gap_band(gap)


@register.filter
def sounds_word(score: int) -> Promise:
    return wording.sounds_word(score)


@register.filter
def measurable_word(score: int) -> Promise:
    return wording.measurable_word(score)


@register.filter
def dimension_word(dimension: str) -> Promise:
    return wording.DIMENSIONS[dimension]


@register.filter
def element_word(element: str) -> Promise:
    return wording.ELEMENTS[element]


@register.filter
def nature_word(nature: str) -> Promise:
    return wording.NATURES[nature]


@register.filter
def certainty_word(level: str) -> Promise:
    return wording.CERTAINTIES[level]


@register.filter
def obligation_word(obligation: str) -> Promise:
    return wording.OBLIGATIONS[obligation]


@register.filter
def phase_word(phase: str) -> Promise:
    return wording.PHASES[phase]


class MarkedPiece(NamedTuple):
    """A piece with its reason; `anchor` tells whether it is the first with its number."""

    text: str
    number: int
    reason: Signal | None
    anchor: bool


@register.filter
def with_reasons(marked: Marked) -> list[MarkedPiece]:
    """The pieces of a marked text, each with the signal that its number stands for."""
    seen: set[int] = {0}
    pieces = []
    for piece in marked.pieces:
        reason = marked.reasons[piece.number - 1] if piece.number else None
        pieces.append(MarkedPiece(piece.text, piece.number, reason, piece.number not in seen))
        seen.add(piece.number)
    return pieces


@register.filter
def effects(marked: Marked) -> list[Effect]:
    """The effects among the reasons of a marked text, in the order of `Effect`."""
    found = {reason.effect for reason in marked.reasons}
    return [effect for effect in Effect if effect in found]


@register.filter
def standing_word(standing: str) -> Promise:
    return wording.STANDINGS[standing]


@register.filter
def lowfirst(text: str) -> str:
    """A label inside a sentence; an abbreviation keeps its capitals."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


@register.filter
def is_rule(rule_id: str) -> bool:
    """Whether the catalogue has a page for it: some points come from the checklist itself."""
    return rule_id in _rule_ids()


@cache
def _rule_ids() -> frozenset[str]:
    return frozenset(rule.id for rule in catalogue())


@register.filter
def effect_word(effect: str) -> Promise:
    return wording.EFFECTS[effect]


@register.filter
def language_word(code: str) -> Promise:
    """The name of a language that texts are in, as in the middle of a sentence."""
    return wording.language_name(code)


@register.filter
def on_trial(code: str) -> bool:
    """Whether texts in the language are judged as an experiment."""
    return code in EXPERIMENTAL


@register.simple_tag
def languages_on_trial() -> Promise:
    return wording.languages_on_trial()


@register.filter
def in_words(rule: Rule, part: str) -> str:
    """A rule's `title`, `why` or `ask` in the language of the page, else in the one it has."""
    texts = rule.texts.get(get_language() or "sv") or next(iter(rule.texts.values()))
    return getattr(texts, part)


@register.filter
def elements(rule: Rule) -> tuple[Element, ...]:
    """What a rule fills or empties."""
    return (*rule.evidence, *rule.empties)


@register.filter
def example_parts(example: str) -> list[tuple[str, str, str]]:
    """An example cut at its «marks»: what stands before, the marked words, what stands after them."""
    head, *marked = example.split("«")
    cut = [part.partition("»") for part in marked]
    return [(head, "", "")] + [("", words, rest) for words, _, rest in cut]


@register.filter
def percent(share: float) -> str:
    """A share of 0-1 with the space that Swedish and the SI want."""
    return f"{round(100 * share)}\u00a0%"


@register.filter
def place(provenance: dict) -> str:
    return place_in_words(Place.model_validate(provenance))


@register.filter
def signed(points: int) -> str:
    """Points with their sign, a real minus among them."""
    return f"+{points}" if points >= 0 else f"−{-points}"


@register.inclusion_tag("assessments/_bar.html")
def score_bar(sounds: int, measurable: int) -> dict:
    """Filled as far as a text can be measured, hatched as far as it only sounds (both 0-100)."""
    slack = max(0, sounds - measurable)
    lines = [measurable + HATCH * step for step in range(1, int(slack / HATCH) + 1)]
    return {
        "measurable": measurable,
        "slack": slack,
        "hatch": " ".join(f"M{x:g} 0v10" for x in lines),
    }


@register.inclusion_tag("assessments/_share.html")
def share_bar(part: int, whole: int) -> dict:
    """How much of `whole` is `part`."""
    return {"share": round(100 * part / whole) if whole else 0}
