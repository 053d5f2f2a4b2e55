"""Hostile files, made here: each is refused within two seconds, with a sentence, at no cost to us."""

import gzip
import io
import os
import resource
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from procurement.importers import gate
from procurement.importers.gate import Refused, read_file

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{}</worksheet>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def workbook(changes: dict[str, bytes | str]) -> bytes:
    """A sound workbook with one requirement, and these parts put in or replaced."""
    made = Workbook()
    made.active.append(["Id", "Krav"])
    made.active.append(["K-1", "Systemet ska svara."])
    return _with(made, changes)


def document(changes: dict[str, bytes | str]) -> bytes:
    made = docx.Document()
    made.add_paragraph("The system shall answer.")
    return _with(made, changes)


def _with(made, changes: dict[str, bytes | str]) -> bytes:
    sound, changed = io.BytesIO(), io.BytesIO()
    made.save(sound)
    with zipfile.ZipFile(sound) as source, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in changes:
                target.writestr(name, source.read(name))
        for name, content in changes.items():
            target.writestr(name, content)
    return changed.getvalue()


def sheet(inside: str) -> bytes:
    return workbook({"xl/worksheets/sheet1.xml": SHEET.format(inside)})


def laughs(encoding: str) -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d [<!ENTITY a0 "ha">{entities}]><d>&a9;</d>'
    return text.encode(encoding)


def relation(kind: str, target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        f'Id="rId900" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    )


def lying_zip() -> bytes:
    """A package whose directory names a small size for a part that inflates to 60 MB."""
    content = sheet("<sheetData>" + '<row r="1"><c r="A1"/></row>' * 2_000_000 + "</sheetData>")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        size = package.getinfo("xl/worksheets/sheet1.xml").file_size
    return content.replace(size.to_bytes(4, "little"), (4_000).to_bytes(4, "little"))


def many_parts() -> bytes:
    return workbook({f"xl/media/{n}.txt": "" for n in range(6_000)})


def nested(depth: int) -> str:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return (
        f'<w:document xmlns:w="{word}"><w:body>{"<w:sdt>" * depth}{"</w:sdt>" * depth}</w:body></w:document>'
    )


def spaces(megabytes: int) -> bytes:
    """So many of them, packed."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes)) + packer.flush()


def pdf(content: bytes, times: int = 1) -> bytes:
    """A page with this content, packed so many times."""
    kind = b"[" + b"/FlateDecode" * times + b"]"
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>endobj "
        b"4 0 obj<</Length %d/Filter%s>>stream\n%s\nendstream endobj trailer<</Root 1 0 R>>\n%%%%EOF"
        % (len(content), kind, content)
    )


HOSTILE = {
    "zip bomb": (lambda: sheet("<sheetData>" + " " * 60_000_000 + "</sheetData>"), "grows absurdly"),
    "workbook of one long word": (lambda: sheet("<a" + os.urandom(1_500_000).hex()), "grows absurdly"),
    "zip that lies about its sizes": (lying_zip, "damaged|grows absurdly"),
    "billion laughs": (lambda: document({"word/document.xml": laughs("utf-8")}), "document type"),
    "billion laughs, utf-16": (lambda: workbook({"xl/sharedStrings.xml": laughs("utf-16")}), "document type"),
    "macros": (lambda: workbook({"xl/vbaProject.bin": b"x"}), "macros"),
    "macros in Word": (lambda: document({"word/vbaProject.bin": b"x"}), "macros"),
    "link to another workbook": (
        lambda: workbook({"xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
        "Break the links",
    ),
    "picture from elsewhere": (
        lambda: document({"word/_rels/footer9.xml.rels": relation("image", "http://canary.example/x.png")}),
        "canary.example",
    ),
    "template from elsewhere": (
        lambda: document({"word/_rels/settings.xml.rels": relation("attachedTemplate", "https://evil.example/t")}),
        "evil.example",
    ),
    "5 kB with a cell at the end of the sheet": (
        lambda: sheet(
            '<dimension ref="A1:XFD1048576"/>'
            '<sheetData><row r="1048576"><c r="XFD1048576"/></row></sheetData>'
        ),
        "as far out as XFD1048576",
    ),
    "5 kB with the whole sheet merged": (
        lambda: sheet('<sheetData/><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
        "merged range",
    ),
    "thousand nested elements": (lambda: document({"word/document.xml": nested(1_000)}), "time and memory"),
    "six thousand parts": (many_parts, "many parts"),
    "broken zip": (lambda: workbook({})[:-300], "damaged"),
    "password-protected": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
    "old Excel": (lambda: OLE + "Workbook".encode("utf-16-le"), r"save it as \.xlsx"),
    "old Word": (lambda: OLE + "WordDocument".encode("utf-16-le"), r"save it as \.docx"),
    "a PDF called xlsx": (lambda: b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "a web page called xlsx": (lambda: b"\xef\xbb\xbf <html><table>", "whatever it is called"),
    "a program called xlsx": (lambda: b"\x7fELF\x02\x01\x01\x00" + b"\0" * 60, "not a type of file"),
    "another zip called xlsx": (lambda: _zip({"secret.txt": "x"}), "neither a workbook nor"),
    "OpenDocument": (lambda: _zip({"mimetype": "application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    "a gzip called xlsx": (lambda: gzip.compress(workbook({})), "compressed file"),
    "a csv that is one cell of 740 kB": (
        lambda: "Id;Krav\nK-1;Systemet ska {}\n".format("svara " * 123_000).encode(), "738016 characters"
    ),
    "a text of one line of 740 kB": (lambda: b"Systemet ska " + b"svara " * 123_000, "738012 characters"),
    "ten signs called xlsx": (lambda: b"asdf;ghjkl", "whatever it is called"),
    "ten bytes called xlsx": (lambda: b"\x93\x12\xe9\x07a\x81\x1b\xff\x04z", "not a text file"),
    "empty": (lambda: b"", "is empty"),
    "50 MB": (lambda: b"PK\x03\x04" + b"\0" * 50_000_000, "50 MB; at most 25 MB"),
    "a PDF of 300 kB that inflates to 300 MB": (lambda: pdf(spaces(300)), "grows absurdly"),
    "a PDF of 1 kB that does so twice over": (lambda: pdf(zlib.compress(spaces(100)), 2), "grows absurdly"),
    "a PDF that draws for ever": (lambda: pdf(zlib.compress(b"0 0 m 9 9 l S\n" * 999_999)), "grows absurdly"),
    "ReqIF of five million elements": (lambda: b"<a>" + b"<b/>" * 5_000_000 + b"</a>", "time and memory"),
    "JSON of a million rows": (lambda: b"[" + b'{"text":"ska"},' * 999_999 + b'"ska"]', "over 20000 rows"),
    "no requirements": (lambda: b"Hej;hopp\nett;tva\n", "No requirements were found"),
    "quotation that never ends": (lambda: b'Id;Krav\nK-1;"Systemet ska\nK-2;x\n', "never closed"),
}  # fmt: skip


def _zip(parts: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_two_seconds_and_leaves_our_memory_alone(name, tmp_path):
    make, sentence = HOSTILE[name]
    path = tmp_path / "krav.xlsx"
    path.write_bytes(make())
    memory = resident()

    assert work_to_refuse(path, sentence) < 2
    assert resident() - memory < 5_000_000


def work_to_refuse(path: Path, sentence: str) -> float:
    """Seconds of processor, ours and the child's: the clock depends on what else the machine does."""
    before = processor_seconds()
    with pytest.raises(Refused, match=sentence) as refused:
        read_file(path, name="krav.xlsx")
    assert refused.value.sv.endswith(".")
    assert refused.value.sv != refused.value.en
    return processor_seconds() - before


def processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def resident() -> int:
    """Bytes of our own that are in memory now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def test_a_sound_file_passes_whatever_it_is_called(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(workbook({}))
    assert [draft.number for draft in read_file(path, name="../../krav.pdf").requirements] == ["K-1"]
    link = relation("hyperlink", "https://region.example")
    path.write_bytes(document({"word/_rels/footer9.xml.rels": link}))
    assert len(read_file(path, name="krav.docx").requirements) == 1


def test_a_parser_that_runs_wild_ends_at_its_limits_and_is_refused(tmp_path, monkeypatch):
    """Whatever the gate does not know: the child process is ended by the clock, and nobody waits longer."""
    path = tmp_path / "krav.xlsx"
    path.write_bytes(workbook({}))
    monkeypatch.setattr(gate, "_WALL_SECONDS", 0.05)
    with pytest.raises(Refused, match="time and memory"):
        read_file(path, name="krav.xlsx")


def test_the_child_lays_limits_on_itself_and_sees_none_of_our_secrets(tmp_path, monkeypatch):
    program = (
        "import os; from resource import RLIMIT_AS, RLIMIT_CPU, getrlimit; "
        "from procurement.importers.child import limit_self; limit_self(); "
        "print(getrlimit(RLIMIT_AS)[0], getrlimit(RLIMIT_CPU)[0], 'SECRET_KEY' in os.environ)"
    )
    monkeypatch.setenv("SECRET_KEY", "x" * 50)
    seen = []
    run = gate.subprocess.run

    def listening(command, **options):
        seen.append(run([command[0], "-c", program], **{**options, "stdout": gate.subprocess.PIPE}).stdout)
        return run(command, **options)

    monkeypatch.setattr(gate.subprocess, "run", listening)
    path = tmp_path / "krav.xlsx"
    path.write_bytes(workbook({}))
    read_file(path, name="krav.xlsx")

    assert seen == [b"1000000000 20 False\n"]
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != 1_000_000_000
