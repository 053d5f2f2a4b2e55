"""What the worker runs for a job of kind "assess"."""

from jobs.models import Job
from jobs.progress import Progress
from procurement.queries import versions_of

from .services import run_assessment


def assess(job: Job, progress: Progress) -> None:
    version = versions_of(job.organisation).get(pk=job.arguments["version"])
    run_assessment(version=version, progress=progress)
