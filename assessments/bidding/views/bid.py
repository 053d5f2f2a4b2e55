"""One bid: what it amounts to, what disagrees in it, its answers, and the proof that came with it."""

from collections import Counter

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access import require_editor
from accounts.models import User
from assessments.bidding.forms import AlikeForm, EvidenceForm, SetAsideForm
from assessments.bidding.models import BidReading
from assessments.bidding.queries import (
    altered_in,
    cell_of,
    decisions_on,
    latest_readings,
    left_to_build,
    standing_of,
    waiting_answers,
)
from assessments.bidding.services import decide_alike, request_reading
from assessments.bidding.wording import Indication, indication
from assessments.bids.transfer import Compared, Likeness
from assessments.bids.whole import BidFinding
from jobs.models import Job
from procurement.bidding.access import is_secret, named_only
from procurement.bidding.models import Bid, Look
from procurement.bidding.queries import altered_counts, bids_of, set_aside_bids
from procurement.bidding.reading import words_of
from procurement.bidding.services import keep_evidence
from procurement.bidding.setting_aside import set_aside, take_back
from procurement.models import Procurement
from procurement.paging import page_of

ANSWERS_A_PAGE = 50
MOST_TO_BUILD = 30
MOST_ALTERED = 30


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
        "aside_form": SetAsideForm(),
        "earlier": bids_of(procurement).filter(supplier=bid.supplier, version=bid.version).exclude(pk=bid.pk),
        "is_secret": is_secret(procurement),
        "altered": altered_counts([bid]).get(bid.pk),
        "alterations": bid.alterations.select_related("requirement")[:MOST_ALTERED],
        "altered_more": max(bid.alterations.count() - MOST_ALTERED, 0),
    }
    if reading:
        context |= _found(request, bid, reading)
    return render(request, "bids/detail.html", context)


def _found(request: HttpRequest, bid: Bid, reading: BidReading) -> dict:
    rows = reading.verdicts.select_related("requirement").order_by("-open", "requirement__position")
    page = page_of(rows, request.GET.get("page"), size=ANSWERS_A_PAGE)
    asked = [verdict.requirement for verdict in page]
    decisions, altered = decisions_on([bid], asked), altered_in([bid], asked)
    places = [(bid.pk, verdict.requirement_id) for verdict in page]
    page.object_list = [
        cell_of(verdict, decisions.get(at), altered.get(at, ()))
        for verdict, at in zip(page, places, strict=True)
    ]
    to_build = left_to_build(reading)
    references = [Compared.model_validate(each) for each in reading.references]
    return {
        "page": page,
        "standing": standing_of(reading),
        "next": waiting_answers(reading).first(),
        "alike_form": AlikeForm(waiting=_waiting(reading)),
        "findings": [BidFinding.model_validate(each) for each in reading.findings],
        "references": [each for each in references if each.likeness != Likeness.UNKNOWN],
        "unknown": [each for each in references if each.likeness == Likeness.UNKNOWN],
        "to_build": to_build[:MOST_TO_BUILD],
        "to_build_number": to_build.count(),
    }


def _waiting(reading: BidReading) -> list[tuple[Indication, int]]:
    """How many answers wait for a decision, by what they indicate, the most common first."""
    rows = waiting_answers(reading).values_list("label", "answer_id")
    return Counter(indication(label, answered=answer is not None) for label, answer in rows).most_common()


@require_POST
@named_only(None)
def bid_alike(request: HttpRequest, procurement: Procurement, pk: int) -> HttpResponse:
    """Decide the same on every answer of the bid that waits with one indication."""
    bid = get_object_or_404(bids_of(procurement), pk=pk)
    reading = get_object_or_404(bid.readings.all()[:1])
    form = AlikeForm(request.POST, waiting=_waiting(reading))
    if form.is_valid():
        number = decide_alike(reading=reading, by=request.user, **form.cleaned_data)
        told = ngettext(
            "The decision is written down on %d answer.",
            "The decision is written down on %d answers.",
            number,
        )
        messages.success(request, told % number)
    else:
        messages.warning(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect("bid-detail", procurement.pk, bid.pk)


def _job(bid: Bid) -> Job | None:
    return Job.objects.filter(kind="read-bid", arguments__bid=bid.pk).order_by("-created_at").first()


@require_POST
@named_only(None)
def bid_set_aside(request: HttpRequest, procurement: Procurement, pk: int) -> HttpResponse:
    """Let a bid count no longer, because it was read in by mistake or withdrawn."""
    require_editor(request)
    bid = get_object_or_404(bids_of(procurement), pk=pk)
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        messages.warning(request, " ".join(form.errors["why"]))
        return redirect("bid-detail", procurement.pk, bid.pk)
    set_aside(bid=bid, by=request.user, why=form.cleaned_data["why"])
    messages.success(request, _("The bid is set aside. It can be taken back below."))
    return redirect("bid-list", procurement.pk)


@require_POST
@named_only(None)
def bid_take_back(request: HttpRequest, procurement: Procurement, pk: int) -> HttpResponse:
    require_editor(request)
    bid = get_object_or_404(set_aside_bids(procurement), pk=pk)
    take_back(bid=bid, by=request.user)
    return redirect("bid-list", procurement.pk)


@require_POST
@named_only(Look.EVIDENCE_IN)
def evidence_add(request: HttpRequest, procurement: Procurement, pk: int) -> HttpResponse:
    """Keep a file that came as proof, and have the bid read again with it."""
    require_editor(request)
    bid = get_object_or_404(bids_of(procurement).filter(is_read=True), pk=pk)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        without = [
            upload.name for upload in form.cleaned_data["file"] if not _keep(bid, upload, request.user)
        ]
        request.looked_at = (
            f"{bid.supplier}: {', '.join(upload.name for upload in form.cleaned_data['file'])}"
        )
        request_reading(bid=bid, by=request.user)
        if without:
            told = _("Kept, but without any text that Glapp can read: %s. Look at it yourself.")
            messages.info(request, told % ", ".join(without))
    else:
        request.look = None
        messages.warning(request, " ".join(form.errors["file"]))
    return redirect(f"{reverse('bid-detail', args=[procurement.pk, bid.pk])}#proof-title")


def _keep(bid: Bid, upload: UploadedFile, by: User) -> bool:
    """Keep one file; whether it has text that can be read along."""
    text = words_of(upload, upload.name)
    keep_evidence(bid=bid, upload_name=upload.name, content=upload, text=text, by=by)
    return bool(text)


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
