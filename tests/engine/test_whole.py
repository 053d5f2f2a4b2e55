"""What is found when all rows are read together, and what is left alone: near misses of every kind."""

import random
import time
from functools import cache

import pytest

from assessments.engine import judge
from assessments.engine.verdict import Dimension, Obligation, Verdict
from assessments.engine.whole import Finding, Row, read_whole
from assessments.engine.whole.words import lists


@cache
def verdict(text: str, lang: str) -> Verdict:
    return judge(text, lang)


def rows(lang: str, *texts, **fields) -> list[Row]:
    """Rows K1, K2 ...; a text may be a pair with the kind that its column says."""
    pairs = [text if isinstance(text, tuple) else (text, "mandatory") for text in texts]
    wanted = {"phase": "unknown", "heading_path": ("Krav",)} | fields
    return [
        Row(position=at, text=text, kind=kind, verdict=verdict(text, lang), **({"number": f"K{at}"} | wanted))
        for at, (text, kind) in enumerate(pairs, 1)
    ]


def found(kind: str, specification: list[Row], background: tuple[str, ...] = ()) -> Finding | None:
    return next((each for each in read_whole(specification, background) if each.id == kind), None)


FOUND = [
    (
        "different_values",
        "sv",
        ["Tjänsten ska ha en tillgänglighet på 99,9 %.", "Systemet ska vara tillgängligt 99,5 % av tiden."],
    ),
    (
        "different_values",
        "en",
        ["Audit logs shall be kept for at least 5 years.", "Audit logs shall be retained for 36 months."],
    ),
    (
        "modal_against_column",
        "sv",
        [("Systemet ska logga varje läsning.", "mandatory"), ("Systemet ska visa en lista.", "award")],
    ),
    (
        "modal_against_column",
        "en",
        [("The system should log each read.", "mandatory"), ("The system should show a list.", "award")],
    ),
    (
        "near_duplicates",
        "sv",
        [
            "Systemet ska visa patientens aktuella läkemedel i journalen.",
            "Lösningen skall presentera patientens aktuella läkemedel i journalen.",
        ],
    ),
    (
        "near_duplicates",
        "en",
        [
            "Calls to the interface shall be authenticated with OAuth2 or with keys.",
            "Calls to the interface shall be authenticated with OAuth2, keys or certificates.",
        ],
    ),
    (
        "two_demands",
        "sv",
        ["Systemet ska ta emot elektroniska remisser och ska även bevaka obesvarade remisser."],
    ),
    ("two_demands", "en", ["Each read shall be logged, and the log shall be kept for at least 5 years."]),
    ("two_demands", "sv", ["Tjänsteproducenten ska svara. Tjänstekonsumenten ska kontrollera svaret."]),
    ("abbreviations", "sv", ["Systemet ska kunna ta emot uppgifter från KVRX."]),
    ("abbreviations", "en", ["The HMIS shall store the data of each facility."]),
]
LEFT_ALONE = [
    # The measure is of another thing, in another unit, an upper limit to a lower one, or what earns points.
    (
        "different_values",
        "sv",
        ["Svarstiden för sökning ska vara högst 2 s.", "Svarstiden för inloggning ska vara högst 5 s."],
    ),
    (
        "different_values",
        "en",
        ["Audit logs shall be kept for at least 1 year.", "Audit logs shall be retained for 12 months."],
    ),
    (
        "different_values",
        "sv",
        ["Loggfiler ska sparas i minst 5 år.", "Loggfiler ska sparas i högst 10 år."],
    ),
    (
        "different_values",
        "sv",
        ["Systemets tillgänglighet ska vara 99,5 %.", ("Systemets tillgänglighet bör vara 99,9 %.", "award")],
    ),
    # From here to there; another amount of the same measure beside it; nothing that tells of what it is.
    (
        "different_values",
        "sv",
        ["Loggfiler ska sparas i 2-5 år.", "Loggfiler ska sparas i 10 år."],
    ),
    (
        "different_values",
        "en",
        ["Audit logs shall be kept for 2 years, then 5 years.", "Audit logs shall be kept for 7 years."],
    ),
    ("different_values", "en", ["It shall take at most 2 s.", "It shall take at most 5 s."]),
    # No column said anything; or the award criterion asks for a description.
    ("modal_against_column", "sv", ["Systemet bör logga varje läsning.", "Systemet ska visa en lista."]),
    (
        "modal_against_column",
        "sv",
        [("Systemet ska visa en lista.", "mandatory"), ("Anbudet ska beskriva stödet.", "award")],
    ),
    # One word stands for another, or the order is another.
    (
        "near_duplicates",
        "en",
        [
            "The service shall allow import of value set definitions in XML or JSON format.",
            "The service shall allow export of value set definitions in XML or JSON format.",
        ],
    ),
    (
        "near_duplicates",
        "sv",
        [
            "Om kodsystem anges ska också kod anges i svaret.",
            "Om kod anges ska också kodsystem anges i svaret.",
        ],
    ),
    # A clause that demands nothing by itself; more about the same demand; a choice.
    ("two_demands", "sv", ["Systemet ska visa vilka uppgifter som saknas och som ska kompletteras."]),
    ("two_demands", "sv", ["Systemet ska visa en varning. Varningen ska vara röd."]),
    ("two_demands", "en", ["The system shall ensure that all data shall be encrypted."]),
    ("two_demands", "en", ["The system shall reject the message or shall queue it."]),
    # Written out, known to all, an identifier, a word that somebody wants heard.
    ("abbreviations", "sv", ["Kliniskt verksamhetsregister (KVRX) ska ta emot uppgifter från KVRX."]),
    ("abbreviations", "sv", ["KVRX SKA TA EMOT UPPGIFTER."]),
    ("abbreviations", "en", ["The system shall export the list as PDF in load test LT-04."]),
    ("abbreviations", "en", ["The system shall REVIEW the data.", "The system shall let staff review data."]),
]


@pytest.mark.parametrize(("kind", "lang", "texts"), FOUND)
def test_a_fault_of_the_set_is_found(kind: str, lang: str, texts: list) -> None:
    assert found(kind, rows(lang, *texts)) is not None


@pytest.mark.parametrize(("kind", "lang", "texts"), LEFT_ALONE)
def test_a_near_miss_is_left_alone(kind: str, lang: str, texts: list) -> None:
    assert found(kind, rows(lang, *texts)) is None


def test_a_contradiction_is_quoted_with_the_numbers_of_its_rows() -> None:
    contradiction = found("different_values", rows("sv", *FOUND[0][2]))
    assert contradiction.positions == (1, 2)
    assert contradiction.cases[0].says.sv == (
        "”Tjänsten ska ha en tillgänglighet på 99,9 %” (K1), "
        "”Systemet ska vara tillgängligt 99,5 % av tiden” (K2)."
    )


def test_of_a_long_text_the_words_around_the_figure_are_quoted() -> None:
    """Both ends are cut at a word."""
    before, after = "vid varje mottagning i regionen " * 5, " enligt samma mätning " * 9
    texts = [f"Systemets tillgänglighet ska {before}vara {figure} %{after}." for figure in ("99,5", "99,9")]
    (first, *_) = found("different_values", rows("sv", *texts)).cases[0].says.sv.split("”")[1:]
    assert first.startswith("… ")
    assert "99,5 %" in first
    assert first.endswith(" …")


def test_a_glossary_outside_the_requirements_writes_an_abbreviation_out() -> None:
    specification = rows("sv", "Systemet ska kunna ta emot uppgifter från KVRX.")
    assert found("abbreviations", specification, ("KVRX: kliniskt verksamhetsregister",)) is None


def test_a_number_on_two_rows_is_found() -> None:
    specification = rows("sv", "Systemet ska visa en lista.", "Systemet ska logga läsningar.", number="K7")
    assert [row.position for row in found("number_twice", specification).cases[0].rows] == [1, 2]
    assert found("number_twice", [row.model_copy(update={"number": ""}) for row in specification]) is None


def test_more_than_can_be_verified_is_said_with_its_arithmetic() -> None:
    row = rows("en", "The system shall log each read.")[0]
    many = [row.model_copy(update={"position": at, "number": str(at)}) for at in range(1, 1001)]
    assert "1000 mandatory requirements × 30 minutes = 500 hours" in (
        found("too_many_mandatory", many).cases[0].says.en
    )
    assert found("too_many_mandatory", many[:800]) is None


def test_a_dimension_without_a_measurable_requirement_is_named_with_its_rows() -> None:
    weak = verdict("The system shall be secure.", "en").model_copy(
        update={"dimension": Dimension.SECURITY_PRIVACY, "measurable": 20, "obligation": Obligation.MANDATORY}
    )
    vague = [row.model_copy(update={"verdict": weak}) for row in rows("en", "One.", "Two.", "Three.")]
    assert found("nothing_measurable", vague).positions == (1, 2, 3)
    firm = weak.model_copy(update={"measurable": 80})
    assert found("nothing_measurable", [*vague[:2], vague[2].model_copy(update={"verdict": firm})]) is None


def test_a_dimension_that_a_whole_specification_leaves_out_is_named() -> None:
    firm = verdict("The system shall log each read.", "en")
    lacking = {Dimension.CLINICAL_CODESIGN, Dimension.ROLLOUT_EXIT, Dimension.OTHER}
    there = [
        firm.model_copy(update={"dimension": dimension, "measurable": 80})
        for dimension in Dimension
        if dimension not in lacking
    ]
    many = rows("en", *(f"The system shall show list {at}." for at in range(50)))
    whole = [row.model_copy(update={"verdict": there[at % len(there)]}) for at, row in enumerate(many)]
    assert [case.rows for case in found("nothing_measurable", whole).cases] == [(), ()]
    assert found("nothing_measurable", whole[:49]) is None  # a part need not have everything


def test_how_many_requirements_state_no_moment_is_said() -> None:
    specification = rows("en", *(f"The system shall show list {at}." for at in range(20)))
    silent, _ = found("phases_missing", specification).cases
    assert len(silent.rows) == 20
    stated = [
        row.model_copy(update={"phase": phase})
        for row, phase in zip(specification, [moment.phase for moment in lists().moments] * 5, strict=False)
    ]
    assert found("phases_missing", stated) is None


def test_moments_that_no_requirement_states_are_named() -> None:
    specification = rows("en", *(f"The system shall show list {at}." for at in range(20)), phase="operation")
    assert [case.says.en for case in found("phases_missing", specification).cases] == [
        "No requirement says that it holds in the tender, at delivery, at go-live or at exit."
    ]


def test_three_thousand_rows_are_read_in_two_seconds_and_in_any_order_alike() -> None:
    texts = [
        text if isinstance(text, str) else text[0] for _, lang, many in FOUND for text in many if lang == "sv"
    ]
    few = rows("sv", *texts)
    many = [
        few[at % len(few)].model_copy(
            update={"position": at, "number": f"K{at}", "text": f"{few[at % len(few)].text} {at}"}
        )
        for at in range(3000)
    ]
    began = time.process_time()
    told = read_whole(many)
    assert time.process_time() - began < 2
    random.Random(1).shuffle(many)
    assert read_whole(many) == told
