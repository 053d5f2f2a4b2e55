"""The editor as officers use it: mend a requirement, two at once, by keyboard alone, without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from accounts.services import add_member
from assessments.models import RequirementVerdict
from assessments.services import run_assessment
from procurement.models import SpecificationVersion
from procurement.services import create_procurement, create_specification, import_text

from .conftest import PASSWORD

VAGUE = "The system shall support patient summary integration in accordance with applicable standards."
OTHER = "The system shall be integrated with the national registers in accordance with applicable standards."
ANSWERS = {
    "object": "the medication list of NLL",
    "version": "HL7 FHIR R4",
    "method": "load test LT-04 with 1,000 searches",
}
WIDE = re.compile("^([4-9].|100)$")
GAP = '[data-live="scores"] .scores__number >> nth=2'
AFTER_TYPING = 15_000  # milliseconds, on a busy machine
SELECTED = "((field) => field.value.slice(field.selectionStart, field.selectionEnd))(document.activeElement)"


@pytest.fixture
def version(people) -> SpecificationVersion:
    """Two wide gaps in a draft, assessed; Cecilia is there to edit beside Alice."""
    add_member(
        organisation=people, email="cecilia@example.org", name="Cecilia", role="consultant", password=PASSWORD
    )
    alice = User.objects.get(email="alice@example.org")
    procurement = create_procurement(organisation=people, title="Health record")
    specification = create_specification(procurement=procurement, title="Requirements")
    version = import_text(specification=specification, text=f"{VAGUE}\n\n{OTHER}", by=alice)
    run_assessment(version=version, progress=lambda *_: None)
    return version


def open_editor(page: Page, version: SpecificationVersion, row: int = 0) -> None:
    page.goto(f"/requirements/{version.requirements.all()[row].pk}/?order=text")
    expect(page.locator("html.scripted")).to_be_attached()


def answer(page: Page, element: str, words: str) -> None:
    """Answer a question where it is asked, look at the change, accept it."""
    question = page.locator(f'[data-element="{element}"]')
    question.get_by_role("textbox").first.fill(words)
    question.get_by_role("button", name=re.compile("Put into the text")).click()
    proposal = question.locator(".proposal")
    expect(proposal.locator("ins")).to_contain_text(words)
    before = page.locator("#id_text").input_value()
    assert words not in before
    proposal.get_by_role("button", name="Accept").click()
    expect(page.locator("#id_text")).to_have_value(re.compile(re.escape(words)))
    expect(page.locator("[data-status]")).to_have_text(re.compile(r"Saved \d"), timeout=AFTER_TYPING)


def test_a_requirement_is_mended_until_its_gap_closes(version, open_site):
    page = open_site("alice@example.org")
    page.goto(f"/versions/{version.pk}/")
    page.locator(".requirement__number", has_text=re.compile(".")).first.wait_for()
    open_editor(page, version)
    expect(page.locator(GAP)).to_have_text(WIDE)
    text = page.get_by_label("The requirement", exact=True)
    text.fill(VAGUE.removesuffix(" in accordance with applicable standards."))
    text.press("End")
    text.type(" and nothing else.")
    expect(page.locator("[data-status]")).to_have_text(re.compile("Saved"), timeout=AFTER_TYPING)
    expect(page.locator(".stack .mark[data-number]").first).to_be_attached()
    for element, words in ANSWERS.items():
        answer(page, element, words)
    expect(page.locator("[data-announce]")).to_have_text(re.compile(r"Gap \d+\."), timeout=AFTER_TYPING)
    stored = RequirementVerdict.objects.get(requirement=version.requirements.first()).gap
    assert stored < 40
    expect(page.locator(GAP)).to_have_text(str(stored))
    page.get_by_text("Earlier wordings").click()
    expect(page.locator(".history ins").first).to_contain_text("nothing else")
    page.goto(f"/versions/{version.pk}/")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"1 of 2"))


def test_of_two_who_write_at_once_the_second_sees_both_and_loses_nothing(version, open_site):
    alice, cecilia = (open_site(f"{name}@example.org") for name in ("alice", "cecilia"))
    for page in (alice, cecilia):
        open_editor(page, version)
    alice.get_by_label("The requirement", exact=True).fill(f"{VAGUE} Alice was here.")
    expect(alice.locator("[data-status]")).to_have_text(re.compile("Saved"), timeout=AFTER_TYPING)
    cecilia.get_by_label("The requirement", exact=True).fill(f"Cecilia says: {VAGUE}")
    panel = cecilia.get_by_role("alert")
    expect(panel).to_contain_text("Alice changed this requirement", timeout=AFTER_TYPING)
    expect(panel.locator("del")).to_contain_text("Alice was here.")
    expect(panel.locator("ins")).to_contain_text("Cecilia says:")
    expect(cecilia.get_by_label("The requirement", exact=True)).to_have_value(f"Cecilia says: {VAGUE}")
    cecilia.get_by_role("button", name="Save mine").click()
    expect(cecilia.locator("[data-status]")).to_have_text(re.compile("Saved"), timeout=AFTER_TYPING)
    requirement = version.requirements.first()
    assert requirement.text == f"Cecilia says: {VAGUE}"
    assert "Alice was here." in requirement.revisions.first().text


def test_by_keyboard_alone_from_a_mark_through_the_blanks_to_the_next_row(version, open_site):
    page = open_site("alice@example.org")
    open_editor(page, version)
    page.locator("[data-mark='1']").focus()
    page.keyboard.press("Enter")
    selected = page.wait_for_function(SELECTED).json_value()
    assert selected in VAGUE
    page.locator("[data-fold=scaffold] summary").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Take over the text with blanks").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".stack .blank").first).to_be_attached()
    left = page.locator(".stack .blank").count()
    page.wait_for_function(f"({SELECTED}).endsWith('____]')")
    page.keyboard.type("the medication list")
    page.keyboard.press("Tab")
    page.wait_for_function(f"({SELECTED}).endsWith('____]')")
    expect(page.locator(".stack .blank")).to_have_count(left - 1)
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"/requirements/{version.requirements.last().pk}/"))
    assert "the medication list" in version.requirements.first().text
    page.go_back()
    expect(page.locator("#id_text")).to_have_value(re.compile("the medication list"))


def test_rows_are_edited_one_after_another_and_escape_saves_nothing(version, open_site):
    page = open_site("alice@example.org")
    page.goto(f"/versions/{version.pk}/rows/")
    page.locator("[data-edit-row]").first.press("Enter")
    text = page.get_by_label("The requirement", exact=True)
    expect(text).to_be_focused()
    text.fill(f"{VAGUE} Within 2 s.")
    page.keyboard.press("Control+Enter")
    expect(text).to_have_value(OTHER)
    expect(text).to_be_focused()
    text.fill("Never mind.")
    page.keyboard.press("Escape")
    expect(page.locator(".row-editor")).to_have_count(0)
    assert [row.text for row in version.requirements.all()] == [f"{VAGUE} Within 2 s.", OTHER]


def test_without_javascript_an_answer_is_shown_as_a_change_and_save_accepts_it(version, open_site):
    page = open_site("alice@example.org", javascript=False)
    page.goto(f"/requirements/{version.requirements.first().pk}/")
    page.fill("#answer-method", "load test LT-04")
    page.locator("[data-element=method] button", has_text="Put into the text").click()
    expect(page.locator("#id_text")).to_have_value(f"{VAGUE} Verified by load test LT-04.")
    expect(page.locator(".notice ins")).to_contain_text("load test LT-04")
    assert version.requirements.first().text == VAGUE
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".notice ins")).to_have_count(0)
    assert version.requirements.first().text == f"{VAGUE} Verified by load test LT-04."
