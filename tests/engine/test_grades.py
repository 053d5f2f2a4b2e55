"""What the words of a text weigh, taken together."""

import pytest

from assessments.engine import judge
from assessments.engine.changes import changes
from assessments.engine.checklist import scorecard
from assessments.engine.grades import weigh
from assessments.engine.parse import parse


@pytest.mark.parametrize(
    ("lang", "alike", "apart"),
    [
        (
            "en",
            "The system shall print the list, sorted by date.",
            "The system shall support good functionality.",
        ),
        ("sv", "Systemet ska sortera listan på personnummer.", "Systemet ska stödja god funktionalitet."),
    ],
)
def test_words_that_can_be_seen_weigh_more_than_words_that_can_be_meant_in_any_way(
    lang: str, alike: str, apart: str
) -> None:
    assert weigh(parse(alike, lang)).value > 0 > weigh(parse(apart, lang)).value


def test_a_verdict_names_the_words_that_weigh_and_which_way() -> None:
    def said(text: str) -> list[tuple[int, str]]:
        return [
            (each.points, each.text.en)
            for each in judge(text, "en").measurable_reasons
            if "Words" in each.text.en
        ]

    [(points, words)] = said("The system shall print the list, sorted by date.")
    assert points > 0
    assert words == "Words that two testers read alike: “date”, “list”, “print”"
    [(points, words)] = said("The solution shall support efficient management of relevant information.")
    assert points < 0
    assert words == "Words that two testers can read differently: “efficient”, “relevant”, “support”"


def test_a_verdict_names_the_words_that_sound_settled_or_open() -> None:
    def said(text: str) -> list[tuple[bool, str]]:
        reasons = judge(text, "en").sounds_reasons
        return [(each.points > 0, each.text.en) for each in reasons if "Words" in each.text.en]

    assert said("HL7 FHIR and OAuth authentication shall be used.") == [
        (True, "Words that sound settled: “fhir”, “oauth”, “authentication”")
    ]
    assert said("The solution shall support efficient management of relevant information.") == [
        (False, "Words that sound open: “efficient”, “information”, “management”")
    ]


def test_the_end_of_a_swedish_compound_is_graded_as_the_word_that_it_is() -> None:
    assert weigh(parse("avvikelserapportknapp", "sv")) != weigh(parse("avvikelserapportxyz", "sv"))
    assert weigh(parse("avvikelserapportknapp", "sv")).value > 0
    assert weigh(parse("a" * 3_000, "sv")).value == 0


def test_an_accepted_word_is_never_held_against_a_text_and_norwegian_has_no_grades() -> None:
    text = "The system shall show the list with efficient functionality."
    accepted = weigh(parse(text, "en"), changes(terms=["efficient", "functionality"])).value
    assert accepted > weigh(parse(text, "en")).value
    assert weigh(parse("Løsningen skal vise en liste.", "no")).words == ()
    assert scorecard().measurable.weight > 0
    assert scorecard().sounds.weight > 0
