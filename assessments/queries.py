"""Reading assessments, always from inside one organisation."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db.models import Case, QuerySet, When

from accounts.models import Organisation
from procurement.importers.draft import Place
from procurement.models import Phase, Requirement, SpecificationVersion

from .comparison import Comparison, Scored, compare_scored
from .engine.verdict import Nature, Verdict
from .engine.whole import Finding
from .models import Assessment, RequirementVerdict
from .summary import Judged, Summary


def assessments_of(organisation: Organisation) -> QuerySet[Assessment]:
    """Newest first, each with its version, specification and procurement."""
    return Assessment.objects.filter(
        version__specification__procurement__organisation=organisation
    ).select_related("version__specification__procurement", "version__source_file")


def verdicts_of(organisation: Organisation) -> QuerySet[RequirementVerdict]:
    """In the order of the specification, each with its requirement."""
    return (
        RequirementVerdict.objects.filter(
            assessment__version__specification__procurement__organisation=organisation
        )
        .select_related("requirement", "assessment")
        .order_by("requirement__position")
    )


def latest_assessment(version: SpecificationVersion) -> Assessment | None:
    """The newest finished assessment of a version, whatever its rule set."""
    return version.assessments.order_by("-created_at", "-pk").first()


def latest_assessments(versions: Iterable[SpecificationVersion]) -> dict[int, Assessment]:
    """The newest finished assessment of each version that has one, by the version's key; one query."""
    found = Assessment.objects.filter(version__in=[version.pk for version in versions])
    newest = found.order_by("version_id", "-created_at", "-pk").distinct("version_id")
    return {assessment.version_id: assessment for assessment in newest}


def newest_assessments(organisation: Organisation) -> list[Assessment]:
    """The latest assessment of the highest version of each specification that was assessed, newest first.

    Without the long columns; two queries.
    """
    versions = assessments_of(organisation).order_by(
        "version__specification_id", "-version__number", "-created_at", "-pk"
    )
    newest = versions.distinct("version__specification_id").values_list("pk", flat=True)
    found = assessments_of(organisation).filter(pk__in=list(newest)).defer("summary", "whole")
    return list(found.order_by("-created_at", "-pk"))


def judged_rows(assessment: Assessment) -> Iterator[Judged]:
    """Every scored requirement with its verdict, in the order of the specification; a hundred at a time, for
    what is stored of one weighs a tenth of a megabyte in memory."""
    rows = assessment.verdicts.select_related("requirement").order_by("requirement__position")
    for row in rows.iterator(chunk_size=100):
        yield judged(row.requirement, row.verdict)


def summary_of(assessment: Assessment) -> Summary:
    """What was found, as it was stored with the assessment."""
    return Summary.model_validate(assessment.summary)


def whole_of(assessment: Assessment) -> tuple[Finding, ...]:
    """What was found in all rows together, the most serious first, as it was stored."""
    return tuple(Finding.model_validate(finding) for finding in assessment.whole)


def context_rows_of(assessment: Assessment) -> int:
    """How many rows of the version were kept as context and not scored."""
    return assessment.version.requirements.filter(is_context=True).count()


def compare(before: Assessment, after: Assessment) -> Comparison:
    return compare_scored(_by_key(before), _by_key(after))


def _by_key(assessment: Assessment) -> dict[UUID, Scored]:
    """Without the verdicts themselves: unpacking those of a long specification takes seconds."""
    columns = ("requirement__key", "requirement__number", "requirement__text", "gap", "nature")
    rows = assessment.verdicts.order_by("requirement__position").values_list(*columns)
    return {
        key: Scored(number, text, gap, counts=nature == Nature.REQUIREMENT)
        for key, number, text, gap, nature in rows
    }


def assessment_before(assessment: Assessment) -> Assessment | None:
    """The assessment to compare with: of the nearest earlier version, made with the same rules if there is
    such a one; where no earlier version was assessed, the one of this version that was made before.
    """
    version = assessment.version
    of_earlier_versions = Assessment.objects.filter(
        version__specification=version.specification_id, version__number__lt=version.number
    )
    of_this_version = version.assessments.filter(created_at__lt=assessment.created_at)
    same_rules_first = Case(When(ruleset=assessment.ruleset, then=0), default=1)
    nearest = of_earlier_versions.select_related("version").order_by(
        "-version__number", same_rules_first, "-created_at"
    )
    return nearest.first() or of_this_version.select_related("version").order_by("-created_at").first()


def judged(requirement: Requirement, verdict: Verdict) -> Judged:
    """A requirement with its verdict; where the file names no phase, the one its wording tells."""
    return Judged(
        position=requirement.position,
        number=requirement.number,
        text=requirement.text,
        kind=requirement.kind,
        phase=verdict.phase if requirement.phase == Phase.UNKNOWN else requirement.phase,
        heading_path=tuple(requirement.heading_path),
        place=Place.model_validate(requirement.provenance),
        motive=requirement.motive,
        shown_by=requirement.shown_by,
        verdict=verdict,
    )
