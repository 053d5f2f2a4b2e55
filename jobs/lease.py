"""Holding a job: a thread renews the lease and writes the progress while the handler works."""

import logging
import threading
import time
from datetime import timedelta
from typing import Self

from django.conf import settings
from django.db import Error, connection
from django.db.models.functions import Now

from .models import Job, State
from .progress import LeaseLost

log = logging.getLogger(__name__)


class Lease:
    """A `Progress` that keeps the row while the `with` block runs.

    The thread writes on a connection of its own, so that others see the progress, and the lease stays
    alive, even while the handler is inside a transaction or deep in a renderer. Only the database's
    clock counts, so workers' clocks may differ.
    """

    def __init__(self, job: Job) -> None:
        self._row = Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state=State.RUNNING)
        self._progress = {"done": job.done, "total": job.total, "phase": job.phase}
        self._over = threading.Event()
        self._lost = threading.Event()
        self._thread = threading.Thread(target=self._renew_until_over, name=f"lease {job.pk}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._over.set()
        self._thread.join()

    def __call__(self, done: int, total: int, phase: str = "") -> None:
        if self._lost.is_set():
            raise LeaseLost
        self._progress = {"done": done, "total": total, "phase": phase}

    @property
    def total(self) -> int:
        """Steps in all, as the handler last said: a quick job ends before the thread has written it."""
        return self._progress["total"]

    def _renew_until_over(self) -> None:
        renewed = time.monotonic()
        while not self._lost.is_set() and not self._over.wait(min(1, settings.JOB_LEASE_SECONDS / 4)):
            try:
                if self._row.update(lease_until=lease_end(), **self._progress):
                    renewed = time.monotonic()
                else:
                    self._lost.set()
            except Error:
                log.warning("The lease could not be renewed.", exc_info=True)
                if time.monotonic() - renewed > settings.JOB_LEASE_SECONDS:
                    self._lost.set()
            finally:
                connection.close()


def lease_end():
    """When a lease that is given now runs out, as the database counts."""
    return Now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)
