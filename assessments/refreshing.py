"""An assessment whose requirements were edited: its summary, and what shows in all rows together, made anew.

Both need a few columns of each verdict only. Unpacking the verdicts themselves, with every reason, would
take seconds for a long specification.
"""

from collections.abc import Iterator

from django.db import transaction

from procurement.models import SpecificationVersion

from .engine.verdict import Element, Verdict
from .engine.whole import read_whole
from .models import Assessment, RequirementVerdict
from .queries import judged
from .rule_changes import changes_in
from .services import beside_the_rows
from .summary import Judged, Summary, summarise

AT_ONCE = 600  # requirements whose whole a page may read anew while somebody waits: half a second


def fresh(assessment: Assessment) -> Assessment:
    """Return the assessment with a summary and whole of its verdicts as they are now."""
    if assessment.is_stale or assessment.whole_is_stale:
        return _made_anew(assessment, whole=True)
    return assessment


def fresh_numbers(assessment: Assessment) -> Assessment:
    """The same for a page that somebody waits for: the whole of a long specification stays as it was read
    last, and `whole_is_stale` says so."""
    if not assessment.is_stale:
        return assessment
    rows = assessment.verdicts.count()
    return _made_anew(assessment, whole=rows <= AT_ONCE)


@transaction.atomic
def _made_anew(assessment: Assessment, *, whole: bool) -> Assessment:
    # Edits take the same lock: none passes between the reading of the rows and the note that all is fresh.
    version = SpecificationVersion.objects.select_for_update(no_key=True).get(pk=assessment.version_id)
    rows = list(_light_rows(assessment))
    context = [*version.requirements.filter(is_context=True)]
    summary = _with_reasons(summarise(rows, context_rows=len(context)), assessment)
    assessment.summary = summary.model_dump(mode="json")
    assessment.is_stale = False
    assessment.whole_is_stale = not whole
    if whole:
        found = read_whole(rows, beside_the_rows(rows, context), changes_in(assessment).terms)
        assessment.whole = [finding.model_dump(mode="json") for finding in found]
    assessment.save(update_fields=["summary", "is_stale", "whole", "whole_is_stale"])
    return assessment


def _light_rows(assessment: Assessment) -> Iterator[Judged]:
    """Every scored row with a verdict that has its scores and no reasons."""
    rows = assessment.verdicts.select_related("requirement").defer("data").order_by("requirement__position")
    for row in rows:
        yield judged(row.requirement, _light(row))


def _light(row: RequirementVerdict) -> Verdict:
    return Verdict(
        text=row.requirement.text,
        missing=tuple(Element(element) for element in row.missing),
        **{name: getattr(row, name) for name in _COLUMNS},
        signals=(),
        checklist=(),
        sounds_reasons=(),
        measurable_reasons=(),
        questions=(),
        scaffold="",
        notes=(),
    )


_COLUMNS = (
    *("lang", "judged", "sounds", "measurable", "gap", "confidence"),
    *("dimension", "nature", "obligation", "phase"),
)


def _with_reasons(summary: Summary, assessment: Assessment) -> Summary:
    """The widest gaps are shown with their reasons: those few verdicts are unpacked."""
    positions = [row.position for row in summary.widest]
    found = assessment.verdicts.filter(requirement__position__in=positions).select_related("requirement")
    whole = {row.requirement.position: judged(row.requirement, row.verdict) for row in found}
    return summary.model_copy(update={"widest": tuple(whole[position] for position in positions)})
