"""The round trip as an officer makes it: out to Excel, worked in, in again; and a notice that fills in."""

import re
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from playwright.sync_api import expect

from accounts.models import User
from assessments.services import run_assessment
from procurement.importers.returned import MARK
from procurement.services import create_procurement, create_specification, import_file
from tests.procurement.importers.reading import shared

from .conftest import HAND, SAMPLE
from .test_importing import bring
from .test_pages import faults_of, open_everything


def work_in(path: Path, into: Path) -> None:
    """One requirement reworded, in a list that has our columns at its right."""
    workbook = load_workbook(path)
    sheet = next(sheet for sheet in workbook if sheet.title.startswith("2 "))
    header = next(row for row in sheet.iter_rows() if row[0].value == "Krav-ID")
    columns = {cell.value: cell.column for cell in header}
    assert f"{MARK}gap" in columns
    row = next(row[0].row for row in sheet.iter_rows() if row[0].value == "INT-01")
    sheet.cell(row, columns["Krav"]).value = "Systemet ska visa remissen inom 2 sekunder."
    workbook.save(into)


def test_ones_own_workbook_goes_out_with_scores_is_worked_in_and_comes_back(
    people, broker, open_site, tmp_path
):
    alice = User.objects.get(email="alice@example.org")
    procurement = create_procurement(organisation=people, title="Journal")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    upload = SimpleUploadedFile(SAMPLE.name, SAMPLE.read_bytes())
    version = import_file(specification=specification, upload_name=SAMPLE.name, content=upload, by=alice)
    run_assessment(version=version, progress=lambda done, total, phase="": None)

    page = open_site("alice@example.org")
    page.goto(f"/versions/{version.pk}/?words=INT-0")
    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as listed:
        page.get_by_role("listitem").filter(has_text="filter that is on").get_by_role(
            "link", name="CSV"
        ).click()
    assert listed.value.path().read_text("utf-8-sig").count("INT-0") >= 8
    with page.expect_download() as handed_out:
        page.get_by_role("link", name=f"{SAMPLE.name} with scores").click()
    assert handed_out.value.suggested_filename == "kravspecifikation-v1-with-scores.xlsx"

    handed_out.value.save_as(tmp_path / "out.xlsx")
    work_in(tmp_path / "out.xlsx", tmp_path / "worked-in.xlsx")

    bring(page, f"/procurements/{procurement.pk}/import/", tmp_path / "worked-in.xlsx", "Kravspecifikation")
    page.get_by_role("button", name="Compare with version 1").first.click()
    expect(page.get_by_role("navigation", name="What changes")).to_have_text(
        re.compile(r"Changed 1\s*As before 79")
    )
    expect(page.locator("ins")).to_contain_text("2 sekunder")


def test_a_notice_fills_in_a_new_procurement_without_javascript_too(people, open_site):
    for javascript in (True, False):
        page = open_site("alice@example.org", width=HAND, javascript=javascript)
        page.goto("/procurements/new/")
        page.locator(".from-notice summary").click()
        page.get_by_label("Notice").set_input_files(shared("INVALID_cn_24_multiple.xml"))
        page.get_by_role("button", name="Read the notice").click()
        expect(page.get_by_role("status")).to_contain_text("a CPV code is left empty")
        expect(page.get_by_label("Title")).to_have_value(re.compile("^Provision of IT Services"))
        if javascript:
            open_everything(page)
            assert not faults_of(page)
        page.get_by_role("button", name="Save and go on").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Import requirements")
