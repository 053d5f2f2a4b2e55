"""Files of a version: made while one waits, for 3,000 requirements take about two seconds."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import member_required
from assessments.browse import filtered, scored_rows
from assessments.dismissals import dismissals_of
from assessments.forms import RowFilter
from assessments.queries import latest_assessment, whole_of
from assessments.refreshing import fresh
from assessments.side_by_side import Side, paired
from assessments.views.dismissing_many import chosen_of
from procurement.importers.json_format import SpecificationFile
from procurement.importers.mapping import Mapping
from procurement.models import SpecificationVersion
from procurement.queries import versions_of

from .json_file import as_json
from .listing import Listing, as_csv, as_xlsx
from .lists import change_list, dismissal_list, requirement_list, whole_list
from .reqif import as_reqif
from .rows import Row, rows_of
from .sheet_scan import NotSpliceable
from .workbook import with_our_columns

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@member_required
def version_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook that the version came from, with our columns; else to the page, which says what to do."""
    version = _version(request, pk)
    try:
        content = with_our_columns(
            _source(version), _rows(version), Mapping.model_validate(version.mapping or {})
        )
    except NotSpliceable:
        said = _(
            "Our columns could not be put into %s without touching what is yours. "
            "Download the list as Excel instead."
        )
        messages.warning(request, said % version.source_file.name)
        return redirect("version-detail", version.pk)
    return _file(content, version, "xlsx", part=_("with-scores"), kind=_XLSX)


def _source(version: SpecificationVersion) -> bytes:
    """The workbook as it was brought; raises `Http404` where the version came from something else."""
    if version.source_file is None or not version.source_file.name.lower().endswith(".xlsx"):
        raise Http404
    with version.source_file.content.open("rb") as file:
        content = file.read()
    if not content.startswith(b"PK"):  # by its content: names are only names
        raise NotSpliceable("no workbook")
    return content


@require_safe
@member_required
def version_list(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The requirements that the filters in the address leave, in their order, as xlsx or csv."""
    version = _version(request, pk)
    wanted = filtered(scored_rows(version, latest_assessment(version)), RowFilter(request.GET).wishes)
    rows = rows_of(version, latest_assessment(version), language=get_language(), rows=wanted)
    return _listed(requirement_list(rows), version, ending, part=_("requirements"))


@require_safe
@member_required
def version_changes(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """What differs from an earlier version: the one that the address names, else the one before."""
    version = _version(request, pk)
    earlier = versions_of(request.member.organisation).filter(
        specification=version.specification, number__lt=version.number
    )
    asked = request.GET.get("other", "")
    other = earlier.filter(pk=asked).first() if asked.isdecimal() else earlier.first()
    if other is None:
        raise Http404
    return _listed(change_list(paired(_sides(other), _sides(version))), version, ending, part=_("changes"))


def _sides(version: SpecificationVersion) -> list[Side]:
    rows = scored_rows(version, latest_assessment(version)).order_by("position")
    return [Side(*row) for row in rows.values_list(*Side._fields)]


@require_safe
@member_required
def version_reqif(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    text = as_reqif(
        _rows(version),
        title=version.specification.title,
        identifier=f"glapp-version-{version.pk}",
        at=version.created_at,
        with_plain_ids=request.GET.get("ids") == "plain",
    )
    return _file(text.encode(), version, "reqif", kind="application/xml")


@require_safe
@member_required
def version_json(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version(request, pk)
    procurement = version.specification.procurement
    assessment = latest_assessment(version)
    text = as_json(
        _rows(version),
        procurement=procurement.title,
        reference=procurement.reference,
        specification=version.specification.title,
        version=version.number,
        ruleset=assessment.ruleset if assessment else "",
    )
    return _file(text.encode(), version, "json", kind="application/json")


@require_safe
def json_schema(request: HttpRequest) -> JsonResponse:
    """The schema of the JSON files, for everybody who writes a program that reads or makes them."""
    return JsonResponse(SpecificationFile.model_json_schema())


@require_safe
@member_required
def version_dismissals_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The dismissed findings that the list's filter leaves, as xlsx or csv."""
    version = _version(request, pk)
    state, words = request.GET.get("state", "in-force"), request.GET.get("words", "")
    rows = chosen_of(version, dismissals_of(version), state, words)
    return _listed(dismissal_list(rows, get_language()), version, ending, part=_("dismissed"))


@require_safe
@member_required
def version_whole_file(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """What shows in all rows together, dismissed or not, as xlsx or csv."""
    version = _version(request, pk)
    if (assessment := latest_assessment(version)) is None:
        raise Http404
    assessment = fresh(assessment)
    listing = whole_list(whole_of(assessment), dismissals_of(version, assessment), get_language())
    return _listed(listing, version, ending, part=_("as-a-whole"))


def _version(request: HttpRequest, pk: int) -> SpecificationVersion:
    return get_object_or_404(versions_of(request.member.organisation), pk=pk)


def _rows(version: SpecificationVersion) -> list[Row]:
    return rows_of(version, latest_assessment(version), language=get_language())


def _listed(listing: Listing, version: SpecificationVersion, ending: str, *, part: str) -> HttpResponse:
    if ending == "csv":
        content = as_csv(listing, language=get_language())
        return _file(content, version, ending, part=part, kind="text/csv; charset=utf-8")
    return _file(as_xlsx(listing), version, ending, part=part, kind=_XLSX)


def _file(
    content: bytes, version: SpecificationVersion, ending: str, *, kind: str, part: str = ""
) -> HttpResponse:
    title = slugify(version.specification.title)[:60] or "glapp"
    name = "-".join(filter(None, (title, f"v{version.number}", slugify(part))))
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}.{ending}"'},
    )
