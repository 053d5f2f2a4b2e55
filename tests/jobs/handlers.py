"""Handlers that a test's worker runs; `arguments["trace"]` is a file in which they leave a line a step."""

import os
import signal
import time
from pathlib import Path

from jobs.models import Job
from jobs.progress import CannotFinish, Progress


def count(job: Job, progress: Progress) -> None:
    """Work for `seconds`, in steps of a tenth."""
    trace(job, "started")
    steps = int(job.arguments["seconds"] * 10)
    for step in range(steps):
        progress(step, steps, "Counting")
        time.sleep(0.1)
    progress(steps, steps)
    trace(job, "finished")


def refuse(job: Job, progress: Progress) -> None:
    trace(job, "started")
    raise CannotFinish(sv="Filen är tom. Välj en annan.", en="The file is empty. Choose another.")


def break_down(job: Job, progress: Progress) -> None:
    trace(job, "started")
    raise ZeroDivisionError


def die(job: Job, progress: Progress) -> None:
    """End as a process that the kernel kills for its memory."""
    trace(job, "started")
    os.kill(os.getpid(), signal.SIGKILL)


def trace(job: Job, line: str) -> None:
    with Path(job.arguments["trace"]).open("a") as file:
        file.write(line + "\n")
