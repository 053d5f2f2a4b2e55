"""Alice is named to see the bids; Bob of the same region is not; Charlie is of another region."""

import io
from dataclasses import dataclass

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.test import Client

from accounts.models import Member
from accounts.services import add_member, create_organisation
from assessments.bidding.services import run_reading
from procurement.bidding.access import name
from procurement.bidding.models import Bid
from procurement.bidding.services import receive_bid, supplier_named
from procurement.bidding.workbook import answer_workbook
from procurement.models import Procurement, SpecificationVersion
from procurement.services import create_procurement, create_specification, import_text

ASKED = (
    "Läkemedelsmodulen ska vid anbudstidens utgång vara CE-märkt enligt förordning (EU) 2017/745 i lägst "
    "klass IIa. EU-försäkran och certifikat ska bifogas.",
    "Systemet ska visa patientens läkemedelslista inom 2 sekunder i 95 % av 1 000 sökningar.",
    "Systemet ska stödja integration med nationella tjänster.",
)
PROOF = (
    "Ja. Ordina 4.2 är CE-märkt i klass IIa enligt förordning (EU) 2017/745. EU-försäkran OR-DoC-42 "
    "undertecknades 2026-02-11 och certifikat MDR-70211 utfärdades av anmält organ Certavind (2911) "
    "2026-01-20, giltigt till 2031-01-19. Båda ligger i bilaga 3."
)
PROMISE = "Ja. CE-märkning pågår och certifikatet beräknas vara klart under 2028."


@dataclass(frozen=True)
class Tender:
    alice: Member
    bob: Member
    charlie: Member
    procurement: Procurement
    version: SpecificationVersion


def signed_in(who: Member) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(who.user)
    return client


@pytest.fixture
def tender(db, settings, tmp_path) -> Tender:
    settings.MEDIA_ROOT = tmp_path
    ett, two = create_organisation(name="Region Ett"), create_organisation(name="Region Två")
    members = [
        add_member(organisation=organisation, email=f"{who}@example.org", name=who.title(), role="officer")
        for organisation, who in ((ett, "alice"), (ett, "bob"), (two, "charlie"))
    ]
    procurement = create_procurement(organisation=ett, title="Journal")
    specification = create_specification(procurement=procurement, title="Krav")
    version = import_text(specification=specification, text="\n\n".join(ASKED), by=members[0].user)
    return Tender(*members, procurement, version)


@pytest.fixture
def opened(tender) -> Tender:
    """The same, with Alice named."""
    name(procurement=tender.procurement, user=tender.alice.user, by=tender.alice.user)
    return tender


def filled(version: SpecificationVersion, answers: dict[int, dict[str, str]], language: str = "sv") -> bytes:
    """Our workbook as a supplier fills it: cells by header, for the rows counted from 0."""
    content = answer_workbook(
        title="Journal",
        buyer="Region Ett",
        requirements=version.requirements.filter(is_context=False),
        language=language,
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    headers = {cell.value: cell.column for cell in sheet[1]}
    for row, cells in answers.items():
        for header, text in cells.items():
            sheet.cell(row + 2, headers[header], text)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def bid_of(tender: Tender, supplier: str, content: bytes, file_name: str = "svar.xlsx") -> Bid:
    return receive_bid(
        procurement=tender.procurement,
        supplier=supplier_named(organisation=tender.procurement.organisation, name=supplier),
        version=tender.version,
        upload_name=file_name,
        content=ContentFile(content, name=file_name),
        by=tender.alice.user,
    )


def read(bid: Bid) -> Bid:
    run_reading(bid=bid, progress=lambda done, total, phase="": None)
    return bid
