"""The live preview under load: twenty people typing at once against the site as it runs in production.

    python -m benchmarks.load [--seconds 30] [--users 20] [--reports 10]

PostgreSQL and gunicorn with two workers run on this machine, and so do the typists: on a machine that does
other things the figures are worse than on a server. Each typist asks once a second: the editor asks only when
the keys have rested for a fifth of a second, which nobody's do much more often than that.

With `--reports` a broker and a Celery worker run too, and that many different board reports are asked for at
once; people type until all of them are made.
"""

import argparse
import http.client
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import NamedTuple

from config.development.servers import free_port, postgresql, start_process, stop_process, valkey

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "procurement" / "samples" / "vardinformationssystem.xlsx"
PAUSE = 1.0  # seconds between the answer and the next preview
WARM_UP = 3  # seconds that do not count
GOAL = 150  # milliseconds, 95th percentile
START_SECONDS = 60
REPORT_SECONDS = 600  # until every report must be made


class Typist(threading.Thread):
    """Somebody who writes a requirement word by word; `taken` are milliseconds for each answer."""

    def __init__(self, port: int, session: str, address: str, text: str, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.port, self.address, self.words, self.stop = port, address, text.split(), stop
        token = secrets.token_hex(16)
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.taken: list[tuple[float, float]] = []
        self.faults: list[int] = []

    def run(self) -> None:
        time.sleep(secrets.randbelow(1000) / 1000 * PAUSE)
        number = 0
        while not self.stop.is_set():
            number += 1
            self._ask(" ".join(self.words[: 3 + number % max(1, len(self.words) - 2)]))
            time.sleep(PAUSE)

    def _ask(self, text: str) -> None:
        from urllib.parse import urlencode

        started = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", self.address, urlencode({"text": text}), self.headers)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        self.taken.append((started, 1000 * (time.monotonic() - started)))
        if answer.status != http.client.OK:
            self.faults.append(answer.status)


class Measured(NamedTuple):
    """Milliseconds of every answer after the warm-up, sorted; the status of those that failed; the seconds
    that people typed; and after how many seconds each report was made."""

    taken: list[float]
    faults: list[int]
    seconds: float
    reports: list[float]


def measure(*, users: int, seconds: float, reports: int = 0) -> Measured:
    with tempfile.TemporaryDirectory(prefix="glapp-load-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # PostgreSQL runs as a user of its own where we are root
        with postgresql(folder / "postgres", durable=False) as url, valkey(folder / "valkey") as broker:
            os.environ |= {"DATABASE_URL": url, "REDIS_URL": broker.url}
            return _against(folder, users, seconds, reports)


def _against(folder: Path, users: int, seconds: float, reports: int) -> Measured:
    port = free_port()
    os.environ |= {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "FILES_DIR": str(folder / "files"),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    seats = _prepare(users)
    command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--no-control-socket", "--workers", "2"]
    web = start_process([*command, "--bind", f"127.0.0.1:{port}"], log=folder / "web.log", env=os.environ)
    worker = _worker(folder) if reports else None
    stop = threading.Event()
    try:
        _wait_for(port)
        typists = [Typist(port, *seat, stop=stop) for seat in seats]
        for typist in typists:
            typist.start()
        time.sleep(WARM_UP)
        begin = time.monotonic()
        made = _made(reports) if reports else []
        if not reports:
            time.sleep(seconds)
        spent = time.monotonic() - begin
        stop.set()
        for typist in typists:
            typist.join()
    finally:
        stop.set()
        stop_process(web)
        if worker:
            stop_process(worker)
    counted = [each for typist in typists for at, each in typist.taken if at > begin]
    return Measured(sorted(counted), [fault for typist in typists for fault in typist.faults], spent, made)


def _worker(folder: Path) -> subprocess.Popen[bytes]:
    """A Celery worker that takes work, as many reports at a time as there are cores."""
    log = folder / "worker.log"
    command = ["celery", "-A", "config", "worker", "--loglevel", "INFO", "--without-mingle"]
    # Behind the site, as docker-compose.yml and the README have it.
    worker = start_process(["nice", sys.executable, "-m", *command], log=log, env=os.environ)
    deadline = time.monotonic() + START_SECONDS
    while " ready." not in log.read_text():
        if time.monotonic() > deadline:
            raise TimeoutError("the worker did not start")
        time.sleep(0.1)
    return worker


def _made(count: int) -> list[float]:
    """Ask for `count` board reports at once, each another; the seconds after which each was there."""
    from assessments.models import Assessment
    from jobs.models import State
    from reports.models import Report, ReportTemplate
    from reports.services import request_report

    assessment = Assessment.objects.get()
    organisation = assessment.version.specification.procurement.organisation
    begin = time.monotonic()
    for number in range(count):
        template = ReportTemplate(organisation=organisation, name=str(number), printed_name=f"Nämnd {number}")
        request_report(assessment=assessment, language=("sv", "en")[number % 2], template=template)
    made: list[float] = []
    while len(made) < count:
        done = Report.objects.filter(job__state=State.DONE).count()
        if (
            Report.objects.filter(job__state=State.FAILED).exists()
            or time.monotonic() > begin + REPORT_SECONDS
        ):
            raise TimeoutError(f"{done} of {count} reports were made")
        made += [time.monotonic() - begin] * (done - len(made))
        time.sleep(0.2)
    return made


def _prepare(users: int) -> list[tuple[str, str, str]]:
    """An assessed specification and people signed in: session, address and text for each."""
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client
    from django.urls import reverse

    from accounts.services import add_member, create_organisation
    from assessments.services import run_assessment
    from procurement.services import create_procurement, create_specification, import_file

    call_command("migrate", verbosity=0)
    organisation = create_organisation(name="Region Exempel")
    specification = create_specification(
        procurement=create_procurement(organisation=organisation, title="Journal"), title="Krav"
    )
    version = import_file(
        specification=specification, upload_name=SAMPLE.name, content=SAMPLE.read_bytes(), by=None
    )
    run_assessment(version=version, progress=lambda *_: None)
    rows = version.requirements.filter(is_context=False)[:users]
    seats = []
    for number, row in enumerate(rows):
        member = add_member(
            organisation=organisation, email=f"{number}@example.org", name=str(number), role="officer"
        )
        client = Client()
        client.force_login(member.user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        seats.append((session, reverse("requirement-preview", args=[row.pk]), row.text))
    return seats


def _wait_for(port: int) -> None:
    """Raises TimeoutError where the site does not answer."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).request("GET", "/")
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError("gunicorn did not start")


def main(users: int = 20, seconds: float = 20, reports: int = 0) -> None:
    load = os.getloadavg()[0]
    taken, faults, seconds, made = measure(users=users, seconds=seconds, reports=reports)
    print(f"\nThe live preview, {users} people typing, gunicorn with 2 workers (load before: {load:.1f})")
    print(
        f"  answer                            median {taken[len(taken) // 2]:.0f} ms, "
        f"95th percentile {taken[len(taken) * 95 // 100]:.0f} ms (goal {GOAL}), longest {taken[-1]:.0f} ms"
    )
    print(f"  previews a second                 {len(taken) / seconds:.1f}, {len(faults)} failed")
    if made:
        print(
            f"  {reports} board reports asked for at once  the first after {made[0]:.0f} s, "
            f"all after {made[-1]:.0f} s, {os.cpu_count()} cores"
        )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--users", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--reports", type=int, default=0)
    main(**vars(parser.parse_args()))
