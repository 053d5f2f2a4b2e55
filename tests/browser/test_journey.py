"""The main job as an officer does it, with a real worker, and the same without JavaScript."""

import re

from playwright.sync_api import Page, expect

from .conftest import HAND, SAMPLE, ready, sign_in

A_REPORT_TAKES = 60_000  # milliseconds, on a busy machine


def test_from_an_empty_desk_to_a_report_in_hand(people, worker, open_site, tmp_path):
    page = open_site()
    sign_in(page, "alice@example.org", "wrong password")
    expect(page.get_by_role("alert")).to_contain_text("password is wrong")
    sign_in(page, "alice@example.org")

    expect(page.get_by_text("Nothing here yet")).to_be_visible()
    page.get_by_role("link", name="New procurement").click()
    page.get_by_label("Title").fill("Health record for Region Exempel")
    page.get_by_role("button", name="Save and go on").click()

    bring(page, {"name": "photo.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n\x00\x00"})
    expect(page.get_by_role("alert")).to_be_focused()
    bring(page, SAMPLE)
    page.get_by_role("button", name="Import 80 requirements").first.click()
    expect(page.get_by_role("status").first).to_contain_text("80 requirements were imported")
    found = re.compile(r"\d+ of \d+ requirements sound")
    expect(page.locator(".headline__words")).to_contain_text(found, timeout=A_REPORT_TAKES)

    narrow_down(page)
    read_a_requirement(page)

    page.get_by_role("link", name=re.compile("in the list")).click()
    page.get_by_role("link", name="Reports").click()
    page.get_by_label("Engelska").or_(page.get_by_label("English")).check()
    page.get_by_role("button", name="Make a report").click()
    download = page.get_by_role("link", name=re.compile("Download the PDF"))
    expect(download).to_be_visible(timeout=A_REPORT_TAKES)
    with page.expect_download() as fetched:
        download.click()
    fetched.value.save_as(tmp_path / "report.pdf")
    assert fetched.value.suggested_filename == "glapp-vardinformationssystem-v1-en.pdf"
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF-")

    bob = open_site("bob@example.org", width=HAND)
    bob.goto(page.url)
    expect(bob.get_by_role("link", name=re.compile("Download the PDF"))).to_be_visible()


def bring(page: Page, file) -> None:
    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Read and check").click()


def narrow_down(page: Page) -> None:
    """The filters change the list in place and stand in the address, so that a view can be sent on."""
    ready(page)
    found = page.locator("#found")
    everything = found.inner_text()
    page.get_by_label("Dimension", exact=True).select_option("integration")
    expect(found).not_to_have_text(everything)
    expect(page).to_have_url(re.compile("dimension=integration"))
    narrowed = found.inner_text()
    page.reload()
    expect(page.locator("#found")).to_have_text(narrowed)
    expect(page.get_by_label("Dimension", exact=True)).to_have_value("integration")


def read_a_requirement(page: Page) -> None:
    """A finding leads to its words by keyboard, and the list goes on with what was filtered."""
    page.locator(".requirement__number").first.click()
    ready(page)
    page.locator("[data-mark='1']").press("Enter")
    expect(page.get_by_label("The requirement", exact=True)).to_be_focused()
    page.get_by_text("Where the points come from").click()
    expect(page.get_by_role("table", name="Measurable")).to_be_visible()
    expect(page.get_by_role("heading", name="What a verdict needs")).to_be_visible()
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url(re.compile("dimension=integration"))


def test_all_of_it_works_without_javascript(people, worker, open_site):
    page = open_site("alice@example.org", javascript=False)
    page.goto("/procurements/new/")
    page.fill("#id_title", "Journal")
    page.click("text=Save and go on")
    page.fill("#id_text", "Systemet ska stödja integration med NPÖ.\n\nSystemet ska vara användarvänligt.")
    page.click("main form button.button")
    page.click("text=Import 2 requirements")
    expect(page.get_by_role("status").first).to_contain_text("2 requirements were imported")
    reload_until(page, ".headline__words strong, .gap-picture")
    page.click(".filters__more summary")
    page.select_option("#id_order", "text")
    page.click(".filters button")
    expect(page).to_have_url(re.compile("order=text"))
    page.click("text=Reports")
    page.click("main form button")
    expect(page).to_have_url(re.compile(r"/reports/\d+/$"))
    reload_until(page, "a[href$='/download/']")


def reload_until(page: Page, selector: str) -> None:
    """What somebody without JavaScript does, for half a minute at most."""
    for _ in range(60):
        if page.locator(selector).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError(page.inner_text("main"))
