"""What an organisation reads otherwise: its effect, its bounds, and that without it nothing is otherwise."""

from hypothesis import given
from hypothesis import strategies as st

from assessments.engine import NO_CHANGES, judge, ruleset_version
from assessments.engine.changes import Weight, bounds, card_with, changes, may_be_off, weights_of
from assessments.engine.check import check
from assessments.engine.detect import Hit, detect
from assessments.engine.parse import parse
from assessments.engine.registry import catalogue
from assessments.engine.score import measurable_reasons, total
from assessments.engine.verdict import Dimension, Nature, State

from .test_properties import QUICK, languages, pieces

TEXT = "Journalen ska visa ordinationer enligt gällande regelverk."
OFF = [rule for rule in catalogue() if may_be_off(rule)]
WEIGHTS = sorted({weight for rule in catalogue() for weight in weights_of(rule)}, key=str)
terms = st.lists(
    st.sampled_from(["gällande", "R4", "bilaga 7", "(?i", "\\", "\x00 ", "ska visa"]), max_size=3
)


@st.composite
def own_changes(draw: st.DrawFn) -> object:
    moved = [
        weight.model_copy(update={"points": draw(st.integers(-200, 200))})
        for weight in draw(st.lists(st.sampled_from(WEIGHTS), max_size=4, unique=True))
    ]
    off = draw(st.lists(st.sampled_from(OFF), max_size=4))
    return changes(off=[rule.id for rule in off], terms=draw(terms), weights=moved)


def test_a_term_that_is_accepted_empties_nothing_and_the_verdict_says_so() -> None:
    before, after = judge(TEXT), judge(TEXT, changes=changes(terms=["GÄLLANDE  regelverk"]))
    assert "borrowed_authority" in {signal.rule for signal in before.signals}
    assert "borrowed_authority" not in {signal.rule for signal in after.signals}
    assert after.measurable > before.measurable
    assert after.notes[-1].sv == "Er organisation har godtagit ”gällande regelverk”."
    assert judge(TEXT, changes=changes(terms=["gällande regel"])) == before  # whole words only


def test_a_rule_turned_off_is_not_seen_and_its_points_are_not_counted() -> None:
    without = judge(TEXT, changes=changes(off=["borrowed_authority"]))
    assert "borrowed_authority" not in {signal.rule for signal in without.signals}
    reasons = {reason.rule for reason in (*without.sounds_reasons, *without.measurable_reasons)}
    assert "borrowed_authority" not in reasons


def test_points_are_moved_as_wished_and_never_past_nought() -> None:
    (weight,) = [each for each in weights_of(rule_of("borrowed_authority")) if each.of == "empties"]
    heavier = weight.model_copy(update={"points": weight.points - 5})
    moved = changes(weights=[heavier])
    assert len(moved) == 1
    points = {reason.rule: reason.points for reason in judge(TEXT, changes=moved).measurable_reasons}
    assert points["borrowed_authority"] == heavier.points
    assert bounds(weight)[1] == 0
    turned = changes(weights=[weight.model_copy(update={"points": 12})])
    assert card_with(turned).empties["borrowed_authority"] == 0


def rule_of(name: str):
    return next(rule for rule in catalogue() if rule.id == name)


def test_every_set_of_changes_has_a_version_of_its_own_and_none_has_todays() -> None:
    assert ruleset_version() == ruleset_version(NO_CHANGES) == ruleset_version(changes())
    assert len({ruleset_version(changes(terms=words)) for words in ([], ["a b"], ["a", "b"])}) == 3
    assert ruleset_version(changes(terms=["a", "b"])) == ruleset_version(changes(terms=["b", "a", "b"]))


def test_a_rule_that_later_sets_no_longer_have_changes_nothing() -> None:
    gone = changes(off=["gone"], weights=[Weight(of="fills", id="gone", points=9)])
    assert judge(TEXT, changes=gone).model_copy(update={"notes": ()}) == judge(TEXT)


@QUICK
@given(pieces, languages, own_changes())
def test_whatever_is_changed_the_verdict_holds_together(text: str, lang: str | None, own: object) -> None:
    verdict = judge(text, lang, changes=own)
    for score, reasons in (
        (verdict.sounds, verdict.sounds_reasons),
        (verdict.measurable, verdict.measurable_reasons),
    ):
        assert score == max(0, min(100, sum(reason.points for reason in reasons)))
    assert not {signal.rule for signal in verdict.signals} & set(own.off)
    assert all(slot.earned == 0 or slot.state is not State.MISSING for slot in verdict.checklist)


@QUICK
@given(pieces, st.sampled_from(["sv", "en"]), st.sampled_from(catalogue()), own_changes())
def test_changes_never_turn_the_sign_of_what_a_rule_does(text: str, lang: str, rule, own: object) -> None:
    hits = detect(parse(text, lang), None, own)

    def measurable(hits: tuple[Hit, ...], dimension: Dimension) -> int:
        return total(measurable_reasons(Nature.REQUIREMENT, check(hits, dimension, own), hits, own))

    for dimension in Dimension:
        before, after = measurable(hits, dimension), measurable((*hits, Hit(rule, 0, 1)), dimension)
        if not rule.empties:
            assert after >= before
        elif not rule.evidence:
            assert after <= before
