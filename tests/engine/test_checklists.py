"""The files of `checklists/` hold together, and a question fits what the text is about."""

from collections import defaultdict

import pytest

from assessments.engine import judge
from assessments.engine.checklist import checklists, shared_slots
from assessments.engine.registry import catalogue
from assessments.engine.verdict import Dimension

KINDS = [*shared_slots(), *(kind for checklist in checklists().values() for kind in checklist.slots)]


def test_every_rule_that_a_slot_names_exists() -> None:
    named = {rule for kind in KINDS for rule in (*kind.filled_by, *kind.about)}
    assert named <= {rule.id for rule in catalogue()}


def test_slots_of_one_name_are_one_slot() -> None:
    seen = defaultdict(set)
    for kind in KINDS:
        seen[kind.id].add((kind.element, kind.filled_by))
    assert {name: forms for name, forms in seen.items() if len(forms) > 1} == {}


@pytest.mark.parametrize("dimension", Dimension)
def test_a_dimension_names_each_of_its_slots_once_and_none_that_all_share(dimension: Dimension) -> None:
    own = [kind.id for kind in checklists()[dimension].slots]
    assert own
    assert len(own) == len(set(own))
    assert not set(own) & {kind.id for kind in shared_slots()}


@pytest.mark.parametrize(
    ("text", "asked", "not_asked"),
    [
        ("Systemet ska ha stöd för NPÖ.", "Vilket tjänstekontrakt", "Vilken testmiljö"),
        ("Samtliga journaldata ska migreras till det nya systemet.", "Vilka antal ska stämma", "radering"),
        ("Systemet ska vara CE-märkt enligt gällande regelverk.", "Vilken modul", "datakategorier"),
        ("Loggning ska ske enligt gällande lagstiftning.", "Vilka fält ska varje loggpost ha", "nycklarna"),
        ("The platform shall be proven in leading hospitals.", "Which module must be proven", "contract"),
    ],
)
def test_a_question_is_about_what_the_text_is_about(text: str, asked: str, not_asked: str) -> None:
    verdict = judge(text)
    questions = " ".join(question.text.in_language(verdict.lang) for question in verdict.questions)
    assert asked in questions
    assert not_asked not in questions


def test_what_the_text_says_is_not_asked_for_again() -> None:
    bare = judge("Systemet ska ha stöd för NPÖ.")
    named = judge("Systemet ska ha stöd för GetCareDocumentation i NPÖ.")
    contract = "Vilket tjänstekontrakt"
    assert any(question.text.sv.startswith(contract) for question in bare.questions)
    assert not any(question.text.sv.startswith(contract) for question in named.questions)


@pytest.mark.parametrize(
    ("text", "dimension"),
    [
        (
            "Säkerhetskopior ska tas varje natt. Det gäller bokningar, remisser, läkemedel, kallelser, "
            "väntelistor, rapporter och mallar.",
            Dimension.ROLLOUT_EXIT,
        ),
        (
            "The Tenderer shall enclose the hazard log and name the clinical safety officer.",
            Dimension.CE_REGULATORY,
        ),
    ],
)
def test_what_a_requirement_is_about_is_not_hidden_by_what_else_it_lists(
    text: str, dimension: Dimension
) -> None:
    assert judge(text).dimension == dimension
