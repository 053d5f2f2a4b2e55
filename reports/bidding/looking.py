"""A report with bids is a look at them, and stands in their log like any other."""

from accounts.models import User
from procurement.bidding.access import log_look
from procurement.bidding.models import Look
from reports.models import Report


def log_report(*, report: Report, user: User) -> None:
    """Write down that `user` asked for a report with bids or took it out; of others no record is kept."""
    if report.with_bids:
        procurement = report.assessment.version.specification.procurement
        log_look(procurement=procurement, user=user, what=Look.REPORT, detail=str(report))
