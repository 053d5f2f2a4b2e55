"""A procurement's page: its specifications, and where each stands."""

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import member_required
from assessments.queries import latest_assessment, summary_of
from assessments.refreshing import fresh
from procurement.bidding.access import is_named, is_open_to_naming
from procurement.models import Specification, SpecificationVersion
from procurement.queries import procurements_of, specifications_of, versions_of


@require_safe
@member_required
def procurement_detail(request: HttpRequest, pk: int) -> HttpResponse:
    procurement = get_object_or_404(procurements_of(request.member.organisation), pk=pk)
    specifications = specifications_of(request.member.organisation).filter(procurement=procurement)
    versions = versions_of(request.member.organisation).annotate(
        rows=Count("requirements", distinct=True),
        assessed=Count("assessments", distinct=True),
    )
    versions = versions.filter(specification__procurement=procurement).order_by("-number")
    context = {
        "procurement": procurement,
        "specifications": [_with_versions(specification, versions) for specification in specifications],
        "bids": is_named(request.user, procurement) or is_open_to_naming(request.member, procurement),
    }
    return render(request, "assessments/procurement.html", context)


def _with_versions(specification: Specification, versions: QuerySet[SpecificationVersion]) -> dict:
    """What the list of specifications says of one: its newest version, what was found there, the others."""
    newest, *earlier = [*versions.filter(specification=specification)] or [None]
    assessment = latest_assessment(newest) if newest else None
    return {
        "specification": specification,
        "newest": newest,
        "summary": summary_of(fresh(assessment)) if assessment else None,
        "earlier": earlier,
    }
