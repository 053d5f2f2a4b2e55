"""Asking for a report and having it made: real database, real broker, workers that are really killed."""

import hashlib

import pytest
from celery import current_app
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.models import Organisation
from assessments.models import Assessment
from assessments.services import run_assessment
from jobs.models import Job, State
from jobs.progress import CannotFinish, LeaseLost
from jobs.services import cancel
from reports import tasks
from reports.audit.asking import request_audit
from reports.conformance import Examination, Fault
from reports.models import Report
from reports.queries import reports_of
from reports.services import request_report
from tests.assessments.test_assessing import MEASURABLE, VAGUE, a_version, fill, quietly
from tests.conftest import wait_until


def an_assessment(organisation: Organisation) -> Assessment:
    return run_assessment(version=a_version(organisation, VAGUE, MEASURABLE), progress=quietly)


def wait_for(report: Report, *states: State) -> Report:
    wait_until(lambda: Job.objects.get(pk=report.job_id).state in states, seconds=60)
    return Report.objects.get(pk=report.pk)


def files() -> list[str]:
    """Every file below reports/ in the storage."""
    found, folders = [], ["reports"]
    while folders:
        folder = folders.pop()
        below, names = default_storage.listdir(folder) if default_storage.exists(folder) else ([], [])
        folders += [f"{folder}/{name}" for name in below]
        found += [f"{folder}/{name}" for name in names]
    return found


@pytest.fixture(autouse=True)
def _only_our_files():
    yield
    for name in files():
        default_storage.delete(name)


@pytest.mark.django_db
def test_the_same_request_gives_the_same_report_and_another_language_another():
    assessment = an_assessment(Organisation.objects.create(name="Region Väst"))
    swedish = request_report(assessment=assessment, language="sv")
    assert request_report(assessment=assessment, language="sv") == swedish
    assert request_report(assessment=assessment, language="en") != swedish
    assert Report.objects.count() == Job.objects.count() == 2
    assert swedish.job.leads_to == f"/reports/{swedish.pk}/"
    assert not reports_of(Organisation.objects.create(name="Region Öst")).exists()


@pytest.mark.django_db
def test_a_later_version_says_what_changed_since_the_one_before():
    organisation = Organisation.objects.create(name="Region Väst")
    first = a_version(organisation, VAGUE, VAGUE)
    run_assessment(version=first, progress=quietly)
    second = first.specification.versions.create(number=2)
    fill(second, MEASURABLE)
    after = run_assessment(version=second, progress=quietly)
    since = request_report(assessment=after, language="sv").snapshot["since"]
    assert since["version"] == 1
    assert (since["comparison"]["added"], since["comparison"]["removed"]) == (1, 2)


def test_a_report_is_made_once_whatever_happens_to_the_worker_and_however_often_it_is_told(worker):
    assessment = an_assessment(Organisation.objects.create(name="Region Väst"))
    before = files()  # of other tests: the worker keeps one folder
    worker.stop()
    report = request_report(assessment=assessment, language="sv")
    worker.start()
    wait_until(lambda: Job.objects.get(pk=report.job_id).state == State.RUNNING)
    worker.kill()
    assert Job.objects.get(pk=report.job_id).state == State.RUNNING
    assert not Report.objects.get(pk=report.pk).file
    worker.start()
    for _ in range(3):
        current_app.send_task("jobs.tasks.run", args=[str(report.job_id)])
    made = wait_for(report, State.DONE, State.FAILED)
    assert made.job.state == State.DONE
    assert made.job.attempts == 2
    assert made.pages >= 5
    with made.file.open() as file:
        content = file.read()
    assert content.startswith(b"%PDF-1.7")
    assert hashlib.sha256(content).hexdigest() == made.sha256
    assert request_report(assessment=assessment, language="sv") == made
    assert set(files()) - set(before) == {made.file.name}


def test_a_file_that_a_killed_worker_left_behind_is_replaced(worker):
    assessment = an_assessment(Organisation.objects.create(name="Region Väst"))
    worker.stop()
    report = request_report(assessment=assessment, language="en")
    name = report.file.field.generate_filename(report, f"glapp-board-en-{report.pk}.pdf")
    assert default_storage.save(name, ContentFile(b"%PDF-1.7 half")) == name
    worker.start()
    made = wait_for(report, State.DONE)
    assert files() == [made.file.name]
    assert made.file.size > 20_000


@pytest.mark.django_db
def test_an_audit_asked_for_twice_is_one_and_one_of_a_changed_text_is_another():
    assessment = an_assessment(Organisation.objects.create(name="Region Väst"))
    report = request_audit(assessment=assessment, language="sv")
    assert request_audit(assessment=assessment, language="sv") == report
    requirement = assessment.version.requirements.first()
    requirement.text = "Systemet ska visa listan inom 2 sekunder."
    requirement.save()
    assert request_audit(assessment=assessment, language="sv") != report
    running(report)
    with pytest.raises(CannotFinish, match="changed while"):
        tasks.make_report(report.job, quietly)


def running(report: Report) -> None:
    Job.objects.filter(pk=report.job_id).update(state=State.RUNNING)
    report.job.refresh_from_db()


@pytest.mark.django_db
def test_an_audit_tells_its_pages_and_what_was_examined():
    report = request_audit(assessment=an_assessment(Organisation.objects.create(name="R")), language="en")
    running(report)
    told = []
    tasks.make_report(report.job, lambda done, total, phase="": told.append((done, total, phase)))
    report.refresh_from_db()
    pages = [done for done, _, phase in told if phase == tasks.LAY_OUT]
    assert len(pages) >= report.pages
    assert all(done <= total for done, total, _ in told)
    assert told[-1][0] == told[-1][1]
    assert report.examined["ua"] >= 75
    assert report.snapshot["kind"] == "audit"
    assert len(report.digest) == len(report.sha256) == 64


@pytest.mark.django_db
def test_a_document_that_fails_an_examination_is_not_kept_and_says_why(monkeypatch, settings):
    assessment = an_assessment(Organisation.objects.create(name="Region Väst"))
    report = request_report(assessment=assessment, language="sv")
    running(report)
    settings.VERAPDF_BIN = "/bin/false"
    with pytest.raises(CannotFinish, match="veraPDF did not pass"):
        tasks.make_report(report.job, quietly)
    fault = Fault(check="UA 07-001", says="No title.", where=("catalog",), count=1)
    monkeypatch.setattr(tasks, "examine", lambda content: Examination(ua=1, a=0, faults=(fault,)))
    with pytest.raises(CannotFinish, match="UA 07-001: No title"):
        tasks.make_report(report.job, quietly)
    assert not Report.objects.get().file


def test_a_cancelled_report_leaves_nothing_and_can_be_asked_for_again(worker):
    before = files()  # of other tests: the worker keeps one folder
    assessment = an_assessment(Organisation.objects.create(name="Region Väst"))
    report = request_audit(assessment=assessment, language="sv")
    wait_until(lambda: Job.objects.get(pk=report.job_id).state == State.RUNNING)
    assert cancel(job=report.job)
    assert not cancel(job=report.job)
    worker.stop()  # when it has done what it was at
    assert wait_for(report, State.CANCELLED).file.name == ""
    assert files() == before
    assert request_audit(assessment=assessment, language="sv") == report
    worker.start()
    again = wait_for(report, State.DONE, State.FAILED)
    assert (again.job.state, again.job.error) == (State.DONE, {})


@pytest.mark.django_db
def test_a_worker_that_lost_its_job_at_the_last_moment_keeps_nothing():
    before = files()
    report = request_report(assessment=an_assessment(Organisation.objects.create(name="R")), language="sv")
    running(report)
    with pytest.raises(LeaseLost):
        tasks.make_report(report.job, lambda done, total, phase="": cancel(job=report.job))
    assert files() == before
