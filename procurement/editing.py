"""Changing a requirement on the site: only in drafts, never over what somebody else wrote meanwhile.

Whoever also keeps verdicts saves through `assessments.editing`, in the same transaction.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from accounts.models import User

from .models import Comment, Kind, Phase, Requirement, Revision, SpecificationVersion, VersionState
from .review import WrongState

LONGEST_TEXT = 20_000  # characters; the longest requirement seen in real tenders has about 6,000
SITTING = timedelta(minutes=10)  # a pause after which going on is a change of its own


class Wording(BaseModel):
    """Everything of a requirement that somebody writes. `number` is what its document calls it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: str = ""
    text: str
    kind: str = Kind.MANDATORY.value
    phase: str = Phase.UNKNOWN.value
    motive: str = ""
    shown_by: str = ""
    is_context: bool = False


class EditedMeanwhile(Exception):
    """Somebody changed the requirement since it was read; `requirement` is as they left it."""

    def __init__(self, requirement: Requirement) -> None:
        super().__init__(f"{requirement} is at revision {requirement.revision}")
        self.requirement = requirement


def wording_of(requirement: Requirement) -> Wording:
    return Wording(**{name: getattr(requirement, name) for name in Wording.model_fields})


def wording_before(revision: Revision) -> Wording:
    """What the requirement said when the revision ended."""
    same = {name: getattr(revision, name) for name in Wording.model_fields if name != "number"}
    return Wording(number=revision.row_number, **same)


@transaction.atomic
def change_requirement(
    *,
    requirement: Requirement,
    wording: Wording,
    revision: int,
    by: User | None,
    restores: int | None = None,
) -> Requirement:
    """Give a requirement of a draft another wording and keep what it was; return it as it is now.

    `revision` is the one that the writer saw. The same wording again changes nothing. Raises
    `EditedMeanwhile` where it is not the latest any more, and `WrongState` where the version is no draft.
    """
    # The lock keeps the version from being approved, and other edits of it from passing, until we are done.
    version = SpecificationVersion.objects.select_for_update(no_key=True).get(pk=requirement.version_id)
    current = Requirement.objects.select_related("version__specification__procurement").get(pk=requirement.pk)
    if version.state != VersionState.DRAFT:
        raise WrongState(_no_draft(version))
    if wording == wording_of(current):
        return current
    if revision != current.revision:
        raise EditedMeanwhile(current)
    _keep(current, by, restores)
    for name, value in wording:
        setattr(current, name, value)
    current.revision += 1
    current.save(update_fields=[*Wording.model_fields, "revision"])
    return current


def _keep(requirement: Requirement, by: User | None, restores: int | None) -> None:
    """What it is now, as a revision that ends; going on within one sitting ends none."""
    now = timezone.now()
    last = requirement.revisions.first()
    same_sitting = last and last.by == by and last.restores is None and now - last.at < SITTING
    if same_sitting and restores is None:
        last.at = now
        last.save(update_fields=["at"])
        return
    was = wording_of(requirement).model_dump()
    requirement.revisions.create(
        number=requirement.revision, row_number=was.pop("number"), **was, restores=restores, by=by, at=now
    )


def _no_draft(version: SpecificationVersion) -> str:
    if version.state == VersionState.IN_REVIEW:
        return _("Version %d is in review. Take it back to draft to change it.") % version.number
    return _("Version %d is approved and stays as it is. Start a new draft from it.") % version.number


def comment_on(*, requirement: Requirement, text: str, by: User) -> Comment:
    """Say something of a requirement; it is seen in every version that has it."""
    return Comment.objects.create(
        specification_id=requirement.version.specification_id, key=requirement.key, text=text, by=by
    )
