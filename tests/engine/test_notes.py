"""What a verdict says beside its scores. Each row: language, text, a note in that language or none."""

import pytest

from assessments.engine import judge

NOTES = [
    ("sv", "Tillgängligheten ska vara 99,5 % per månad.", "99,5 % tillåter 3 h 39 min nere per månad."),
    ("en", "Availability shall be 99.5 % a month.", "99.5 % allows 3 h 39 min down a month."),
    (
        "en",
        "The service shall be up 99.95 % of the time a year: availability.",
        "99.95 % allows 4 h 23 min down a year.",
    ),
    ("en", "Availability measured weekly: 99.9 %", "99.9 % allows 10 min 5 s down a week."),
    ("sv", "Tillgänglighet 99,999 % per dygn.", "99,999 % tillåter 1 s nere per dygn."),
    ("sv", "Upptid 95 % varje kvartal.", "95 % tillåter 109 h 30 min nere per kvartal."),
    ("en", "Uptime of 98.63 % per day.", "98.63 % allows 19 min 44 s down a day."),
    (
        "sv",
        "24x7, 99,5 %",
        "99,5 % utan period: tillåter 3 h 39 min nere per månad, eller 43 h 48 min per år, "
        "som kan vara i ett sträck.",
    ),
    (
        "en",
        "Availability of at least 90 %",
        "90 % of no stated period: allows 73 h down a month, or 876 h a year, which can be in one stretch.",
    ),
    ("sv", "Organisationsnummer 232100-0017 anges.", "Kontrollsiffran i 232100-0017 stämmer inte."),
    ("sv", "Enligt bilaga 7 ska rapporten visas.", "Texten lutar sig mot bilaga 7, som Glapp inte har sett."),
    (
        "en",
        "It shall hold the fields in annex B.2.",
        "The text leans on annex B.2, which Glapp has not seen.",
    ),
    (
        "en",
        "As stated in the appendix, it shall log.",
        "The text leans on appendix, which Glapp has not seen.",
    ),
    (
        "en",
        "The system shall show the",
        "The text seems to go on elsewhere. It is judged on what is visible.",
    ),
    (
        "sv",
        "Systemet ska visa listan och",
        "Texten ser ut att fortsätta någon annanstans. Den är bedömd på det som syns.",
    ),
    (
        "en",
        "The system shall show it. " * 200,
        "The text is long: only its first 3,000 characters are judged. Divide it.",
    ),
    (
        "sv",
        "Krav: the system shall be able to show all of the patients that are in it.",
        "Texten blandar språk. Den är bedömd med reglerna för ett av dem.",
    ),
    ("en", "", "This text is not judged: it is empty or in a language that Glapp has no rules for."),
]

NO_NOTES = [
    ("en", "Within 2 s in 99.5 % of all calls; the service is available by phone."),
    ("en", "99.5 % of the pages shall be shown."),
    ("en", "Availability shall be 100 %."),
    ("en", "As Annex II to the MDR says, it shall be labelled."),
    ("en", "The attachment URL shall be shown."),
    ("sv", "Organisationsnummer 232100-0016 anges."),
    ("sv", "Systemet ska visa listan."),
]

# Skatteverket's well-known example of a number, and two made like its test numbers.
PERSONS = ("19121212-1212", "191212121212", "121212-1212", "189001019802", "900161-9809")


@pytest.mark.parametrize(("lang", "text", "note"), NOTES, ids=[text[:40] for _, text, _ in NOTES])
def test_a_note_stands_beside_the_scores(lang: str, text: str, note: str) -> None:
    assert [each.in_language(lang) for each in judge(text, lang).notes] == [note]


@pytest.mark.parametrize(("lang", "text"), NO_NOTES, ids=[text[:40] for _, text in NO_NOTES])
def test_nothing_is_said_where_there_is_nothing_to_say(lang: str, text: str) -> None:
    assert judge(text, lang).notes == ()


@pytest.mark.parametrize("number", PERSONS)
@pytest.mark.parametrize(
    ("before", "lang"), [("Visa", "sv"), ("Show", "en"), ("Zeige", "de"), ("Org.nr", "sv")]
)
def test_a_personal_identity_number_is_to_be_removed_and_never_repeated(
    before: str, lang: str, number: str
) -> None:
    said = [note.en for note in judge(f"{before} {number} i listan.", lang).notes]
    assert any("Remove it" in note for note in said)
    assert not any(number in note for note in said)


def test_a_personal_identity_number_is_found_where_the_text_is_no_longer_judged() -> None:
    assert "Remove it" in judge("Visa listan. " * 400 + PERSONS[0], "sv").notes[0].en


@pytest.mark.parametrize(
    "number", ["19121212-1213", "19121312-1212", "2026-12-01 1212", "123456-7890", "1.2.752.121212"]
)
def test_a_number_that_is_nobodys_is_left_alone(number: str) -> None:
    assert judge(f"Visa {number} i listan.", "sv").notes == ()
