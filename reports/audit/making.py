"""AuditSnapshot -> PDF, with the data inside."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from reports.pdf import Manuscript, Pdf
from reports.render import typeset

from .document import audit_of
from .embedded import embedded
from .snapshot import AuditSnapshot

STYLESHEET = Path(settings.TEMPLATES[0]["DIRS"][0]) / "reports/audit/report.css"


def render_audit(snapshot: AuditSnapshot, *, sealed: bool = False) -> Pdf:
    """Return the report in the snapshot's language. Raises as `typeset` does."""
    return typeset(audit_manuscript(snapshot), sealed=sealed)


def audit_manuscript(snapshot: AuditSnapshot) -> Manuscript:
    data = snapshot.data()
    digest = hashlib.sha256(data).hexdigest()
    with translation.override(snapshot.language):
        context = {"audit": audit_of(snapshot, digest), "made": snapshot.source.assessed_on}
        html = render_to_string("reports/audit/document.html", context)
    return Manuscript(
        html=html,
        stylesheet=STYLESHEET,
        digest=digest,
        attached=embedded(snapshot, data),
        well_formed=True,
    )
