"""Assessing a version: real database, real broker, workers that are really killed."""

import pytest
from celery import current_app
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Organisation
from assessments.engine import ruleset_version
from assessments.models import Assessment, RequirementVerdict
from assessments.queries import compare, latest_assessment, summary_of, verdicts_of
from assessments.services import request_assessment, run_assessment
from jobs.models import Job, State
from procurement.models import Requirement, SpecificationVersion
from procurement.services import create_procurement, create_specification
from tests.conftest import wait_until

VAGUE = "Systemet ska vara integrerat med NPÖ enligt gällande standard."
MEASURABLE = (
    "Systemet ska visa patientöversikten inom 2 sekunder i 95 % av 1 000 sökningar vid 500 samtidiga "
    "användare, visat i lasttest LT-04 före leveransgodkännandet."
)


def a_version(organisation: Organisation, *texts: str, number: int = 1) -> SpecificationVersion:
    procurement = create_procurement(organisation=organisation, title="Nytt vårdinformationssystem")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    version = specification.versions.create(number=number)
    fill(version, *texts)
    return version


def fill(version: SpecificationVersion, *texts: str) -> None:
    Requirement.objects.bulk_create(
        Requirement(version=version, position=position, number=f"K{position}", text=text)
        for position, text in enumerate(texts, 1)
    )


@pytest.fixture
def region(db) -> Organisation:
    return Organisation.objects.create(name="Region Väst")


def quietly(done: int, total: int, phase: str = "") -> None:
    """A progress that nobody watches."""


def test_an_assessment_holds_a_verdict_for_every_requirement_and_none_for_context(region):
    version = a_version(region, VAGUE, MEASURABLE)
    Requirement.objects.create(version=version, position=3, text="Bakgrund", is_context=True)
    assessment = run_assessment(version=version, progress=quietly)
    assert assessment.ruleset == ruleset_version()
    rows = verdicts_of(region)
    assert [row.requirement.number for row in rows] == ["K1", "K2"]
    assert rows[0].verdict.text == VAGUE
    assert rows[0].gap == rows[0].verdict.gap > rows[1].gap
    summary = summary_of(assessment)
    assert (summary.rows, summary.requirements, summary.mandatory, summary.context) == (3, 2, 2, 1)
    assert sum(group.requirements for group in summary.by_dimension) == 2
    assert not verdicts_of(Organisation.objects.create(name="Region Öst")).exists()


def test_asking_twice_is_asking_once_and_running_twice_is_running_once(region):
    version = a_version(region, VAGUE)
    assert request_assessment(version=version) == request_assessment(version=version)
    assert run_assessment(version=version, progress=quietly) == run_assessment(
        version=version, progress=quietly
    )
    assert RequirementVerdict.objects.count() == 1
    assert latest_assessment(version).verdicts.count() == 1


def test_a_mended_requirement_shows_in_the_comparison(region):
    first = a_version(region, VAGUE, VAGUE)
    second = first.specification.versions.create(number=2)
    keys = list(first.requirements.values_list("key", flat=True))
    Requirement.objects.create(version=second, position=1, number="K1", key=keys[0], text=MEASURABLE)
    Requirement.objects.create(version=second, position=2, number="K3", text=VAGUE)
    before, after = (run_assessment(version=version, progress=quietly) for version in (first, second))
    comparison = compare(before, after)
    assert (comparison.added, comparison.removed) == (1, 1)
    assert [(change.number, change.same_text) for change in comparison.narrower] == [("K1", False)]
    assert not comparison.wider


def test_a_large_version_is_stored_with_few_questions_to_the_database(region):
    version = a_version(region, *[f"{VAGUE} {n}" for n in range(600)])
    with CaptureQueriesContext(connection) as queries:
        run_assessment(version=version, progress=quietly)
    assert len(queries) < 15


def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_the_next_one_finishes(worker):
    region = Organisation.objects.create(name="Region Väst")
    texts = [f"{VAGUE} {MEASURABLE} {n}" for n in range(1500)]
    job = request_assessment(version=a_version(region, *texts))
    wait_until(lambda: Job.objects.get(pk=job.pk).done > 0)
    worker.kill()
    assert Job.objects.get(pk=job.pk).state == State.RUNNING
    assert not Assessment.objects.exists()
    worker.start()
    for _ in range(3):
        current_app.send_task("jobs.tasks.run", args=[str(job.pk)])
    wait_until(lambda: Job.objects.get(pk=job.pk).state == State.DONE, seconds=120)
    assert Job.objects.get(pk=job.pk).attempts == 2
    assert Assessment.objects.count() == 1
    assert RequirementVerdict.objects.count() == len(texts)
