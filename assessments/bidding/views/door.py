"""The way in to a procurement's bids: who may see them, the workbook that goes out, a bid that comes in."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editor_required, member_required, require_editor
from assessments.bidding.forms import BidForm, ColumnsForm, PersonForm, PlacingForm, SetAsideForm
from assessments.bidding.queries import latest_readings, standings
from assessments.bidding.services import request_reading
from procurement.bidding.access import (
    NotAllowed,
    is_open_to_naming,
    is_secret,
    name,
    named_only,
    remove,
)
from procurement.bidding.answers import headers_of, samples_of
from procurement.bidding.models import Look
from procurement.bidding.passages import Passage, match
from procurement.bidding.queries import (
    altered_count,
    altered_counts,
    bids_of,
    current_bids,
    set_aside_bids,
)
from procurement.bidding.services import (
    alterations_in,
    asked_in,
    found_in,
    place_passages,
    reading_of,
    receive_bid,
    store_answers,
    supplier_named,
)
from procurement.bidding.workbook import answer_workbook
from procurement.importers.gate import Refused
from procurement.models import Procurement, Requirement, SpecificationVersion
from procurement.paging import page_of
from procurement.queries import procurements_of, versions_of

LINES_A_PAGE = 100
PASSAGES_A_PAGE = 50
MOST_ALTERED = 30
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@member_required
def bid_list(request: HttpRequest, procurement: int) -> HttpResponse:
    """The door: for somebody named the bids, for whoever may become the first the way to that."""
    found = get_object_or_404(procurements_of(request.member.organisation), pk=procurement)
    if is_open_to_naming(request.member, found):
        return render(request, "bids/closed.html", {"procurement": found})
    return _bids(request, procurement)


@named_only(Look.BID)
def _bids(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    bids = current_bids(procurement)
    readings = latest_readings(bids)
    told = standings(readings.values())
    altered = altered_counts(bids)
    request.looked_at = _("the list of bids")
    context = {
        "procurement": procurement,
        "bids": [(bid, told.get(bid.pk), altered.get(bid.pk)) for bid in bids],
        "versions": {bid.version_id: bid.version for bid in bids if bid.pk in readings}.values(),
        "to_send": _newest_versions(request, procurement),
        "aside": set_aside_bids(procurement),
        "people": procurement.bid_access.select_related("user", "named_by"),
        "person_form": PersonForm(procurement=procurement),
        "is_secret": is_secret(procurement),
    }
    return render(request, "bids/list.html", context)


def _newest_versions(request: HttpRequest, procurement: Procurement) -> list:
    versions = versions_of(request.member.organisation).filter(specification__procurement=procurement)
    newest: dict = {}
    for version in versions:
        newest.setdefault(version.specification_id, version)
    return list(newest.values())


@require_POST
@editor_required
def bids_open(request: HttpRequest, procurement: int) -> HttpResponse:
    """Become the first who may see the bids."""
    found = get_object_or_404(procurements_of(request.member.organisation), pk=procurement)
    try:
        name(procurement=found, user=request.user, by=request.user)
    except NotAllowed:
        messages.warning(request, _("Somebody else was first. Ask to be named."))
    return redirect("bid-list", found.pk)


@require_POST
@named_only(None)
def person_add(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    form = PersonForm(request.POST, procurement=procurement)
    if form.is_valid():
        name(procurement=procurement, user=form.cleaned_data["user"], by=request.user)
    else:
        messages.warning(request, _("Choose a person first."))
    return redirect("bid-list", procurement.pk)


@require_POST
@named_only(None)
def person_remove(request: HttpRequest, procurement: Procurement, pk: int) -> HttpResponse:
    access = get_object_or_404(procurement.bid_access.select_related("user"), pk=pk)
    try:
        remove(access=access, by=request.user)
    except NotAllowed:
        messages.warning(request, _("The last person stays: somebody has to hold the bids."))
    return redirect("bid-list", procurement.pk)


@require_safe
@named_only(Look.LOG)
def bid_log(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    page = page_of(procurement.bid_looks.select_related("user"), request.GET.get("page"), size=LINES_A_PAGE)
    return render(request, "bids/log.html", {"procurement": procurement, "page": page})


@require_safe
@editor_required
def workbook_out(request: HttpRequest, procurement: int, version: int) -> HttpResponse:
    """The workbook for suppliers; it holds no bid, so whoever may edit may take it out."""
    found = get_object_or_404(
        versions_of(request.member.organisation).filter(specification__procurement=procurement), pk=version
    )
    language = get_language()
    content = answer_workbook(
        title=str(found.specification.procurement),
        buyer=str(request.member.organisation),
        requirements=found.requirements.filter(is_context=False),
        language="sv" if language == "sv" else "en",
        about=_about(found),
    )
    stem = _("answers")
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{stem}-{found.pk}-v{found.number}.xlsx"'},
    )


def _about(version: SpecificationVersion) -> list[tuple[str, str]]:
    """What stands at the head of the workbook."""
    procurement = version.specification.procurement
    told = [
        (_("Reference"), procurement.reference),
        (
            _("Specification"),
            _("%(title)s, version %(number)d") % {"title": version.specification, "number": version.number},
        ),
        (_("Last day for tenders"), date_format(procurement.tenders_due) if procurement.tenders_due else ""),
    ]
    return [(word, text) for word, text in told if text]


@named_only(Look.READ_IN)
def bid_new(request: HttpRequest, procurement: Procurement) -> HttpResponse:
    """A filled sheet comes in. Ours is read at once; of another the columns are asked."""
    require_editor(request)
    request.look = None  # the form shows nothing of any bid
    form = BidForm(request.POST or None, request.FILES or None, procurement=procurement)
    if request.method == "POST" and form.is_valid():
        try:
            bid = receive_bid(
                procurement=procurement,
                supplier=supplier_named(
                    organisation=procurement.organisation, name=form.cleaned_data["supplier"]
                ),
                version=form.cleaned_data["version"],
                upload_name=form.cleaned_data["file"].name,
                content=form.cleaned_data["file"],
                by=request.user,
            )
        except Refused as refused:
            form.add_error("file", refused.in_language(get_language()))
        else:
            request.look, request.looked_at = Look.READ_IN, f"{bid.supplier}: {bid.file_name}"
            if not bid.is_read:
                return redirect("bid-columns", procurement.pk, bid.pk)
            request_reading(bid=bid, by=request.user)
            return redirect("bid-detail", procurement.pk, bid.pk)
    # Of this procurement alone: who bids elsewhere is as secret as what they bid.
    bidders = sorted({bid.supplier.name for bid in bids_of(procurement)})
    return render(request, "bids/new.html", {"procurement": procurement, "form": form, "bidders": bidders})


@named_only(Look.READ_IN)
def bid_columns(request: HttpRequest, procurement: Procurement, pk: int) -> HttpResponse:
    """How a bid of the supplier's own making is read: its columns, and what answers which requirement.

    Nothing is stored before somebody has seen it; what nobody answers and what answers nothing is shown too.
    """
    require_editor(request)
    bid = get_object_or_404(bids_of(procurement).filter(is_read=False), pk=pk)
    request.look, request.looked_at = Look.BID, f"{bid.supplier}: {bid.file_name}"
    reading, requirements = reading_of(bid), asked_in(bid)
    passages = found_in(bid, reading, requirements)
    lost = [passage for passage in passages if passage.row is None or passage.is_again]
    shows_all = not lost or request.GET.get("show") == "all"
    page = page_of(passages if shows_all else lost, request.GET.get("page"), size=PASSAGES_A_PAGE)
    # In the file's order, which the database does not keep.
    columns = {header: bid.columns.get(header, "") for header in headers_of(reading)}
    form = ColumnsForm(
        request.POST or None,
        columns=columns,
        needs_answer=any(passage.in_table and passage.row is not None for passage in passages),
    )
    names = _names(requirements)
    placing = PlacingForm(request.POST or None, passages=page, names=names)
    if request.method == "POST" and form.is_valid() and placing.is_valid():
        if "look" in request.POST:
            place_passages(bid=bid, columns=form.columns, placed=placing.placed)
            return redirect(request.get_full_path())
        store_answers(bid=bid, columns=form.columns, placed=placing.placed)
        request_reading(bid=bid, by=request.user)
        request.look = Look.READ_IN
        return redirect("bid-detail", procurement.pk, bid.pk)
    samples = samples_of(reading)
    answered = {answer.row for answer in match(passages).answers}
    altered = alterations_in(bid, reading, passages, requirements)
    context = {
        "procurement": procurement,
        "bid": bid,
        "form": form,
        "placing": placing,
        "aside_form": SetAsideForm(),
        "rows": [(field, samples.get(header, ())) for field, header in zip(form, form.headers, strict=True)],
        "passages": [
            (passage, placing[f"passage_{passage.id}"], _of(passage, requirements)) for passage in page
        ],
        "page": page,
        "shows_all": shows_all,
        "names": list(zip(names, requirements, strict=True)),
        "found": len(passages),
        "lost": len(lost),
        "answered": len(answered),
        "altered": altered
        and altered_count([(each.what, each.requirement_id, each.is_earlier) for each in altered]),
        "alterations": altered[:MOST_ALTERED],
        "unanswered": [row for place, row in enumerate(requirements) if place not in answered],
        "has_text": not all(passage.in_table for passage in passages),
    }
    return render(request, "bids/columns.html", context)


def _names(requirements: list[Requirement]) -> dict[str, str]:
    """Number -> key, in the order of the specification; a number that stands twice tells its row too."""
    times = Counter(str(row) for row in requirements)
    return {
        str(row) if times[str(row)] == 1 else f"{row} (#{row.position})": str(row.key) for row in requirements
    }


def _of(passage: Passage, requirements: list[Requirement]) -> Requirement | None:
    return None if passage.row is None else requirements[passage.row]
