"""A report with bids is a look at them, and stands in their log like any other; so does a try to open one."""

from django.http import Http404, HttpRequest

from accounts.models import Organisation, User
from procurement.bidding.access import log_look
from procurement.bidding.models import Look
from reports.models import Report
from reports.queries import every_report_of, reports_of


def log_report(*, report: Report, user: User) -> None:
    """Write down that `user` asked for a report with bids or took it out; of others no record is kept."""
    _log(report, user, Look.REPORT)


def report_for(request: HttpRequest, pk: int) -> Report:
    """Return the report with that number that the signed-in member may see. Raises `Http404` for all others.

    Where it holds bids and they are not named to see these, the log says that they tried.
    """
    organisation = request.member.organisation
    report = reports_of(organisation, user=request.user).filter(pk=pk).first()
    if report is None:
        log_refused(pk, organisation=organisation, user=request.user)
        raise Http404
    return report


def log_refused(pk: int, *, organisation: Organisation, user: User) -> None:
    """Write down that `user` of `organisation` tried to open the report with that number, if it has bids."""
    report = every_report_of(organisation).filter(pk=pk).first()
    if report:
        _log(report, user, Look.REFUSED)


def _log(report: Report, user: User, what: Look) -> None:
    if report.with_bids:
        procurement = report.assessment.version.specification.procurement
        log_look(procurement=procurement, user=user, what=what, detail=str(report))
