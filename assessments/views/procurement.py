"""A procurement's page: its specifications, and where each stands."""

from collections.abc import Iterable

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.access import member_required
from assessments.queries import latest_assessments, summary_of
from assessments.refreshing import fresh_numbers
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
        "specifications": _with_versions(specifications, versions),
        "bids": is_named(request.user, procurement) or is_open_to_naming(request.member, procurement),
    }
    return render(request, "assessments/procurement.html", context)


def _with_versions(
    specifications: Iterable[Specification], versions: Iterable[SpecificationVersion]
) -> list[dict]:
    """What the list says of each specification: its newest version, what was found there, the others.

    Three queries, however many there are.
    """
    by_specification: dict[int, list[SpecificationVersion]] = {}
    for version in versions:
        by_specification.setdefault(version.specification_id, []).append(version)
    found = latest_assessments(members[0] for members in by_specification.values())
    listed = []
    for specification in specifications:
        newest, *earlier = by_specification.get(specification.pk, [None])
        assessment = found.get(newest.pk) if newest else None
        summary = summary_of(fresh_numbers(assessment)) if assessment else None
        listed.append(
            {
                "specification": specification,
                "newest": newest,
                "assessment": assessment,
                "summary": summary,
                "earlier": earlier,
            }
        )
    return listed
