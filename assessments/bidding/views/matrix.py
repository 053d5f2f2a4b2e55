"""Requirements by bidders, and one requirement with every bidder's answer, where people decide."""

from collections.abc import Iterable
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.bidding.forms import DecisionForm, MatrixFilter
from assessments.bidding.marking import mark_answer
from assessments.bidding.models import AnswerVerdict, BidReading, Decision
from assessments.bidding.queries import (
    altered_in,
    asked_rows,
    cell_of,
    gap_of,
    latest_readings,
    neighbours,
    next_waiting,
    standings,
    with_cells,
)
from assessments.bidding.services import decide
from assessments.bids.whole import BidFinding
from assessments.summary import FALSE_PRECISE_FROM
from procurement.bidding.access import is_secret, named_only
from procurement.bidding.models import Alteration, Bid, Look
from procurement.bidding.queries import altered_counts, current_bids
from procurement.models import Procurement, Requirement, SpecificationVersion
from procurement.paging import page_of

ROWS_A_PAGE = 50


def _version(procurement: Procurement, pk: int) -> SpecificationVersion:
    versions = SpecificationVersion.objects.filter(specification__procurement=procurement)
    return get_object_or_404(versions.select_related("specification"), pk=pk)


def _bids(procurement: Procurement, version: SpecificationVersion) -> list[Bid]:
    return [bid for bid in current_bids(procurement) if bid.version_id == version.pk and bid.is_read]


@require_safe
@named_only(Look.MATRIX)
def bid_matrix(request: HttpRequest, procurement: Procurement, version: int) -> HttpResponse:
    asked = _version(procurement, version)
    request.looked_at = str(asked)
    bids = _bids(procurement, asked)
    readings = latest_readings(bids)
    told, altered = standings(readings.values()), altered_counts(bids)
    form = MatrixFilter(request.GET)
    page = page_of(
        asked_rows(asked, readings.values(), form.wishes), request.GET.get("page"), size=ROWS_A_PAGE
    )
    context = {
        "procurement": procurement,
        "version": asked,
        "bids": bids,
        "columns": [(bid, told.get(bid.pk)) for bid in bids],
        "altered": [(bid, altered[bid.pk]) for bid in bids if bid.pk in altered],
        "form": form,
        "page": page,
        "rows": [
            (row, list(zip(bids, cells, strict=True)))
            for row, cells in with_cells(list(page), bids, readings)
        ],
        "is_secret": is_secret(procurement),
    }
    template = "bids/_matrix.html" if request.htmx and request.htmx.target == "matrix" else "bids/matrix.html"
    return render(request, template, context)


@named_only(Look.REQUIREMENT)
def bid_requirement(
    request: HttpRequest, procurement: Procurement, version: int, requirement: int
) -> HttpResponse:
    """Every bidder's answer to one requirement; a decision on one of them is posted with its `answer`."""
    asked = get_object_or_404(
        Requirement.objects.filter(version=_version(procurement, version), is_context=False), pk=requirement
    )
    request.looked_at = str(asked)
    bids = _bids(procurement, asked.version)
    readings = latest_readings(bids)
    verdicts = {
        verdict.reading.bid_id: verdict
        for verdict in AnswerVerdict.objects.filter(
            reading__in=readings.values(), requirement=asked
        ).select_related("reading__bid__supplier", "reading__bid__procurement", "requirement")
    }
    wrong = None
    if request.method == "POST":
        wrong = _decided(request, verdicts)
        if wrong is None:
            return redirect(f"{request.path}#bid-{quote(request.POST.get('bid', ''))}")
    said = gap_of(asked)
    context = {
        "procurement": procurement,
        "version": asked.version,
        "requirement": asked,
        "said": said,
        "hard_to_defend": bool(said) and said.gap >= FALSE_PRECISE_FROM,
        "answers": _answers(bids, verdicts, asked, wrong),
        "next_waiting": next_waiting(asked.version, readings.values(), asked),
        "neighbours": neighbours(asked),
        "wrong": wrong[1] if wrong else None,
        "is_secret": is_secret(procurement),
    }
    return render(request, "bids/requirement.html", context)


def _decided(request: HttpRequest, verdicts: dict[int, AnswerVerdict]) -> tuple[int, DecisionForm] | None:
    """Write the decision down; the bid and its form where something is missing in it."""
    bid = next((key for key in verdicts if str(key) == request.POST.get("bid")), None)
    if bid is None:
        messages.warning(request, _("That bid has been read anew. Look at its answer again, then decide."))
        return None
    form = DecisionForm(request.POST, prefix=f"bid-{bid}")
    if not form.is_valid():
        return bid, form
    decide(verdict=verdicts[bid], by=request.user, **form.cleaned_data)
    messages.success(request, _("The decision is written down."))
    return None


def _answers(
    bids: list[Bid], verdicts: dict[int, AnswerVerdict], asked: Requirement, wrong: tuple | None
) -> list[dict]:
    decisions = Decision.objects.filter(bid__in=bids, requirement=asked).select_related("by")
    altered = altered_in(bids, [asked])
    return [
        _answer(
            verdicts[bid.pk],
            [each for each in decisions if each.bid_id == bid.pk],
            altered.get((bid.pk, asked.pk), ()),
            wrong,
        )
        if bid.pk in verdicts
        else {"bid": bid}
        for bid in bids
    ]


def _answer(
    verdict: AnswerVerdict,
    decisions: list[Decision],
    altered: Iterable[Alteration],
    wrong: tuple | None,
) -> dict:
    bid = verdict.reading.bid
    form = wrong[1] if wrong and wrong[0] == bid.pk else DecisionForm(prefix=f"bid-{bid.pk}")
    return {
        "bid": bid,
        "cell": cell_of(verdict, decisions[0] if decisions else None, altered),
        "judged": verdict.judged,
        "findings": _disagreements(verdict.reading, str(verdict.requirement)),
        "marked": mark_answer(verdict.judged),
        "decisions": decisions,
        "form": form,
    }


def _disagreements(reading: BidReading, requirement: str) -> list[BidFinding]:
    """What disagrees in the bid and has to do with its answer to this requirement."""
    found = map(BidFinding.model_validate, reading.findings)
    return [
        each
        for each in found
        if any(quote.where == requirement and not quote.is_paper for quote in each.quotes)
    ]
