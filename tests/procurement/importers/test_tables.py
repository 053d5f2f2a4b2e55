"""What people's sheets look like, and what becomes of them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from procurement.importers.gate import Refused, read_file, read_text
from procurement.importers.read_csv import read_csv
from procurement.importers.read_xlsx import read_xlsx

from .reading import OWN, read, read_sheet, said

TEXT = "Systemet ska logga varje läsning."
HEADERS = {  # and how each says "mandatory" and "at tender"
    "sv": ("Krav-ID", "Kravtext", "Ska/Bör", "Tidpunkt", "Syfte", "Hur kravet styrks", "Ska", "Vid anbud"),
    "en": ("Req. ID", "Requirement", "M/O", "When", "Rationale", "Verification", "M", "At tender"),
    "no": ("Krav nr", "Kravtekst", "Type", "Tidspunkt", "Formål", "Dokumentasjon", "Skal", "Ved tilbud"),
    "fi": ("Nro", "Vaatimus", "Tyyppi", "Ajankohta", "Perustelu", "Näyttö", "Pakollinen", "Tarjous"),
    "de": ("Lfd. Nr.", "Anforderung", "A/B", "Zeitpunkt", "Begründung", "Nachweis", "A", "Angebot"),
}


@pytest.mark.parametrize("language", HEADERS)
def test_columns_are_found_by_their_headers_in_five_languages(tmp_path, language):
    *header, mandatory, at_tender = HEADERS[language]
    row = ("K-1", TEXT, mandatory, at_tender, "Spårbarhet", "Testfall 3")
    (draft,) = read_sheet(tmp_path, [["Bilaga 3"], [], header, row]).requirements

    assert (draft.number, draft.text, draft.kind, draft.phase) == ("K-1", TEXT, "mandatory", "tender")
    assert (draft.motive, draft.shown_by) == ("Spårbarhet", "Testfall 3")
    assert draft.place.row == 4


@pytest.mark.parametrize(
    ("header", "values", "kinds"),
    [
        ("Typ", ["SKA", "Ska-krav", "skallkrav", "BÖR", "Bör (mervärde)"], ["mandatory"] * 3 + ["award"] * 2),
        ("Typ", ["O", "T"], ["mandatory", "award"]),
        ("S/B", ["S", "B", "S"], ["mandatory", "award", "mandatory"]),
        ("M/O", ["M", "O"], ["mandatory", "option"]),
        ("Priority", ["Must", "Should", "Could"], ["mandatory", "award", "award"]),
        ("MoSCoW", ["M", "S", "C", "W"], ["mandatory", "award", "award", "information"]),
        ("Obligatoriskt", ["Ja", "Nej"], ["mandatory", "award"]),
        ("Kravtyp", ["Kval.krav", "Kontraktsvillkor", "Option"], ["qualification", "contract", "option"]),
    ],
)
def test_the_words_of_the_kind_column_are_understood(tmp_path, header, values, kinds):
    rows = [(f"K-{n}", "Systemet ska svara.", value) for n, value in enumerate(values)]
    reading = read_sheet(tmp_path, [("Id", "Krav", header), *rows])

    assert [draft.kind for draft in reading.requirements] == kinds


def test_rows_that_ask_nothing_are_kept_as_context_under_their_headings(tmp_path):
    reading = read_sheet(
        tmp_path,
        [
            ("Kravspecifikation journal",),
            ("Id", "Krav", "Typ"),
            ("1", "Säkerhet"),
            ("", "Med användare menas anställd personal."),
            ("1.1", "Behörighet"),
            ("1.1.1", "Systemet ska ha roller.", "Ska"),
            ("", "Systemet ska även ha grupper.", "Ska"),
            ("2", "Drift"),
            ("2.1.1", "Systemet ska vara i drift.", "Ska"),
        ],
    )

    assert [(d.number, d.heading_path) for d in reading.requirements] == [
        ("1.1.1", ("1 Säkerhet", "1.1 Behörighet")),
        ("", ("1 Säkerhet", "1.1 Behörighet")),
        ("2.1.1", ("2 Drift",)),
    ]
    assert "Med användare menas anställd personal." in [draft.text for draft in reading.context]
    assert len(reading.drafts) == 8
    assert "Krav utan nummer" in said(reading)


def test_what_is_wrong_with_a_row_is_said_with_the_row_and_what_to_do(tmp_path):
    reading = read_sheet(
        tmp_path,
        [
            ("Id", "Krav", "Typ", "Tidpunkt"),
            ("K-1", "Systemet ska svara.", "Ska", "Vid anbud"),
            ("K-1", "Systemet ska fråga.", "Blå", "i gryningen"),
            ("K-3", None, "Ska", None),
            ("K-4", ("Systemet ska skriva. " * 20)[:255], "Ska", None),
            ("K-5", "=A1&A2", "Ska", None),
        ],
    )
    problems = said(reading)

    assert "Numret K-1 står på flera krav: bladet Krav, rad 2; bladet Krav, rad 3" not in problems
    assert "Numret K-1 står på flera krav: bladet Krav, rad 2 och bladet Krav, rad 3." in problems
    assert "Kravtypen ”Blå” känns inte igen (bladet Krav, rad 3)." in problems
    assert "Tidpunkten ”i gryningen” känns inte igen (bladet Krav, rad 3)." in problems
    assert "Kravet K-3 saknar text och räknas inte (bladet Krav, rad 4)." in problems
    assert "exakt 255 tecken" in problems
    assert "Formler utan sparat värde" in problems
    assert [draft.number for draft in reading.requirements] == ["K-1", "K-1", "K-4"]
    assert all(problem.en and problem.en != problem.sv for problem in reading.problems)


def test_merged_cells_carry_areas_down_and_merged_texts_are_pointed_out(tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    for row in (
        ("Id", "Område", "Krav", "Bevis"),
        ("K-1", "Drift", "Systemet ska larma.", "Test 1"),
        ("K-2", None, "Systemet ska logga.", "Test 2"),
        (None, None, None, "Test 3"),
    ):
        sheet.append(row)
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("C3:C4")
    hidden = workbook.create_sheet("Listor")
    hidden.sheet_state = "hidden"
    workbook.save(tmp_path / "merged.xlsx")
    reading = read_xlsx(tmp_path / "merged.xlsx")

    assert [draft.heading_path for draft in reading.requirements] == [("Drift",), ("Drift",)]
    assert "sammanfogad över flera rader" in said(reading)
    assert "Bladet Listor är dolt" in said(reading)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "cp850"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_a_csv_is_read_whatever_its_separator_and_encoding(tmp_path, encoding, separator):
    path = tmp_path / "krav.csv"
    rows = [
        ("Krav-ID", "Krav", "Typ"),
        ("SÄK-1", '"Åtkomst ska loggas;\när, vem, vad och varför"', "Ska"),
        ("SÄK-2", "Överkänslighet bör visas i röd färg på varje vårdavdelning", "Bör"),
    ]
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    first, second = read_csv(path).requirements

    assert (first.number, first.text) == ("SÄK-1", "Åtkomst ska loggas;\när, vem, vad och varför")
    assert (second.number, second.kind) == ("SÄK-2", "award")


def test_a_header_in_words_that_nobody_foresaw_is_still_the_header(tmp_path):
    rows = [
        ("Region Exempel", None, None, None),
        ("Ref", "Vad vi vill ha", "Prio", "Varför"),
        ("A1", "Systemet ska logga.", "1", "Lagen"),
        ("A2", "Systemet ska larma.", "2", None),
    ]
    reading = read_sheet(tmp_path, rows, name="Lista")
    [table] = reading.tables

    assert (table.mapping.header, table.mapping.roles) == (2, ("number", "text", "", "motive"))
    assert [(draft.number, draft.motive) for draft in reading.requirements] == [("A1", "Lagen"), ("A2", "")]
    assert [(draft.text, draft.why) for draft in reading.context] == [("Region Exempel", "above_header")]


@pytest.mark.parametrize("name", ["vardinformationssystem.xlsx", "ehr-platform.docx"])
def test_a_file_read_by_the_mapping_it_gave_reads_the_same_again(name):
    found = read(OWN / name)
    assert read_file(OWN / name, name=name, mapping=found.mapping) == found


def test_pasted_cells_lines_lists_and_paragraphs_are_told_apart():
    cells = read_text('K1\tSystemet ska svara.\tSka\nK2\t"Systemet ska\nfråga."\tBör')
    lines = read_text("1. Systemet ska svara.\n2. Systemet ska fråga.\n\n3.1 Drift\nK-7: Ska larma.")
    bullets = read_text("Systemet ska visa:\n- namn\n- ålder\n• Systemet ska även sortera.")
    wrapped = read_text("Systemet ska svara inom\ntvå sekunder i alla\nlägen.\n\nSystemet ska fråga.")

    assert [(d.number, d.text, d.kind) for d in cells.requirements] == [
        ("K1", "Systemet ska svara.", "mandatory"),
        ("K2", "Systemet ska\nfråga.", "award"),
    ]
    assert [d.number for d in lines.requirements] == ["1", "2", "K-7"]
    assert lines.requirements[2].heading_path == ("3.1 Drift",)
    assert [d.text for d in bullets.requirements] == [
        "Systemet ska visa:\n• namn\n• ålder",
        "Systemet ska även sortera.",
    ]
    assert [d.text for d in wrapped.requirements] == [
        "Systemet ska svara inom\ntvå sekunder i alla\nlägen.",
        "Systemet ska fråga.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "HL7 FHIR ska användas.",
        "ISO-27001 certifiering ska finnas.",
        "1.5 timmar ska räcka.",
        "99,9 % ska gälla.",
    ],
)
def test_a_text_is_never_shortened_by_what_only_looks_like_a_number(text):
    assert [draft.text for draft in read_text(text).requirements] == [text]


def test_an_empty_paste_is_refused_with_what_to_do():
    with pytest.raises(Refused, match="Paste the requirements"):
        read_text(" \n\t ")


PIECES = st.sampled_from(
    [
        "Systemet ska svara.",
        "Systemet ska visa:",
        "- namn",
        "a) ålder",
        "1.1 Drift",
        "K-1: Den ska larma",
        "3.",
        "ord",
    ]
)


@settings(max_examples=200)
@given(
    st.lists(st.tuples(PIECES, st.sampled_from(["\n", "\n\n", "\r\n", " ", "\t"])), min_size=1, max_size=12)
)
def test_no_word_of_a_paste_is_lost(pieces):
    text = "".join(piece + end for piece, end in pieces)
    reading = read_text(text)
    kept = " ".join(
        part
        for draft in reading.drafts
        for part in (draft.number, draft.text, *draft.heading_path, *(cell.text for cell in draft.others))
    )
    kept += " ".join(column.name for table in reading.tables for column in table.columns)
    assert set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", kept))
