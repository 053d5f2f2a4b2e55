"""Alice is an officer, Bob a board member of the same region; Charlie, of another, must see nothing."""

from dataclasses import dataclass

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from rest_framework.test import APIClient

from accounts.models import Member
from accounts.services import add_member, create_organisation
from accounts.tokens import create_token
from assessments.bidding.services import run_reading
from assessments.dismissals import dismiss
from assessments.models import RuleChange
from assessments.services import run_assessment
from jobs.models import Job
from procurement.bidding.access import name
from procurement.bidding.models import Answer, Bid
from procurement.bidding.services import supplier_named
from procurement.models import Procurement, Requirement, SpecificationVersion
from reports.models import Report, ReportTemplate
from reports.services import snapshot_of

PASSWORD = "a long enough password"


class Caller(APIClient):
    """A program that speaks for one member and reads English."""

    def __init__(self, member: Member, key: str | None = None):
        key = key or create_token(member=member, name="test", days=1)[1]
        super().__init__(HTTP_AUTHORIZATION=f"Bearer {key}", HTTP_ACCEPT_LANGUAGE="en")
        self.member = member
        self.key = key


@dataclass(frozen=True)
class People:
    alice: Caller
    bob: Caller
    charlie: Caller


@pytest.fixture(autouse=True)
def _no_throttle_remembers():
    cache.clear()


@pytest.fixture
def people(db) -> People:
    region, other = create_organisation(name="Region Ett"), create_organisation(name="Region Två")
    members = [(region, "alice", "officer"), (region, "bob", "board"), (other, "charlie", "officer")]
    return People(
        **{
            name: Caller(
                add_member(
                    organisation=organisation,
                    email=f"{name}@example.org",
                    name=name.title(),
                    role=role,
                    password=PASSWORD,
                )
            )
            for organisation, name, role in members
        }
    )


def a_bid(version: SpecificationVersion, supplier: str, answer: str) -> Bid:
    """A bid that answers every requirement alike, as if its file had been read in; judged."""
    procurement = version.specification.procurement
    bid = Bid.objects.create(
        procurement=procurement,
        supplier=supplier_named(organisation=procurement.organisation, name=supplier),
        version=version,
        is_read=True,
    )
    Answer.objects.bulk_create(
        Answer(bid=bid, requirement=row, text=answer) for row in version.requirements.all()
    )
    run_reading(bid=bid, progress=lambda *_: None)
    return bid


@pytest.fixture
def belongings(people: People, settings, tmp_path) -> dict[str, object]:
    """One of everything that Alice's organisation can have, by the name of its list in the API."""
    settings.MEDIA_ROOT = tmp_path
    organisation = people.alice.member.organisation
    procurement = Procurement.objects.create(organisation=organisation, title="Journal")
    specification = procurement.specifications.create(title="Kravspecifikation")
    version = specification.versions.create(number=1)
    requirement = Requirement.objects.create(
        version=version, position=1, text="Systemet ska stödja integration.", provenance={"row": 2}
    )
    assessment = run_assessment(version=version, progress=lambda *_: None)
    row = assessment.verdicts.get()
    job = Job.objects.create(organisation=organisation, kind="report", key="one")
    name(procurement=procurement, user=people.alice.member.user, by=people.alice.member.user)
    bid = a_bid(version, "Hemliga AB", "Ja.")
    template = ReportTemplate.objects.create(organisation=organisation, name="Regionens", accent="#7a1f3d")
    said = snapshot_of(assessment, "sv").model_dump(mode="json")
    alice = people.alice.member.user
    (dismissal,) = dismiss(
        version=version, requirements=[requirement], finding="", reason="Avtalet säger det.", by=alice
    )
    own_rule = RuleChange.objects.create(
        organisation=organisation, kind="term", subject="integration", reason="Bilaga 4.", by=alice
    )
    report = Report.objects.create(assessment=assessment, job=job, language="sv", snapshot=said)
    report.file.save("report.pdf", ContentFile(b"%PDF-1.7 a report"))
    return {
        "procurements": procurement,
        "specifications": specification,
        "versions": version,
        "requirements": requirement,
        "assessments": assessment,
        "verdicts": row,
        "reports": report,
        "jobs": job,
        "bids": bid,
        "dismissals": dismissal,
        "own-rules": own_rule,
        "report-templates": template,
        "tokens": people.alice.member.api_tokens.get(),
    }
