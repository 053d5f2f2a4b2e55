"""What the worker runs for a job of kind "report"."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_noop

from assessments.engine.verdict import Value
from jobs.models import Job
from jobs.progress import CannotFinish, LeaseLost, Progress
from jobs.services import still_ours

from .audit.asking import Changed, frozen_audit
from .audit.making import audit_manuscript
from .conformance import examine
from .conformance.verapdf import VeraPdfFault, verapdf
from .letter.making import letter_manuscript
from .letter.snapshot import Letter
from .models import Report, ReportKind
from .pdf import Manuscript, Pdf
from .queries import every_report_of
from .render import RenderingFault, board_manuscript, each_page, typeset
from .sealing import key_of
from .services import save_file
from .snapshot import Snapshot

GATHER = gettext_noop("Gathering the evidence")
LAY_OUT = gettext_noop("Laying out the pages (how many they are in all is reckoned)")
EXAMINE = gettext_noop("Examining the document")
KEEP = gettext_noop("Saving the file")
BEFORE, AFTER = 1, 2  # steps that are no pages
# How many pages a report will have, before anybody knows: by requirements, measured on real specifications.
PAGES = {ReportKind.AUDIT: lambda rows: 12 + rows // 4, ReportKind.BOARD: lambda rows: 10}


class Examined(Value):
    """What was asked of a finished document and answered with yes: how many checks of PDF/UA-1 and PDF/A-3a,
    whether veraPDF was asked too, and whose seal is on it ("" for none)."""

    ua: int
    a: int
    verapdf: bool
    seal: str


def make_report(job: Job, progress: Progress) -> None:
    report = every_report_of(job.organisation).get(job=job)
    if report.file:
        return
    progress(0, BEFORE + AFTER, GATHER)
    manuscript = _manuscript(report)
    pages = _Pages(progress, PAGES.get(report.kind, lambda rows: 4)(report.assessment.verdicts.count()))
    pdf = _laid_out(report, manuscript, pages)
    progress(BEFORE + pdf.pages, BEFORE + pdf.pages + AFTER, EXAMINE)
    pdf, examined = _examined(report, pdf)
    progress(BEFORE + pdf.pages + 1, BEFORE + pdf.pages + AFTER, KEEP)
    with transaction.atomic():
        if not still_ours(job):
            raise LeaseLost
        save_file(report=report, pdf=pdf, digest=manuscript.digest, examined=examined.model_dump())
    progress(BEFORE + pdf.pages + AFTER, BEFORE + pdf.pages + AFTER, KEEP)


class _Pages:
    """Tells the page that is being laid out, of as many as there will probably be."""

    def __init__(self, progress: Progress, expected: int) -> None:
        self._progress, self._expected = progress, expected

    def __call__(self, number: int) -> None:
        self._progress(BEFORE + number - 1, BEFORE + max(self._expected, number) + AFTER, LAY_OUT)


def _manuscript(report: Report) -> Manuscript:
    """What is to be set. The snapshot of an audit is as large as the specification: the worker freezes it,
    and lets it go before the pages are laid out."""
    try:
        if report.kind == ReportKind.AUDIT:
            return audit_manuscript(frozen_audit(report))
        snapshot, manuscript = DOCUMENTS[report.kind]
        return manuscript(snapshot.model_validate(report.snapshot))
    except Changed as changed:
        raise CannotFinish(
            sv="Kravspecifikationen ändrades medan rapporten väntade på sin tur. Begär den igen.",
            en="The specification was changed while the report waited for its turn. Ask for it again.",
        ) from changed


def _laid_out(report: Report, manuscript: Manuscript, pages: _Pages) -> Pdf:
    try:
        with each_page(pages):
            return typeset(manuscript, sealed=_key(report) is not None)
    except RenderingFault as fault:
        raise CannotFinish(
            sv=f"Rapporten gick inte att sätta: {fault}. Hör av dig till den som sköter Glapp hos er.",
            en=f"The report could not be laid out: {fault}. Tell whoever runs Glapp where you work.",
        ) from fault


def _examined(report: Report, pdf: Pdf) -> tuple[Pdf, Examined]:
    """The document, sealed where the organisation has a key, once every check has passed."""
    pdf, sealed_by = _sealed(report, pdf)
    found = examine(pdf.content)
    if found.faults:
        said = "; ".join(f"{fault.check}: {fault.says}" for fault in found.faults[:3])
        raise CannotFinish(
            sv="Rapporten klarade inte vår egen granskning och sparades inte. Hör av dig till den som sköter "
            f"Glapp hos er. Det som brast, med standardens ord: {said}",
            en="The report did not pass our own examination and was not kept. Tell whoever runs Glapp where "
            f"you work. What failed: {said}",
        )
    try:
        asked = verapdf(pdf.content, settings.VERAPDF_BIN)
    except VeraPdfFault as fault:
        raise CannotFinish(
            sv=f"veraPDF godkände inte rapporten: {fault}. Hör av dig till den som sköter Glapp hos er.",
            en=f"veraPDF did not pass the report: {fault}. Tell whoever runs Glapp where you work.",
        ) from fault
    return pdf, Examined(ua=found.ua, a=found.a, verapdf=asked, seal=sealed_by)


def _sealed(report: Report, pdf: Pdf) -> tuple[Pdf, str]:
    """The document with the organisation's seal and whose it is; as it was, and "", where it has no key."""
    key = _key(report)
    if key is None:
        return pdf, ""
    from .sealing.pades import SealUnreadable, seal, seal_of  # a second to load, for those who have a key

    try:
        sealed = seal(pdf.content, key)
    except SealUnreadable as unreadable:
        raise CannotFinish(
            sv="Rapporten gick inte att försegla: nyckelfilen eller dess lösenfras är fel. Hör av dig till "
            "den som sköter Glapp hos er.",
            en="The report could not be sealed: the key's file or its passphrase is wrong. Tell whoever "
            "runs Glapp where you work.",
        ) from unreadable
    return pdf.model_copy(update={"content": sealed}), seal_of(sealed).by


def _key(report: Report) -> Path | None:
    return key_of(report.assessment.version.specification.procurement.organisation_id)


DOCUMENTS = {
    ReportKind.BOARD: (Snapshot, board_manuscript),
    ReportKind.LETTER: (Letter, letter_manuscript),
}
