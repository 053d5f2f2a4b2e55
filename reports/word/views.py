"""Word files of reports, for saving."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import member_required
from reports.bidding.looking import log_report, report_for
from reports.views import file_name

from .making import WORD, word_of


@require_safe
@member_required
def report_word(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_for(request, pk)
    content = word_of(report)
    if content is None:
        raise Http404
    log_report(report=report, user=request.user)
    disposition = f'attachment; filename="{file_name(report, "docx")}"'
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": disposition})
