"""AuditSnapshot -> PDF, with the data inside."""

from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from reports.pdf import Pdf
from reports.render import typeset

from .document import audit_of
from .embedded import embedded
from .snapshot import AuditSnapshot

STYLESHEET = Path(settings.TEMPLATES[0]["DIRS"][0]) / "reports/audit/report.css"


def render_audit(snapshot: AuditSnapshot, *, sealed: bool = False) -> Pdf:
    """Return the report in the snapshot's language. Raises as `typeset` does."""
    return typeset(
        to_html(snapshot),
        stylesheet=STYLESHEET,
        digest=snapshot.digest(),
        attached=embedded(snapshot),
        well_formed=True,
        sealed=sealed,
    )


def to_html(snapshot: AuditSnapshot) -> str:
    with translation.override(snapshot.language):
        context = {"audit": audit_of(snapshot), "made": snapshot.source.assessed_on}
        return render_to_string("reports/audit/document.html", context)
