"""What users write reaches a PDF as words, whatever it looks like: nothing is fetched, attached or run."""

import io
import subprocess
import threading
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from assessments.dismissed import Dismissed
from assessments.engine.verdict import Text
from assessments.engine.whole import read_whole
from assessments.own_rules import OwnChange
from assessments.summary import Judged
from reports.audit.making import render_audit
from reports.audit.snapshot import freeze_audit
from reports.conformance import examine
from reports.look import Look
from reports.pdf import Pdf
from reports.render import render_pdf
from reports.snapshot import freeze
from tests.reports.specimens import a_change, a_dismissal, a_source, a_wide_row

TEXTS = (Path(__file__).parent / "hostile.txt").read_text().splitlines()
SECRET = "the-content-of-a-local-file"
BANNED = ("/URI", "/JavaScript", "/Launch", "/GoToR", "/GoToE", "/SubmitForm", "/ImportData")
ODD = "\u202e\x00\x1b[31m\ufffe\U000e0041\x7f"  # direction, control and invisible characters


class Canary(BaseHTTPRequestHandler):
    seen: list[str] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Tests are quiet."""


@pytest.fixture
def hostile(tmp_path) -> Iterator[list[str]]:
    """Every hostile text, its addresses leading to a server of ours and to a file of ours."""
    Canary.seen = []
    (tmp_path / "secret.txt").write_text(SECRET)
    with HTTPServer(("127.0.0.1", 0), Canary) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/caught"
        file = str(tmp_path / "secret.txt")
        yield [text.replace("{url}", url).replace("{file}", file) + ODD for text in TEXTS]
        server.shutdown()


def rows_of(texts: list[str]) -> list[Judged]:
    """A row a text, with the text in every field that a row has."""
    return [
        a_wide_row(
            f"The system shall support {text}",
            position,
            number=text[:60],
            heading_path=(text, text),
            motive=text,
            shown_by=text,
            place={"sheet": text[:31], "row": position},
        )
        for position, text in enumerate(texts, 1)
    ]


def beside(texts: list[str]) -> dict:
    """The fields of a source, each with a text of its own."""
    fields = ("organisation", "procurement", "reference", "specification", "file_name", "app_version")
    return dict(zip(fields, texts, strict=False)) | {"assessed_on": date(2026, 3, 2)}


def set_aside(rows: list[Judged]) -> Dismissed:
    return Dismissed(rows=tuple(a_dismissal(row, reason=row.motive, by=row.number) for row in rows))


def changes(texts: list[str]) -> list[OwnChange]:
    return [a_change(subject=text, does=Text(sv=text, en=text), reason=text, by=text) for text in texts[::9]]


def board(texts: list[str]) -> Pdf:
    """Ten rows show all of the texts, several in each: a board's report prints no more."""
    rows = rows_of([" ".join(texts[at::10]) for at in range(10)])
    look = Look(name=texts[0], printed_name=texts[1], introduction="\n\n".join(texts))
    return render_pdf(
        freeze(
            a_source(**beside(texts[2:])),
            rows,
            findings=read_whole(rows),
            language="sv",
            look=look,
            dismissed=set_aside(rows[5:]),
            own_changes=changes(texts),
        )
    )


def audit(texts: list[str]) -> Pdf:
    rows = rows_of(texts)
    return render_audit(
        freeze_audit(
            a_source(**beside(texts[2:])),
            rows,
            findings=read_whole(rows),
            language="en",
            expect="en",
            dismissed=set_aside(rows),
            own_changes=changes(texts),
        )
    )


@pytest.mark.parametrize(
    ("made", "files"), [(board, set()), (audit, {"glapp-audit.json", "glapp-audit.xlsx"})]
)
def test_hostile_texts_in_every_field_fetch_attach_and_run_nothing(hostile, made, files):
    assert len(hostile) >= 60
    content = made(hostile).content
    assert Canary.seen == []
    assert examine(content).faults == ()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert set(pdf.attachments) == files
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                assert thing.get("/S") not in BANNED
                assert thing.get("/Subtype") not in ("/Image", "/FileAttachment", "/RichMedia")
        streams = b"".join(thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream))
        assert SECRET.encode() not in streams
        workbooks = [spec.get_file().read_bytes() for name, spec in pdf.attachments.items() if "xlsx" in name]
    printed = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout
    assert SECRET.encode() not in printed
    assert printed.count(b"/caught") >= 60  # as words
    for workbook in workbooks:
        for row in openpyxl.load_workbook(io.BytesIO(workbook)).active.iter_rows():
            assert not [cell.coordinate for cell in row if cell.data_type == "f" or cell.hyperlink]
