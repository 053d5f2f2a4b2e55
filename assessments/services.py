"""Asking for an assessment, and running one."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from accounts.models import Organisation, User
from jobs.models import Job
from jobs.progress import Progress
from jobs.services import enqueue
from procurement.models import Requirement, SpecificationVersion, VersionState

from .engine import ruleset_version
from .engine.verdict import Effect, Verdict
from .engine.whole import read_whole
from .judging import Judging, judge_as, judging_of
from .models import Assessment, RequirementVerdict
from .queries import judged, latest_assessment, newest_assessments
from .rule_changes import ruleset_of
from .summary import Judged, summarise

JUDGE = gettext_noop("Judging requirements")
KEEP = gettext_noop("Saving")


def request_assessment(*, version: SpecificationVersion, by: User | None = None) -> Job:
    """Return the job that assesses `version` with the rules of today; asking twice is asking once.

    Going back to rules of before is asking anew: the requirements may have been edited since.
    """
    organisation = version.specification.procurement.organisation
    ruleset = ruleset_of(organisation)
    other = version.assessments.exclude(ruleset=ruleset).order_by("-created_at", "-pk").first()
    return enqueue(
        organisation=organisation,
        kind="assess",
        key=f"assess:{version.pk}:{ruleset}:{other.pk if other else 0}",
        arguments={"version": version.pk},
        requested_by=by,
        leads_to=reverse("version-detail", args=[version.pk]),
    )


def assess_drafts_anew(*, organisation: Organisation, by: User) -> int:
    """Ask for an assessment of what is not approved yet and was assessed by other rules; return how many.

    An approved version keeps the assessment it was approved with until somebody asks.
    """
    ruleset = ruleset_of(organisation)
    old = [each for each in newest_assessments(organisation) if each.ruleset != ruleset]
    versions = [each.version for each in old if each.version.state != VersionState.APPROVED]
    for version in versions:
        request_assessment(version=version, by=by)
    return len(versions)


def run_assessment(*, version: SpecificationVersion, progress: Progress) -> Assessment:
    """Judge every requirement of `version` and store the assessment whole, or nothing.

    Context rows are not judged. Where the version was last assessed with the same rules, that
    assessment is returned. Raises `LeaseLost` (from `progress`) where another worker has taken over.
    """
    judging = judging_of(version, None)
    ruleset = ruleset_version(judging.changes)
    if (latest := latest_assessment(version)) and latest.ruleset == ruleset:
        return latest
    requirements = list(version.requirements.filter(is_context=False))
    verdicts = list(_judge_all(judging, requirements, progress))
    progress(len(requirements), len(requirements), KEEP)
    return _store(version, ruleset, judging, requirements, verdicts)


def _judge_all(
    judging: Judging, requirements: Sequence[Requirement], progress: Progress
) -> Iterator[Verdict]:
    for done, requirement in enumerate(requirements):
        progress(done, len(requirements), JUDGE)
        yield judge_as(judging, requirement.text)


@transaction.atomic
def _store(
    version: SpecificationVersion,
    ruleset: str,
    judging: Judging,
    requirements: Sequence[Requirement],
    verdicts: Sequence[Verdict],
) -> Assessment:
    # The lock makes a job that was delivered twice wait here, and find what the first one stored. An edit
    # waits too, or has passed: then it is judged now.
    SpecificationVersion.objects.select_for_update().get(pk=version.pk)
    if (latest := latest_assessment(version)) and latest.ruleset == ruleset:
        return latest
    requirements, verdicts = _as_they_are_now(version, judging, requirements, verdicts)
    rows = [judged(*pair) for pair in zip(requirements, verdicts, strict=True)]
    context = [*version.requirements.filter(is_context=True)]
    summary = summarise(rows, context_rows=len(context))
    whole = read_whole(rows, beside_the_rows(rows, context), judging.changes.terms)
    assessment = Assessment.objects.create(
        version=version,
        ruleset=ruleset,
        changes=judging.changes.model_dump(mode="json") if judging.changes else {},
        summary=summary.model_dump(mode="json"),
        whole=[finding.model_dump(mode="json") for finding in whole],
        language=judging.expect,
    )
    stored = (verdict_row(assessment, *pair) for pair in zip(requirements, verdicts, strict=True))
    RequirementVerdict.objects.bulk_create(stored, batch_size=500)
    return assessment


def _as_they_are_now(
    version: SpecificationVersion,
    judging: Judging,
    requirements: Sequence[Requirement],
    verdicts: Sequence[Verdict],
) -> tuple[list[Requirement], list[Verdict]]:
    """The requirements with what was edited while they were being judged."""
    known = {
        (requirement.pk, requirement.revision): (requirement, verdict)
        for requirement, verdict in zip(requirements, verdicts, strict=True)
    }
    now = version.requirements.filter(is_context=False)
    if {*now.values_list("pk", "revision")} == known.keys():
        return list(requirements), list(verdicts)
    pairs = [known.get((row.pk, row.revision)) or (row, judge_as(judging, row.text)) for row in now]
    return [row for row, _ in pairs], [verdict for _, verdict in pairs]


def beside_the_rows(rows: Iterable[Judged], context: Iterable[Requirement]) -> Iterator[str]:
    """What else the document says, where an abbreviation may be written out."""
    yield from (row.text for row in context)
    for row in rows:
        yield from (row.motive, row.shown_by)


def verdict_row(assessment: Assessment, requirement: Requirement, verdict: Verdict) -> RequirementVerdict:
    """What is stored of a verdict; not saved yet."""
    return RequirementVerdict(
        assessment=assessment,
        requirement=requirement,
        sounds=verdict.sounds,
        measurable=verdict.measurable,
        gap=verdict.gap,
        confidence=verdict.confidence,
        dimension=verdict.dimension,
        nature=verdict.nature,
        obligation=verdict.obligation,
        phase=verdict.phase,
        lang=verdict.lang,
        judged=verdict.judged,
        missing=list(verdict.missing),
        rules=sorted({signal.rule for signal in verdict.signals if signal.effect is not Effect.TELLS}),
        gains=sorted((question.gain for question in verdict.questions), reverse=True),
        data=verdict.model_dump(mode="json"),
    )
