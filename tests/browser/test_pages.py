"""Every page, looked at by axe on a desk and in a hand, in both languages."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import User
from assessments.dismissals import dismiss
from assessments.dismissed import sign
from assessments.queries import whole_of
from assessments.services import run_assessment
from jobs.models import Job, State
from procurement.editing import change_requirement, comment_on, wording_of
from procurement.models import Procurement, SpecificationVersion
from procurement.review import approve, send_for_review
from procurement.services import create_procurement, create_specification, import_file, import_text
from reports.looks.logo import clean_logo
from reports.models import Report, ReportTemplate
from reports.services import request_report
from tests.reports.test_ways_out import a_picture

from .bid_pages import bid_pages
from .conftest import DESK, HAND, NOWHERE, SAMPLE, ready
from .import_pages import import_pages

LOGO = clean_logo(a_picture())
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],  # the rest is only reckoned, not read
    "preload": False,
    "iframes": False,
}
# The pages are the same on a desk but for what their styles do there.
RULES_OF_WIDTH = RULES | {
    "runOnly": {
        "type": "rule",
        "values": ["color-contrast", "target-size", "scrollable-region-focusable", "region", "html-has-lang"],
    }
}


@pytest.fixture
def addresses(people) -> dict[str, str]:
    """Every page in every state that its address can show, by a name for it."""
    alice = User.objects.get(email="alice@example.org")
    procurement = create_procurement(organisation=people, title="Journal", reference="RS 2026-0412")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    waiting = import_text(specification=specification, text="Systemet ska vara modernt.", by=alice)
    version = import_file(
        specification=specification, upload_name=SAMPLE.name, content=SAMPLE.read_bytes(), by=alice
    )
    assessment = run_assessment(version=version, progress=lambda done, total, phase="": None)
    whole = whole_of(assessment)[0]
    widest = assessment.verdicts.order_by("-gap").first().requirement
    background = version.requirements.filter(is_context=True).first()
    edited = change_requirement(
        requirement=widest,
        wording=wording_of(widest).model_copy(update={"text": widest.text + " Senast vid leverans."}),
        revision=1,
        by=alice,
    )
    comment_on(requirement=edited, text="Ska vi skriva ut standarden?", by=alice)
    approved, in_review = two_versions(procurement, alice)
    set_aside = {"finding": "borrowed_authority", "reason": "Bilaga 4 säger vilka.", "by": alice}
    dismiss(version=in_review, requirements=in_review.requirements.all(), **set_aside)
    jobs = [
        Job.objects.create(organisation=people, kind="report", key=state, state=state, error=error)
        for state, error in (
            (State.RUNNING, {}),
            (State.FAILED, {"sv": "Det gick inte.", "en": "It failed."}),
        )
    ]
    reports = [
        Report.objects.create(assessment=assessment, job=job, language="sv", snapshot={}) for job in jobs
    ]
    template = ReportTemplate.objects.create(
        organisation=people, name="Regionens", accent="#7a1f3d", introduction_sv="Hej.", logo=LOGO
    )
    readable = request_report(assessment=assessment, language="sv", by=alice, template=template)
    return {
        "list": reverse("procurement-list"),
        "new": reverse("procurement-new"),
        "procurement": reverse("procurement-detail", args=[procurement.pk]),
        "import": reverse("import-specification", args=[procurement.pk]),
        "not assessed": reverse("version-detail", args=[waiting.pk]),
        "assessed": reverse("version-detail", args=[version.pk]),
        "approved": reverse("version-detail", args=[approved.pk]),
        "in review, with what changed": reverse("version-detail", args=[in_review.pk]),
        "requirement with its columns": reverse(
            "requirement-detail", args=[in_review.requirements.first().pk]
        ),
        "filtered": reverse("version-detail", args=[version.pk]) + "?dimension=integration&show=all",
        "nothing found": reverse("version-detail", args=[version.pk]) + "?words=xyzzy",
        "requirement": reverse("requirement-detail", args=[widest.pk]),
        "background": reverse("requirement-detail", args=[background.pk]),
        "not assessed requirement": reverse("requirement-detail", args=[waiting.requirements.first().pk]),
        "approved requirement": reverse("requirement-detail", args=[approved.requirements.first().pk]),
        "history": reverse("requirement-history", args=[edited.pk]),
        "rows to edit": reverse("version-rows", args=[version.pk]),
        "a row being edited": reverse("version-rows", args=[version.pk]) + "#edit",
        "beside another version": reverse("version-compare", args=[in_review.pk]),
        "reports": reverse("report-request", args=[assessment.pk]),
        "audit": reverse("audit-new", args=[assessment.pk]),
        "verify": reverse("verify"),
        "report being made": reverse("report-detail", args=[reports[0].pk]),
        "report that failed": reverse("report-detail", args=[reports[1].pk]),
        "report as a web page": reverse("report-read", args=[readable.pk]),
        "report templates": reverse("report-template-list"),
        "report template": reverse("report-template-edit", args=[template.pk]),
        "report template seen": reverse("report-template-preview", args=[template.pk, "en"]),
        "letter with questions": reverse("letter-new", args=[assessment.pk]),
        "job": reverse("job-detail", args=[jobs[1].pk]),
        "dismissed": reverse("version-dismissals", args=[in_review.pk]),
        "a case of the whole": reverse(
            "set-case", args=[version.pk, whole.id, sign(whole.id, whole.cases[0])]
        ),
        "dismiss in many": reverse("dismiss-many", args=[version.pk]) + "?finding=borrowed_authority",
        "a finding in its rows": reverse("version-detail", args=[version.pk]) + "?rule=borrowed_authority",
        "own rules": reverse("own-rules"),
        "a change tried": reverse("own-rules-try") + "?kind=off&subject=borrowed_authority",
        "rules": reverse("rules") + "?effect=empties",
        "rule": reverse("rule-detail", args=["borrowed_authority"]),
        "about": reverse("about-scores"),
        "organisations": reverse("organisations"),
        "accessibility": reverse("accessibility"),
        "not found": NOWHERE,
        **bid_pages(version, alice),
        **import_pages(procurement, alice),
    }


def two_versions(procurement: Procurement, alice: User) -> tuple[SpecificationVersion, SpecificationVersion]:
    """An approved one, and one in review where a text was mended, one went wrong and one is new."""
    specification = create_specification(procurement=procurement, title="Driftkrav")
    files = (
        "Nr;Krav;Motiv;Verifiering\nK1;Systemet ska ha hög tillgänglighet enligt gällande standard.;Vården "
        "stannar annars.;Visas i drift.\nK2;Systemet ska svara inom 2 sekunder vid 95 % av sökningarna.;;\n",
        "Nr;Krav;Motiv;Verifiering\nK1;Systemet ska vara tillgängligt 99,9 % av tiden varje månad, mätt av "
        "leverantören och redovisat månadsvis.;Vården stannar annars.;Visas i drift.\nK2;Systemet ska svara "
        "snabbt enligt gällande standard.;;\nK3;Systemet ska vara integrerat med NPÖ.;;\n",
    )
    versions = []
    for content in files:
        version = import_file(
            specification=specification, upload_name="drift.csv", content=content.encode(), by=alice
        )
        run_assessment(version=version, progress=lambda done, total, phase="": None)
        versions.append(send_for_review(version=version, by=alice))
    return approve(version=versions[0], by=alice), versions[1]


def test_axe_finds_nothing_on_any_page(addresses, open_site):
    assert not faults_by_page(open_site("alice@example.org", width=HAND), addresses, RULES)
    desk = open_site("alice@example.org", width=DESK, language="sv")
    assert not faults_by_page(desk, addresses, RULES_OF_WIDTH)


def faults_by_page(page: Page, addresses: dict[str, str], rules: dict) -> dict[str, str]:
    faults = {}
    for name, address in addresses.items():
        page.goto(address)
        open_everything(page)
        if name == "a row being edited":
            page.locator("[data-edit-row]").first.click()
            page.locator(".row-editor").wait_for()
        faults[name] = faults_of(page, rules)
    return {name: fault for name, fault in faults.items() if fault}


def open_everything(page: Page) -> None:
    page.evaluate("for (const folded of document.querySelectorAll('details')) folded.open = true")


def faults_of(page: Page, rules: dict = RULES) -> str:
    """What axe says, and whether one has to scroll sideways; "" where all is well."""
    ready(page)
    found = Axe().run(page, options=rules)
    report = found.generate_report() if found.violations_count else ""
    too_wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return report + ("wider than the window" if too_wide else "")


def test_axe_finds_nothing_where_a_form_was_filled_in_wrongly(addresses, open_site):
    page = open_site(width=HAND)
    page.click("main button")
    expect(page).to_have_title(re.compile("^Error: "))
    assert not faults_of(page)
    page = open_site("alice@example.org", width=HAND)
    for name in ("new", "import"):
        page.goto(addresses[name])
        page.locator("main form .button:visible").last.click()
        expect(page).to_have_title(re.compile("^Error: "))
        expect(page.get_by_role("alert")).to_be_focused()
        assert not faults_of(page)


def test_the_language_is_the_browsers_until_one_chooses(people, open_site):
    page = open_site("alice@example.org", language="sv")
    expect(page.get_by_role("heading", level=1)).to_have_text("Upphandlingar")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Procurements")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/rules/")
    page.get_by_role("button", name="Svenska").click()
    expect(page).to_have_url(re.compile("/rules/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Regler")


def test_the_first_tab_leads_past_the_header(people, open_site):
    page = open_site("alice@example.org")
    page.goto("/about-the-scores/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
