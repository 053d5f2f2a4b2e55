"""What is taken away is gone from the disk too."""

from pathlib import Path

import pytest
from django.core.files.base import ContentFile

from accounts.services import create_organisation
from assessments.services import run_assessment
from jobs.models import Job
from procurement.services import create_procurement, create_specification, import_text, remove_version
from reports.models import Report


@pytest.mark.django_db
def test_a_removed_version_takes_its_reports_and_their_files_along(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.MEDIA_ROOT = tmp_path
    organisation = create_organisation(name="Region Ett")
    procurement = create_procurement(organisation=organisation, title="Journal")
    specification = create_specification(procurement=procurement, title="Krav")
    version = import_text(specification=specification, text="Systemet ska svara.", by=None)
    assessment = run_assessment(version=version, progress=lambda *_: None)
    job = Job.objects.create(organisation=organisation, kind="report", key="one")
    report = Report.objects.create(assessment=assessment, job=job, language="sv", snapshot={})
    report.file.save("report.pdf", ContentFile(b"%PDF-1.7 a report"))

    with django_capture_on_commit_callbacks(execute=True):
        remove_version(version=version)

    assert not Report.objects.exists()
    assert not [path for path in Path(tmp_path).rglob("*") if path.is_file()]
