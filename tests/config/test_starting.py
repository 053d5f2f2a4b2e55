"""What a process says that cannot start, and what every page is sent with."""

import os
import re
import subprocess
import sys
import tomllib

import pytest

from config.environment import ROOT

GIVEN = {
    "SECRET_KEY": "x" * 50,
    "DATABASE_URL": "postgresql://glapp@localhost/glapp",
    "REDIS_URL": "redis://localhost/0",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}
WEB = ["-c", "import config.wsgi"]
WORKER = ["-m", "celery", "-A", "config", "worker"]


@pytest.mark.parametrize(
    ("program", "changed", "sentence"),
    [
        (WEB, {"SECRET_KEY": ""}, "SECRET_KEY is not set"),
        (WEB, {"REDIS_URL": ""}, "REDIS_URL is not set"),
        (WORKER, {"DATABASE_URL": ""}, "DATABASE_URL is not set"),
        (WORKER, {"DATABASE_URL": "mysql://localhost/glapp"}, "DATABASE_URL is wrong"),
    ],
)
def test_a_missing_or_wrong_setting_stops_the_start_with_a_sentence(program, changed, sentence):
    ended = subprocess.run(
        [sys.executable, *program],
        cwd=ROOT,
        env=os.environ | GIVEN | changed,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith(f"Glapp cannot start: {sentence}")


def test_every_page_forbids_scripts_and_styles_of_others(client, db):
    policy = client.get("/sign-in/")["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert "http" not in policy


def test_the_image_installs_what_was_tested():
    tested = pins("requirements.lock")
    installed = pins("requirements-production.lock")
    assert installed.items() <= tested.items(), "run `make lock`"
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert {re.match(r"[\w-]+", dependency)[0] for dependency in declared} <= installed.keys(), (
        "run `make lock`"
    )
    assert "pytest" not in installed


def pins(lock: str) -> dict[str, str]:
    """Package name -> version and marker, as a lock file has them."""
    return dict(re.findall(r"^([\w.-]+)==(.*?) *\\$", (ROOT / lock).read_text(), re.MULTILINE))
