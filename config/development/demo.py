"""`make demo`: servers, worker and site on this machine, and the main job done on the samples.

Everything runs as in production: migrations, collected static files, gunicorn, a Celery worker in a
process of its own. What it makes stays in `var/demo`, so a second run is quick.
"""

import argparse
import secrets
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from os import environ

from config.environment import ROOT

from .servers import FolderInUse, addresses, free_port, start_process, stop_process

FOLDER = ROOT / "var" / "demo"
PORT = 8000
START_SECONDS = 60


class StepFailed(Exception):
    """A program that the demo needs did not do its part."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make demo", description=__doc__.splitlines()[0])
    parser.add_argument("--once", action="store_true", help="do all of it, then stop")
    parser.add_argument("--port", type=int, default=PORT, help="of the site, where it is free")
    arguments = parser.parse_args()
    # Whoever stops us, by Ctrl-C or by a signal to this process, gets everything stopped in order; also
    # where a shell has started us in the background, with Ctrl-C ignored.
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        with ExitStack() as stack:
            stack.callback(signal.signal, signal.SIGINT, signal.SIG_IGN)
            run(stack, free_port(arguments.port))
            if not arguments.once:
                say("\nCtrl-C stops all of it.")
                signal.pause()
    except KeyboardInterrupt:
        say("\nStopped.")
    except FolderInUse:
        print(f"A demo is running already (it holds {FOLDER}). Stop that one first.", file=sys.stderr)
        return 1
    except (StepFailed, TimeoutError) as fault:
        print(f"The demo could not go on: {fault}. {FOLDER} holds the logs.", file=sys.stderr)
        return 1
    return 0


def run(stack: ExitStack, port: int) -> None:
    """Start everything, do the main job and say where things are; `stack` stops what was started."""
    say("Starting PostgreSQL and the broker ...")
    site = f"http://127.0.0.1:{port}"
    surroundings = dict(environ) | stack.enter_context(addresses(FOLDER))
    surroundings |= {
        "SECRET_KEY": kept("secret_key", 50),
        "FILES_DIR": str(FOLDER / "files"),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "CSRF_TRUSTED_ORIGINS": site,
    }
    manage(surroundings, "migrate", "--verbosity", "0")
    manage(surroundings, "collectstatic", "--noinput", "--verbosity", "0")
    say("Starting a worker and the site ...")
    stack.enter_context(
        program(
            "worker",
            surroundings,
            "celery",
            "-A",
            "config",
            "worker",
            "--loglevel",
            "INFO",
            "--without-mingle",
        )
    )
    stack.enter_context(
        program(
            "web",
            surroundings,
            "gunicorn",
            "config.wsgi",
            "--no-control-socket",
            "--bind",
            site.removeprefix("http://"),
        )
    )
    say("Importing the sample, assessing it, making its report ...\n")
    manage(surroundings, "load_sample", "--password", kept("password", 9))
    wait_for(site)
    say(f"Site    {site}/")


def say(line: str) -> None:
    print(line, flush=True)


def kept(name: str, size: int) -> str:
    """A random secret of `size` bytes, made once and kept in the demo's folder for its owner to read."""
    file = FOLDER / name
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(size))
    return file.read_text()


def manage(surroundings: dict[str, str], *arguments: str) -> None:
    """Run a command of manage.py. Raises StepFailed; the command has said why."""
    command = [sys.executable, "manage.py", *arguments]
    if subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode:
        raise StepFailed(f"manage.py {arguments[0]} did not succeed")


@contextmanager
def program(name: str, surroundings: dict[str, str], module: str, *arguments: str) -> Iterator[None]:
    """Run `python -m module` until the block ends; what it says goes to var/demo/<name>.log."""
    command = [sys.executable, "-m", module, *arguments]
    process = start_process(command, log=FOLDER / f"{name}.log", env=surroundings)
    try:
        yield
    finally:
        stop_process(process)


def wait_for(site: str) -> None:
    """Wait until the site answers. Raises TimeoutError."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), urllib.request.urlopen(site, timeout=5) as page:  # noqa: S310 - our own address
            if page.status == 200:  # noqa: PLR2004
                return
        time.sleep(0.2)
    raise TimeoutError("the site does not answer")


if __name__ == "__main__":
    raise SystemExit(main())
