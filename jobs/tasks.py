"""What wakes a worker: a message with an id, and a sweep for messages that never came."""

import logging
import threading
import uuid

from celery import shared_task
from celery.signals import worker_ready, worker_shutting_down
from django.conf import settings
from django.db import Error, connection

from . import services

log = logging.getLogger(__name__)

_shutting_down = threading.Event()


@shared_task(name="jobs.tasks.run")
def run(job_id: str) -> None:
    services.run(job_id=uuid.UUID(job_id))


@worker_ready.connect
def start_sweep(**_) -> None:
    """Every worker sweeps, in a thread of its main process: no scheduler to run, to watch or to forget.

    A beat's messages would go through the very broker whose loss they are to mend.
    """
    threading.Thread(target=_sweep_until_shutdown, name="sweep", daemon=True).start()


@worker_shutting_down.connect
def stop_sweep(**_) -> None:
    _shutting_down.set()


def _sweep_until_shutdown() -> None:
    while not _shutting_down.wait(settings.JOB_SWEEP_SECONDS):
        try:
            services.resend()
        except Error:
            log.warning("The database does not answer; the sweep tries again.", exc_info=True)
        finally:
            connection.close()
