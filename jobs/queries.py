"""What may be read: always from one organisation."""

from django.db.models import QuerySet

from .models import Job


def jobs_of(organisation) -> QuerySet[Job]:
    return Job.objects.filter(organisation=organisation)
