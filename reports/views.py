"""Pages of what we hand over: ask for a report, watch it being made, fetch it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import member_required, require_editor
from assessments.queries import assessments_of
from procurement.bidding.access import is_named, is_secret

from .bidding.freezing import chapter_of
from .bidding.looking import log_report, report_for
from .forms import ReportForm
from .models import Report, ReportKind
from .queries import reports_of
from .services import request_report


@member_required
def report_request(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports of an assessment, and the form for another one."""
    assessment = get_object_or_404(assessments_of(request.member.organisation), pk=pk)
    organisation = request.member.organisation
    procurement = assessment.version.specification.procurement
    chapter = chapter_of(assessment) if is_named(request.user, procurement) else None
    form = ReportForm(request.POST or None, organisation=organisation, has_bids=chapter is not None)
    if request.method == "POST":
        require_editor(request)
        if form.is_valid():
            bids = chapter if form.cleaned_data.pop("with_bids", False) else None
            report = request_report(assessment=assessment, by=request.user, bids=bids, **form.cleaned_data)
            log_report(report=report, user=request.user)
            return redirect("report-detail", report.pk)
    reports = reports_of(organisation, user=request.user).filter(assessment=assessment)
    context = {"assessment": assessment, "version": assessment.version, "reports": reports, "form": form}
    return render(request, "reports/request.html", context)


@require_safe
@never_cache
@member_required
def report_detail(request: HttpRequest, pk: int) -> HttpResponse:
    report = report_for(request, pk)
    context = {"report": report, "assessment": report.assessment, "version": report.assessment.version}
    return render(request, "reports/detail.html", context)


@require_safe
@member_required
def report_download(request: HttpRequest, pk: int) -> FileResponse:
    report = report_for(request, pk)
    if not report.file:
        raise Http404
    log_report(report=report, user=request.user)
    name = file_name(report, "pdf")
    return FileResponse(
        report.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf"
    )


def file_name(report: Report, ending: str) -> str:
    """What the file is called where somebody saves it."""
    version = report.assessment.version
    title = slugify(str(version.specification))[:60] or "report"
    kind = "" if report.kind == ReportKind.BOARD else f"{report.kind}-"
    mark = _("SECRET") + "-" if report.with_bids and is_secret(version.specification.procurement) else ""
    return f"{mark}glapp-{kind}{title}-v{version.number}-{report.language}.{ending}"
