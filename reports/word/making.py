"""The Word file of a report, made from its frozen snapshot when it is asked for: a second at most."""

from reports.letter.snapshot import Letter
from reports.models import Report, ReportKind
from reports.snapshot import Snapshot

from .board import board_docx
from .letter import letter_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRITERS = {ReportKind.BOARD: (Snapshot, board_docx), ReportKind.LETTER: (Letter, letter_docx)}


def word_of(report: Report) -> bytes | None:
    """Return the report as docx; None for an audit report, which is data and pages and no text to edit."""
    if report.kind not in _WRITERS:
        return None
    snapshot, write = _WRITERS[report.kind]
    return write(snapshot.model_validate(report.snapshot))
