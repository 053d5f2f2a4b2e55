"""The door for files: what a file is, by its content, and a child process that reads it under limits.

The process that calls never parses anything of the file. It looks at the size and the first bytes,
starts `procurement.importers.child` and takes its answer; whatever a hostile file does to a parser it
does to the child. Works the same from gunicorn, Celery and the command line: no fork of the caller, no
inherited state, no Django.
"""

import mmap
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

from pydantic import ValidationError

from .bounds import bounded
from .draft import Answer, Reading
from .mapping import Mapping
from .notice import Notice
from .read_pasted import read_pasted
from .refusal import Refused, refusal

__all__ = ["MOST_BYTES", "Refused", "read_file", "read_notice", "read_text"]

MOST_BYTES = 25_000_000  # of one file
_ROOT = Path(__file__).resolve().parent.parent.parent
_WALL_SECONDS = 25  # below gunicorn's 30
_LARGEST_ANSWER = 64_000_000  # bytes of JSON
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files and encrypted new ones
_BINARY = (".xlsx", ".docx", ".pdf")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# gzip, 7z, RAR, bzip2, xz, Zstandard
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")


def read_file(path: Path, *, name: str, mapping: Mapping | None = None, is_pasted: bool = False) -> Reading:
    """Read an uploaded file; `name` is what its owner calls it and decides nothing but the wording.

    `mapping` says how, as far as it says anything; `is_pasted` that the file is text from the clipboard.
    Raises `Refused` for a file that is too large, of the wrong type, hostile, or without requirements.
    """
    reading = look_into(path, name=name, mapping=mapping, is_pasted=is_pasted)
    if not reading.requirements:
        raise refusal("no_requirements", name=name)
    return reading


def look_into(path: Path, *, name: str, mapping: Mapping | None = None, is_pasted: bool = False) -> Reading:
    """The same for somebody who can still say where the requirements are: there may be none yet."""
    start = b""
    if not is_pasted:
        start = _look_at(path, name)
        if name.lower().endswith(".reqif") and not start.startswith((b"<", b"pk", *_UTF_16)):
            raise refusal("not_reqif")
    told = mapping.model_dump_json().encode() if mapping else b""
    reading = _read_in_child(path, "--pasted" if is_pasted else "", told).reading or Reading(drafts=())
    # A list that was saved under a wrong name has rows; a line of anything is no workbook.
    if name.lower().endswith(_BINARY) and len(reading.drafts) < 2 and _is_plain_line(start):  # noqa: PLR2004
        raise refusal("markup", name=name)
    if mapping is None:
        return reading
    # What is said of the whole file holds for formats without columns too, whose readers know no mapping.
    said = mapping.model_copy(update={"tables": reading.mapping.tables})
    return reading.model_copy(update={"mapping": said})


def read_notice(path: Path, *, name: str, language: str) -> Notice:
    """Read a published notice, its title in `language` where it has several; raises `Refused`."""
    _look_at(path, name)
    return _read_in_child(path, f"--notice={language}").notice or Notice()


def read_text(text: str, mapping: Mapping | None = None) -> Reading:
    """Read text from the clipboard; raises `Refused` where there is none or it is absurdly long."""
    return bounded(read_pasted(text, mapping))


def _look_at(path: Path, name: str) -> bytes:
    """Refuse by size and first bytes what need not be opened at all; return these, in lower case."""
    size = path.stat().st_size
    if size == 0:
        raise refusal("empty", name=name)
    if size > MOST_BYTES:
        raise refusal("too_large", name=name, megabytes=size // 1_000_000, most=MOST_BYTES // 1_000_000)
    with path.open("rb") as file:
        start = file.read(512)
        if start.startswith(_OLE):
            raise refusal(_container(file))
    if start.startswith(_PACKED):
        raise refusal("packed", name=name)
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<html", b"<!doctype", b"{\\rtf")):
        raise refusal("markup", name=name)
    if not start.startswith((b"PK", b"%PDF", *_UTF_16)) and b"\x00" in start:
        raise refusal("wrong_type", name=name)
    return text


def _is_plain_line(start: bytes) -> bool:
    packed = start.startswith((b"pk", b"%pdf", b"<", b"{", b"["))
    return len(start.splitlines()) == 1 and not packed


def _container(file: BinaryIO) -> str:
    """What an OLE container holds, told by the names of its streams: the id of its refusal."""
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        for stream, reason in (
            ("EncryptedPackage", "locked"),
            ("Workbook", "old_excel"),
            ("Book", "old_excel"),
        ):
            if content.find(stream.encode("utf-16-le")) >= 0:
                return reason
    return "old_office"


def _read_in_child(path: Path, option: str, told: bytes = b"") -> Answer:
    command = [sys.executable, "-m", "procurement.importers.child", str(path.resolve()), option]
    # Nothing of the caller's environment: a hostile file that takes the child over finds no secret.
    environment = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "PATH": os.defpath}
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(
                command,
                cwd=_ROOT,
                env=environment,
                input=told,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                timeout=_WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise refusal("too_heavy") from None
        size = answer.seek(0, os.SEEK_END)
        if done.returncode != 0 or not 0 < size <= _LARGEST_ANSWER:
            raise refusal("too_heavy")
        answer.seek(0)
        return _answered(answer.read())


def _answered(content: bytes) -> Answer:
    try:
        answer = Answer.model_validate_json(content)
    except ValidationError:
        raise refusal("too_heavy") from None
    if answer.sv:
        raise Refused(answer.sv, answer.en, answer.reason)
    return answer
