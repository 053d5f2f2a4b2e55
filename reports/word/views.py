"""Word files of reports, for saving."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from accounts.access import member_required
from reports.bidding.looking import log_report
from reports.queries import reports_of
from reports.views import file_name

from .making import WORD, word_of


@require_safe
@member_required
def report_word(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(reports_of(request.member.organisation, user=request.user), pk=pk)
    content = word_of(report)
    if content is None:
        raise Http404
    log_report(report=report, user=request.user)
    disposition = f'attachment; filename="{file_name(report, "docx")}"'
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": disposition})
