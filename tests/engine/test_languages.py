"""A language is a folder of data: what one that is added must do, and what Norwegian, the first, does."""

import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from assessments.engine import catalogue, judge, main_language, registry
from assessments.engine import detect as detecting
from assessments.engine.identifiers import persons_in
from assessments.engine.language import (
    EXPERIMENTAL,
    LANGUAGES,
    BadLanguage,
    Language,
    languages,
    read,
    writing,
)
from assessments.engine.lexicon import loans
from assessments.engine.parse import parse
from assessments.engine.quantities import quantities
from assessments.engine.registry import read_rule
from assessments.engine.rule import Reading, Rule
from assessments.engine.verdict import Dimension, Nature

WIDE, ROUNDING = 40, 2  # points of 100
ENGINE = Path(__file__).parents[2] / "assessments" / "engine"

# By dimension, the widest gap first: a reader expects each to sound further from what it can be measured by
# than the next, or at least not less by more than rounding does. Own words.
EXPECTED: dict[Dimension, tuple[str, ...]] = {
    Dimension.CE_REGULATORY: (
        "Løsningen skal være utviklet i tråd med MDR og anerkjente standarder for klasse IIa.",
        "Modulen for legemiddelberegning skal være CE-merket som medisinsk utstyr.",
        "Tilbyder skal i tilbudet legge ved signert EU-samsvarserklæring etter (EU) 2017/745 for modulen for "
        "legemiddelberegning, med klasse, UDI-DI og sertifikatnummer utstedt av teknisk kontrollorgan.",
    ),
    Dimension.INTEGRATION: (
        "Løsningen skal støtte sømløs integrasjon med Kjernejournal, HelseID og øvrige nasjonale tjenester.",
        "Systemet skal hente pasientens legemidler fra Kjernejournal via nasjonalt grensesnitt.",
        "Epikrisen skal sendes til fastlegen som HIS 80226 når legen signerer, og systemet skal vise "
        "applikasjonskvitteringen i utboksen innen 60 sekunder.",
    ),
    Dimension.CLINICAL_CODESIGN: (
        "Løsningen skal være brukervennlig og utvikles sammen med klinikere gjennom god medvirkning.",
        "Klinikere skal delta i en referansegruppe for arbeidsflyt.",
        "Tolv sykepleiere som kunden utpeker skal i en brukertest på to sengeposter løse testoppgavene i "
        "vedlegg 4; testen er godkjent når minst 11 av 12 er ferdige innen 5 minutter uten hjelp.",
    ),
    Dimension.PERFORMANCE: (
        "Løsningen skal ha robust ytelse og høy tilgjengelighet på 99,9 %.",
        "Oppetiden skal være 99,9 % per måned.",
        "Svartiden for å åpne en journal skal være høyst 2 sekunder i 95 % av 1 000 oppslag ved 500 "
        "samtidige brukere, målt på arbeidsstasjonen i lasttest før akseptansetest.",
    ),
    Dimension.SECURITY_PRIVACY: (
        "Tilgangsstyringen skal være rollebasert og oppfylle Normen og gjeldende lovverk på en sikker måte.",
        "All tilgang til journalen skal logges.",
        "Når en bruker åpner en journal, skal systemet logge HPR-nummer, pasientens fødselsnummer, handling "
        "og tidspunkt, og loggposten skal ikke kunne endres.",
    ),
    Dimension.ROLLOUT_EXIT: (
        "Leverandøren skal sikre en smidig utrulling og tilrettelegge for en fremtidsrettet migrering.",
        "Ved avtalens opphør skal kundens data utleveres.",
        "Senest 30 dager etter avtalens opphør skal leverandøren utlevere alle journaler og logger som XML i "
        "henhold til vedlegg 7, og levere signert bekreftelse på sletting.",
    ),
}
WISHES = ("Vi ønsker en god og moderne løsning.", "Det er ønskelig med et smidig samarbeid.")
TEXTS = [text for texts in EXPECTED.values() for text in texts]


@pytest.mark.parametrize("dimension", EXPECTED)
def test_the_order_of_gaps_in_norwegian_is_the_one_a_reader_expects(dimension: Dimension) -> None:
    verdicts = [judge(text) for text in EXPECTED[dimension]]
    assert [verdict.lang for verdict in verdicts] == ["no"] * 3
    assert [verdict.dimension for verdict in verdicts] == [dimension] * 3
    assert all(wider.gap + ROUNDING >= narrower.gap for wider, narrower in pairwise(verdicts))
    assert verdicts[0].gap > verdicts[-1].gap
    assert verdicts[0].measurable < verdicts[1].measurable < verdicts[2].measurable


@pytest.mark.parametrize("wish", WISHES)
def test_a_wish_in_norwegian_has_no_wide_gap(wish: str) -> None:
    assert judge(wish, "no").gap < WIDE


@pytest.mark.parametrize("text", TEXTS)
def test_a_norwegian_verdict_is_an_experiment_and_says_so(text: str) -> None:
    verdict = judge(text)
    assert verdict.judged
    assert verdict.nature is Nature.REQUIREMENT
    assert verdict.lang in EXPERIMENTAL
    assert verdict.confidence <= 0.4
    assert verdict.scaffold == "" or verdict.scaffold.startswith(text)
    assert "exakt vad" not in verdict.scaffold
    assert all(question.text.sv != question.text.en for question in verdict.questions)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("da", "Systemet skal vise oplysninger om brugere, der ikke længere har adgang til løsningen."),
        ("fi", "Järjestelmän tulee näyttää potilaan tiedot, kun käyttäjä avaa sen."),
        ("de", "Das System muss die Daten des Patienten anzeigen, wenn der Benutzer sie öffnet."),
    ],
)
def test_a_language_without_rules_is_told_and_not_judged(lang: str, text: str) -> None:
    verdict = judge(text, expect="no")
    assert (verdict.lang, verdict.judged) == (lang, False)


def test_a_danish_document_is_not_norwegian_for_a_few_rows_taken_wrong() -> None:
    danish = "Systemet skal vise oplysninger om brugere, der ikke længere har adgang til løsningen."
    assert main_language([danish, danish, TEXTS[0]]) == "sv"
    assert main_language([danish, TEXTS[0], TEXTS[1]]) == "no"


def test_figures_in_norwegian_are_understood() -> None:
    (found,) = quantities(parse("Svar skal gis innen 4,5 timer per kalendermåned.", "no"))
    assert (found.comparator, found.value, found.unit, found.per) == ("<=", 4.5, "timer", "kalendermaned")
    assert "43 min 48 s" in judge("Oppetiden skal være 99,9 % per måned.", "no").notes[0].en


def test_an_identity_number_of_norway_is_to_be_removed_and_not_repeated() -> None:
    numbers = [f"010170 5{rest:04}" for rest in range(1_000)]  # people who were born in 1870
    right = [number for number in numbers if persons_in(number.encode())]
    assert len(right) in range(5, 12)  # two check digits: about one in 121
    (note,) = judge(f"Vis pasienten {right[0]} i listen.", "no").notes
    assert "norskt födelsenummer" in note.sv
    assert right[0] not in note.sv + note.en
    born_on_day_41 = [f"41{number[2:]}" for number in numbers]
    assert any(persons_in(number.encode()) for number in born_on_day_41), "a D number"
    assert not any(persons_in(f"51{number[2:]}3".encode()) for number in numbers), "twelve digits"


def test_at_least_150_rules_read_norwegian() -> None:
    assert sum("no" in rule.readings for rule in catalogue()) >= 150


ICELANDIC = {
    "language.toml": """
        standing = "experimental"
        name = { sv = "isländska", en = "Icelandic" }
        letters = "þð"
        small_words = ["og", "skal", "kerfid", "ekki"]
        stemmer = "norwegian"
        demand_words = ["skal"]
        [numbers.units]
        time = ['sekundu\\w*']
        [numbers.comparators]
        "<=" = ["innan"]
        [writing]
        demand = ["skal"]
        starts = []
        [writing.blanks]
        {blanks}
        [writing.answers]
        {answers}
    """,
    "lexicon.toml": 'verbs.observable = ["sýna"]',
    "rules.toml": """
        [modal_mandatory]
        find = ['\\bskal\\b']
        flags = ["Kerfið «skal» svara."]
        passes = ["Kerfið svarar."]
        [figure]
        flags = ["Svar «innan 2 sekúndna»."]
        passes = ["Svar fljótt."]
    """,
    "dimensions.toml": "performance.points = { 'svartim' = 9 }",
}


def test_a_folder_is_all_that_a_new_language_takes(tmp_path: Path) -> None:
    """In a copy of the engine, so that no other test sees it."""
    for part in ("__init__.py", "assessments/__init__.py"):
        (tmp_path / part).parent.mkdir(exist_ok=True)
        (tmp_path / part).touch()
    shutil.copytree(ENGINE, tmp_path / "assessments" / "engine", ignore=shutil.ignore_patterns("__pycache__"))
    folder = tmp_path / "assessments" / "engine" / "languages" / "is"
    folder.mkdir()
    elements = read(ENGINE / "languages" / "sv" / "language.toml", Language).writing
    assert elements
    blanks = "\n".join(f'{element} = "eyða"' for element in elements.blanks)
    answers = "\n".join(f'{element} = " {{}}"' for element in elements.answers)
    for name, text in ICELANDIC.items():
        (folder / name).write_text(text.replace("{blanks}", blanks).replace("{answers}", answers))
    told = "from assessments.engine import judge; v = judge('Kerfið skal sýna svartíma innan 2 sekúndna.'); "
    printed = "print(v.lang, v.judged, v.dimension, v.obligation, *sorted({s.rule for s in v.signals}))"
    run = subprocess.run(
        [sys.executable, "-c", told + printed], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert run.stdout.split()[:4] == ["is", "True", "performance", "mandatory"]
    assert {"figure", "modal_mandatory"} <= {*run.stdout.split()}


@pytest.mark.parametrize(
    ("says", "text"),
    [
        ("standing", 'name = { sv = "x", en = "x" }\nsmall_words = []'),
        ("stemmer", 'standing = "full"\nname = { sv = "x", en = "x" }\nsmall_words = []'),
        (
            "colour",
            'standing = "recognised"\nname = { sv = "x", en = "x" }\nsmall_words = []\ncolour = "red"',
        ),
        ("Expected", "standing = "),
    ],
)
def test_a_language_that_says_what_it_may_not_is_refused_by_name(
    tmp_path: Path, says: str, text: str
) -> None:
    path = tmp_path / "xx" / "language.toml"
    path.parent.mkdir()
    path.write_text(text)
    with pytest.raises(BadLanguage, match=rf"(?s)xx/language.toml.*{says}" if says != "Expected" else "xx/"):
        read(path, Language)


@pytest.mark.parametrize(
    ("says", "rule", "adds"),
    [
        ("needs find", "modal_mandatory", {}),
        ("finder of its own", "figure", {"find": ["x"]}),
        ("cannot be like", "modal_mandatory", {"like": "xx"}),
    ],
)
def test_a_rule_cannot_read_a_language_in_a_way_that_it_does_not_have(
    says: str, rule: str, adds: dict
) -> None:
    reading = TypeAdapter(Reading).validate_python({"flags": ["«x»"], "passes": ["y"], **adds})
    with pytest.raises(BadLanguage, match=says):
        read_rule(ENGINE / "rules" / f"{rule}.toml", {"no": reading})


def test_a_language_says_how_each_blank_is_written_and_each_answer_put() -> None:
    swedish = writing("sv").model_dump()
    for name, says in (("blanks", "blanks lacks actor"), ("answers", "answers lacks actor")):
        fewer = {element: words for element, words in swedish[name].items() if element != "actor"}
        with pytest.raises(ValueError, match=says):
            type(writing("sv")).model_validate({**swedish, name: fewer})
    unfilled = dict.fromkeys(swedish["answers"], "utan plats")
    with pytest.raises(ValueError, match=r"one \{\}: actor"):
        type(writing("sv")).model_validate({**swedish, "answers": unfilled})
    with pytest.raises(KeyError):
        writing("da")


def test_a_language_that_borrows_from_none_has_no_loan_words(monkeypatch: pytest.MonkeyPatch) -> None:
    text = parse("Systemet skal vise the dashboard.", "no")
    assert list(loans(text))
    monkeypatch.setitem(LANGUAGES, "no", LANGUAGES["no"].model_copy(update={"borrows": ""}))
    assert not list(loans(text))


def test_a_pattern_that_cannot_be_read_is_refused_with_its_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    known = next(rule for rule in catalogue() if rule.id == "modal_mandatory")
    wording = known.texts["en"].model_copy(update={"find": ("(",)})
    wrong = Rule(id="trigger", source="x", sounds=True, texts={"en": wording})
    monkeypatch.setattr(detecting, "_parts", lambda dimension: ((known, wrong), ()))
    with pytest.raises(BadLanguage, match="en: trigger finds what RE2 cannot read"):
        detecting._matcher.__wrapped__("en", None, 0)


def test_a_language_cannot_add_to_a_rule_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = Reading(flags=("«x»",), passes=("y",))
    monkeypatch.setattr(registry, "_added", lambda: {"gone": {"no": reading}})
    with pytest.raises(BadLanguage, match=r"no/rules\.toml: there is no rule 'gone'"):
        registry.catalogue.__wrapped__()


def test_a_rule_without_an_effect_is_refused() -> None:
    with pytest.raises(ValueError, match="says neither sounds, evidence, empties nor tells"):
        Rule(id="x", source="x", texts={})


def test_a_language_borrows_from_one_that_is_there(tmp_path: Path) -> None:
    path = tmp_path / "xx" / "language.toml"
    path.parent.mkdir()
    path.write_text(
        'standing = "recognised"\nname = { sv = "x", en = "x" }\nsmall_words = []\nborrows = "yy"'
    )
    with pytest.raises(BadLanguage, match="no language 'yy'"):
        languages(tmp_path)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadLanguage, match=r"lexicon\.toml"):
        read(tmp_path / "lexicon.toml", Language)
