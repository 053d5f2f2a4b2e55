"""Which imports under way an organisation may see."""

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Organisation

from .models import PendingImport


def pending_of(organisation: Organisation) -> QuerySet[PendingImport]:
    """Newest first, each with its file, its specification and who began it; none that has expired."""
    alive = PendingImport.objects.filter(
        procurement__organisation=organisation, expires_at__gte=timezone.now()
    )
    return alive.select_related("procurement__organisation", "specification", "source_file", "by")
