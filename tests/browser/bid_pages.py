"""The addresses of bids in the states that they can be in, for the tests that look at every page."""

import io

import openpyxl
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.models import User
from assessments.bidding.services import decide, run_reading
from procurement.bidding.access import name
from procurement.bidding.services import keep_evidence, receive_bid, supplier_named
from procurement.models import SpecificationVersion
from procurement.services import create_procurement
from tests.bids.conftest import PROMISE, PROOF, filled

EXPIRED = (
    "Uppfylls. Medika Ordination 3.1 är CE-märkt i klass IIa enligt förordning (EU) 2017/745, EU-försäkran "
    "MO-DoC-31 undertecknad 2020-11-02. Certifikat MDR-50034 från anmält organ Certavind (2911) utfärdades "
    "2020-10-12 och är giltigt till 2025-10-11. Båda ligger i bilaga 2."
)


def bid_pages(version: SpecificationVersion, alice: User) -> dict[str, str]:
    """Three bids, one with a paper that disagrees, one decision, and a sheet that waits for its columns."""
    procurement = version.specification.procurement
    closed = create_procurement(organisation=procurement.organisation, title="Utan anbud")
    name(procurement=procurement, user=alice, by=alice)
    bids = []
    for supplier, answer in (("Ordina AB", PROOF), ("Lovande AB", PROMISE), ("Medika AB", EXPIRED)):
        content = filled(version, {0: {"Svar": answer, "Hur det uppfylls": "Utveckling"}, 1: {"Svar": "Ja."}})
        bid = _received(version, supplier, content, alice)
        paper = ContentFile(b"a paper", name="Bilaga 2.docx")
        text = "EU-försäkran. Tillverkare: Nordmed Oy. Produkt: Ordina 4.0, klass I."
        keep_evidence(bid=bid, upload_name=paper.name, content=paper, text=text, by=alice)
        run_reading(bid=bid, progress=lambda done, total, phase="": None)
        bids.append(bid)
    verdict = bids[1].readings.get().verdicts.filter(open=True).first()
    decide(verdict=verdict, way="clarify", reason="Ett certifikat kan finnas.", by=alice)
    waiting = _received(version, "Egen AB", _own_sheet(version), alice)
    here = procurement.pk
    return {
        "bids not opened": reverse("bid-list", args=[closed.pk]),
        "bids": reverse("bid-list", args=[here]),
        "bid being read in": reverse("bid-new", args=[here]),
        "bid with columns to say": reverse("bid-columns", args=[here, waiting.pk]),
        "bid": reverse("bid-detail", args=[here, bids[0].pk]),
        "matrix": reverse("bid-matrix", args=[here, version.pk]),
        "answers": reverse("bid-requirement", args=[here, version.pk, verdict.requirement_id]),
        "letter to a bidder": reverse("bid-letter", args=[here, bids[1].pk]),
        "log of looks": reverse("bid-log", args=[here]),
    }


def _received(version: SpecificationVersion, supplier: str, content: bytes, alice: User):
    procurement = version.specification.procurement
    return receive_bid(
        procurement=procurement,
        supplier=supplier_named(organisation=procurement.organisation, name=supplier),
        version=version,
        upload_name=f"{supplier}.xlsx",
        content=ContentFile(content, name="svar.xlsx"),
        by=alice,
    )


def _own_sheet(version: SpecificationVersion) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Krav", "Er kommentar"])
    for row in version.requirements.filter(is_context=False)[:5]:
        book.active.append([row.text, "Ja."])
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
