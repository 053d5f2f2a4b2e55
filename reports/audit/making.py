"""AuditSnapshot -> PDF, with the data inside."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from reports.pdf import Attached, Pdf
from reports.render import typeset

from .document import audit_of
from .snapshot import AuditSnapshot
from .workbook import audit_workbook

STYLESHEET = Path(settings.TEMPLATES[0]["DIRS"][0]) / "reports/audit/report.css"
DATA, WORKBOOK = "glapp-audit.json", "glapp-audit.xlsx"


def render_audit(snapshot: AuditSnapshot, *, page: Callable[[int], None] = lambda number: None) -> Pdf:
    """Return the report in the snapshot's language. `page` is called as `reports.render.typeset` says.

    Raises as `typeset` does.
    """
    return typeset(
        to_html(snapshot),
        stylesheet=STYLESHEET,
        digest=snapshot.digest(),
        attached=attached(snapshot),
        well_formed=True,
        page=page,
    )


def to_html(snapshot: AuditSnapshot) -> str:
    with translation.override(snapshot.language):
        context = {"audit": audit_of(snapshot), "made": snapshot.source.assessed_on}
        return render_to_string("reports/audit/document.html", context)


def attached(snapshot: AuditSnapshot) -> list[Attached]:
    """The files that travel inside the report."""
    day = datetime.combine(snapshot.source.assessed_on, time(), UTC)
    with translation.override(snapshot.language):
        return [
            Attached(
                name=DATA,
                description=gettext("Everything in this report as data"),
                content=snapshot.data(),
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
        ]
