"""What the worker runs for a job of kind "read-bid"."""

from jobs.models import Job
from jobs.progress import Progress
from procurement.bidding.models import Bid

from .services import run_reading


def read_bid(job: Job, progress: Progress) -> None:
    bid = Bid.objects.select_related("procurement", "supplier", "version").get(
        pk=job.arguments["bid"], procurement__organisation=job.organisation
    )
    run_reading(bid=bid, progress=progress)
