"""Draft, in review, approved: who moves a version on, and the draft that follows an approved one.

Nobody approves what they themselves imported or sent for review, unless nobody else in the organisation may
edit: four eyes where there are four.
"""

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import EDITING_ROLES, Organisation, User

from .models import Requirement, SpecificationVersion, Step, VersionState, VersionStep


class WrongState(Exception):
    """A step that the version's state does not allow; the text says why, in the reader's language."""


class OwnWork(WrongState):
    """An approval by one who imported the version or sent it for review, where somebody else can do it."""


@transaction.atomic
def send_for_review(*, version: SpecificationVersion, by: User) -> SpecificationVersion:
    """A draft goes to review. Raises `WrongState` where it is not a draft."""
    version = _in_state(version, VersionState.DRAFT)
    return _moved(version, VersionState.IN_REVIEW, Step.SENT, by)


@transaction.atomic
def withdraw(*, version: SpecificationVersion, by: User) -> SpecificationVersion:
    """A version in review becomes a draft again. Raises `WrongState` where it is not in review."""
    version = _in_state(version, VersionState.IN_REVIEW)
    return _moved(version, VersionState.DRAFT, Step.WITHDRAWN, by)


@transaction.atomic
def approve(*, version: SpecificationVersion, by: User) -> SpecificationVersion:
    """A version that was in review is approved and frozen.

    Raises `WrongState` where it was not in review, and `OwnWork` where `by` imported it or sent it and
    somebody else may approve it.
    """
    version = _in_state(version, VersionState.IN_REVIEW)
    if not may_approve(version, by):
        raise OwnWork(
            _("You imported version %d or sent it for review. Ask a colleague to approve it.")
            % version.number
        )
    version.approved_by, version.approved_at = by, timezone.now()
    return _moved(version, VersionState.APPROVED, Step.APPROVED, by)


@transaction.atomic
def next_draft(*, version: SpecificationVersion, by: User) -> SpecificationVersion:
    """A draft with the same requirements as an approved version, under the next number.

    Each keeps its key. Raises `WrongState` where the version is not approved, or where a later one is
    being worked on already.
    """
    version = _in_state(version, VersionState.APPROVED)
    siblings = version.specification.versions
    open_one = siblings.exclude(state=VersionState.APPROVED).order_by("-number").first()
    if open_one:
        raise WrongState(_("Version %d is being worked on already. Go on with that one.") % open_one.number)
    draft = siblings.create(
        number=siblings.order_by("-number").first().number + 1,
        source_file=version.source_file,
        based_on=version.number,
        created_by=by,
    )
    rows = [_copy(row, draft) for row in version.requirements.all()]
    Requirement.objects.bulk_create(rows, batch_size=1_000)
    return draft


class Standing(NamedTuple):
    """Where a version stands for one reader: what was done by whom, and what the reader can do next.

    `approvers` are the names of those who may approve it as it stands; `open_draft` is a later version that
    is being worked on, if there is one.
    """

    steps: Sequence[VersionStep]
    may_approve: bool
    alone: bool
    approvers: Sequence[str]
    open_draft: SpecificationVersion | None


def standing_of(version: SpecificationVersion, user: User) -> Standing:
    """Four queries at most, however long the story."""
    editors = list(editors_of(version.specification.procurement.organisation))
    hands = _own_hands(version) if version.state == VersionState.IN_REVIEW else set()
    others = [editor for editor in editors if editor.pk not in hands]
    later = version.specification.versions.exclude(state=VersionState.APPROVED)
    return Standing(
        steps=list(version.steps.select_related("by")),
        may_approve=user in others or editors == [user],
        alone=editors == [user],
        approvers=[str(editor) for editor in others],
        open_draft=later.order_by("-number").first() if version.state == VersionState.APPROVED else None,
    )


def may_approve(version: SpecificationVersion, user: User) -> bool:
    """Whether this member, one who may edit, has the second pair of eyes."""
    if user.pk not in _own_hands(version):
        return True
    return not editors_of(version.specification.procurement.organisation).exclude(pk=user.pk).exists()


def editors_of(organisation: Organisation):
    """Everybody there who may edit, by name."""
    return User.objects.filter(
        memberships__organisation=organisation, memberships__role__in=EDITING_ROLES, is_active=True
    ).order_by("name")


def _own_hands(version: SpecificationVersion) -> set[int | None]:
    """Who imported the version or copied it, and who sent it last."""
    sent = version.steps.filter(step=Step.SENT).order_by("-at", "-pk").first()
    return {version.created_by_id, sent.by_id if sent else None}


def _in_state(version: SpecificationVersion, state: VersionState) -> SpecificationVersion:
    """The version, locked. The lock makes two people's steps, and edits, follow each other."""
    SpecificationVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    version = SpecificationVersion.objects.select_related("specification__procurement").get(pk=version.pk)
    if version.state != state:
        raise WrongState(_why_not(version))
    return version


def _moved(version: SpecificationVersion, state: VersionState, step: Step, by: User) -> SpecificationVersion:
    version.state = state
    version.save(update_fields=["state", "approved_by", "approved_at"])
    VersionStep.objects.create(version=version, step=step, by=by)
    return version


def _why_not(version: SpecificationVersion) -> str:
    """Where the version stands, and what can be done with it there."""
    return {
        VersionState.DRAFT: _("Version %d is a draft. Send it for review first."),
        VersionState.IN_REVIEW: _("Version %d is in review already. Approve it, or take it back to draft."),
        VersionState.APPROVED: _("Version %d is approved and stays as it is. Start a new draft from it."),
    }[VersionState(version.state)] % version.number


def _copy(row: Requirement, draft: SpecificationVersion) -> Requirement:
    values = {
        field.attname: getattr(row, field.attname)
        for field in Requirement._meta.concrete_fields
        if field.name not in ("id", "version", "revision")
    }
    return Requirement(**values, version=draft)
