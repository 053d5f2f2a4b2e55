"""Real servers for every test that asks for them: PostgreSQL, a broker, a worker process, the site.

They are of this run only, in a folder of its own, so runs may go side by side. PostgreSQL starts with the
first test that uses the database, the broker with the first that uses `broker`; `DATABASE_URL` replaces
the former. The broker is always our own, because tests stop it.
"""

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import django
import pytest
import redis

from config.development.servers import Valkey, end_with_parent, postgresql, stop_process

Result = TypeVar("Result")

FOLDER = Path(tempfile.mkdtemp(prefix="glapp-tests-"))
FOLDER.chmod(0o755)  # PostgreSQL runs as a user of its own where we are root
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
VALKEY = Valkey(FOLDER / "valkey")
OUR_DATABASE = not os.environ.get("DATABASE_URL")

if OUR_DATABASE:
    os.environ["DATABASE_URL"] = f"postgresql://postgres@localhost/glapp?host={FOLDER / 'postgres'}"
os.environ["REDIS_URL"] = VALKEY.url
os.environ["FILES_DIR"] = str(FOLDER / "files")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread of the tests
django.setup()


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """pytest-django's place for what must happen before the test database is made."""
    if OUR_DATABASE:
        with postgresql(FOLDER / "postgres", durable=False):
            yield
    else:
        yield


@pytest.fixture(scope="session", autouse=True)
def _stop_broker() -> Iterator[None]:
    yield
    VALKEY.stop()


@pytest.fixture
def broker() -> Valkey:
    """The broker, running and empty. A test may `stop` and `start` it."""
    if VALKEY.process is None:
        VALKEY.start()
    empty_broker()
    return VALKEY


def empty_broker() -> None:
    """What remains of a broker that lost its data."""
    with redis.Redis.from_url(VALKEY.url) as client:
        client.flushall()


class Worker:
    """A Celery worker process on the test database."""

    def __init__(self, log: Path, concurrency: int) -> None:
        from django.db import connection

        name = connection.settings_dict["NAME"]
        before, _, query = os.environ["DATABASE_URL"].partition("?")
        database_url = f"{before.rpartition('/')[0]}/{name}?{query}"
        options = ["--concurrency", str(concurrency), "--loglevel", "INFO"]
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "config", "worker", *options, "--without-mingle"],
                env=os.environ | {"DATABASE_URL": database_url},
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=end_with_parent,  # noqa: PLW1509 - it only asks the kernel for a signal
            )
        wait_until(lambda: " ready." in log.read_text() or self.process.poll() is not None, seconds=30)
        assert self.process.poll() is None, log.read_text()

    def kill(self) -> None:
        """kill -9, the processes of its pool too: what a power cut leaves."""
        os.killpg(self.process.pid, 9)
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM, as a container engine stops it; return its exit code."""
        if self.process.poll() is None:
            stop_process(self.process, seconds=20)
        return self.process.returncode


@pytest.fixture
def start_worker(transactional_db, broker, tmp_path) -> Iterator[Callable[..., Worker]]:
    """Call it for one more worker; all are stopped after the test."""
    workers: list[Worker] = []

    def start(concurrency: int = 1) -> Worker:
        workers.append(Worker(tmp_path / f"worker-{len(workers)}.log", concurrency))
        return workers[-1]

    yield start
    for worker in workers:
        worker.stop()


@pytest.fixture
def worker(start_worker) -> Worker:
    return start_worker()


def wait_until(condition: Callable[[], Result], *, seconds: float = 20) -> Result:
    """Return what `condition` returns as soon as that is true; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(0.05)
    return value
