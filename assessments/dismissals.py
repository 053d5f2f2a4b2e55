"""Setting findings aside, taking that back, and reading what was set aside.

Writes take objects that the caller read from inside the organisation.
"""

from collections.abc import Iterable
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Organisation, User
from procurement.models import Requirement, SpecificationVersion

from .browse import scored_rows
from .case_dismissals import cases_set_aside, cases_taken_back
from .dismissed import (
    MISSING,
    THE_WHOLE,
    Dismissed,
    DismissedCase,
    DismissedFinding,
    digest,
    is_finding,
    title_of,
)
from .engine.verdict import Nature
from .models import Assessment, Dismissal
from .queries import latest_assessment


@transaction.atomic
def dismiss(
    *, version: SpecificationVersion, requirements: Iterable[Requirement], finding: str, reason: str, by: User
) -> list[Dismissal]:
    """Set `finding` aside on each of `requirements`, rows of `version`, with one reason; return the new ones.

    Where it is set aside already, on the text as it stands, that stays as it is. Raises `ValueError` where
    there is no such finding or no reason.
    """
    if not is_finding(finding) or not reason.strip():
        raise ValueError("a dismissal needs a finding that exists, and a reason")
    batch = uuid4()
    made = [
        Dismissal(
            specification_id=version.specification_id,
            key=row.key,
            finding=finding,
            digest=digest(row.text),
            reason=reason.strip(),
            batch=batch,
            by=by,
        )
        for row in requirements
    ]
    Dismissal.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    return list(Dismissal.objects.filter(batch=batch))


def take_back(*, dismissals: QuerySet[Dismissal], by: User) -> int:
    """Put what was set aside on the to-do list again; return how many were."""
    return dismissals.filter(withdrawn_at=None).update(withdrawn_by=by, withdrawn_at=timezone.now())


def all_dismissals_of(organisation: Organisation) -> QuerySet[Dismissal]:
    """Newest first, those taken back too, each with who made it."""
    return Dismissal.objects.filter(specification__procurement__organisation=organisation).select_related(
        "by", "withdrawn_by"
    )


def dismissals_of(version: SpecificationVersion, assessment: Assessment | None = None) -> Dismissed:
    """What is set aside in `version`, with the gaps of `assessment` (the latest where it is left out).

    A finding that the rules of today do not make there any more is left out. A fixed number of queries,
    however many there are.
    """
    standing = list(version.specification.dismissals.filter(withdrawn_at=None).select_related("by"))
    if not standing:
        return Dismissed()
    assessment = assessment or latest_assessment(version)
    in_force, look_again = _rows_set_aside(version, assessment, [each for each in standing if each.key])
    cases = cases_set_aside(version, assessment, [each for each in standing if not each.key])
    return Dismissed(rows=in_force, look_again=look_again, cases=cases.in_force, cases_again=cases.look_again)


def _rows_set_aside(
    version: SpecificationVersion, assessment: Assessment | None, standing: Iterable[Dismissal]
) -> tuple[tuple[DismissedFinding, ...], tuple[DismissedFinding, ...]]:
    """Which dismissals of findings on a requirement are in force, and which are to be looked at again."""
    made: dict[tuple[UUID, str], list[Dismissal]] = {}
    for dismissal in standing:
        made.setdefault((dismissal.key, dismissal.finding), []).append(dismissal)
    rows = scored_rows(version, assessment)
    in_force, look_again = [], []
    known = {row.key: row for row in rows.filter(key__in={key for key, _ in made})}
    for (key, finding), dismissals in made.items():
        if (row := known.get(key)) and _is_found(row, finding):
            now = digest(row.text)
            same = next((each for each in dismissals if each.digest == now), None)
            (in_force if same else look_again).append(_told(same or dismissals[0], row))
    return _in_order(in_force), _in_order(look_again)


def taken_back_in(version: SpecificationVersion) -> list[DismissedFinding | DismissedCase]:
    """What was set aside once in `version` and taken back: of the set first, the last of each first."""
    gone = version.specification.dismissals.filter(withdrawn_at__isnull=False)
    gone = list(gone.select_related("by", "withdrawn_by").order_by("-withdrawn_at", "-pk"))
    rows = scored_rows(version, latest_assessment(version)).filter(key__in={each.key for each in gone})
    known = {row.key: row for row in rows}
    cases = cases_taken_back(each for each in gone if not each.key)
    return [*cases, *(_told(each, known[each.key]) for each in gone if each.key in known)]


def dismissed_on(requirement: Requirement) -> dict[str, Dismissal]:
    """What is set aside on a requirement as it stands, by finding; see `dismissed.open_questions`."""
    found = Dismissal.objects.filter(
        specification=requirement.version.specification_id,
        key=requirement.key,
        digest=digest(requirement.text),
        withdrawn_at=None,
    )
    return {dismissal.finding: dismissal for dismissal in found.select_related("by")}


def _is_found(row: Requirement, finding: str) -> bool:
    """Whether the verdict of a row of `scored_rows` has the finding; what is not judged yet may have any."""
    if finding == THE_WHOLE or row.rules is None:
        return True
    if finding.startswith(MISSING):
        return finding.removeprefix(MISSING) in row.missing
    return finding in row.rules


def _in_order(rows: list[DismissedFinding]) -> tuple[DismissedFinding, ...]:
    return tuple(sorted(rows, key=lambda row: (row.position, row.finding)))


def _told(dismissal: Dismissal, row: Requirement) -> DismissedFinding:
    """`row` comes from `scored_rows`."""
    return DismissedFinding(
        id=dismissal.pk,
        key=row.key,
        position=row.position,
        number=row.number,
        text=row.text,
        finding=dismissal.finding,
        title=title_of(dismissal.finding),
        reason=dismissal.reason,
        by=str(dismissal.by),
        at=dismissal.at,
        gap=row.gap,
        counts=row.nature == Nature.REQUIREMENT,
        batch=dismissal.batch,
        taken_back_by=str(dismissal.withdrawn_by or ""),
        taken_back_at=dismissal.withdrawn_at,
    )
