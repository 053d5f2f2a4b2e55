"""Files handed out and read in again: the user's own workbook, lists, ReqIF, JSON."""

import csv
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table

from accounts.models import Member
from accounts.services import add_member, create_organisation
from assessments.services import run_assessment
from procurement.importers.returned import KEY_HEADER, MARK
from procurement.models import Requirement, SpecificationVersion
from procurement.services import create_procurement, create_specification, import_file
from tests.procurement.importers.reading import OWN, shared

FORMULAS = ("=1+1 ska", "+46 ska", "-10 grader ska klaras", "@alla ska nås", "\tSka svara", "\rSka svara")
COLOURS = ColorScaleRule(start_type="min", start_color="FF0000", end_type="max", end_color="00FF00")


@pytest.fixture
def alice(db, settings, tmp_path) -> Member:
    settings.MEDIA_ROOT = tmp_path
    return _member("Region Exempel", "alice")


def _member(organisation: str, name: str, role: str = "officer") -> Member:
    found = create_organisation(name=organisation)
    return add_member(organisation=found, email=f"{name}@example.org", name=name.title(), role=role)


def imported(
    alice: Member, content: bytes, name: str = "krav.xlsx", specification=None
) -> SpecificationVersion:
    if specification is None:
        procurement = create_procurement(organisation=alice.organisation, title="Journal")
        specification = create_specification(procurement=procurement, title="Kravspecifikation")
    version = import_file(specification=specification, upload_name=name, content=content, by=alice.user)
    run_assessment(version=version, progress=lambda done, total, phase="": None)
    return version


def fetched(who: Member, name: str, *arguments: object, language: str = "sv", **query: str) -> bytes:
    client = Client(headers={"accept-language": language})
    client.force_login(who.user)
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content


def as_it_is(version: SpecificationVersion) -> list[tuple]:
    """Every row by its key, with all that a person writes."""
    fields = ("number", "text", "kind", "phase", "motive", "shown_by", "is_context", "heading_path")
    return list(version.requirements.values_list("key", *fields))


def an_elaborate_workbook(*, table: bool) -> bytes:
    """With what a library that writes workbooks anew tends to lose, or to change."""
    made = Workbook()
    sheet = made.active
    sheet.title = "Krav & kriterier"
    sheet.append(["Bilaga 1 Kravspecifikation"])
    sheet.merge_cells("A1:E1")
    sheet["A1"].font = Font(size=18, bold=True)
    sheet.append([])
    sheet.append(["Krav-ID", "Krav", "Typ", "Poäng", "Svar"])
    for number in range(4, 24):
        kind = "Ska" if number % 2 else "Bör"
        sheet.append([f"K-{number}", f"Systemet ska stödja integration {number}.", kind, number, None])
    sheet["B4"].comment = Comment("Stäm av med Inera", "Anna")
    sheet["G7"].fill = sheet["K7"].fill = PatternFill("solid", fgColor="FFEEEEEE")
    sheet.conditional_formatting.add("D4:D23", COLOURS)
    choice = DataValidation(type="list", formula1='"Ska,Bör"')
    choice.add("C4:C23")
    sheet.add_data_validation(choice)
    sheet.column_dimensions["B"].width = 47
    sheet.row_dimensions[7].height = 44
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=3, max_row=10), titles_from_data=True)
    sheet.add_chart(chart, "B30")
    if table:
        sheet.add_table(Table(displayName="Krav", ref="A3:E23"))
    else:
        sheet.auto_filter.ref = "A3:E23"
    made.create_sheet("Läs detta")["A1"] = "Så fyller du i"
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def as_seen(cell) -> tuple:
    return (cell.value, repr(cell.font), repr(cell.fill), repr(cell.alignment), cell.number_format)


@pytest.mark.parametrize("table", [True, False])
def test_the_users_own_workbook_comes_back_with_nothing_of_theirs_touched(alice, table):
    sent = an_elaborate_workbook(table=table)
    got = fetched(alice, "version-workbook", imported(alice, sent).pk)

    with zipfile.ZipFile(io.BytesIO(sent)) as before, zipfile.ZipFile(io.BytesIO(got)) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        assert before.namelist() == after.namelist()
    reaching = {"xl/tables/table1.xml"} if table else {"xl/workbook.xml"}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/styles.xml"} | reaching

    old, new = (load_workbook(io.BytesIO(content)).worksheets[0] for content in (sent, got))
    for row in old.iter_rows(max_col=5):
        for cell in row:
            assert as_seen(cell) == as_seen(new[cell.coordinate])
    assert new["B4"].comment.text == "Stäm av med Inera"
    assert new.merged_cells == old.merged_cells
    assert [str(each.sqref) for each in new.conditional_formatting] == ["D4:D23"]
    assert new.data_validations.dataValidation[0].sqref == old.data_validations.dataValidation[0].sqref
    assert (new.column_dimensions["B"].width, new.row_dimensions[7].height) == (47, 44)
    assert new["K7"].value
    headers = [cell.value for cell in new[3]]
    assert all(header.startswith(MARK) for header in headers[5:])
    assert headers[-1] == KEY_HEADER
    assert new.column_dimensions["L"].hidden
    assert (new.tables["Krav"].ref if table else new.auto_filter.ref) == "A3:L23"


def test_a_workbook_that_comes_back_is_known_row_by_row_however_it_was_worked_in(alice):
    sent = an_elaborate_workbook(table=False)
    first = imported(alice, sent)
    worked_in = load_workbook(io.BytesIO(fetched(alice, "version-workbook", first.pk)))
    sheet = worked_in.worksheets[0]
    sheet["A5"], sheet["B5"] = "K-500", "Systemet ska svara inom 2 sekunder."  # both number and text
    sheet.delete_rows(6)
    sheet.append(["K-900", "Systemet ska vara nytt.", "Ska"])
    content = io.BytesIO()
    worked_in.save(content)
    second = imported(alice, content.getvalue(), specification=first.specification)

    before = {row.key: row for row in first.requirements.filter(is_context=False)}
    after = {row.key: row for row in second.requirements.filter(is_context=False)}
    assert len(after) == len(before)
    assert [before[key].number for key in before.keys() - after.keys()] == ["K-6"]
    assert [after[key].number for key in after.keys() - before.keys()] == ["K-900"]
    assert {(before[key].number, row.number) for key, row in after.items() if key in before} >= {
        ("K-5", "K-500"),
        ("K-7", "K-7"),
    }
    assert not [row.text for row in second.requirements.all() if MARK in row.text]
    # Handed out again, our columns take the place of the old ones.
    again = load_workbook(io.BytesIO(fetched(alice, "version-workbook", second.pk))).worksheets[0]
    assert again.max_column == sheet.max_column


def test_real_workbooks_come_back_and_are_read_as_before(alice):
    for path in (OWN / "vardinformationssystem.xlsx", shared("gpconnect-access-record-structured-1.2.xlsx")):
        first = imported(alice, path.read_bytes(), path.name)
        got = fetched(alice, "version-workbook", first.pk)
        second = imported(alice, got, path.name, first.specification)
        requirements = [row for row in as_it_is(first) if not row[-2]]
        assert [row for row in as_it_is(second) if not row[-2]] == requirements


def test_every_list_and_format_is_read_in_again(alice):
    first = imported(alice, (OWN / "vardinformationssystem.xlsx").read_bytes())
    asking = [row for row in as_it_is(first) if not row[-2]]
    for name, arguments, ending, ids in (
        ("version-json", (), "json", ""),
        ("version-reqif", (), "reqif", ""),
        ("version-reqif", (), "reqif", "plain"),
        ("version-list-file", ("xlsx",), "xlsx", ""),
        ("version-list-file", ("csv",), "csv", ""),
    ):
        content = fetched(alice, name, first.pk, *arguments, order="text", show="all", ids=ids)
        if ids:
            assert all(
                f'THE-VALUE="{each}"'.encode() in content for each in ("SAK-01", "INT-07", "INT-07 (2)")
            )
        again = imported(alice, content, f"krav.{ending}", first.specification)
        assert [row for row in as_it_is(again) if not row[-2]] == asking, ending
        if ending != "reqif":  # where a heading is the chapter itself and no row beside it
            assert as_it_is(again) == as_it_is(first), ending


def test_no_cell_starts_a_formula_whatever_a_requirement_begins_with(alice):
    version = imported(alice, b'[{"text": "Systemet ska svara."}]', "krav.json")
    Requirement.objects.filter(version=version).delete()
    for place, text in enumerate(FORMULAS, start=1):
        Requirement.objects.create(version=version, position=place, number=text[0] + "K", text=text)
    run_assessment(version=version, progress=lambda done, total, phase="": None)

    sheet = load_workbook(io.BytesIO(fetched(alice, "version-list-file", version.pk, "xlsx"))).active
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)]
    assert len(cells) > len(FORMULAS) * 2
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value.startswith("="))
    listed = fetched(alice, "version-list-file", version.pk, "csv").decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(listed, newline=""), delimiter=";"))
    assert len(rows) == 1 + len(FORMULAS)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_list_holds_the_rows_of_the_filter_and_changes_those_that_differ(alice):
    text = "Id;Krav\nK1;Systemet ska stödja NPÖ.\nK2;Systemet ska vara snabbt.\n"
    first = imported(alice, text.encode(), "krav.csv")
    second = imported(
        alice, text.replace("snabbt", "modernt").encode(), "krav.csv", specification=first.specification
    )
    listed = fetched(alice, "version-list-file", second.pk, "csv", words="NPÖ").decode("utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(listed), delimiter=";")][1:] == ["K1"]
    changes = fetched(alice, "version-changes-file", second.pk, "csv", language="en").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(changes)))
    assert [(row["ID now"], row["Wording before"], row["Wording now"]) for row in rows] == [
        ("K2", "Systemet ska vara snabbt.", "Systemet ska vara modernt.")
    ]


def test_where_a_workbook_cannot_take_our_columns_the_page_says_what_to_do_instead(alice):
    content = io.BytesIO()
    made = Workbook()
    made.active.append(["K1", "Systemet ska svara inom 2 sekunder."])  # no header, and no row for ours
    made.active.append(["K2", "Systemet ska vara snabbt."])
    made.save(content)
    client = Client(headers={"accept-language": "en"})
    client.force_login(alice.user)
    for sent in (content.getvalue(), b"Id;Krav\nK1;Systemet ska svara.\n"):
        version = imported(alice, sent)
        answer = client.get(reverse("version-workbook", args=[version.pk]), follow=True)
        assert answer.redirect_chain[-1][0] == reverse("version-detail", args=[version.pk])
        assert "Download the list as Excel instead" in answer.content.decode()


def test_another_region_gets_none_of_it(alice):
    version = imported(alice, an_elaborate_workbook(table=False))
    charlie = Client()
    charlie.force_login(_member("Region Två", "charlie").user)
    for name, *arguments in (
        ("version-workbook",), ("version-list-file", "xlsx"), ("version-changes-file", "csv"),
        ("version-reqif",), ("version-json",), ("version-whole-file", "csv"),
    ):  # fmt: skip
        assert charlie.get(reverse(name, args=[version.pk, *arguments])).status_code == 404


def test_a_long_version_asks_no_more_questions_than_a_short_one(alice, django_assert_max_num_queries):
    client = Client()
    client.force_login(alice.user)
    for number in (2, 60):
        rows = "".join(f"K{row};Systemet ska stödja del {row}.\n" for row in range(number))
        version = imported(alice, f"Id;Krav\n{rows}".encode(), "krav.csv")
        for address in ("requirements.csv", "requirements.reqif", "requirements.json"):
            with django_assert_max_num_queries(11):
                assert client.get(f"/versions/{version.pk}/{address}").status_code == 200
