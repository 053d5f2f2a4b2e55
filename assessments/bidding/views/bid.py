"""One bid: what it amounts to, what disagrees in it, its answers, and the proof that came with it."""

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require_editor
from assessments.bidding.forms import EvidenceForm
from assessments.bidding.queries import cell_of, decisions_on, latest_readings, left_to_build, standing_of
from assessments.bidding.services import request_reading
from assessments.bids.transfer import Compared
from assessments.bids.whole import BidFinding
from jobs.models import Job
from procurement.bidding.access import is_secret, named_only
from procurement.bidding.models import Bid, Look
from procurement.bidding.queries import bids_of
from procurement.bidding.reading import words_of
from procurement.bidding.services import keep_evidence
from procurement.models import Procurement
from procurement.paging import page_of

ANSWERS_A_PAGE = 50
MOST_TO_BUILD = 30


@require_safe
@named_only(Look.BID)
def bid_detail(request: HttpRequest, procurement: Procurement, pk: int) -> HttpResponse:
    bid = get_object_or_404(bids_of(procurement), pk=pk)
    request.looked_at = str(bid.supplier)
    if not bid.is_read:
        return redirect("bid-columns", procurement.pk, bid.pk)
    job = _job(bid)  # asked for first: one that is done by then has left its reading
    reading = latest_readings([bid]).get(bid.pk)
    context = {
        "procurement": procurement,
        "bid": bid,
        "reading": reading,
        "job": job if job and (not job.is_finished or (job.error and not reading)) else None,
        "evidence": bid.evidence.select_related("uploaded_by"),
        "evidence_form": EvidenceForm(),
        "earlier": bids_of(procurement).filter(supplier=bid.supplier, version=bid.version).exclude(pk=bid.pk),
        "is_secret": is_secret(procurement),
    }
    if reading:
        context |= _found(request, bid, reading)
    return render(request, "bids/detail.html", context)


def _found(request: HttpRequest, bid: Bid, reading) -> dict:
    rows = reading.verdicts.select_related("requirement").order_by("-open", "requirement__position")
    page = page_of(rows, request.GET.get("page"), size=ANSWERS_A_PAGE)
    decisions = decisions_on([bid], [verdict.requirement for verdict in page])
    page.object_list = [cell_of(verdict, decisions.get((bid.pk, verdict.requirement_id))) for verdict in page]
    to_build = left_to_build(reading)
    return {
        "page": page,
        "standing": standing_of(reading),
        "findings": [BidFinding.model_validate(each) for each in reading.findings],
        "references": [Compared.model_validate(each) for each in reading.references],
        "to_build": to_build[:MOST_TO_BUILD],
        "to_build_number": to_build.count(),
    }


def _job(bid: Bid) -> Job | None:
    return Job.objects.filter(kind="read-bid", arguments__bid=bid.pk).order_by("-created_at").first()


@require_POST
@named_only(Look.EVIDENCE_IN)
def evidence_add(request: HttpRequest, procurement: Procurement, pk: int) -> HttpResponse:
    """Keep a file that came as proof, and have the bid read again with it."""
    require_editor(request)
    bid = get_object_or_404(bids_of(procurement).filter(is_read=True), pk=pk)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        text = words_of(upload, upload.name)
        keep_evidence(bid=bid, upload_name=upload.name, content=upload, text=text, by=request.user)
        request.looked_at = f"{bid.supplier}: {upload.name}"
        request_reading(bid=bid, by=request.user)
        if not text:
            messages.info(
                request, _("The file is kept. It has no text that Glapp can read: look at it yourself.")
            )
    else:
        messages.warning(request, " ".join(form.errors["file"]))
    return redirect("bid-detail", procurement.pk, bid.pk)


@require_safe
@named_only(Look.EVIDENCE_OUT)
def evidence_file(request: HttpRequest, procurement: Procurement, pk: int, evidence: int) -> FileResponse:
    """The file as it came, for saving: never shown inside the site."""
    bid = get_object_or_404(bids_of(procurement), pk=pk)
    found = get_object_or_404(bid.evidence, pk=evidence)
    request.looked_at = f"{bid.supplier}: {found.name}"
    return FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
