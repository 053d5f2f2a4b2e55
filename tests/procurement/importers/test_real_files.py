"""Files that nobody here wrote. What is expected is counted in the files by other means than ours."""

import csv
import re
from collections import Counter

import docx
import openpyxl
import pytest
from docx.table import Table

from .reading import OWN, read, shared

ASKS = re.compile(r"\b(ska|skall|måste|bör|får inte|får ej|krävs att)\b", re.IGNORECASE)


@pytest.mark.filterwarnings("ignore:Cannot parse header")
def test_the_nhs_catalogue_gives_each_story_with_an_id_and_keeps_every_other_row():
    path = shared("gpconnect-access-record-structured-1.2.xlsx")
    sheets = openpyxl.load_workbook(path, data_only=True)
    rows = [
        (sheet.title, row[0].row, [cell.value for cell in row])
        for sheet in sheets
        for row in sheet.iter_rows()
        if any(str(cell.value or "").strip() for cell in row)
    ]
    stories = [
        (title, number, cells)
        for title, number, cells in rows
        if title.startswith("User Stories") and str(cells[0]).startswith("GPC-")
    ]
    headers = 5  # one in each sheet of user stories
    reading = read(path)

    assert len(stories) == 43
    assert [(d.place.sheet, d.place.row) for d in reading.requirements] == [story[:2] for story in stories]
    assert [d.number for d in reading.requirements] == [cells[0] for _, _, cells in stories]
    assert [d.text for d in reading.requirements] == [cells[3].strip() for _, _, cells in stories]
    assert [d.heading_path[-1] for d in reading.requirements] == [cells[2].strip() for _, _, cells in stories]
    assert len(reading.context) == len(rows) - len(stories) - headers == 148
    assert all("Acceptance Criteria" in d.shown_by for d in reading.requirements)


def test_the_inera_contract_gives_its_sla_values_and_the_paragraphs_that_oblige():
    path = shared("inera-tkb-ehr-blocking-3.2.1.docx")
    document = docx.Document(str(path))
    blocks = list(document.iter_inner_content())
    tables = [block for block in blocks if isinstance(block, Table)]
    paragraphs = [block for block in blocks if not isinstance(block, Table) and block.text.strip()]
    body = [paragraph for paragraph in paragraphs if not paragraph.style.name.startswith("toc")]
    sla = [
        (number, row, cells)
        for number, table in enumerate(tables, start=1)
        if table.rows[0].cells[0].text == "Kategori"
        for row, cells in enumerate(([c.text.strip() for c in r.cells] for r in table.rows[1:]), start=2)
    ]
    valued = [(number, row, cells[1]) for number, row, cells in sla if cells[1]]
    asking = [p.text.strip() for p in body if ASKS.search(p.text) and not p.style.name.startswith("Heading")]
    reading = read(path)
    in_tables = [draft for draft in reading.requirements if draft.place.table]
    in_text = [draft for draft in reading.requirements if draft.place.paragraph]

    assert len(valued) == 16
    assert [(d.place.table, d.place.row, d.text) for d in in_tables] == valued
    assert {draft.heading_path[-1] for draft in in_tables} == {"Aktualitet"}
    assert [draft.text for draft in in_text] == asking
    assert len(asking) == 42
    headers = 16  # of the SLA tables
    assert len(reading.context) == sum(len(t.rows) for t in tables) - headers - 16 + len(body) - 42
    assert len(reading.problems) == 3  # response time, availability and load: sixteen empty values each
    assert "”Svarstid” saknar värde" in reading.problems[0].sv


def test_headings_are_numbered_as_words_own_table_of_contents_numbers_them():
    path = shared("inera-tkb-ehr-blocking-3.2.1.docx")
    lines = [p.text for p in docx.Document(str(path)).paragraphs if p.style.name == "toc 1"]
    contents = [line.split("\t")[:2] for line in lines if line]
    headings = {draft.heading_path[0] for draft in read(path).drafts if draft.heading_path}

    assert len(contents) == 20
    assert headings == {f"{number} {text}" for number, text in contents}


def test_the_swedish_csv_gives_every_record_with_its_criteria_and_its_doubled_numbers():
    path = shared("kravhantering-sv.csv")
    with path.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    doubled = [number for number, count in Counter(r["requirement_id"] for r in records).items() if count > 1]
    reading = read(path)

    assert len(records) == len(reading.requirements) == 507
    assert not reading.context
    assert [d.number for d in reading.requirements] == [record["requirement_id"] for record in records]
    assert [d.text for d in reading.requirements] == [record["text"].strip() for record in records]
    assert all(
        r["acceptance_criteria"] in d.shown_by for r, d in zip(records, reading.requirements, strict=True)
    )
    assert len(reading.problems) == len(doubled) == 66


def test_the_openhie_csv_gives_every_record_and_reads_required_and_recommended():
    path = shared("openhie-en.csv")
    with path.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    kinds = {
        "Required": "mandatory",
        "Requirement": "mandatory",
        "Recommended": "award",
        "Recommendation": "award",
    }
    reading = read(path)

    assert len(records) == len(reading.requirements) == 90
    assert [d.number for d in reading.requirements] == [record["id"] for record in records]
    assert [d.kind for d in reading.requirements] == [kinds[record["level"]] for record in records]
    assert not reading.problems


def test_our_own_workbook_gives_all_its_fields_under_its_headings():
    reading = read(OWN / "vardinformationssystem.xlsx")
    kinds = Counter(draft.kind for draft in reading.requirements)
    by_number = {draft.number: draft for draft in reading.requirements}

    assert len(reading.requirements) == 80
    assert kinds == {"mandatory": 68, "award": 6, "contract": 5, "option": 1}
    assert by_number["REG-03"].phase == "tender"
    assert by_number["REG-03"].motive.startswith("Ett löfte om framtida CE-märkning")
    assert by_number["REG-03"].shown_by.startswith("EU-försäkran och certifikat bifogas")
    assert by_number["PRE-04"].heading_path == (
        "4 Drift, införande, avslut",
        "4.1 Prestanda och tillgänglighet",
        "Svarstider",
    )
    assert not by_number["PRE-04"].others
    assert [problem.place.row for problem in reading.problems] == [26]  # INT-07, twice on purpose


def test_our_own_document_gives_its_tables_and_its_numbered_paragraphs():
    reading = read(OWN / "ehr-platform.docx")
    by_number = {draft.number: draft for draft in reading.requirements}

    assert len(reading.requirements) == 42
    assert by_number["5.1.2"].heading_path == ("5 Service levels", "5.1 Availability and response times")
    assert by_number["EXI-2"].phase == "operation"
    assert by_number["INT-7"].kind == "award"
    assert [problem.place.table for problem in reading.problems] == [3]  # INT-4, twice on purpose
