"""Asking for long work, and doing it: the row decides, a message only wakes a worker."""

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from celery import current_app
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.module_loading import import_string
from kombu.exceptions import KombuError

from accounts.models import Organisation, User

from .lease import Lease, lease_end
from .models import Job, State
from .progress import CannotFinish, LeaseLost, Progress

log = logging.getLogger(__name__)

Handler = Callable[[Job, Progress], None]

AT_ONCE = 20  # messages a sweep sends at most, so that a long queue is not doubled in the broker

# A page is waiting while we send (seconds); with kombu's defaults it waits 6 s for a broker that is down.
IMPATIENT = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 2}

GAVE_UP = {
    "sv": "Det gick inte att slutföra, trots tre försök. Inget är förlorat: begär det igen, och hör av dig "
    "till den som sköter Glapp hos er om det händer på nytt.",
    "en": "This could not be finished, although it was tried three times. Nothing is lost: ask for it again, "
    "and tell whoever runs Glapp where you work if it happens once more.",
}


@transaction.atomic
def enqueue(
    *,
    organisation: Organisation,
    kind: str,
    key: str,
    arguments: dict,
    requested_by: User | None = None,
    leads_to: str = "",
) -> Job:
    """Return the organisation's job with this key: a new one, or the one that is there.

    One that failed or was cancelled is tried again. A worker is woken when the caller's transaction commits;
    where the broker is down the row waits, and `resend` wakes a worker later. `kind` is a key of
    `settings.JOB_HANDLERS`; `leads_to` is the path of the page that shows the result.
    """
    job, created = Job.objects.select_for_update().get_or_create(
        organisation=organisation,
        key=key,
        defaults={"kind": kind, "arguments": arguments, "requested_by": requested_by, "leads_to": leads_to},
    )
    if job.state in {State.FAILED, State.CANCELLED}:
        job.state, job.attempts, job.error, job.finished_at = State.QUEUED, 0, {}, None
        job.save(update_fields=["state", "attempts", "error", "finished_at"])
        created = True
    if created:
        transaction.on_commit(partial(wake, job.pk))
    return job


def cancel(*, job: Job) -> bool:
    """End a job that is not finished; tell whether it was not.

    The worker that has it learns of it when it next tells how far it has come, and stores nothing.
    """
    unfinished = Job.objects.filter(pk=job.pk, state__in=(State.QUEUED, State.RUNNING))
    return bool(
        unfinished.update(state=State.CANCELLED, finished_at=Now(), lease_token=None, lease_until=None)
    )


def still_ours(job: Job) -> bool:
    """Whether this worker holds the job yet; locks its row, for a transaction that stores a result."""
    mine = Job.objects.select_for_update(of=("self",))
    return mine.filter(pk=job.pk, lease_token=job.lease_token, state=State.RUNNING).exists()


def wake(job_id: uuid.UUID) -> bool:
    """Send a worker the id; tell whether the broker took it. Never fails: the row is safe without."""
    options = current_app.conf.broker_transport_options | IMPATIENT
    try:
        with current_app.connection_for_write(transport_options=options) as broker:
            current_app.send_task("jobs.tasks.run", args=[str(job_id)], connection=broker, retry=False)
    except (KombuError, OSError):
        log.warning("The broker does not answer; job %s waits in the database.", job_id)
        return False
    Job.objects.filter(pk=job_id).update(woken_at=Now())
    return True


def resend() -> int:
    """Wake workers for what the broker may have lost, or a worker has let go; return how many.

    Longest waiting first. What was sent within `JOB_RESEND_SECONDS` is left alone, and a message too
    many does no harm: whoever gets it finds the row taken.
    """
    silent = Q(woken_at=None) | Q(woken_at__lt=Now() - timedelta(seconds=settings.JOB_RESEND_SECONDS))
    waiting = Job.objects.filter(_free_to_take(), silent).order_by(
        F("woken_at").asc(nulls_first=True), "created_at"
    )
    sent = 0
    for job_id in list(waiting.values_list("pk", flat=True)[:AT_ONCE]):
        if not wake(job_id):
            break
        sent += 1
    return sent


def run(*, job_id: uuid.UUID) -> None:
    """Do the job, unless somebody else is at it or it is finished; what goes wrong stands in its row."""
    job = _take(job_id)
    if job is None:
        return
    try:
        with Lease(job) as progress:
            _handler(job)(job, progress)
        steps = progress.total
        _settle(job, state=State.DONE, finished_at=Now(), done=steps, total=steps)
    except LeaseLost:
        log.warning("%s was cancelled, or taken over by another worker.", job)
    except CannotFinish as reason:
        _settle(job, state=State.FAILED, finished_at=Now(), error={"sv": reason.sv, "en": reason.en})
    except (Exception, SoftTimeLimitExceeded):
        # The one place where anything may be caught: what a handler raises is a failed attempt.
        log.exception("%s: attempt %d failed.", job, job.attempts)
        _give_back(job)


def _handler(job: Job) -> Handler:
    return import_string(settings.JOB_HANDLERS[job.kind])


def _free_to_take() -> Q:
    return Q(state=State.QUEUED) | Q(state=State.RUNNING, lease_until__lt=Now())


@transaction.atomic
def _take(job_id: uuid.UUID) -> Job | None:
    """Give this worker a lease on the row, or None where it is finished or a live lease holds it."""
    rows = Job.objects.select_for_update(skip_locked=True, of=("self",)).select_related("organisation")
    job = rows.filter(_free_to_take(), pk=job_id).first()
    if job is None:
        return None
    if job.attempts >= Job.MAX_ATTEMPTS:
        log.error("%s: no worker lived to finish it.", job)
        Job.objects.filter(pk=job_id).update(
            state=State.FAILED, finished_at=Now(), error=GAVE_UP, lease_token=None
        )
        return None
    job.attempts += 1
    job.state, job.lease_token = State.RUNNING, uuid.uuid4()
    job.done, job.total, job.phase = 0, 0, ""
    job.lease_until, job.started_at = lease_end(), Now()
    job.save()
    job.refresh_from_db(fields=["lease_until", "started_at"])
    return job


def _give_back(job: Job) -> None:
    """Leave the job to the next sweep, or end it where this was the last attempt."""
    if job.attempts >= Job.MAX_ATTEMPTS:
        _settle(job, state=State.FAILED, finished_at=Now(), error=GAVE_UP)
    else:
        _settle(job, state=State.QUEUED, woken_at=None)


def _settle(job: Job, **fields) -> None:
    """Change the row and let go of it, if it is still ours."""
    mine = Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state=State.RUNNING)
    if not mine.update(lease_token=None, lease_until=None, **fields):
        log.warning("%s was taken over by another worker.", job)
