"""The commands of Dockerfile and docker-compose.yml, run natively: no container engine is needed here."""

import json
import os
import subprocess
import sys
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
import yaml

from config.development.servers import free_port, start_process, stop_process
from config.environment import ROOT
from tests.conftest import database_url_of_this_run, wait_until

SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
IMAGE = (ROOT / "Dockerfile").read_text()

MAY_BE_EMPTY = {"CSRF_TRUSTED_ORIGINS", "OPERATOR", "OPERATOR_EMAIL"}


@pytest.fixture
def surroundings(transactional_db, broker) -> dict[str, str]:
    """What docker-compose.yml sets, with the servers of this run."""
    names = SERVICES["web"]["environment"].keys() - MAY_BE_EMPTY
    values = {
        "SECRET_KEY": "for these tests only, and as long as it must be.....",
        "ALLOWED_HOSTS": "glapp.example",
        "HTTPS": "1",
        "DATABASE_URL": database_url_of_this_run(),
        "REDIS_URL": broker.url,
    }
    assert values.keys() == names
    return os.environ | values | {"DJANGO_SETTINGS_MODULE": "config.settings"}


def start(command: list[str], surroundings: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a container's command with this run's Python."""
    program = ["-m", *command] if command[0] != "python" else command[1:]
    return start_process([sys.executable, *program], log=log, env=surroundings)


def test_migrations_run_and_the_site_answers_behind_its_proxy(surroundings, tmp_path):
    log = tmp_path / "log"
    collect = ["python", "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    assert " ".join(collect) in IMAGE
    for command in (collect, SERVICES["migrate"]["command"]):
        assert start(command, surroundings, log).wait(60) == 0, log.read_text()

    port = free_port()
    command = json.loads(IMAGE.rpartition("CMD ")[2])
    web = start([word.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for word in command], surroundings, log)
    try:
        page = wait_until(lambda: page_at(port), seconds=30)
    finally:
        stop_process(web)
    assert page.status == 200
    assert "max-age=31536000" in page.headers["Strict-Transport-Security"]


def test_the_worker_starts_and_stops_when_told(surroundings, tmp_path):
    log = tmp_path / "log"
    worker = start(SERVICES["worker"]["command"], surroundings, log)
    try:
        wait_until(lambda: " ready." in log.read_text() or worker.poll() is not None, seconds=60)
    finally:
        stop_process(worker, seconds=20)
    assert worker.returncode == 0, log.read_text()


def page_at(port: int):
    """The sign-in page as the proxy asks for it, or None while nothing answers."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/sign-in/", headers={"Host": "glapp.example", "X-Forwarded-Proto": "https"}
    )
    with suppress(OSError), urllib.request.urlopen(request, timeout=5) as page:
        return page
    return None
