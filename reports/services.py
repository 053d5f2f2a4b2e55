"""Asking for a report, and writing the file of one that was asked for."""

import hashlib
from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.comparison import Change
from assessments.dismissals import dismissals_of
from assessments.engine import catalogue, ruleset_version
from assessments.engine.verdict import Language
from assessments.models import Assessment
from assessments.queries import compare, context_rows_of, judged_rows, whole_of
from assessments.refreshing import fresh
from assessments.rule_changes import changes_in, own_changes_in
from jobs.services import enqueue

from .bidding.chapter import BidChapter
from .look import Look
from .models import Report, ReportTemplate
from .pdf import Pdf
from .snapshot import Moved, Since, Snapshot, Source, freeze

MOST_MOVED = 5  # requirements that got better, and as many that got worse


class Frozen(Protocol):
    """What every snapshot is, whatever its document."""

    kind: str
    language: Language

    def digest(self) -> str: ...

    def model_dump(self, *, mode: str) -> dict: ...


def request_report(
    *,
    assessment: Assessment,
    language: Language,
    by: User | None = None,
    template: ReportTemplate | None = None,
    bids: BidChapter | None = None,
) -> Report:
    """Freeze what the board's report says and have it made; the same request gives the same report.

    With `bids` only those may see it who are named to see the bids.
    """
    look = template.look_in(language) if template else Look()
    snapshot = snapshot_of(assessment, language, look, bids)
    return have_made(assessment=assessment, snapshot=snapshot, by=by, with_bids=bids is not None)


@transaction.atomic
def have_made(
    *, assessment: Assessment, snapshot: Frozen, by: User | None = None, with_bids: bool = False
) -> Report:
    """Keep the snapshot and have its document made; the same snapshot gives the same report."""
    job = enqueue(
        organisation=assessment.version.specification.procurement.organisation,
        kind="report",
        key=f"report:{assessment.pk}:{snapshot.kind}:{snapshot.language}:{snapshot.digest()}",
        arguments={},
        requested_by=by,
    )
    report, created = Report.objects.get_or_create(
        job=job,
        defaults={
            "assessment": assessment,
            "kind": snapshot.kind,
            "language": snapshot.language,
            "snapshot": snapshot.model_dump(mode="json"),
            "requested_by": by,
            "with_bids": with_bids,
        },
    )
    if created:
        job.leads_to = reverse("report-detail", args=[report.pk])
        job.save(update_fields=["leads_to"])
    return report


def snapshot_of(
    assessment: Assessment,
    language: Language,
    look: Look | None = None,
    bids: BidChapter | None = None,
) -> Snapshot:
    """Everything that a board report of `assessment` prints as it is now, never from a stale summary."""
    assessment = fresh(assessment)
    return freeze(
        source_of(assessment),
        tuple(judged_rows(assessment)),
        findings=whole_of(assessment),
        language=language,
        context_rows=context_rows_of(assessment),
        since=_since(assessment),
        dismissed=dismissals_of(assessment.version, assessment),
        own_changes=own_changes_in(assessment),
        look=look,
        bids=bids,
    )


def save_file(*, report: Report, pdf: Pdf, digest: str, examined: dict) -> Report:
    """Keep the document of a report. A file that a killed worker left behind is replaced."""
    name = f"glapp-{report.kind}-{report.language}-{report.pk}.pdf"
    storage = report.file.storage
    storage.delete(report.file.field.generate_filename(report, name))
    report.sha256 = hashlib.sha256(pdf.content).hexdigest()
    report.pages, report.digest, report.examined = pdf.pages, digest, examined
    report.file.save(name, ContentFile(pdf.content), save=False)
    report.save(update_fields=["file", "sha256", "pages", "digest", "examined"])
    return report


def source_of(assessment: Assessment) -> Source:
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
        rules=len(catalogue()) if assessment.ruleset == ruleset_version(changes_in(assessment)) else 0,
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
    if before is None:
        return None
    found = compare(before, assessment)
    texts = _texts(assessment, found.narrower[:MOST_MOVED] + found.wider[:MOST_MOVED])
    return Since(
        version=before.version.number,
        comparison=found,
        better=tuple(_moved(change, *texts[change.key]) for change in found.narrower[:MOST_MOVED]),
        worse=tuple(_moved(change, *texts[change.key]) for change in found.wider[:MOST_MOVED]),
    )


def _texts(assessment: Assessment, changes: Iterable[Change]) -> dict[UUID, tuple[str, str]]:
    """The text and its language, by the requirement's key."""
    rows = assessment.verdicts.filter(requirement__key__in=[change.key for change in changes])
    told = rows.values_list("requirement__key", "requirement__text", "data__lang")
    return {key: (text, lang) for key, text, lang in told}


def _moved(change: Change, text: str, lang: str) -> Moved:
    return Moved(number=change.number, text=text, lang=lang, before=change.gap_before, after=change.gap_after)
