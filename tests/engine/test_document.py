"""The language of a document, from all of its texts."""

from assessments.engine import main_language


def test_most_texts_decide_and_languages_without_rules_do_not_count() -> None:
    swedish = "Systemet ska visa listan för alla användare."
    english = "The system shall show the list to all users."
    finnish = "Järjestelmän on oltava käytettävissä kun sitä tarvitaan ja se ei saa olla hidas."
    assert main_language([english, swedish, english]) == "en"
    assert main_language([finnish, finnish, finnish, english]) == "en"
    assert main_language([finnish]) == main_language([]) == "sv"
