"""Word files of reports, made when they are asked for: a second at most, from the frozen snapshot."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import member_required
from reports.letter.snapshot import Letter
from reports.models import ReportKind
from reports.queries import reports_of
from reports.snapshot import Snapshot
from reports.views import file_name

from .board import board_docx
from .letter import letter_docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WRITERS = {ReportKind.BOARD: (Snapshot, board_docx), ReportKind.LETTER: (Letter, letter_docx)}


@require_safe
@member_required
def report_word(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(reports_of(request.member.organisation, user=request.user), pk=pk)
    if report.kind not in WRITERS:
        raise Http404
    snapshot, write = WRITERS[report.kind]
    content = write(snapshot.model_validate(report.snapshot))
    disposition = f'attachment; filename="{file_name(report, "docx")}"'
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": disposition})
