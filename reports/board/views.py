"""The board's report as a web page, for reading on a phone: the partials of the PDF, from its snapshot."""

import base64

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from accounts.access import member_required
from reports.bidding.looking import log_report, report_for
from reports.looks.views import accent_style, picture
from reports.models import Report, ReportKind
from reports.snapshot import Snapshot

from .document import board_of


@require_safe
@member_required
def report_read(request: HttpRequest, pk: int) -> HttpResponse:
    report = _board_report(request, pk)
    log_report(report=report, user=request.user)
    snapshot = Snapshot.model_validate(report.snapshot)
    with translation.override(snapshot.language):
        board = board_of(snapshot)
        logo = reverse("report-logo", args=[report.pk])
        body = render_to_string("reports/board/page.html", {"board": board, "logo": logo})
    context = {
        "report": report,
        "version": report.assessment.version,
        "title": board.title,
        "language": snapshot.language,
        "body": mark_safe(body),  # noqa: S308 a template of ours, which escapes what users wrote
    }
    return render(request, "reports/read.html", context)


@require_safe
@member_required
def report_style(request: HttpRequest, pk: int) -> HttpResponse:
    return accent_style(Snapshot.model_validate(_board_report(request, pk).snapshot).look.accent)


@require_safe
@member_required
def report_logo(request: HttpRequest, pk: int) -> HttpResponse:
    look = Snapshot.model_validate(_board_report(request, pk).snapshot).look
    if not look.logo:
        raise Http404
    return picture(base64.b64decode(look.logo))


def _board_report(request: HttpRequest, pk: int) -> Report:
    report = report_for(request, pk)
    if report.kind != ReportKind.BOARD:
        raise Http404
    return report
