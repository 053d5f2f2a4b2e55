"""What holds of any text, whatever stands in it, and of the scorecard, whatever was fitted."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.engine import detect as detecting
from assessments.engine import judge
from assessments.engine.check import check
from assessments.engine.checklist import scorecard
from assessments.engine.detect import Hit, detect
from assessments.engine.language import JUDGED
from assessments.engine.parse import JUDGED_LENGTH, parse
from assessments.engine.registry import catalogue
from assessments.engine.score import measurable_reasons, total
from assessments.engine.verdict import Dimension, Nature, Verdict

QUICK = settings(max_examples=100)

_WORDS = [
    word
    for line in (
        "Systemet ska visa alla användare inom 2 s i 95 % av fallen per månad , . ; : ( ) \n -",
        "enligt bilaga 7",
        "The system shall support HL7 FHIR R4",
        "and log every read of a record with user and time , at least 99.9 %",
        "Løsningen skal ikke vise fødselsnummer i pasientlisten før signering , maks 4 timer per måned",
        "når ikke være ≥ 5 § \u00ad \x01 e\u0301 ﬁ 😀 `code` \" '",
        "2008:355 19121212-1212 so that för att if om when",
    )
    for word in line.split(" ")
]
pieces = st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join)
texts = st.one_of(st.text(max_size=300), pieces)
languages = st.sampled_from(["sv", "en", "no", None])


def spans(verdict: Verdict) -> Iterator[tuple[int, int]]:
    for signal in verdict.signals:
        yield signal.start, signal.end
    for slot in verdict.checklist:
        for span in slot.spans:
            yield span.start, span.end


@QUICK
@given(texts, languages)
def test_any_text_gives_a_verdict_that_holds_together(text: str, lang: str | None) -> None:
    verdict = judge(text, lang)
    assert verdict == judge(text, lang)
    assert verdict.text == text
    assert all(0 <= start < end <= len(text) for start, end in spans(verdict))
    assert 0 <= verdict.confidence <= 1
    assert verdict.gap == max(0, verdict.sounds - verdict.measurable)
    for score, reasons in (
        (verdict.sounds, verdict.sounds_reasons),
        (verdict.measurable, verdict.measurable_reasons),
    ):
        assert score == max(0, min(100, sum(reason.points for reason in reasons)))


@QUICK
@given(pieces, st.sampled_from(sorted(JUDGED)), st.sampled_from(catalogue()), st.sampled_from(Nature))
def test_evidence_never_lowers_measurable_and_an_emptying_phrase_never_raises_it(
    text: str, lang: str, rule: object, nature: Nature
) -> None:
    hits = detect(parse(text, lang))

    def measurable(hits: tuple[Hit, ...], dimension: Dimension) -> int:
        return total(measurable_reasons(nature, check(hits, dimension), hits))

    for dimension in Dimension:
        before = measurable(hits, dimension)
        after = measurable((*hits, Hit(rule, 0, 1)), dimension)
        if not rule.empties:
            assert after >= before or rule.tells == "obligation.mandatory"  # a duty of somebody else
        elif not rule.evidence:
            assert after <= before


def test_no_slot_has_negative_points_and_no_emptying_phrase_positive_ones() -> None:
    card = scorecard()
    assert min((*card.measurable.points.values(), *card.measurable.more.values())) >= 0
    assert max((*card.empties.values(), *card.empties_more.values())) <= 0
    assert card.measurable.base["nothing_open"] >= card.measurable.base["requirement"]


@pytest.fixture
def _fresh_matchers() -> Iterator[None]:
    caches = (detecting._parts, detecting._matcher)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


@pytest.mark.usefixtures("_fresh_matchers")
def test_the_order_of_the_rules_is_irrelevant(monkeypatch: pytest.MonkeyPatch) -> None:
    def verdicts() -> list[Verdict]:
        return [
            judge(text.replace("«", "").replace("»", ""), lang)
            for rule in catalogue()
            for lang, reading in rule.readings.items()
            for text in reading.flags
        ]

    before = verdicts()
    shuffled = list(catalogue())
    random.Random(7).shuffle(shuffled)
    monkeypatch.setattr(detecting, "catalogue", lambda: tuple(shuffled))
    detecting._parts.cache_clear()
    detecting._matcher.cache_clear()
    assert verdicts() == before


@pytest.mark.parametrize("lang", sorted(JUDGED))
@pytest.mark.parametrize(
    "unit", ["ska ", "shall ", '"a" ', "1", "1 000 ", "a, ", "`", "([{", "a", "\n", "- a\n", "99,9 % "]
)
def test_a_text_of_any_length_is_read_in_bounded_time(unit: str, lang: str) -> None:
    text = (unit * 100_000)[:100_000]
    parsed = parse(text, lang)
    assert len(parsed.shadow) == JUDGED_LENGTH
    assert judge(text, lang).text == text
