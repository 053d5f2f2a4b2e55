"""Reading reports, always from inside one organisation."""

from django.db.models import QuerySet

from accounts.models import Organisation

from .models import Report, ReportTemplate


def reports_of(organisation: Organisation) -> QuerySet[Report]:
    """Newest first, each with its job, assessment and specification."""
    return Report.objects.filter(
        assessment__version__specification__procurement__organisation=organisation
    ).select_related("job", "assessment__version__specification__procurement")


def templates_of(organisation: Organisation) -> QuerySet[ReportTemplate]:
    """The organisation's report templates, by name."""
    return ReportTemplate.objects.filter(organisation=organisation)
