"""Bids as an officer handles them: out, three back in, compare, decide; who is not named sees none."""

import re

from playwright.sync_api import Page, expect

from accounts.models import Member, User
from procurement.models import SpecificationVersion
from procurement.services import create_procurement, create_specification, import_text
from tests.bids.conftest import ASKED, PROMISE, PROOF, filled

from .bid_pages import EXPIRED
from .conftest import NOWHERE

A_READING_TAKES = 30_000  # milliseconds, on a busy machine


def test_three_bids_come_in_and_the_promise_is_told_from_the_proof(people, worker, open_site):
    version = a_specification(people)
    page = open_site("alice@example.org")
    page.goto(f"/procurements/{version.specification.procurement_id}/")
    page.get_by_role("link", name="Bids").click()
    page.get_by_role("button", name="Take charge of the bids").click()
    with page.expect_download() as fetched:
        page.get_by_role("link", name=re.compile("version 1")).click()
    assert fetched.value.suggested_filename.endswith(".xlsx")

    for supplier, answer in (("Ordina AB", PROOF), ("Lovande AB", PROMISE), ("Medika AB", EXPIRED)):
        read_in(page, version, supplier, answer)
    page.get_by_role("link", name="Bids", exact=True).click()
    page.get_by_role("link", name=re.compile("Compare the answers")).click()
    row = page.get_by_role("row").filter(has_text="CE-märkt")
    # In the order of the suppliers' names.
    for place, words in enumerate(("Promised for later", "Claimed, not shown", "Shown")):
        expect(row.get_by_role("cell").nth(place)).to_contain_text(words)

    row.get_by_role("rowheader").get_by_role("link").click()
    promise = page.get_by_role("region", name=re.compile("Lovande AB"))
    promise.get_by_label("Not met").check()
    promise.get_by_role("button", name="Write the decision down").click()
    expect(page.get_by_role("alert")).to_be_focused()
    promise.get_by_label("Why").fill("Löftet gäller 2028; kravet ska vara uppfyllt i anbudet.")
    promise.get_by_label("Not met").check()
    promise.get_by_role("button", name="Write the decision down").click()
    expect(promise).to_contain_text("Löftet gäller 2028")

    bob = open_site("bob@example.org")
    bob.goto(page.url.replace("/procurements/", "/procurements/") + "#" + NOWHERE)
    expect(bob.get_by_role("heading", level=1)).not_to_contain_text("CE")


def a_specification(organisation) -> SpecificationVersion:
    procurement = create_procurement(organisation=organisation, title="Journal för Region Exempel")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    by = Member.objects.get(organisation=organisation, role="officer").user
    return import_text(specification=specification, text="\n\n".join(ASKED), by=User.objects.get(pk=by.pk))


def read_in(page: Page, version: SpecificationVersion, supplier: str, answer: str) -> None:
    page.goto(f"/procurements/{version.specification.procurement_id}/bids/")
    page.get_by_role("link", name="Read a bid in").click()
    page.get_by_label("Bidder").fill(supplier)
    content = filled(version, {0: {"Svar": answer}, 1: {"Svar": "Ja.", "Hur det uppfylls": "Utveckling"}})
    upload = {
        "name": f"{supplier}.xlsx",
        "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "buffer": content,
    }
    page.get_by_label("The filled sheet").set_input_files(upload)
    page.get_by_role("button", name="Read it in").click()
    expect(page.locator(".headline__words")).to_contain_text(
        "mandatory requirements", timeout=A_READING_TAKES
    )
