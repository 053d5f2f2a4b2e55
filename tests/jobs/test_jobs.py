"""Long work, with a real broker and real worker processes that are really killed."""

import time
import uuid

import pytest
from celery import current_app
from django.db import transaction

from accounts.models import Organisation
from jobs.models import Job, State
from jobs.services import enqueue
from tests.conftest import empty_broker, wait_until


@pytest.fixture
def ask(transactional_db, tmp_path):
    """Ask for a job of a kind in tests/jobs/handlers.py; `ask.trace()` are the lines it left."""
    organisation = Organisation.objects.create(name="Region Väst")
    file = tmp_path / "trace"

    def ask_for(kind: str, seconds: float = 2, key: str = "") -> Job:
        arguments = {"seconds": seconds, "trace": str(file)}
        key = key or str(uuid.uuid4())
        with transaction.atomic():
            return enqueue(organisation=organisation, kind=kind, key=key, arguments=arguments)

    ask_for.trace = lambda: file.read_text().split() if file.exists() else []
    return ask_for


def wait_for(job: Job, *states: State, seconds: float = 20) -> Job:
    def there() -> bool:
        job.refresh_from_db()
        return job.state in states

    wait_until(there, seconds=seconds)
    return job


def test_a_killed_worker_and_a_broker_without_memory_lose_nothing_and_do_nothing_twice(ask, worker):
    taken = ask("count", seconds=2)
    wait_until(lambda: "started" in ask.trace())
    worker.kill()
    waiting = ask("count", seconds=0.1)
    empty_broker()
    worker.start()
    assert wait_for(taken, State.DONE).attempts == 2
    assert wait_for(waiting, State.DONE).attempts == 1
    assert sorted(ask.trace()) == ["finished"] * 2 + ["started"] * 3
    assert (taken.lease_token, taken.lease_until) == (None, None)


def test_a_second_delivery_sees_the_live_lease_and_leaves(ask, worker):
    job = ask("count", seconds=4)  # longer than a lease: the heartbeat is what keeps it
    wait_for(job, State.RUNNING)
    for _ in range(3):
        current_app.send_task("jobs.tasks.run", args=[str(job.pk)])
        time.sleep(0.3)
    wait_until(lambda: Job.objects.get(pk=job.pk).done > 0)
    wait_for(job, State.DONE)
    assert job.attempts == 1
    assert ask.trace() == ["started", "finished"]
    assert job.done == job.total == 40


def test_work_asked_for_while_the_broker_is_down_is_done_when_it_is_back(ask, worker, broker):
    broker.stop()
    before = time.monotonic()
    job = ask("count", seconds=0.1)
    assert time.monotonic() - before < 15  # it does not wait until the broker is back
    assert wait_for(job, State.QUEUED).woken_at is None
    broker.start()
    wait_for(job, State.DONE, seconds=30)
    assert ask.trace() == ["started", "finished"]


def test_what_breaks_is_tried_three_times_and_ends_with_a_sentence(ask, worker):
    job = wait_for(ask("break", key="same"), State.FAILED)
    assert ask.trace() == ["started"] * 3
    assert "three times" in job.error["en"]
    assert "tre försök" in job.error["sv"]
    assert ask("break", key="same") == job, "asking again is a new try of the same job"
    wait_until(lambda: ask.trace() == ["started"] * 6)
    wait_for(job, State.FAILED)


def test_what_kills_its_process_is_not_tried_a_fourth_time(ask, worker):
    job = ask("die")
    wait_until(lambda: ask.trace() == ["started"])
    Job.objects.filter(pk=job.pk).update(attempts=3)  # two more would only take longer
    wait_for(job, State.FAILED)
    assert ask.trace() == ["started"]
    assert "three times" in job.error["en"]


def test_what_a_handler_refuses_is_not_tried_again(ask, worker):
    job = wait_for(ask("refuse"), State.FAILED)
    assert ask.trace() == ["started"]
    assert job.error == {"sv": "Filen är tom. Välj en annan.", "en": "The file is empty. Choose another."}


def test_asking_twice_is_asking_once(ask, worker):
    first, second = ask("count", seconds=0.1, key="same"), ask("count", seconds=0.1, key="same")
    assert first == second
    wait_for(first, State.DONE)
    assert ask("count", key="same").state == State.DONE
    assert ask.trace() == ["started", "finished"]


def test_a_worker_told_to_stop_finishes_what_it_holds(ask, worker):
    job = ask("count", seconds=1)
    wait_for(job, State.RUNNING)
    assert worker.stop() == 0
    assert wait_for(job, State.DONE).attempts == 1
