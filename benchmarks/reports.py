"""How long a report takes and what memory, beside headless Chromium that prints the same HTML:
`python -m benchmarks.reports`.

Real requirements of `../shared/texts`, judged beforehand. Each document is made in a process of its own that
reads the stored verdicts, freezes the snapshot and lays it out, as the worker does; the seconds begin with
the snapshot. Chromium gets the same HTML and style sheet, with the same type faces. Seconds are of the
processor, over all processes of a program, so that a busy machine tells nearly the same as an idle one, and
by the clock; memory is the largest sum over its processes of what each has to itself (PSS).
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from .labels import ROOT
from .speed import texts

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
TICKS = os.sysconf("SC_CLK_TCK")
SAMPLE_SECONDS = 0.05
GOALS = {"board": (300, 4, 250), "audit": (2_000, 15, 400)}  # requirements, seconds, MB


class Cost(NamedTuple):
    """Seconds of the processor and by the clock, MB at most, and the pages that came out."""

    processor: float
    clock: float
    memory: float
    pages: int


def made(kind: str, count: int, folder: Path) -> Cost:
    """Lay a report out in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reports"]
    _watch([*command, "judge", str(count), str(folder)])
    watched = _watch([*command, kind, str(count), str(folder)])
    told = (folder / "told").read_text().split()
    return Cost(float(told[0]), float(told[1]), watched.memory, int(told[2]))


def printed_by_chromium(folder: Path) -> Cost:
    pdf = folder / "chromium.pdf"
    command = [
        *(CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
        *(f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={pdf}", f"file://{folder / 'page.html'}"),
    ]
    watched = _watch(command)
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    return watched._replace(pages=int(re.search(r"Pages:\s+(\d+)", told)[1]))


def _watch(command: list[str]) -> Cost:
    """Run a program and look at all its processes until it ends."""
    began, spent, most = time.monotonic(), {}, 0.0
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as program:
        while program.poll() is None:
            memory = 0.0
            for process in _session(program.pid):
                spent[process] = max(spent.get(process, 0.0), _processor(process))
                memory += _memory(process)
            most = max(most, memory)
            time.sleep(SAMPLE_SECONDS)
        if program.returncode:
            raise SystemExit(f"{' '.join(command)} ended with {program.returncode}")
    return Cost(sum(spent.values()), time.monotonic() - began, most, 0)


def _session(leader: int) -> list[int]:
    """The processes that descend from `leader`; Chromium's helpers leave its group, not its family."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        children.setdefault(parent, []).append(int(folder.name))
    found = [leader]
    for process in found:
        found += children.get(process, [])
    return found


def _processor(process: int) -> float:
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _memory(process: int) -> float:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0.0
    found = re.search(r"^Pss:\s+(\d+)", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def make(kind: str, count: int, folder: Path) -> None:
    """What the process does that is looked at: a report from its verdicts; and its page for Chromium."""
    import django

    sys.modules["numpy"] = None  # openpyxl loads it where it is; where Glapp runs it is not (25 MB)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    if kind == "judge":
        return _judge(count, folder)
    from reports.audit.making import audit_manuscript
    from reports.render import FACES, board_manuscript, typeset

    snapshot = (_audit if kind == "audit" else _board)(folder)
    started, clock = time.process_time(), time.monotonic()
    manuscript = (audit_manuscript if kind == "audit" else board_manuscript)(snapshot)
    del snapshot  # as the worker does
    pdf = typeset(manuscript)
    told = f"{time.process_time() - started:.2f} {time.monotonic() - clock:.2f} {pdf.pages}"
    (folder / "told").write_text(told)
    (folder / "report.pdf").write_bytes(pdf.content)
    sheet = manuscript.stylesheet.read_text()
    faces = re.sub(r"glapp:([\w-]+\.ttf)", lambda name: f"file://{FACES[name[1]]}", sheet)
    style = f"<meta charset='utf-8'/><style>:root {{ --accent: #123f52 }}\n{faces}</style>"
    (folder / "page.html").write_text(
        "<!doctype html>" + re.sub("<head>", "<head>" + style.replace("\\", r"\\"), manuscript.html, count=1)
    )


def _judge(count: int, folder: Path) -> None:
    from assessments.engine.whole import read_whole

    rows = list(_judged(count))
    (folder / "rows").write_text("".join(f"{row.model_dump_json()}\n" for row in rows))
    (folder / "findings").write_text("".join(f"{each.model_dump_json()}\n" for each in read_whole(rows)))


def _stored(folder: Path, name: str, model):
    with (folder / name).open() as lines:
        for line in lines:
            yield model.model_validate_json(line)


def _judged(count: int):
    from assessments.engine import judge
    from assessments.summary import Judged
    from procurement.importers.draft import Place

    for position, (text, lang) in enumerate(texts()[:count], 1):
        verdict = judge(text, lang)
        yield Judged(
            position=position,
            number=f"K{position}",
            text=text,
            kind="mandatory",
            phase=verdict.phase,
            heading_path=("Requirements", f"Part {position // 25 + 1}"),
            place=Place(sheet="Requirements", row=position),
            verdict=verdict,
        )


def _source():
    from datetime import date

    from assessments.engine import catalogue, ruleset_version
    from reports.snapshot import Source

    return Source(
        specification="Benchmark",
        assessed_on=date(2026, 1, 1),
        ruleset=ruleset_version(),
        rules=len(catalogue()),
        app_version="0",
    )


def _board(folder: Path):
    from assessments.engine.whole import Finding
    from assessments.summary import Judged
    from reports.snapshot import freeze

    rows = tuple(_stored(folder, "rows", Judged))
    return freeze(_source(), rows, findings=tuple(_stored(folder, "findings", Finding)), language="sv")


def _audit(folder: Path):
    from assessments.engine.whole import Finding
    from assessments.summary import Judged
    from reports.audit.snapshot import freeze_audit

    findings = tuple(_stored(folder, "findings", Finding))
    rows = _stored(folder, "rows", Judged)
    return freeze_audit(_source(), rows, findings=findings, language="sv", expect="en")


def main() -> None:
    print("\nReports, beside headless Chromium printing the same HTML")
    print(f"  {'':34}{'processor':>10}{'clock':>9}{'memory':>10}{'pages':>7}")
    for kind, (count, seconds, memory) in GOALS.items():
        with tempfile.TemporaryDirectory() as folder:
            ours = made(kind, count, Path(folder))
            _print(f"{kind}, {count} requirements", ours, f"goal {seconds} s, {memory} MB")
            if CHROMIUM:
                theirs = printed_by_chromium(Path(folder))
                ratio = f"ours takes {ours.processor / theirs.processor:.1f} times its processor time"
                _print("  Chromium", theirs, f"{ratio} (goal 1.5 for 2,000)")


def _print(label: str, cost: Cost, note: str) -> None:
    figures = f"{cost.processor:8.1f} s{cost.clock:7.1f} s{cost.memory:7.0f} MB{cost.pages:7}"
    print(f"  {label:34}{figures}  {note}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        make(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main()
