"""`manage.py assess FILE`: a file in, a table, a report and JSON out. Needs no database and no broker."""

import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from assessments.engine import catalogue, judge, main_language, ruleset_version
from assessments.engine.whole import Finding, name_of, read_whole
from assessments.summary import Judged, Summary, summarise
from assessments.wording import DIMENSIONS
from procurement.importers.draft import Draft, Problem, Reading
from procurement.importers.gate import Refused, read_file
from reports.board import finding, shorten
from reports.snapshot import Source, freeze

LONG = 200  # rows from which a progress bar is worth its place
PROBLEMS = 8  # printed; a file with one fault on every row is not worth a screen each


class Command(BaseCommand):
    help = "Judge every requirement of a file (xlsx, csv, docx) and write the risk report."
    requires_system_checks = ()

    def add_arguments(self, parser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--pdf", type=Path, metavar="OUT.pdf", help="write the board's risk report")
        parser.add_argument(
            "--json", type=Path, metavar="OUT.json", help="write every verdict; - for the screen"
        )
        parser.add_argument("--lang", choices=["sv", "en"], default="sv", help="language of table and report")

    def handle(self, *, file: Path, pdf: Path | None, json: Path | None, lang: str, **options) -> None:
        with translation.override(lang):
            _can_be_written(pdf, json)
            content = _read(file)
            reading = _drafts(file, lang)
            console = Console(file=sys.stderr if str(json) == "-" else sys.stdout)
            rows = _judge(reading.drafts, console)
            findings = read_whole(rows, _beside_the_rows(reading.drafts))
            context_rows = len(reading.drafts) - len(rows)
            _print(console, file, reading, summarise(rows, context_rows=context_rows), lang)
            _print_findings(console, findings, lang)
            if json:
                _write_json(json, file, content, rows=rows, findings=findings, problems=reading.problems)
            if pdf:
                source = _source(file, content)
                snapshot = freeze(source, rows, findings=findings, language=lang, context_rows=context_rows)
                _write_pdf(pdf, snapshot, console)


def _can_be_written(*wanted: Path | None) -> None:
    """Say before the work, not after it, that an answer has nowhere to go."""
    for path in wanted:
        if path and not path.absolute().parent.is_dir():
            raise CommandError(
                _("%(path)s cannot be written: make the folder first.") % {"path": path}, returncode=2
            )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.", returncode=2) from error


def _drafts(file: Path, lang: str) -> Reading:
    try:
        return read_file(file, name=file.name)
    except Refused as refused:
        raise CommandError(
            f"{file.name}: {refused.sv if lang == 'sv' else refused.en}", returncode=2
        ) from refused


def _judge(drafts: Sequence[Draft], console: Console) -> tuple[Judged, ...]:
    wanted = [(position, draft) for position, draft in enumerate(drafts, 1) if not draft.is_context]
    steps = track(
        wanted,
        description=_("Judging requirements"),
        console=console,
        transient=True,
        disable=len(wanted) < LONG,
    )
    expect = main_language(draft.text for _position, draft in wanted)
    return tuple(_judged(position, draft, expect) for position, draft in steps)


def _judged(position: int, draft: Draft, expect: str) -> Judged:
    verdict = judge(draft.text, expect=expect)
    return Judged(
        position=position,
        number=draft.number,
        text=draft.text,
        kind=draft.kind or "mandatory",
        phase=verdict.phase if draft.phase in {"", "unknown"} else draft.phase,
        heading_path=draft.heading_path,
        place=draft.place,
        motive=draft.motive,
        shown_by=draft.shown_by,
        verdict=verdict,
    )


def _beside_the_rows(drafts: Sequence[Draft]) -> Iterator[str]:
    """What else the document says, where an abbreviation may be written out."""
    for draft in drafts:
        yield from (draft.text if draft.is_context else "", draft.motive, draft.shown_by)
        yield from (cell.text for cell in draft.others)


def _print(console: Console, file: Path, reading: Reading, summary: Summary, lang: str) -> None:
    console.print(f"[bold]{escape(file.name)}[/bold]", finding(summary), sep="\n", highlight=False)
    if summary.requirements:
        console.print(_dimensions(summary))
    if summary.widest:
        console.print(_widest(summary))
    _print_problems(console, reading.problems, lang)


def _dimensions(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(_("Dimension"))
    for heading in (_("Requirements"), _("Sound settled, cannot be verified"), _("Mean gap")):
        table.add_column(heading, justify="right")
    for group in summary.by_dimension:
        table.add_row(
            str(DIMENSIONS[group.id]), str(group.requirements), str(group.false_precise), str(group.mean_gap)
        )
    return table


def _widest(summary: Summary) -> Table:
    table = Table(box=None, pad_edge=False, expand=True, title=_("The widest gaps"), title_justify="left")
    for heading in (_("Sounds"), _("Measurable"), _("Gap")):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(_("Number"), no_wrap=True, max_width=16)
    table.add_column(_("Requirement"), overflow="ellipsis", no_wrap=True, ratio=1)
    for row in summary.widest:
        scores = (row.verdict.sounds, row.verdict.measurable, row.verdict.gap)
        table.add_row(*map(str, scores), escape(name_of(row)), escape(shorten(row.text, 200)))
    return table


def _print_findings(console: Console, findings: Sequence[Finding], lang: str) -> None:
    """What was found in all rows together; the cases stand in the JSON."""
    if findings:
        console.print(f"[bold]{_('The specification as a whole')}[/bold]", highlight=False)
    for found in findings:
        line = f"• {found.title.in_language(lang)} ({len(found.cases)})"
        console.print(line, highlight=False, markup=False)


def _print_problems(console: Console, problems: Sequence[Problem], lang: str) -> None:
    """What the reader of the file should look at; the rest stands in the JSON."""
    for problem in problems[:PROBLEMS]:
        console.print(f"• {problem.sv if lang == 'sv' else problem.en}", highlight=False, markup=False)
    if len(problems) > PROBLEMS:
        console.print(_("… and %d more, in the JSON.") % (len(problems) - PROBLEMS), highlight=False)


def _write_json(
    target: Path,
    file: Path,
    content: bytes,
    *,
    rows: Sequence[Judged],
    findings: Sequence[Finding],
    problems: Sequence[Problem],
) -> None:
    document = {
        "file": file.name,
        "sha256": hashlib.sha256(content).hexdigest(),
        "ruleset": ruleset_version(),
        "glapp": settings.VERSION,
        "requirements": [_as_json(row) for row in rows],
        "whole": [finding.model_dump(mode="json") for finding in findings],
        "problems": [problem.model_dump(mode="json", exclude_defaults=True) for problem in problems],
    }
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    if str(target) == "-":
        sys.stdout.write(text)
    else:
        target.write_text(text, encoding="utf-8")


def _as_json(row: Judged) -> dict:
    return {
        "number": row.number,
        "text": row.text,
        "kind": row.kind,
        "provenance": row.place.model_dump(exclude_defaults=True) | {"headings": list(row.heading_path)},
        "verdict": row.verdict.model_dump(mode="json"),
    }


def _source(file: Path, content: bytes) -> Source:
    return Source(
        specification=file.stem,
        file_name=file.name,
        file_sha256=hashlib.sha256(content).hexdigest(),
        assessed_on=timezone.localdate(),
        ruleset=ruleset_version(),
        rules=len(catalogue()),
        app_version=settings.VERSION,
    )


def _write_pdf(target: Path, snapshot, console: Console) -> None:
    from reports.render import render_pdf  # WeasyPrint takes longer to load than a small file to judge

    with console.status(_("Laying out the pages")):
        pdf = render_pdf(snapshot)
    target.write_bytes(pdf.content)
    console.print(f"{target}: {pdf.pages} {_('pages')}", highlight=False)
