"""Changing what an organisation reads otherwise than the rule set, taking it back, and reading it."""

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.models import Organisation, User

from .engine import Changes, catalogue, ruleset_version
from .engine.changes import bounds, may_be_off, weights_of
from .models import Assessment, ChangeKind, RuleChange
from .own_rules import OwnChange, as_changes, does, rule_of

SHORTEST_TERM, LONGEST_TERM = 2, 100  # characters
CANNOT_BE_CHANGED = gettext_lazy(
    "That cannot be changed: a term has 2 to 100 characters, points stay within their bounds, and "
    "rules that tell what kind of text it is stay on."
)


class NotPossible(ValueError):
    """A change that the engine does not take."""


def wished(*, kind: str, subject: str, of: str, points: int | None, by: User) -> OwnChange:
    """A change that somebody thinks of, to be tried or made; what its kind does not have is left out."""
    subject = " ".join(subject.split())
    if kind != ChangeKind.POINTS:
        of, points = "", None
    return OwnChange(
        id=0,
        kind=kind,
        subject=subject,
        of=of,
        points=points,
        does=does(kind, subject, of, points),
        reason="",
        by=str(by),
        at=timezone.now(),
    )


@transaction.atomic
def change_rules(*, organisation: Organisation, change: OwnChange, by: User) -> RuleChange:
    """Have every text of `organisation` judged with `change` from now on; one of the same place gives way.

    Of `change` only kind, subject, of, points and reason are read. Raises `NotPossible`.
    """
    refuse_impossible(change)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    same = {"kind": change.kind, "of": change.of, "subject": change.subject}
    standing = organisation.rule_changes.filter(withdrawn_at=None, **same)
    standing.update(withdrawn_by=by, withdrawn_at=timezone.now())
    return RuleChange.objects.create(
        organisation=organisation, points=change.points, reason=change.reason, by=by, **same
    )


def refuse_impossible(change: OwnChange) -> None:
    """Raises `NotPossible` where a rule is unknown or tells what a text is, or points leave their bounds."""
    if change.kind == ChangeKind.TERM:
        possible = SHORTEST_TERM <= len(change.subject.strip()) <= LONGEST_TERM
    elif change.kind == ChangeKind.OFF:
        rule = rule_of(change.subject)
        possible = rule is not None and may_be_off(rule)
    else:
        possible = _within_bounds(change)
    if not possible:
        raise NotPossible(change.subject)


def _within_bounds(change: OwnChange) -> bool:
    (weight,) = as_changes([change]).weights
    low, high = bounds(weight)
    return weight_is_known(weight.of, weight.id) and low <= weight.points <= high


def weight_is_known(of: str, subject: str) -> bool:
    """Whether today's rule set has points there that can be changed."""
    return any((each.of, each.id) == (of, subject) for rule in catalogue() for each in weights_of(rule))


def take_change_back(*, change: RuleChange, by: User) -> None:
    """Judge as the rule set says again; nothing happens where that was done already."""
    RuleChange.objects.filter(pk=change.pk, withdrawn_at=None).update(
        withdrawn_by=by, withdrawn_at=timezone.now()
    )


def rule_changes_of(organisation: Organisation) -> QuerySet[RuleChange]:
    """Newest first, those taken back too, each with who made it."""
    return organisation.rule_changes.select_related("by", "withdrawn_by")


def own_changes_of(organisation: Organisation) -> tuple[OwnChange, ...]:
    """The changes in force today, newest first."""
    return tuple(told(change) for change in rule_changes_of(organisation).filter(withdrawn_at=None))


def changes_of(organisation: Organisation) -> Changes:
    """What the organisation's texts are judged with today. One query."""
    return as_changes(own_changes_of(organisation))


def ruleset_of(organisation: Organisation) -> str:
    """The version of the rules that the organisation's texts are judged with today."""
    return ruleset_version(changes_of(organisation))


def changes_in(assessment: Assessment) -> Changes:
    """What the texts of `assessment` were judged with."""
    return Changes.model_validate(assessment.changes)


def own_changes_in(assessment: Assessment) -> tuple[OwnChange, ...]:
    """The same with who, when and why, as they stood when it was made; no query where there were none."""
    if not changes_in(assessment):
        return ()
    organisation = assessment.version.specification.procurement.organisation
    made = Q(at__lte=assessment.created_at)
    stood = Q(withdrawn_at=None) | Q(withdrawn_at__gt=assessment.created_at)
    return tuple(told(change) for change in rule_changes_of(organisation).filter(made, stood))


def told(change: RuleChange) -> OwnChange:
    """A stored change in words."""
    return OwnChange(
        id=change.pk,
        kind=change.kind,
        subject=change.subject,
        of=change.of,
        points=change.points,
        does=does(change.kind, change.subject, change.of, change.points),
        reason=change.reason,
        by=str(change.by),
        at=change.at,
    )
