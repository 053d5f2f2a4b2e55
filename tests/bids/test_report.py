"""The bids in the board's report: the most consequential first, and only for those who may see them."""

import hashlib
import io
import subprocess

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from docx import Document

from assessments.bidding.models import AnswerVerdict
from assessments.bidding.services import decide
from assessments.services import run_assessment
from jobs.models import State
from procurement.bidding.models import BidLook, Look
from procurement.bidding.services import keep_evidence
from reports.models import Report
from reports.tasks import make_report

from .conftest import PROMISE, PROOF, bid_of, filled, read, signed_in


@pytest.fixture
def with_bids(opened) -> Report:
    """Two bids, a decision on one of them, and a report that Alice asked for with the bids in it."""
    assessment = run_assessment(version=opened.version, progress=lambda done, total, phase="": None)
    read(bid_of(opened, "Hållbara AB", filled(opened.version, {0: {"Svar": PROOF}})))
    softer = {
        0: {"Svar": PROMISE},
        1: {"Krav": "Systemet ska visa patientens läkemedelslista inom 9 sekunder."},
    }
    read(bid_of(opened, "Lovande AB", filled(opened.version, softer)))
    promise = AnswerVerdict.objects.get(label="promised_future")
    decide(verdict=promise, way="not_met", reason="Löftet gäller 2028.", by=opened.alice.user)
    alice = signed_in(opened.alice)
    alice.post(reverse("report-request", args=[assessment.pk]), {"language": "sv", "with_bids": "on"})
    return made(Report.objects.get())


def made(report: Report) -> Report:
    """The report as the worker makes it."""
    report.job.state = State.RUNNING
    report.job.save()
    make_report(report.job, lambda done, total, phase="": None)
    report.refresh_from_db()
    return report


def test_a_report_with_bids_puts_the_promise_before_the_rest(with_bids, opened):
    with with_bids.file.open("rb") as file:
        pdf = subprocess.run(["pdftotext", "-layout", "-", "-"], stdin=file, capture_output=True, check=True)
    text = " ".join(pdf.stdout.decode().split())
    assert (
        "1 av 2 anbud visar inte CE-märkning och lagkrav i dag utan lovar det till senare: Lovande AB" in text
    )
    assert "2 anbud är lästa" in text
    assert "Lovande AB: 1 krav ändrat" in text
    assert "läkemedelslista inom 9 sekunder.”" in text
    chapter = text[text.index("Obligatoriskt och inte visat") :]
    assert chapter.index("Utlovat till senare") < chapter.index("Obesvarat")
    assert "Löftet gäller 2028." in text
    assert "Hemligt fram till tilldelningsbeslutet." in text
    word = signed_in(opened.alice).get(reverse("report-word", args=[with_bids.pk]))
    assert "SECRET-glapp-" in word["Content-Disposition"]
    tables = Document(io.BytesIO(word.content)).tables
    assert any("Lovande AB" in cell.text for table in tables for row in table.rows for cell in row.cells)


def test_a_report_with_bids_is_found_only_by_who_is_named(with_bids, opened):
    alice, bob, charlie = map(signed_in, (opened.alice, opened.bob, opened.charlie))
    for name in ("report-detail", "report-download", "report-read", "report-word"):
        address = reverse(name, args=[with_bids.pk])
        seen = alice.get(address)
        assert seen.status_code == 200, name
        if seen.streaming:
            assert b"".join(seen).startswith(b"%PDF")  # read to its end, so that the file is closed
        assert bob.get(address).status_code == 404, name
        assert charlie.get(address).status_code == 404, name
    tried = BidLook.objects.filter(what=Look.REFUSED)
    assert [(each.user, each.detail) for each in tried] == [(opened.bob.user, str(with_bids))] * 4
    assert (
        "Tried to look, and was refused"
        in alice.get(reverse("bid-log", args=[opened.procurement.pk])).content.decode()
    )
    listed = bob.get(reverse("report-request", args=[with_bids.assessment_id])).content.decode()
    assert reverse("report-detail", args=[with_bids.pk]) not in listed
    assert "with_bids" not in listed
    assert BidLook.objects.filter(what=Look.REPORT, user=opened.alice.user).count() >= 2


def test_the_audit_report_registers_the_evidence_with_its_hashes(with_bids, opened):
    paper = ContentFile(b"a paper", name="Bilaga 3.docx")
    bid = opened.procurement.bids.get(supplier__name="Lovande AB")
    keep_evidence(bid=bid, upload_name=paper.name, content=paper, text="", by=opened.alice.user)
    asked = {"language": "sv", "with_bids": "on"}
    signed_in(opened.alice).post(reverse("audit-new", args=[with_bids.assessment_id]), asked)
    report = made(Report.objects.get(kind="audit"))
    assert report.with_bids
    with report.file.open("rb") as file:
        pdf = subprocess.run(["pdftotext", "-", "-"], stdin=file, capture_output=True, check=True)
    text = "".join(pdf.stdout.decode().split())
    assert "FörteckningöverbevisianbudenVarjefil" in text
    assert hashlib.sha256(b"a paper").hexdigest() in text
