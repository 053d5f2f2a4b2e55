"""Saving a requirement together with what we then think of it: both or neither."""

from django.db import transaction

from accounts.models import User
from procurement.editing import Wording, change_requirement
from procurement.models import Requirement

from .judging import judge_as, judging_of
from .models import Assessment, RequirementVerdict
from .queries import latest_assessment
from .rule_changes import ruleset_of
from .services import request_assessment, verdict_row


@transaction.atomic
def save_requirement(
    *,
    requirement: Requirement,
    wording: Wording,
    revision: int,
    by: User | None,
    restores: int | None = None,
) -> Requirement:
    """Give a requirement of a draft another wording, and the version's latest assessment its new verdict.

    Where that assessment was made with older rules, one with those of today is asked for. Raises as
    `procurement.editing.change_requirement`.
    """
    changed = change_requirement(
        requirement=requirement, wording=wording, revision=revision, by=by, restores=restores
    )
    if changed.revision != requirement.revision:
        _judge_again(changed, by)
    return changed


def _judge_again(requirement: Requirement, by: User | None) -> None:
    version = requirement.version
    latest = latest_assessment(version)
    if latest is None:
        return
    _forget(requirement, but=latest)
    _keep_verdict(requirement, latest)
    version.assessments.update(is_stale=True, whole_is_stale=True)
    if latest.ruleset != ruleset_of(version.specification.procurement.organisation):
        request_assessment(version=version, by=by)


def _forget(requirement: Requirement, *, but: Assessment) -> None:
    """Older assessments judged a text that is no longer there."""
    RequirementVerdict.objects.filter(requirement=requirement).exclude(assessment=but).delete()


def _keep_verdict(requirement: Requirement, assessment: Assessment) -> None:
    found = RequirementVerdict.objects.filter(requirement=requirement, assessment=assessment)
    if requirement.is_context:
        found.delete()
        return
    verdict = judge_as(judging_of(requirement.version, assessment), requirement.text)
    row = verdict_row(assessment, requirement, verdict)
    row.pk = found.values_list("pk", flat=True).first()
    row.save()
