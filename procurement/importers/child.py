"""The process that opens a file: `python -m procurement.importers.child PATH [OPTION]` writes an Answer.

A Mapping may be given on its standard input; both are JSON. `--pasted` says that the file is text from
somebody's clipboard, `--notice=sv` that it is a notice of a procurement, wanted in that language.

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
    from .mapping import Mapping

_MEMORY = 1_000_000_000  # bytes of address space
_CPU_SECONDS = 20
_ANSWER = 64_000_000  # bytes written


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


def main(path: Path, option: str) -> None:
    limit_self()
    # openpyxl takes numpy along where it is installed: half a second and 100 MB for nothing.
    sys.modules["numpy"] = None  # type: ignore[assignment]
    warnings.simplefilter("ignore")
    from .bounds import bounded
    from .draft import Answer
    from .mapping import Mapping
    from .refusal import Refused

    told = sys.stdin.read()
    mapping = Mapping.model_validate_json(told) if told else None
    try:
        if option.startswith("--notice="):
            from .notice import read_notice

            answer = Answer(notice=read_notice(path.read_bytes(), language=option.partition("=")[2]))
        else:
            read = _read_paste if option == "--pasted" else _read
            answer = Answer(reading=bounded(read(path, mapping)))
    except Refused as refused:
        answer = Answer(sv=refused.sv, en=refused.en, reason=refused.reason)
    sys.stdout.write(answer.model_dump_json())


def _read(path: Path, mapping: "Mapping | None") -> "Reading":
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith(b"PK"):
        return _read_package(path, mapping)
    if start.startswith(b"%PDF"):
        from .pdf_gate import inspect_pdf

        inspect_pdf(path.read_bytes())
        from .read_pdf import read_pdf

        return read_pdf(path, mapping)
    if start.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<"):
        return _read_markup(path)
    return _read_plain(path, mapping)


def _read_package(path: Path, mapping: "Mapping | None") -> "Reading":
    from .package import inspect

    kind = inspect(path)
    if kind == "xlsx":
        from .read_xlsx import read_xlsx

        return read_xlsx(path, mapping)
    if kind == "reqif":
        from .read_reqif import read_reqifz

        return read_reqifz(path)
    from .read_docx import read_docx

    return read_docx(path, mapping)


def _read_markup(path: Path) -> "Reading":
    from .markup import is_notice, root_of
    from .refusal import refusal

    content = path.read_bytes()
    root = root_of(content)
    if is_notice(root):
        raise refusal("notice")
    if root != "REQ-IF":
        raise refusal("other_markup")
    from .read_reqif import read_reqif

    return read_reqif(content)


def _read_plain(path: Path, mapping: "Mapping | None") -> "Reading":
    """JSON, a csv where a separator divides the lines, else the text as if it had been pasted."""
    from .read_csv import decode, divider, read_csv
    from .read_json import is_json, read_json
    from .read_pasted import read_pasted

    text = decode(path.read_bytes())
    if is_json(text):
        return read_json(text)
    if divider(text) or text.lower().startswith("sep="):
        return read_csv(path, mapping)
    return read_pasted(text, mapping, all_ask=False)


def _read_paste(path: Path, mapping: "Mapping | None") -> "Reading":
    from .read_pasted import read_pasted

    return read_pasted(path.read_text("utf-8"), mapping)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "".join(sys.argv[2:3]))
