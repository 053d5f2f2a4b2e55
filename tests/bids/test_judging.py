"""What an answer's wording indicates, read against its requirement and phase."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.bids import judge
from assessments.bids.checks import check_pair
from assessments.bids.decide import scorecard
from assessments.bids.rule import Says
from assessments.bids.verdict import Label, Strength

CERTIFIED = "The dosing module shall be CE-marked under the MDR in class IIa at the deadline 2026-10-01."
PROOF = (
    "Met. Dosio 3.1 is CE-marked in class IIa. Certificate MX-4471 was issued by notified body 9431 on"
    " 2025-02-03 and is valid until 2030-02-02. See Annex 2."
)


def test_a_numbered_dated_certificate_with_its_issuer_is_proof():
    verdict = judge(CERTIFIED, PROOF)
    assert (verdict.label, verdict.strength) == (Label.MET_WITH_PROOF, Strength.IDENTIFIER)
    assert verdict.evidence[0].text == "Certificate MX-4471"


@pytest.mark.parametrize(
    ("was", "becomes", "rule"),
    [
        ("2030-02-02", "2026-05-01", "expires_before_need"),
        ("on 2025-02-03 and is valid until 2030-02-02", "on 2026-12-24", "dated_after_deadline"),
        (
            "2025-02-03 and is valid until 2030-02-02",
            "2021-02-03 and is valid for three years",
            "expires_before_need",
        ),
        ("See Annex 2", "See Annex 2. We offer Dosio 4.0", "version_not_covered"),
        ("See Annex 2", "Annex 2 tells of two critical findings", "open_findings"),
        ("class IIa", "class I", "class_disagrees"),
        ("issued by", "issued to our parent company by", "other_holder"),
        ("See Annex 2", "It was issued under Directive 93/42/EEC", "other_regime"),
        ("See Annex 2", "It is available on request", "shown_on_request"),
    ],
)
def test_proof_with_one_fault_is_no_proof(was: str, becomes: str, rule: str):
    verdict = judge(CERTIFIED, PROOF.replace(was, becomes))
    assert verdict.label is Label.CLAIMED
    assert rule in {reason.rule for reason in verdict.reasons if reason.decides}


def test_what_is_to_be_attached_and_is_not_there_is_not_proven():
    demanded = CERTIFIED + " The certificate shall be attached."
    assert judge(demanded, PROOF).label is Label.MET_WITH_PROOF
    assert judge(demanded, PROOF.removesuffix(" See Annex 2.")).label is not Label.MET_WITH_PROOF


@pytest.mark.parametrize(
    "also",
    [
        "The renewal is pending.",
        "The application for 3.2 was lodged in May.",
        "Dosing for children is not covered.",
        "Partially, that is.",
        "We do not accept the date.",
    ],
)
def test_nothing_that_is_taken_back_leaves_a_proof_proven(also: str):
    assert judge(CERTIFIED, f"{PROOF} {also}").label is not Label.MET_WITH_PROOF


def test_points_never_let_what_speaks_against_a_proof_speak_for_it():
    proven = scorecard()[Label.MET_WITH_PROOF]
    against = (
        Says.WITHHELD,
        Says.MISMATCH,
        Says.DENIAL,
        Says.PENDING,
        Says.PROMISE,
        Says.CONDITION,
        Says.STEP,
    )
    assert all(proven.get(f"{how}:{kind}", 0) <= 0 for kind in against for how in ("says", "often"))
    assert all(points <= 0 for name, points in proven.items() if name.startswith("check:"))


def test_an_answer_that_touches_nothing_asked_is_no_answer():
    assert judge("Systemet ska logga all åtkomst.", "Se bilaga").label is Label.EVASIVE


def test_nothing_is_held_against_a_plain_claim():
    answer = "Tjänstens uppmätta tillgänglighet har de senaste tolv månaderna varit 99,93 %."
    assert judge("Tjänsten ska ha en tillgänglighet på 99,9 %.", answer).label is Label.CLAIMED


def test_an_answer_that_opens_with_yes_is_read_to_its_end():
    answer = "Uppfylls. Certifieringen pågår och beräknas vara klar nästa år."
    verdict = judge("Modulen ska vara CE-märkt.", answer)
    assert verdict.label is Label.PROMISED
    assert {answer[reason.start : reason.end] for reason in verdict.reasons if reason.decides} >= {"nästa år"}


def test_a_promise_with_date_and_consequence_suits_a_later_phase_but_not_the_tender():
    demanded = "Load test with 6,000 users."
    answer = "We will run it no later than 6 weeks before go-live; delay entitles the Authority to postpone."
    later, now = judge(demanded, answer, "go_live"), judge(demanded, answer)
    assert (later.label, now.label) == (Label.PROMISED, Label.PROMISED)
    assert (later.accepted_commitment, now.accepted_commitment) == (True, False)


def test_a_deadline_from_outside_counts():
    demanded = CERTIFIED.replace(" 2026-10-01", "")
    assert judge(demanded, PROOF, deadline=date(2031, 1, 1)).label is Label.CLAIMED


@pytest.mark.parametrize("answer", ["", "   ", "-", "\n"])
def test_an_empty_answer_is_no_answer(answer: str):
    assert judge(CERTIFIED, answer).label is Label.EVASIVE


def test_check_characters_are_those_of_gs1s_published_example():
    assert check_pair("1987654Ad4X4bL5ttr2310c") == "2K"


@settings(max_examples=60)
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_gives_a_verdict_with_spans_inside_it(requirement: str, answer: str):
    verdict = judge(requirement, answer)
    assert all(0 <= each.start <= each.end <= len(answer) for each in (*verdict.evidence, *verdict.reasons))


@pytest.mark.parametrize(
    ("label", "sv", "en"),
    [
        (Label.CLAIMED, ["Ja", "J", "OK", "Uppfylls", "Ingår"], ["Yes", "Y", "Compliant", "Supported"]),
        (Label.NOT_MET, ["Nej", "N", "Uppfylls ej", "Stöds inte"], ["No", "N/A", "Not met"]),
        (Label.PARTIAL, ["Delvis", "Uppfylls delvis", "Ja, delvis"], ["Partial", "Yes, partially"]),
        (Label.PROMISED, ["Under utveckling", "Kommer i version 6"], ["Planned", "No, planned 2027"]),
        (Label.CONDITIONAL, ["Tillval", "Ja, med anpassning"], ["Option"]),
        (Label.EVASIVE, ["", "-", "Återkommer"], ["TBD", "Noted"]),
    ],
)
def test_an_answer_of_a_word_is_what_the_word_says(label, sv, en):
    told = [(cell, judge("Systemet ska visa läkemedelslistan.", cell).label) for cell in sv]
    told += [(cell, judge("The system shall show the medication list.", cell).label) for cell in en]
    assert not [(cell, wrong) for cell, wrong in told if wrong is not label]
