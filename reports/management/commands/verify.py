"""`manage.py verify FILE.pdf`: is it a report of ours, and are its data and scores what they were?

Exit code 0 where nothing speaks against it, 1 where something does, 2 where it could not be looked at.
"""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import strip_tags

from reports.models import Report
from reports.verifying.outcome import Kind, Outcome, TooHeavy, outcome


class Command(BaseCommand):
    help = (
        "Tell whether a PDF is a report of ours, and compute its scores again. Works without a database too."
    )
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--lang", choices=["sv", "en"], default="sv")

    def handle(self, *, file: Path, lang: str, **options) -> None:
        if not file.is_file():
            raise CommandError(f"{file}: no such file.", returncode=2)
        with translation.override(lang):
            try:
                found, report = _found(file)
            except TooHeavy:
                raise CommandError(f"{file}: too large, or too heavy to open.", returncode=2) from None
            self.stdout.write(_words(found, report))
        if found.kind in (Kind.CHANGED, Kind.FOREIGN) or (found.inside.seal and not found.inside.seal.intact):
            raise SystemExit(1)


def _found(file: Path) -> tuple[Outcome, Report | None]:
    """With what is on record, where there is a database."""
    if "dummy" in settings.DATABASES["default"]["ENGINE"]:
        return outcome(file), None
    reports = Report.objects.select_related("assessment__version__specification")
    found = outcome(file, reports)
    return found, reports.filter(pk=found.report).first()


def _words(found: Outcome, report: Report | None) -> str:
    """The page's own sentences, without its markup."""
    context = {"found": found, "inside": found.inside, "report": report}
    lines = strip_tags(
        render_to_string("reports/_verified.html", context).replace("<li>", "<li>• ")
    ).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
