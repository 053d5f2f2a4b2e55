"""What the pages of a version show: its rows with their scores, filtered and ordered as the address says."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import F, FilteredRelation, Q, QuerySet

from jobs.models import Job, State
from procurement.models import Requirement, SpecificationVersion

from .engine.verdict import Nature
from .models import Assessment, RequirementVerdict
from .wording import GAP_BANDS

ORDERS = {
    "gap": (F("gap").desc(nulls_last=True), "position"),
    "text": ("position",),
}
BANDS = {band.id: band for band in GAP_BANDS}
COLUMNS = ("sounds", "measurable", "gap", "dimension", "nature", "confidence")


def assessment_job(version: SpecificationVersion) -> Job | None:
    """The newest job that assesses this version, whatever its state."""
    jobs = Job.objects.filter(kind="assess", arguments__version=version.pk)
    return jobs.order_by("-created_at").first()


def under_way(job: Job | None) -> bool:
    return job is not None and job.state in (State.QUEUED, State.RUNNING)


def scored_rows(version: SpecificationVersion, assessment: Assessment | None) -> QuerySet[Requirement]:
    """Every row of the version, context too, each with the columns of its verdict in `assessment`.

    Rows without a verdict have None in `sounds`, `measurable`, `gap`, `dimension`, `nature` and
    `confidence`.
    """
    scored = FilteredRelation("verdicts", condition=Q(verdicts__assessment=assessment))
    rows = version.requirements.annotate(score=scored)
    return rows.annotate(**{name: F(f"score__{name}") for name in COLUMNS})


def with_language(rows: Iterable[Requirement], assessment: Assessment | None) -> list[Requirement]:
    """The rows of one page, each with `lang` and `judged` of its verdict, or None.

    They lie inside the stored verdict: unpacking that for the rows of a page takes no time, for every
    row of a long specification it takes seconds.
    """
    rows = list(rows)
    verdicts = RequirementVerdict.objects.filter(assessment=assessment, requirement__in=rows)
    told = {
        key: (lang, judged)
        for key, lang, judged in verdicts.values_list("requirement_id", "data__lang", "data__judged")
    }
    for row in rows:
        row.lang, row.judged = told.get(row.pk, (None, None))
    return rows


def filtered(rows: QuerySet[Requirement], wishes: Mapping[str, str]) -> QuerySet[Requirement]:
    """The rows that `wishes` (`show`, `dimension`, `kind`, `band`, `words`, `order`) leave, in order.

    An empty wish leaves everything; `show` is "requirements", "background" or "all".
    """
    asks_something = Q(is_context=False) & (Q(nature__isnull=True) | Q(nature=Nature.REQUIREMENT))
    if wishes["show"] == "requirements":
        rows = rows.filter(asks_something)
    elif wishes["show"] == "background":
        rows = rows.exclude(asks_something)
    if wishes["dimension"]:
        rows = rows.filter(dimension=wishes["dimension"])
    if wishes["kind"]:
        rows = rows.filter(kind=wishes["kind"])
    if wishes["band"]:
        rows = rows.filter(gap__range=(BANDS[wishes["band"]].low, BANDS[wishes["band"]].high))
        rows = rows.filter(score__data__judged=True)
    if wishes["words"]:
        rows = rows.filter(Q(text__icontains=wishes["words"]) | Q(number__icontains=wishes["words"]))
    return rows.order_by(*ORDERS[wishes["order"]])


class Neighbours(NamedTuple):
    """Where a row stands in a list: keys of the rows before and after, `place` of `number` (from 1)."""

    before: int | None
    after: int | None
    place: int
    number: int


def neighbours(rows: QuerySet[Requirement], requirement: Requirement) -> Neighbours | None:
    """None where the requirement is not in the list."""
    keys = list(rows.values_list("pk", flat=True))
    if requirement.pk not in keys:
        return None
    at = keys.index(requirement.pk)
    return Neighbours(
        before=keys[at - 1] if at else None,
        after=keys[at + 1] if at + 1 < len(keys) else None,
        place=at + 1,
        number=len(keys),
    )
