"""What is known of a PDF that somebody brings: by the file itself, and by what is on record here."""

import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

from django.db.models import QuerySet
from pydantic import ValidationError

from assessments.engine.verdict import Value
from reports.models import Report

from .inside import PREFIX, Inside, Part

MOST_BYTES = 60_000_000  # of one PDF
SECONDS = 25  # below gunicorn's 30
ROOT = Path(__file__).resolve().parent.parent.parent


class TooHeavy(Exception):
    """The file is larger, or takes more to open, than any report of ours."""


class Kind(StrEnum):
    GENUINE = "genuine"  # byte for byte a report made here
    CHANGED = "changed"  # says it is a report made here, and differs from it
    UNKNOWN = "unknown"  # a report of Glapp's that is not on record here, or not for who asks
    FOREIGN = "foreign"  # not a report of Glapp's


class Outcome(Value):
    """`report` is the id of the report made here that it is, or says that it is."""

    kind: Kind
    inside: Inside
    report: int | None = None


def outcome(path: Path, reports: QuerySet[Report] | None = None) -> Outcome:
    """Tell what the PDF at `path` is, with `reports` as what is on record (None: nothing is). Raises
    `TooHeavy`."""
    inside = inside_of(path)
    same = _on_record(reports, sha256=inside.sha256)
    if same:
        return Outcome(kind=Kind.GENUINE, inside=inside, report=same.pk)
    if not inside.ours:
        return Outcome(kind=Kind.FOREIGN, inside=inside)
    claimed = inside.fingerprint and _on_record(reports, digest__startswith=inside.fingerprint[:PREFIX])
    if claimed:
        return Outcome(kind=Kind.CHANGED, inside=inside, report=claimed.pk)
    changed = Part.CHANGED in (inside.data, inside.workbook) or (inside.again and inside.again.different)
    return Outcome(kind=Kind.CHANGED if changed else Kind.UNKNOWN, inside=inside)


def _on_record(reports: QuerySet[Report] | None, **wanted: str) -> Report | None:
    return None if reports is None else reports.filter(**wanted).exclude(file="").first()


def inside_of(path: Path) -> Inside:
    """Look inside in a child process, under limits. Raises `TooHeavy`."""
    if path.stat().st_size > MOST_BYTES:
        raise TooHeavy
    command = [sys.executable, "-m", "reports.verifying.child", str(path.resolve())]
    # Nothing of the caller's environment: a hostile file that takes the child over finds no secret.
    environment = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.defpath}
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, timeout=SECONDS, check=False
        )
        return Inside.model_validate_json(done.stdout)
    except (subprocess.TimeoutExpired, ValidationError) as error:
        raise TooHeavy from error
