"""Asking for an audit report, and freezing what it says when its turn comes."""

import hashlib

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from assessments.dismissals import dismissals_of
from assessments.engine import main_language
from assessments.engine.verdict import Language
from assessments.models import Assessment
from assessments.queries import context_rows_of, judged_rows, whole_of
from assessments.refreshing import fresh
from assessments.rule_changes import changes_in, own_changes_in
from jobs.services import enqueue
from reports.bidding.freezing import register_of
from reports.models import Report, ReportKind
from reports.services import source_of

from .snapshot import AuditSnapshot, freeze_audit


class Changed(Exception):
    """What the report is to say is no longer what it was when somebody asked for it."""


@transaction.atomic
def request_audit(
    *, assessment: Assessment, language: Language, by: User | None = None, with_bids: bool = False
) -> Report:
    """Have an audit report made; asking for the same gives the same report.

    Its snapshot is as large as the specification, so the worker freezes it; until then the job's key holds
    what it will be of. With bids it has the register of their evidence, and only those may see it who are
    named to see them.
    """
    assessment = fresh(assessment)
    job = enqueue(
        organisation=assessment.version.specification.procurement.organisation,
        kind="report",
        key=_key(assessment, language, with_bids),
        arguments={},
        requested_by=by,
    )
    report, created = Report.objects.get_or_create(
        job=job,
        defaults={
            "assessment": assessment,
            "kind": ReportKind.AUDIT,
            "language": language,
            "snapshot": {},
            "requested_by": by,
            "with_bids": with_bids,
        },
    )
    if created:
        job.leads_to = reverse("report-detail", args=[report.pk])
        job.save(update_fields=["leads_to"])
    return report


def frozen_audit(report: Report) -> AuditSnapshot:
    """The report's snapshot: as it was frozen, or frozen now. Raises `Changed`."""
    if not report.snapshot:
        with transaction.atomic():
            snapshot = audit_snapshot_of(report.assessment, report.language, report.with_bids)
            if _key(report.assessment, report.language, report.with_bids) != report.job.key:
                raise Changed
        report.snapshot = snapshot.model_dump(mode="json")
        report.save(update_fields=["snapshot"])
    frozen = AuditSnapshot.model_validate(report.snapshot)
    del report.snapshot  # as large again; whoever asks for it reads it anew
    return frozen


def audit_snapshot_of(assessment: Assessment, language: Language, with_bids: bool = False) -> AuditSnapshot:
    """What an audit report of `assessment` says as it is now. Needs a transaction."""
    assessment = fresh(assessment)
    texts = assessment.verdicts.values_list("requirement__text", flat=True)
    return freeze_audit(
        source_of(assessment),
        judged_rows(assessment),
        findings=whole_of(assessment),
        language=language,
        expect=assessment.language or main_language(texts),
        context_rows=context_rows_of(assessment),
        dismissed=dismissals_of(assessment.version, assessment),
        changes=changes_in(assessment),
        own_changes=own_changes_in(assessment),
        evidence=register_of(assessment) if with_bids else (),
    )


def _key(assessment: Assessment, language: Language, with_bids: bool) -> str:
    """The job's key: a fingerprint of all that may change under an assessment, without unpacking verdicts."""
    rows = assessment.verdicts.order_by("requirement__position").values_list(
        "requirement__position",
        "requirement__number",
        "requirement__text",
        "requirement__heading_path",
        "requirement__kind",
        "requirement__phase",
        "requirement__motive",
        "requirement__shown_by",
        "sounds",
        "measurable",
    )
    dismissed = dismissals_of(assessment.version, assessment)
    told = hashlib.sha256()
    # How many rules there are, and which program this is, may change while a report waits.
    told.update(source_of(assessment).model_dump_json(exclude={"rules", "app_version"}).encode())
    told.update(dismissed.model_dump_json().encode())
    for row in rows:
        told.update(repr(row).encode())
    if with_bids:
        told.update(repr(register_of(assessment)).encode())
    return f"report:{assessment.pk}:audit:{language}:{told.hexdigest()}"
