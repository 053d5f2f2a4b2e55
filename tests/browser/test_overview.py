"""Seeing the whole, by keyboard: from the picture to a requirement, and from a finding to what is done."""

import re

import pytest
from playwright.sync_api import expect

from accounts.models import User
from assessments.services import run_assessment
from procurement.models import SpecificationVersion
from procurement.services import create_procurement, create_specification, import_file

from .conftest import HAND, SAMPLE


@pytest.fixture
def version(people) -> SpecificationVersion:
    alice = User.objects.get(email="alice@example.org")
    procurement = create_procurement(organisation=people, title="Journal")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    version = import_file(
        specification=specification, upload_name=SAMPLE.name, content=SAMPLE.read_bytes(), by=alice
    )
    run_assessment(version=version, progress=lambda done, total, phase="": None)
    return version


def test_every_dot_of_the_picture_is_reached_with_arrow_keys_and_opens_its_requirements(version, open_site):
    page = open_site("alice@example.org")
    page.goto(f"/versions/{version.pk}/")
    dots = page.locator("[data-dots] a")
    expect(dots.nth(20)).to_be_attached()
    expect(page.locator("[data-dots] a[tabindex='0']")).to_have_count(1)  # one stop for the Tab key
    page.locator("[data-dots] a[tabindex='0']").focus()
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-says]")).to_have_text(re.compile("sounds precise .*measurable"))
    several = page.locator("[data-dots] a[href^='?near=']").last
    named = several.get_attribute("aria-label")
    several.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#found")).to_contain_text("match the filters")
    expect(page.locator(".requirement")).to_have_count(int(named.split()[0]))
    page.locator("[data-dots] a[href^='/requirements/']").first.press("Enter")
    expect(page).to_have_url(re.compile("/requirements/"))


def test_a_view_can_be_sent_to_a_colleague_who_has_no_scripts(version, open_site):
    page = open_site("alice@example.org")
    page.goto(f"/versions/{version.pk}/")
    page.get_by_text("By section and dimension").click()
    page.locator(".heat__cell--2 a").first.click()
    expect(page.locator(".chosen")).to_have_count(3)
    numbers = page.locator(".requirement__number").all_inner_texts()
    assert numbers
    colleague = open_site("bob@example.org", width=HAND, javascript=False)
    colleague.goto(page.url)
    expect(colleague.locator(".requirement__number")).to_have_text(numbers)
    for left in (2, 1):
        colleague.locator(".chosen").first.click()
        expect(colleague.locator(".chosen")).to_have_count(left)
    expect(colleague.locator(".requirement").nth(len(numbers))).to_be_attached()


def test_dismiss_and_next_goes_through_the_list_and_the_page_says_how_much_is_dismissed(version, open_site):
    page = open_site("alice@example.org")
    page.goto(f"/versions/{version.pk}/?rule=borrowed_authority&order=text")
    first, second = page.locator(".requirement__number").all_inner_texts()[:2]
    page.get_by_role("link", name=first, exact=True).last.click()
    finding = page.locator(".dismiss:has([name=finding][value=borrowed_authority])").first
    finding.locator("summary").click()
    finding.get_by_label("Why is this not to be mended?").fill("Annex 4 lists the standards.")
    finding.get_by_role("button", name="Dismiss and next").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(second)
    page.goto(f"/versions/{version.pk}/")
    page.get_by_role("link", name="1 dismissed finding").click()
    expect(page.get_by_role("main")).to_contain_text("Annex 4 lists the standards.")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_role("main")).to_contain_text("Nothing is dismissed yet")
