"""What the worker runs for a job of kind "read-bid"."""

from jobs.models import Job
from jobs.progress import Progress
from procurement.bidding.models import Bid

from .services import deadline_of, request_reading, run_reading


def read_bid(job: Job, progress: Progress) -> None:
    reading = run_reading(bid=_bid(job), progress=progress)
    now = _bid(job)
    if reading.deadline != deadline_of(now):  # the last day for tenders was changed while it was read
        request_reading(bid=now)


def _bid(job: Job) -> Bid:
    return Bid.objects.select_related("procurement__organisation", "supplier", "version").get(
        pk=job.arguments["bid"], procurement__organisation=job.organisation
    )
