"""How far long work has come, as a member sees it. Alice and Bob are of one region, Charlie of another."""

import pytest

from accounts.services import add_member, create_organisation
from jobs.models import State
from jobs.services import enqueue

pytestmark = pytest.mark.django_db


@pytest.fixture
def region():
    return create_organisation(name="Region Väst")


@pytest.fixture
def job(region):
    return enqueue(organisation=region, kind="count", key="k", arguments={}, leads_to="/somewhere/")


def sign_in(client, organisation, name: str) -> None:
    member = add_member(organisation=organisation, email=f"{name}@west.example", name=name, role="officer")
    client.force_login(member.user)


def page_of(client, job, part: str = "", language: str = "en"):
    return client.get(f"/jobs/{job.pk}/{part}", headers={"accept-language": language})


def test_a_member_watches_the_work_of_the_region_until_it_is_done(client, region, job):
    sign_in(client, region, "Bob")
    assert "Waiting for its turn" in page_of(client, job).content.decode()
    assert "Väntar på sin tur" in page_of(client, job, language="sv").content.decode()
    assert "HX-Refresh" not in page_of(client, job, "progress/")

    job.state, job.phase, job.done, job.total = State.RUNNING, "Counting", 3, 4
    job.save()
    watched = page_of(client, job, "progress/").content.decode()
    assert "Counting, 3 of 4" in watched
    assert 'value="75"' in watched
    assert "hx-get" in watched

    job.state = State.DONE
    job.save()
    assert page_of(client, job, "progress/")["HX-Refresh"] == "true", "the page around it shows the result"
    done = page_of(client, job).content.decode()
    assert "/somewhere/" in done
    assert "hx-get" not in done


def test_what_failed_says_why_in_the_language_of_the_page(client, region, job):
    sign_in(client, region, "Alice")
    job.state, job.error = State.FAILED, {"sv": "Filen är tom.", "en": "The file is empty."}
    job.save()
    assert "The file is empty." in page_of(client, job).content.decode()
    assert "Filen är tom." in page_of(client, job, language="sv").content.decode()


def test_nobody_else_sees_it(client, job):
    assert page_of(client, job).status_code == 302
    sign_in(client, create_organisation(name="Region Öst"), "Charlie")
    assert page_of(client, job).status_code == page_of(client, job, "progress/").status_code == 404
