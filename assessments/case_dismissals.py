"""Setting aside cases of what shows only in all rows together, and knowing them again."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction

from accounts.models import User
from procurement.models import SpecificationVersion

from .cases import OF_THE_SET, Known, known
from .dismissed import IN_SET, DismissedCase, sign, title_of
from .engine.whole import Case, Finding
from .models import Assessment, Dismissal
from .queries import whole_of


class FoundCase(NamedTuple):
    """A case as an assessment has it, and what to keep of it; `sign` is its name in an address."""

    finding: Finding
    case: Case
    known: Known

    @property
    def sign(self) -> str:
        return sign(self.finding.id, self.case)


def found_cases(version: SpecificationVersion, findings: Iterable[Finding]) -> list[FoundCase]:
    """Every case, with what to keep of it, in the order of importance. One query."""
    findings = [*findings]
    positions = {at for finding in findings if finding.id not in OF_THE_SET for at in finding.positions}
    told = version.requirements.filter(position__in=positions).values_list("position", "key", "text")
    rows: dict[int, tuple[UUID, str]] = {position: (key, text) for position, key, text in told}
    return [
        FoundCase(finding, case, known(finding.id, case, rows))
        for finding in findings
        for case in finding.cases
    ]


@transaction.atomic
def dismiss_cases(
    *, version: SpecificationVersion, cases: Iterable[FoundCase], reason: str, by: User
) -> list[Dismissal]:
    """Set each of `cases`, of an assessment of `version`, aside with one reason; return the new ones.

    What is set aside already stays as it is. Raises `ValueError` where there is no reason.
    """
    if not reason.strip():
        raise ValueError("a dismissal needs a reason")
    batch = uuid4()
    made = [
        Dismissal(
            specification_id=version.specification_id,
            finding=IN_SET + found.finding.id,
            digest=found.known.digest(),
            case=found.known.model_dump(mode="json"),
            reason=reason.strip(),
            batch=batch,
            by=by,
        )
        for found in cases
    ]
    Dismissal.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    return list(Dismissal.objects.filter(batch=batch))


class CasesSetAside(NamedTuple):
    in_force: tuple[DismissedCase, ...] = ()
    look_again: tuple[DismissedCase, ...] = ()


def cases_set_aside(
    version: SpecificationVersion, assessment: Assessment | None, dismissals: Sequence[Dismissal]
) -> CasesSetAside:
    """Which of the standing `dismissals` of cases hold for what `assessment` found, and which for what it was
    once. What is not found there any more is left out. No query without dismissals, else one."""
    if not dismissals or assessment is None:
        return CasesSetAside()
    remembered = [(each, Known.model_validate(each.case)) for each in dismissals]
    kinds = {memory.kind for _, memory in remembered}
    findings = [finding for finding in whole_of(assessment) if finding.id in kinds]
    in_force, look_again = [], {}
    for found in found_cases(version, findings):
        held = next((each for each, memory in remembered if memory.covers(found.known)), None)
        if held:
            in_force.append(_told(held, found.finding.id, found.case))
            continue
        for each, memory in remembered:
            if memory.became(found.known):
                look_again.setdefault(each.pk, _told(each, found.finding.id, found.case))
    held_ids = {each.id for each in in_force}
    return CasesSetAside(
        tuple(in_force), tuple(told for pk, told in look_again.items() if pk not in held_ids)
    )


def cases_taken_back(dismissals: Iterable[Dismissal]) -> Iterator[DismissedCase]:
    """As they were when they were set aside."""
    for each in dismissals:
        memory = Known.model_validate(each.case)
        yield _told(each, memory.kind, Case(says=memory.says))


def _told(dismissal: Dismissal, kind: str, case: Case) -> DismissedCase:
    return DismissedCase(
        id=dismissal.pk,
        kind=kind,
        title=title_of(dismissal.finding),
        case=case,
        reason=dismissal.reason,
        by=str(dismissal.by),
        at=dismissal.at,
        batch=dismissal.batch,
        taken_back_by=str(dismissal.withdrawn_by or ""),
        taken_back_at=dismissal.withdrawn_at,
    )
