"""Alice is an officer, Bob a board member of the same region; Charlie, of another, must see nothing."""

from dataclasses import dataclass

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from accounts.models import Member
from accounts.services import add_member, create_organisation
from assessments.models import Assessment
from assessments.services import run_assessment
from jobs.models import Job
from procurement.models import Requirement, SpecificationVersion
from procurement.services import create_procurement, create_specification, import_text
from reports.models import Report
from reports.services import snapshot_of

PASSWORD = "a long enough password"


def member(organisation, name: str, role: str) -> Member:
    return add_member(
        organisation=organisation,
        email=f"{name}@example.org",
        name=name.title(),
        role=role,
        password=PASSWORD,
    )


def signed_in(who: Member) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(who.user)
    return client


@dataclass(frozen=True)
class Region:
    """Two members, and one of everything that an organisation can have."""

    alice: Member
    bob: Member
    version: SpecificationVersion
    requirement: Requirement
    assessment: Assessment
    report: Report

    @property
    def job(self) -> Job:
        return self.report.job


@pytest.fixture
def charlie(db) -> Member:
    return member(create_organisation(name="Region Två"), "charlie", "officer")


@pytest.fixture
def region(db, settings, tmp_path) -> Region:
    settings.MEDIA_ROOT = tmp_path
    organisation = create_organisation(name="Region Ett")
    alice, bob = member(organisation, "alice", "officer"), member(organisation, "bob", "board")
    procurement = create_procurement(organisation=organisation, title="Journal")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    text = "Systemet ska stödja integration enligt gällande standarder.\n\nSystemet ska vara modernt."
    version = import_text(specification=specification, text=text, by=alice.user)
    assessment = run_assessment(version=version, progress=lambda done, total, phase="": None)
    job = Job.objects.create(organisation=organisation, kind="report", key="one")
    report = Report.objects.create(
        assessment=assessment,
        job=job,
        language="sv",
        snapshot=snapshot_of(assessment, "sv").model_dump(mode="json"),
        pages=1,
    )
    report.file.save("report.pdf", ContentFile(b"%PDF-1.7 a report"))
    return Region(alice, bob, version, version.requirements.first(), assessment, report)
