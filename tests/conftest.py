"""Real servers for every test that asks for them: PostgreSQL, a broker, a worker process, the site.

They are of this run only, in a folder of its own, so runs may go side by side. PostgreSQL starts with the
first test that uses the database, the broker with the first that uses `broker`; `DATABASE_URL` replaces
the former. The broker is always our own, because tests stop it.
"""

import atexit
import os
import shutil
import signal
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
from hypothesis import HealthCheck, settings

from config.development.servers import Valkey, postgresql, start_process, stop_process

Result = TypeVar("Result")

FOLDER = Path(tempfile.mkdtemp(prefix="glapp-tests-"))
FOLDER.chmod(0o755)  # PostgreSQL runs as a user of its own where we are root
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)
VALKEY = Valkey(FOLDER / "valkey")
# The processes of one run inherit what the first of them set; each has servers of its own all the same.
OUR_DATABASE = not os.environ.get("DATABASE_URL") or "GLAPP_TESTS_OWN_DATABASE" in os.environ

if OUR_DATABASE:
    os.environ["GLAPP_TESTS_OWN_DATABASE"] = "1"
    os.environ["DATABASE_URL"] = f"postgresql://postgres@localhost/glapp?host={FOLDER / 'postgres'}"
os.environ["REDIS_URL"] = VALKEY.url
os.environ["FILES_DIR"] = str(FOLDER / "files")
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread of the tests
django.setup()

# The same examples in every run, however slow the machine: what fails, fails for all, and at once.
settings.register_profile(
    "glapp", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("glapp")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than there are cores: much of the time a test waits for a browser, a worker or a clock."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """Where the tests run in several processes, the first only hands them out: what it has set is not theirs.

    pytest-django would set up Django in each of them with the first one's servers, before this file is read.
    """
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        del os.environ["DJANGO_SETTINGS_MODULE"]


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
    """A Celery worker on the test database, in a process of its own."""

    def __init__(self) -> None:
        self.log = FOLDER / "worker.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it takes work."""
        command = ["-m", "celery", "-A", "config", "worker", "--concurrency", "2", "--loglevel", "INFO"]
        self.process = start_process(
            [sys.executable, *command, "--without-mingle", "--without-gossip"],
            log=self.log,
            env=os.environ | {"DATABASE_URL": database_url_of_this_run()},
        )
        wait_until(lambda: " ready." in self.log.read_text() or not self.is_running, seconds=60)
        assert self.is_running, self.log.read_text()

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def kill(self) -> None:
        """kill -9, the processes of its pool too: what a power cut leaves."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM, as a container engine stops it; return its exit code."""
        stop_process(self.process, seconds=20)
        return self.process.returncode


def database_url_of_this_run() -> str:
    """The address under which another process finds the database of this run."""
    from django.db import connection

    address, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{address.rpartition('/')[0]}/{connection.settings_dict['NAME']}?{query}"


@pytest.fixture(scope="session")
def _worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    if worker.is_running:
        worker.stop()


@pytest.fixture
def worker(transactional_db, broker, _worker) -> Worker:
    """A running worker, shared by the tests of a run. A test may `kill`, `stop` and `start` it."""
    if not _worker.is_running:
        _worker.start()
    return _worker


def wait_until(condition: Callable[[], Result], *, seconds: float = 20) -> Result:
    """Return what `condition` returns as soon as that is true; fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, f"still not so after {seconds} s"
        time.sleep(0.05)
    return value
