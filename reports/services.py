"""Asking for a report, and writing the file of one that was asked for."""

import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.engine import catalogue, ruleset_version
from assessments.engine.verdict import Language
from assessments.models import Assessment
from assessments.queries import compare, context_rows_of, judged_rows, whole_of
from jobs.services import enqueue

from .models import Report, ReportKind
from .pdf import Pdf
from .snapshot import Since, Snapshot, Source, freeze


@transaction.atomic
def request_report(*, assessment: Assessment, language: Language, by: User | None = None) -> Report:
    """Freeze what the report says and have it made; the same request gives the same report."""
    snapshot = snapshot_of(assessment, language)
    job = enqueue(
        organisation=assessment.version.specification.procurement.organisation,
        kind="report",
        key=f"report:{assessment.pk}:{snapshot.kind}:{language}:{snapshot.digest()}",
        arguments={},
        requested_by=by,
    )
    report, created = Report.objects.get_or_create(
        job=job,
        defaults={
            "assessment": assessment,
            "kind": ReportKind.BOARD,
            "language": language,
            "snapshot": snapshot.model_dump(mode="json"),
            "requested_by": by,
        },
    )
    if created:
        job.leads_to = reverse("report-detail", args=[report.pk])
        job.save(update_fields=["leads_to"])
    return report


def snapshot_of(assessment: Assessment, language: Language) -> Snapshot:
    """Everything that a board report of `assessment` prints; the same whenever it is asked."""
    return freeze(
        _source(assessment),
        tuple(judged_rows(assessment)),
        findings=whole_of(assessment),
        language=language,
        context_rows=context_rows_of(assessment),
        since=_since(assessment),
    )


def save_file(*, report: Report, pdf: Pdf) -> Report:
    """Keep the document of a report. A file that a killed worker left behind is replaced."""
    name = f"glapp-{report.kind}-{report.language}-{report.pk}.pdf"
    storage = report.file.storage
    storage.delete(report.file.field.generate_filename(report, name))
    report.sha256 = hashlib.sha256(pdf.content).hexdigest()
    report.pages = pdf.pages
    report.file.save(name, ContentFile(pdf.content), save=False)
    report.save(update_fields=["file", "sha256", "pages"])
    return report


def _source(assessment: Assessment) -> Source:
    version = assessment.version
    procurement = version.specification.procurement
    file = version.source_file
    return Source(
        organisation=procurement.organisation.name,
        procurement=procurement.title,
        reference=procurement.reference,
        specification=version.specification.title,
        version=version.number,
        stage=procurement.stage,
        file_name=file.name if file else "",
        file_sha256=file.sha256 if file else "",
        assessed_on=timezone.localdate(assessment.created_at),
        ruleset=assessment.ruleset,
        # How many rules an older set had is not known any more.
        rules=len(catalogue()) if assessment.ruleset == ruleset_version() else 0,
        app_version=settings.VERSION,
    )


def _since(assessment: Assessment) -> Since | None:
    """What changed since the version before, where that was assessed with the same rules."""
    version = assessment.version
    before = (
        Assessment.objects.filter(
            version__specification=version.specification,
            version__number__lt=version.number,
            ruleset=assessment.ruleset,
        )
        .order_by("-version__number", "-pk")
        .first()
    )
    return before and Since(version=before.version.number, comparison=compare(before, assessment))
