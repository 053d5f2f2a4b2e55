"""Reading assessments, always from inside one organisation."""

from collections.abc import Iterator

from django.db.models import QuerySet

from accounts.models import Organisation
from procurement.importers.draft import Place
from procurement.models import Phase, Requirement, SpecificationVersion

from .comparison import Comparison, compare_judged
from .engine.verdict import Verdict
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


def judged_rows(assessment: Assessment) -> Iterator[Judged]:
    """Every scored requirement with its verdict, in the order of the specification."""
    for row in assessment.verdicts.select_related("requirement").order_by("requirement__position").iterator():
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
    return compare_judged(_by_key(before), _by_key(after))


def _by_key(assessment: Assessment) -> dict:
    rows = assessment.verdicts.select_related("requirement").order_by("requirement__position")
    return {row.requirement.key: judged(row.requirement, row.verdict) for row in rows.iterator()}


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
        has_motive=bool(requirement.motive),
        has_shown_by=bool(requirement.shown_by),
        verdict=verdict,
    )
