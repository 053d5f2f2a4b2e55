"""text -> Verdict: the stages in their order."""

from functools import cache

from .changes import NO_CHANGES, Changes, accepted_spans
from .check import check
from .checklist import checklists, slots
from .classify import dimension_of, nature_of, obligation_of, phase_of
from .confidence import certainty, share
from .detect import Hit, detect
from .grades import impression, weigh
from .language import LANGUAGES, writing
from .missing import missing
from .notes import notes, private, unseen
from .parse import Parsed, parse
from .quantities import quantities
from .score import measurable_reasons, sounds_reasons, total
from .verdict import (
    Dimension,
    Element,
    Nature,
    Obligation,
    Phase,
    Question,
    Signal,
    Slot,
    State,
    Text,
    Verdict,
)

_BLANK = "________"


def judge(text: str, lang: str | None = None, expect: str = "en", changes: Changes = NO_CHANGES) -> Verdict:
    """Return the verdict on one requirement as written.

    `lang` is a language code; where it is None it is found from the text, and `expect` (the language of
    the document it stands in) decides where the text does not tell. A text in a language without rules
    comes back with `judged` false and scores of 0. `changes` are what an organisation reads otherwise.
    """
    parsed = parse(text, lang, expect)
    if not parsed.judged or not parsed.words:
        return _not_judged(parsed)
    dimension = dimension_of(parsed)
    hits = detect(parsed, dimension, changes)
    nature = nature_of(parsed, hits)
    checklist = check(hits, dimension, changes)
    sounds = sounds_reasons(nature, hits, changes, impression(parsed))
    measurable = measurable_reasons(nature, checklist, hits, changes, weigh(parsed, changes))
    scores = total(sounds), total(measurable)
    lacking = missing(checklist, hits, dimension, scores) if nature is Nature.REQUIREMENT else ()
    obligation, not_seen = obligation_of(hits), unseen(parsed)
    sure = certainty(
        parsed, hits, measurable, dimension=dimension, obligation=obligation, unseen=bool(not_seen)
    )
    return Verdict(
        text=text,
        lang=parsed.lang,
        judged=True,
        sounds=total(sounds),
        measurable=total(measurable),
        gap=max(0, total(sounds) - total(measurable)),
        confidence=min(share(sure.error), LANGUAGES[parsed.lang].confidence),
        certainty=sure,
        dimension=dimension,
        nature=nature,
        obligation=obligation,
        phase=phase_of(hits),
        missing=lacking,
        signals=tuple(_signal(hit) for hit in hits),
        checklist=checklist,
        sounds_reasons=sounds,
        measurable_reasons=measurable,
        questions=_questions(lacking, dimension, checklist),
        scaffold=_scaffold(parsed, lacking),
        notes=(
            *notes(parsed, quantities(parsed)),
            *not_seen,
            *_accepted(parsed, changes),
        ),
    )


def _accepted(parsed: Parsed, changes: Changes) -> tuple[Text, ...]:
    """Which words of the text the organisation has accepted: nothing is left out without a word."""
    spans = accepted_spans(parsed.shadow, changes)
    words = dict.fromkeys(parsed.text[start:end] for start, end in spans)
    return tuple(
        Text(sv=f"Er organisation har godtagit ”{word}”.", en=f"Your organisation has accepted “{word}”.")
        for word in words
    )


def _signal(hit: Hit) -> Signal:
    return Signal(
        rule=hit.rule.id,
        start=hit.start,
        end=hit.end,
        effect=hit.rule.effect,
        elements=hit.rule.elements,
        title=hit.rule.title,
        why=hit.rule.why,
    )


def _asked(dimension: Dimension, checklist: tuple[Slot, ...]) -> dict[Element, Text]:
    """The question for each element: that of its most telling empty slot, else the element's own."""
    empty = {slot.id for slot in checklist if slot.state is State.MISSING}
    asked = {element: ask for slot, element, ask in _slot_questions(dimension) if slot in empty}
    return {**checklists()[dimension].questions, **asked}


@cache
def _slot_questions(dimension: Dimension) -> tuple[tuple[str, Element, Text], ...]:
    """The slots that have a question of their own, the most telling last."""
    return tuple((kind.id, kind.element, kind.ask) for kind in reversed(slots(dimension)) if kind.ask)


def _questions(
    lacking: tuple[Element, ...], dimension: Dimension, checklist: tuple[Slot, ...]
) -> tuple[Question, ...]:
    """One question for each missing element; the gain is the best slot that an answer can fill."""
    asked = _asked(dimension, checklist) if lacking else {}
    return tuple(
        Question(
            id=f"{dimension}.{element}",
            element=element,
            text=asked[element],
            gain=max(
                (
                    slot.points
                    for slot in checklist
                    if slot.element is element and slot.state is not State.PRESENT
                ),
                default=0,
            ),
        )
        for element in lacking
    )


def _scaffold(parsed: Parsed, lacking: tuple[Element, ...]) -> str:
    """The text's own words, untouched, with a blank for each missing element."""
    names = writing(parsed.lang).blanks
    blanks = [f"[{names[element]}: {_BLANK}]" for element in lacking]
    return " ".join([parsed.text.strip(), *blanks]) if blanks else ""


def _not_judged(parsed: Parsed) -> Verdict:
    return Verdict(
        text=parsed.text,
        lang=parsed.lang,
        judged=False,
        sounds=0,
        measurable=0,
        gap=0,
        confidence=0,
        dimension=Dimension.OTHER,
        nature=Nature.FRAGMENT,
        obligation=Obligation.NONE,
        phase=Phase.UNKNOWN,
        missing=(),
        signals=(),
        checklist=(),
        sounds_reasons=(),
        measurable_reasons=(),
        questions=(),
        scaffold="",
        notes=(
            Text(
                sv="Texten är inte bedömd: den är tom eller på ett språk som Glapp inte har regler för.",
                en="This text is not judged: it is empty or in a language that Glapp has no rules for.",
            ),
            *private(parsed),
        ),
    )
