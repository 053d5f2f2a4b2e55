"""The process that opens a file: `python -m procurement.importers.child PATH` writes an Answer as JSON.

Started by the gate for every file. It lays limits on itself before it imports any parser, so that a file
that makes one run wild ends this process and nothing else. Imports no Django: it must start quickly.
"""

import resource
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .draft import Reading

_MEMORY = 1_000_000_000  # bytes of address space
_CPU_SECONDS = 20
_ANSWER = 64_000_000  # bytes written
_MOST_DRAFTS = 20_000


def limit_self() -> None:
    """Lay limits on memory, processor time, written bytes, open files and dumps."""
    for what, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, _ANSWER),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (allowed, allowed))


def main(path: Path) -> None:
    limit_self()
    # openpyxl takes numpy along where it is installed: half a second and 100 MB for nothing.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    warnings.simplefilter("ignore")
    from .draft import Answer
    from .refusal import Refused

    try:
        answer = Answer(reading=_read(path))
    except Refused as refused:
        answer = Answer(sv=refused.sv, en=refused.en)
    sys.stdout.write(answer.model_dump_json())


def _read(path: Path) -> "Reading":
    from .refusal import refusal

    with path.open("rb") as file:
        is_package = file.read(2) == b"PK"
    reading = _read_package(path) if is_package else _read_plain(path)
    if len(reading.drafts) > _MOST_DRAFTS:
        raise refusal("too_many_rows", most=_MOST_DRAFTS)
    return reading


def _read_package(path: Path) -> "Reading":
    from .package import inspect

    if inspect(path) == "xlsx":
        from .read_xlsx import read_xlsx

        return read_xlsx(path)
    from .read_docx import read_docx

    return read_docx(path)


def _read_plain(path: Path) -> "Reading":
    """A csv where a separator divides the lines, else the text as if it had been pasted."""
    from .read_csv import decode, divider, read_csv
    from .read_pasted import read_pasted

    text = decode(path.read_bytes())
    return (
        read_csv(path)
        if divider(text) or text.lower().startswith("sep=")
        else read_pasted(text, all_ask=False)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
