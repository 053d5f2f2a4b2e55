"""An import as an officer does it: a real catalogue through its mapping, a newer file, cells from Excel."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from procurement.models import SpecificationVersion
from procurement.services import create_procurement
from tests.procurement.importers.reading import shared

from .conftest import HAND, ready
from .test_pages import faults_of, open_everything

NHS = "gpconnect-access-record-structured-1.2.xlsx"


@pytest.fixture
def import_page(people) -> str:
    procurement = create_procurement(organisation=people, title="Journal")
    return f"/procurements/{procurement.pk}/import/"


def bring(page: Page, address: str, file: Path, specification: str = "") -> None:
    page.goto(address)
    page.get_by_label("File").set_input_files(file)
    if specification:
        page.get_by_label("What is it?").select_option(label=specification)
    page.get_by_role("button", name="Read and check").click()


def changed(path: Path, into: Path) -> Path:
    """The same catalogue a month later: one story reworded, one gone, one new, the rest as before."""
    workbook = load_workbook(path)
    sheet = workbook["User Stories - IG"]
    rows = {sheet.cell(row, 1).value: row for row in range(5, sheet.max_row + 1)}
    first, second, *_ = sorted(key for key in rows if key)
    sheet.cell(rows[first], 4).value += " and so that I can prove it"
    sheet.cell(rows[second], 1).value = "GPC-IG-900"
    sheet.cell(rows[second], 4).value = "As an auditor I want every export of a record to be logged"
    workbook.save(into)
    return into


@pytest.mark.filterwarnings(
    "ignore:Cannot parse header", "ignore:Unknown extension", "ignore:Data Validation"
)
def test_the_nhs_catalogue_goes_through_its_mapping_and_a_newer_one_is_compared(
    import_page, broker, open_site, tmp_path
):
    page = open_site("alice@example.org")
    bring(page, import_page, shared(NHS))
    expect(page.get_by_role("heading", level=1)).to_have_text("Check what was found")
    ready(page)
    counts, status = page.locator(".review__counts"), page.locator("#review-status")
    expect(counts).to_have_text("43 requirements, 148 rows kept beside them.")
    expect(page.get_by_label("D Description").first).to_have_value("text")

    page.get_by_label("User Stories - IG").uncheck()
    expect(counts).to_have_text("33 requirements, 146 rows kept beside them, 13 rows left out.")
    expect(status).to_contain_text("33 requirements")  # said to those who do not see it
    page.get_by_label("User Stories - IG").check()
    expect(counts).to_contain_text("43 requirements")
    source = page.get_by_label("B Source").first
    source.focus()
    source.select_option("motive")
    motives = page.locator(".review__rows .facts dt", has_text="Motive")
    expect(motives.first).to_be_visible()
    expect(page.locator("#t4-c1")).to_be_focused()
    page.get_by_label("43 requirements whose kind").select_option("award")
    expect(page.locator(".review__rows").get_by_text("Award criterion").first).to_be_visible()
    open_everything(page)
    assert not faults_of(page)

    page.get_by_role("button", name="Import 43 requirements").first.click()
    expect(page.get_by_role("status").first).to_contain_text("43 requirements were imported. 148 rows")

    bring(page, import_page, changed(shared(NHS), tmp_path / "newer.xlsx"), specification=Path(NHS).stem)
    expect(page.get_by_text("have been imported here before")).to_be_visible()
    expect(page.get_by_label("B Source").first).to_have_value("motive")
    page.get_by_role("button", name="Compare with version 1").first.click()
    expect(page.get_by_role("navigation", name="What changes")).to_have_text(
        re.compile(r"Changed 1\s*New 1\s*Gone 1\s*As before 41")
    )
    expect(page.locator("ins")).to_contain_text("and so that I can prove it")
    assert not faults_of(page)
    page.get_by_role("link", name="Gone 1").click()
    expect(page.locator(".compared > li")).to_have_count(1)
    page.get_by_role("button", name="Store as version 2").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("version 2")
    first, second = SpecificationVersion.objects.order_by("number")
    keys = [set(version.requirements.values_list("key", flat=True)) for version in (first, second)]
    assert len(keys[0] & keys[1]) >= 42 + 140


def test_cells_pasted_anywhere_on_the_page_keep_their_columns(import_page, broker, open_site):
    page = open_site("alice@example.org", width=HAND)
    page.goto(import_page)
    cells = "Nr\tKrav\tTyp\nK-1\tSystemet ska logga.\tSka\nK-2\tSystemet ska larma.\tGrön"
    page.locator("h1").click()
    page.evaluate(
        "cells => { const data = new DataTransfer(); data.setData('text/plain', cells);"
        "document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData: data, bubbles: true})) }",
        cells,
    )
    expect(page.get_by_label("Pasted text")).to_have_value(re.compile("K-2"))
    page.get_by_role("button", name="Read and check").click()

    page.get_by_role("button", name="Import 2 requirements").first.click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Say what these words for the kind mean: Grön.")
    expect(page).to_have_title(re.compile("^Error: "))
    assert not faults_of(page)  # which waits until the page's scripts have run
    page.get_by_label("“Grön”").select_option("award")
    expect(page.get_by_text("Award criterion", exact=True).last).to_be_visible()
    page.get_by_role("button", name="Import 2 requirements").first.click()
    expect(page.get_by_role("status").first).to_contain_text("2 requirements were imported.")


def test_a_file_can_be_dropped_anywhere_on_the_page(import_page, open_site):
    page = open_site("alice@example.org")
    page.goto(import_page)
    page.evaluate(
        "() => { const dataTransfer = new DataTransfer();"
        "dataTransfer.items.add(new File(['Nr;Krav\\nK1;Systemet ska svara.'], 'krav.csv'));"
        "for (const kind of ['dragover', 'drop']) document.body.dispatchEvent("
        "new DragEvent(kind, {dataTransfer, bubbles: true, cancelable: true})) }"
    )
    page.get_by_role("button", name="Read and check").click()
    expect(page.locator(".review__counts")).to_have_text("1 requirement.")


def test_a_mapping_can_be_changed_without_javascript(import_page, broker, open_site):
    page = open_site("alice@example.org", javascript=False)
    page.goto(import_page)
    page.fill("#id_text", "Ref\tÖnskan\nK-1\tSystemet ska logga.\nK-2\tSystemet ska larma.")
    page.click("main form button.button")
    page.select_option("#kind_when_silent", "award")
    page.click("text=Read again with these choices")
    expect(page.locator(".review__rows").get_by_text("Award criterion")).to_have_count(2)
    page.select_option("#t0-c0", "")
    page.locator("button[name=go_on]").first.click()
    expect(page.get_by_text("Look at the result, then go on.")).to_be_visible()
    page.locator("button[name=go_on]").first.click()
    expect(page.get_by_text("2 requirements were imported.")).to_be_visible()
