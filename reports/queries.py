"""Reading reports, always from inside one organisation."""

from django.db.models import Q, QuerySet

from accounts.models import Organisation, User
from procurement.bidding.models import BidAccess

from .models import Report, ReportTemplate


def reports_of(organisation: Organisation, *, user: User | None = None) -> QuerySet[Report]:
    """Newest first, each with its job, assessment and specification.

    Reports with bids are among them only where `user` is named to see the bids of their procurement.
    """
    named = BidAccess.objects.filter(user=user).values("procurement")
    return every_report_of(organisation).filter(
        Q(with_bids=False) | Q(assessment__version__specification__procurement__in=named)
    )


def every_report_of(organisation: Organisation) -> QuerySet[Report]:
    """The same, whoever may see them: for the worker."""
    return Report.objects.filter(
        assessment__version__specification__procurement__organisation=organisation
    ).select_related("job", "assessment__version__specification__procurement")


def templates_of(organisation: Organisation) -> QuerySet[ReportTemplate]:
    """The organisation's report templates, by name."""
    return ReportTemplate.objects.filter(organisation=organisation)
