"""What the worker runs for a job of kind "report"."""

from django.utils.translation import gettext_noop

from jobs.models import Job
from jobs.progress import CannotFinish, Progress

from .letter.making import letter_pdf
from .letter.snapshot import Letter
from .models import Report, ReportKind
from .pdf import Pdf
from .queries import reports_of
from .render import RenderingFault, render_pdf
from .services import save_file
from .snapshot import Snapshot

STEPS = 2
LAY_OUT = gettext_noop("Laying out the pages")
KEEP = gettext_noop("Saving the file")


def make_report(job: Job, progress: Progress) -> None:
    report = reports_of(job.organisation).get(job=job)
    if report.file:
        return
    progress(0, STEPS, LAY_OUT)
    try:
        pdf = pdf_of(report)
    except RenderingFault as fault:
        raise CannotFinish(
            sv=f"Rapporten gick inte att sätta: {fault}. Hör av dig till den som sköter Glapp hos er.",
            en=f"The report could not be laid out: {fault}. Tell whoever runs Glapp where you work.",
        ) from fault
    progress(1, STEPS, KEEP)
    save_file(report=report, pdf=pdf)
    progress(STEPS, STEPS, KEEP)


def pdf_of(report: Report) -> Pdf:
    """Lay out what the report's snapshot holds. Raises `RenderingFault`."""
    snapshot, render = DOCUMENTS[report.kind]
    return render(snapshot.model_validate(report.snapshot))


DOCUMENTS = {
    ReportKind.BOARD: (Snapshot, render_pdf),
    ReportKind.LETTER: (Letter, letter_pdf),
}
