"""The files that travel inside an audit report."""

from datetime import UTC, datetime, time

from django.utils import translation
from django.utils.translation import gettext

from reports.pdf import Attached

from .snapshot import AuditSnapshot
from .workbook import audit_workbook

DATA, WORKBOOK = "glapp-audit.json", "glapp-audit.xlsx"


def embedded(snapshot: AuditSnapshot, data: bytes) -> tuple[Attached, Attached]:
    """The snapshot's `data` and the workbook, in the snapshot's language."""
    day = datetime.combine(snapshot.source.assessed_on, time(), UTC)
    with translation.override(snapshot.language):
        return (
            Attached(
                name=DATA,
                description=gettext("Everything in this report as data"),
                content=data,
                relationship="Data",
                day=day,
            ),
            Attached(
                name=WORKBOOK,
                description=gettext("The requirements of this report as a workbook"),
                content=audit_workbook(snapshot),
                relationship="Alternative",
                day=day,
            ),
        )
