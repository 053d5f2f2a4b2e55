"""What the pages of a version show: its rows with their scores, filtered and ordered as the address says."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import Substr

from jobs.models import Job, State
from procurement.models import Phase, Requirement, SpecificationVersion

from .dismissed import MISSING
from .engine import catalogue
from .engine.rule import Rule
from .engine.verdict import Effect, Nature
from .models import Assessment, Dismissal
from .overview import LightRow
from .summary import FALSE_PRECISE_FROM
from .wording import ALL_WIDE, GAP_BANDS

ORDERS = {
    "gap": (F("gap").desc(nulls_last=True), "position"),
    "text": ("position",),
    "measurable": (F("measurable").asc(nulls_last=True), "position"),
}
BANDS = {band.id: (band.low, band.high) for band in GAP_BANDS} | {ALL_WIDE: (FALSE_PRECISE_FROM, 100)}
COLUMNS = (
    *("sounds", "measurable", "gap", "dimension", "nature", "confidence"),
    *("lang", "judged", "missing", "rules"),
)
NEAR = re.compile(r"(\d{1,3})-(\d{1,3})-(wide|other)")  # measurable, sounds: a dot of the picture
DOT = 2  # points that the scores of a dot lie from its name, either way


def assessment_job(version: SpecificationVersion) -> Job | None:
    """The newest job that assesses this version, whatever its state."""
    jobs = Job.objects.filter(kind="assess", arguments__version=version.pk)
    return jobs.order_by("-created_at").first()


def under_way(job: Job | None) -> bool:
    return job is not None and job.state in (State.QUEUED, State.RUNNING)


def scored_rows(version: SpecificationVersion, assessment: Assessment | None) -> QuerySet[Requirement]:
    """Every row of the version, context too, each with the columns of its verdict in `assessment`.

    Rows without a verdict have None in every one of `COLUMNS`. `said_phase` is the phase that the file
    names, or where it names none the one that the wording tells.
    """
    scored = FilteredRelation("verdicts", condition=Q(verdicts__assessment=assessment))
    rows = version.requirements.annotate(score=scored)
    told = When(phase=Phase.UNKNOWN, score__phase__isnull=False, then=F("score__phase"))
    said_phase = Case(told, default=F("phase"), output_field=CharField())
    return rows.annotate(**{name: F(f"score__{name}") for name in COLUMNS}, said_phase=said_phase)


def light_rows(version: SpecificationVersion, assessment: Assessment) -> list[LightRow]:
    """The requirements that headline numbers count, in the order of the document; one query."""
    rows = scored_rows(version, assessment).filter(judged=True, nature=Nature.REQUIREMENT)
    names = [name if name != "gains" else "score__gains" for name in LightRow._fields]
    return [LightRow(*values) for values in rows.order_by("position").values_list(*names)]


class RuleCount(NamedTuple):
    """In how many requirements a rule saw something, and how many of those sound precise and cannot be
    verified."""

    rule: Rule
    requirements: int
    false_precise: int


def rule_counts(assessment: Assessment) -> list[RuleCount]:
    """Of the rules that leave something open, those of most wide gaps first. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_RULE_COUNTS, [FALSE_PRECISE_FROM, assessment.pk, Nature.REQUIREMENT])
        found = {rule: counts for rule, *counts in cursor.fetchall()}
    open_rules = [rule for rule in catalogue() if rule.effect is Effect.EMPTIES and rule.id in found]
    counts = [RuleCount(rule, *found[rule.id]) for rule in open_rules]
    return sorted(counts, key=lambda count: (-count.false_precise, -count.requirements, count.rule.id))


_RULE_COUNTS = """
    SELECT rule, count(*), count(*) FILTER (WHERE gap >= %s)
    FROM assessments_requirementverdict, unnest(rules) AS rule
    WHERE assessment_id = %s AND judged AND nature = %s GROUP BY rule
"""


def filtered(rows: QuerySet[Requirement], wishes: Mapping[str, str]) -> QuerySet[Requirement]:
    """The rows of `scored_rows` that the `wishes` of a `RowFilter` leave, in order.

    An empty wish leaves everything; `show` is "requirements", "background" or "all".
    """
    rows = _shown(rows, wishes["show"])
    for name, condition in _CONDITIONS.items():
        if wish := wishes.get(name):
            rows = rows.filter(condition(wish))
    if wish := wishes.get("dismissed"):
        rows = _set_aside(rows, wish)
    return rows.order_by(*ORDERS[wishes["order"]])


def _shown(rows: QuerySet[Requirement], show: str) -> QuerySet[Requirement]:
    asks_something = Q(is_context=False) & (Q(nature__isnull=True) | Q(nature=Nature.REQUIREMENT))
    if show == "requirements":
        return rows.filter(asks_something)
    return rows.exclude(asks_something) if show == "background" else rows


def _near(dot: str) -> Q:
    """The requirements that a dot of the picture stands for."""
    found = NEAR.fullmatch(dot)
    if not found:
        return Q()
    measurable, sounds, wide = int(found[1]), int(found[2]), Q(gap__gte=FALSE_PRECISE_FROM)
    scores = Q(
        measurable__range=(measurable - DOT, measurable + DOT), sounds__range=(sounds - DOT, sounds + DOT)
    )
    return scores & (wide if found[3] == "wide" else ~wide)


_CONDITIONS = {
    "words": lambda words: Q(text__icontains=words) | Q(number__icontains=words),
    "dimension": lambda dimension: Q(dimension=dimension),
    "section": lambda heading: Q(heading_path__contains=[heading]),
    "kind": lambda kind: Q(kind=kind),
    "phase": lambda phase: Q(said_phase=phase),
    "band": lambda band: Q(gap__range=BANDS[band], judged=True),
    "missing": lambda element: Q(missing__contains=[element]),
    "rule": lambda rule: Q(rules__contains=[rule]),
    "near": _near,
}


class _Digest(Func):
    """`dismissed.digest` of a text, reckoned by the database."""

    template = (
        "encode(sha256(convert_to(btrim(regexp_replace(%(expressions)s, "
        "'[ \\t\\n\\r\\f\\v\\u00a0]+', ' ', 'g')), 'UTF8')), 'hex')"
    )
    output_field = CharField()


class _Place(Func):
    """Where something stands in an array; nothing where it does not."""

    function = "array_position"
    output_field = IntegerField()


def _set_aside(rows: QuerySet[Requirement], wish: str) -> QuerySet[Requirement]:
    """The rows of which something is dismissed ("yes"), nothing is as a whole ("no"), or something was on
    a text that has changed since ("changed"); as `dismissals.dismissals_of` counts them."""
    standing = Dismissal.objects.filter(
        specification=OuterRef("version__specification"), key=OuterRef("key"), withdrawn_at=None
    )
    every = standing.alias(
        seen=_Place(OuterRef("rules"), F("finding")),
        lacking=_Place(OuterRef("missing"), Substr("finding", len(MISSING) + 1)),
    ).filter(Q(finding="") | Q(seen__isnull=False) | Q(lacking__isnull=False))
    in_force = every.filter(digest=_Digest(OuterRef("text")))
    if wish == "no":
        return rows.exclude(Exists(in_force.filter(finding="")))
    if wish == "yes":
        return rows.filter(Exists(in_force))
    renewed = Dismissal.objects.filter(
        specification=OuterRef("specification"),
        key=OuterRef("key"),
        finding=OuterRef("finding"),
        digest=_Digest(OuterRef(OuterRef("text"))),
        withdrawn_at=None,
    )
    return rows.filter(Exists(every.filter(~Exists(renewed))))


def still_open(rows: QuerySet[Requirement], finding: str) -> QuerySet[Requirement]:
    """The rows on which neither `finding` nor the requirement as a whole is dismissed."""
    in_force = Dismissal.objects.filter(
        specification=OuterRef("version__specification"),
        key=OuterRef("key"),
        digest=_Digest(OuterRef("text")),
        finding__in=[finding, ""],
        withdrawn_at=None,
    )
    return rows.exclude(Exists(in_force))


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
