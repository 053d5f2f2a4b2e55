"""`manage.py load_sample`: the main job on the samples, through the doors that users go through.

It stands in `reports`, the room that may call all the others.
"""

import time
from datetime import date
from pathlib import Path

from django.apps import apps
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError

from accounts.models import Member, Organisation, Role
from accounts.services import add_member, create_organisation
from assessments.bidding.services import request_reading
from assessments.queries import latest_assessment
from assessments.services import request_assessment
from jobs.models import Job, State
from procurement.bidding.access import name
from procurement.bidding.reading import words_of
from procurement.bidding.sample import sample_bids
from procurement.bidding.services import keep_evidence, receive_bid, supplier_named
from procurement.models import SpecificationVersion
from procurement.queries import versions_of
from procurement.services import create_procurement, create_specification, import_file
from reports.models import Report
from reports.services import request_report

ORGANISATION = "Region Sjöskogen"
PEOPLE = (
    ("Anna Lindqvist", "anna@sjoskogen.example", Role.OFFICER),
    ("Bengt Ström", "bengt@sjoskogen.example", Role.BOARD),
    ("Cecilia Moreau", "cecilia@adviser.example", Role.CONSULTANT),
    ("Dan Eriksson", "dan@sjoskogen.example", Role.ADMINISTRATOR),
)
SAMPLES = (
    ("vardinformationssystem.xlsx", "sv", "Vårdinformationssystem"),
    ("ehr-platform.docx", "en", "Electronic health record platform"),
)
FOLDER = Path(apps.get_app_config("procurement").path) / "samples"
LAST_DAY = date(2026, 6, 1)  # for tenders: what the dates in the sample's bids are held against
PATIENCE = 180  # seconds until a job must be finished


class Command(BaseCommand):
    help = "Makes a sample organisation, assesses the sample specifications and has their reports made."

    def add_arguments(self, parser):
        parser.add_argument("--password", required=True, help="of the accounts, 12 characters or more")

    def handle(self, *, password: str, **_):
        organisation = Organisation.objects.filter(name=ORGANISATION).first()
        organisation = organisation or create_organisation(name=ORGANISATION)
        people = [_member(organisation, *person, password) for person in PEOPLE]
        for file_name, language, title in SAMPLES:
            report = self._report_on(FOLDER / file_name, title, language, people[0])
            if language == "sv":
                _bids_on(report.assessment.version, people[0])
            self.stdout.write(f"Report  {report.file.path}")
        for member in people:
            self.stdout.write(
                f"Account {member.user.email:26} {password}  ({Role(member.role).name.lower()})"
            )

    def _report_on(self, file: Path, title: str, language: str, officer: Member) -> Report:
        version = versions_of(officer.organisation).filter(specification__title=title).first()
        version = version or _imported(file, title, officer)
        _wait(request_assessment(version=version, by=officer.user))
        assessment = latest_assessment(version)
        report = request_report(assessment=assessment, language=language, by=officer.user)
        _wait(report.job)
        report.refresh_from_db()
        return report


def _bids_on(version: SpecificationVersion, officer: Member) -> None:
    """Three bids on the sample, read in as the officer would; those of an earlier run stay."""
    procurement = version.specification.procurement
    if procurement.bids.exists():
        return
    procurement.tenders_due = LAST_DAY
    procurement.save(update_fields=["tenders_due"])
    name(procurement=procurement, user=officer.user, by=officer.user)
    for sample in sample_bids(version):
        bid = receive_bid(
            procurement=procurement,
            supplier=supplier_named(organisation=officer.organisation, name=sample.supplier),
            version=version,
            upload_name=f"{sample.supplier}.xlsx",
            content=ContentFile(sample.workbook, name="answers.xlsx"),
            by=officer.user,
        )
        for file_name, content in sample.papers:
            paper = ContentFile(content, name=file_name)
            keep_evidence(
                bid=bid,
                upload_name=file_name,
                content=paper,
                text=words_of(paper, file_name),
                by=officer.user,
            )
        _wait(request_reading(bid=bid, by=officer.user))


def _member(organisation: Organisation, name: str, email: str, role: Role, password: str) -> Member:
    """The member, new or of an earlier run, whose password may have been another."""
    member = Member.objects.filter(organisation=organisation, user__email=email).first()
    member = member or add_member(
        organisation=organisation, email=email, name=name, role=role, password=password
    )
    if not member.user.check_password(password):
        member.user.set_password(password)
        member.user.save(update_fields=["password"])
    return member


def _imported(file: Path, title: str, officer: Member) -> SpecificationVersion:
    procurement = create_procurement(organisation=officer.organisation, title=title)
    specification = create_specification(procurement=procurement, title=title)
    return import_file(
        specification=specification, upload_name=file.name, content=file.read_bytes(), by=officer.user
    )


def _wait(job: Job) -> None:
    """Wait for the worker. Raises CommandError where it fails or takes too long."""
    deadline = time.monotonic() + PATIENCE
    while not job.is_finished:
        if time.monotonic() > deadline:
            raise CommandError(f"{job} is not finished after {PATIENCE} seconds. Is a worker running?")
        time.sleep(0.1)
        job.refresh_from_db()
    if job.state == State.FAILED:
        raise CommandError(f"{job}: {job.error_text}")
