"""ReqIF, JSON and PDF: read as their own tools mean them, refused where they are something else."""

import io
import json
import zipfile

import pytest
from weasyprint import HTML

from procurement.importers.gate import Refused, read_file
from tests.procurement.importers.reading import read, shared

REQIF = """<?xml version="1.0" encoding="UTF-8"?>
<REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd" xmlns:xhtml="http://www.w3.org/1999/xhtml">
  <THE-HEADER><REQ-IF-HEADER IDENTIFIER="h"><TITLE>t</TITLE></REQ-IF-HEADER></THE-HEADER>
  <CORE-CONTENT><REQ-IF-CONTENT>
    <DATATYPES>
      <DATATYPE-DEFINITION-STRING IDENTIFIER="s"/><DATATYPE-DEFINITION-XHTML IDENTIFIER="x"/>
      <DATATYPE-DEFINITION-ENUMERATION IDENTIFIER="e"><SPECIFIED-VALUES>
        <ENUM-VALUE IDENTIFIER="e1" LONG-NAME="Ska"><PROPERTIES><EMBEDDED-VALUE KEY="1" OTHER-CONTENT=""/></PROPERTIES></ENUM-VALUE>
        <ENUM-VALUE IDENTIFIER="e2" LONG-NAME="Bör"><PROPERTIES><EMBEDDED-VALUE KEY="2" OTHER-CONTENT=""/></PROPERTIES></ENUM-VALUE>
      </SPECIFIED-VALUES></DATATYPE-DEFINITION-ENUMERATION>
    </DATATYPES>
    <SPEC-TYPES><SPEC-OBJECT-TYPE IDENTIFIER="o" LONG-NAME="Krav"><SPEC-ATTRIBUTES>
      <ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="a1" LONG-NAME="Object Heading"><TYPE><DATATYPE-DEFINITION-XHTML-REF>x</DATATYPE-DEFINITION-XHTML-REF></TYPE></ATTRIBUTE-DEFINITION-XHTML>
      <ATTRIBUTE-DEFINITION-STRING IDENTIFIER="a2" LONG-NAME="Object Identifier"><TYPE><DATATYPE-DEFINITION-STRING-REF>s</DATATYPE-DEFINITION-STRING-REF></TYPE></ATTRIBUTE-DEFINITION-STRING>
      <ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="a3" LONG-NAME="Object Text"><TYPE><DATATYPE-DEFINITION-XHTML-REF>x</DATATYPE-DEFINITION-XHTML-REF></TYPE></ATTRIBUTE-DEFINITION-XHTML>
      <ATTRIBUTE-DEFINITION-ENUMERATION IDENTIFIER="a4" LONG-NAME="Kravtyp"><TYPE><DATATYPE-DEFINITION-ENUMERATION-REF>e</DATATYPE-DEFINITION-ENUMERATION-REF></TYPE></ATTRIBUTE-DEFINITION-ENUMERATION>
    </SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE><SPECIFICATION-TYPE IDENTIFIER="st" LONG-NAME="St" LAST-CHANGE="2026-01-01T00:00:00Z"/></SPEC-TYPES>
    <SPEC-OBJECTS>{objects}</SPEC-OBJECTS>
    <SPECIFICATIONS><SPECIFICATION IDENTIFIER="sp" LONG-NAME="S"><TYPE><SPECIFICATION-TYPE-REF>st</SPECIFICATION-TYPE-REF></TYPE>
      <CHILDREN><SPEC-HIERARCHY IDENTIFIER="h1"><OBJECT><SPEC-OBJECT-REF>o1</SPEC-OBJECT-REF></OBJECT>
        <CHILDREN><SPEC-HIERARCHY IDENTIFIER="h2"><OBJECT><SPEC-OBJECT-REF>o2</SPEC-OBJECT-REF></OBJECT></SPEC-HIERARCHY></CHILDREN>
      </SPEC-HIERARCHY></CHILDREN></SPECIFICATION></SPECIFICATIONS>
  </REQ-IF-CONTENT></CORE-CONTENT>
</REQ-IF>
"""  # noqa: E501 as tools write it


def an_object(identifier: str, *, heading: str = "", number: str = "", text: str = "", kind: str = "") -> str:
    def xhtml(ref: str, inside: str) -> str:
        return (
            f"<ATTRIBUTE-VALUE-XHTML><DEFINITION><ATTRIBUTE-DEFINITION-XHTML-REF>{ref}"
            f"</ATTRIBUTE-DEFINITION-XHTML-REF></DEFINITION><THE-VALUE>{inside}</THE-VALUE></ATTRIBUTE-VALUE-XHTML>"
        )

    values = xhtml("a1", f"<xhtml:div>{heading}</xhtml:div>") if heading else ""
    if number:
        values += (
            f'<ATTRIBUTE-VALUE-STRING THE-VALUE="{number}"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>a2'
            "</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>"
        )
    values += xhtml("a3", text) if text else ""
    if kind:
        values += (
            f"<ATTRIBUTE-VALUE-ENUMERATION><VALUES><ENUM-VALUE-REF>{kind}</ENUM-VALUE-REF></VALUES><DEFINITION>"
            "<ATTRIBUTE-DEFINITION-ENUMERATION-REF>a4</ATTRIBUTE-DEFINITION-ENUMERATION-REF></DEFINITION>"
            "</ATTRIBUTE-VALUE-ENUMERATION>"
        )
    return (
        f'<SPEC-OBJECT IDENTIFIER="{identifier}"><VALUES>{values}</VALUES><TYPE><SPEC-OBJECT-TYPE-REF>o'
        "</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>"
    )


def read_as(folder, name: str, content: bytes | str):
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_file(path, name=name)


def test_the_reqif_samples_are_read_with_their_chapters():
    small = read(shared("strictdoc-minimal.reqif"))
    assert [(d.number, d.heading_path) for d in small.requirements] == [
        ("REQ-001", ("Section #1",)),
        ("REQ-002", ("Section #1",)),
    ]
    assert ["only a title" in problem.en for problem in small.problems] == [True, True]
    assert len(read(shared("strictdoc-sample.reqif")).requirements) == 137


def test_reqif_of_a_requirements_tool_gives_headings_kinds_and_text_out_of_formatted_text(tmp_path):
    text = (
        "<xhtml:div><xhtml:p>Systemet ska <xhtml:b>visa</xhtml:b>:</xhtml:p>"
        "<xhtml:ul><xhtml:li>namn</xhtml:li><xhtml:li>ålder</xhtml:li></xhtml:ul>och<xhtml:br/>mer</xhtml:div>"
    )
    content = REQIF.replace(
        "{objects}",
        an_object("o1", heading="3 Översikt") + an_object("o2", number="SRS-7", text=text, kind="e2"),
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("krav/export.reqif", content)
        package.writestr("krav/bild.png", b"x")
    tool = "<REQ-IF-TOOL-ID>strictdoc</REQ-IF-TOOL-ID><TITLE>"
    for written, number in ((r"S\xc4K\u00c5-1\\2", "SÄKÅ-1\\2"), (r"\ud800", r"\ud800")):
        (one,) = read_as(
            tmp_path, "b.reqif", content.replace("<TITLE>", tool).replace("SRS-7", written)
        ).requirements
        assert one.number == number
    for reading in (read_as(tmp_path, "a.reqif", content), read_as(tmp_path, "a.reqifz", packed.getvalue())):
        (one,) = reading.requirements
        assert one.text == "Systemet ska visa:\n• namn\n• ålder\noch\nmer"
        assert (one.number, one.kind, one.heading_path) == ("SRS-7", "award", ("3 Översikt",))
        assert [draft.text for draft in reading.context] == ["3 Översikt"]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("krav.reqif", "This is not a ReqIF file!", "not in ReqIF format"),
        ("krav.reqif", "<REQ-IF/>", "incomplete or damaged"),
        ("krav.reqif", REQIF[:900], "XML but not ReqIF"),
        ("krav.reqif", '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><REQ-IF>&b;</REQ-IF>', "DOCTYPE"),
        ("krav.xml", "<a/>", "XML but not ReqIF"),
        ("krav.json", '[{"text": "ska"},\n {"text" 2}]', "from line 2"),
        ("krav.json", '{"a": 1}', "no list of requirements"),
        ("krav.json", "{" + '"a":{' * 100_000, "no list of requirements"),
        ("krav.json", '{"format": "glapp-specification", "requirements": [{"text": ""}]}', "requirements.0"),
        ("krav.json", '{"ocid": "x", "tender": {}}', "notice"),
        ("krav.pdf", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj<</Length 99>>", "damaged"),
    ],
)  # fmt: skip
def test_what_is_something_else_or_broken_is_refused_with_a_sentence(tmp_path, name, content, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        read_as(tmp_path, name, content)
    assert refused.value.sv != refused.value.en


def test_a_plain_list_of_json_is_read_by_the_names_that_people_give(tmp_path):
    rows = [
        {"Krav-ID": "K1", "Krav": "Systemet ska svara.", "Ska/Bör": "Bör", "Motiv": "Därför", "Svar": "Ja"},
        {"Krav-ID": "K2", "Krav": "Systemet ska vara snabbt.", "Ska/Bör": "Ska"},
    ]
    reading = read_as(tmp_path, "krav.json", json.dumps({"krav": rows}, ensure_ascii=False))
    assert [(d.number, d.text, d.kind, d.motive) for d in reading.requirements] == [
        ("K1", "Systemet ska svara.", "award", "Därför"),
        ("K2", "Systemet ska vara snabbt.", "mandatory", ""),
    ]
    assert [cell.text for cell in reading.requirements[0].others] == ["Ja"]


PAGES = """<meta charset="utf-8"><style>
@page {{ size: A5; margin: 20mm; @top-center {{ content: "Region Exempel RS 2026-0412" }}
  @bottom-center {{ content: counter(page) }} }}
h1 {{ font-size: 20pt }} table, td, th {{ border: 1px solid black; border-spacing: 0 }}
</style><h1>3 Prestanda</h1><p>Avsnittet gäller hela leveransen och beskriver bakgrunden till kraven.</p>
<p>3.1 Systemet ska visa patientöversikten inom två sekunder vid femhundra samtidiga användare och får inte
hänga sig, oavsett hur många som arbetar i systemet samtidigt.</p>
<table><tr><th>Krav-ID<th>Krav<th>Typ</tr>{rows}</table>"""


def test_a_pdf_gives_its_ruled_tables_over_pages_and_its_numbered_paragraphs_and_says_it_guesses(tmp_path):
    rows = "".join(
        f"<tr><td>P-{n}<td>Systemet ska klara belastningsfall nummer {n} enligt bilaga sju.<td>Bör</tr>"
        for n in range(1, 61)
    )
    reading = read_as(tmp_path, "krav.pdf", HTML(string=PAGES.format(rows=rows)).write_pdf())
    paragraph, *table = reading.requirements
    assert paragraph.number == "3.1"
    assert paragraph.text.endswith("hänga sig, oavsett hur många som arbetar i systemet samtidigt.")
    assert paragraph.heading_path == ("3 Prestanda",)
    assert [draft.number for draft in table] == [f"P-{n}" for n in range(1, 61)]
    assert table[-1].text == "Systemet ska klara belastningsfall nummer 60 enligt bilaga sju."
    assert table[-1].kind == "award"
    assert table[-1].place.page > table[0].place.page == 1
    assert not [draft for draft in reading.context if "RS 2026-0412" in draft.text]  # the running header
    assert "guessed from how the pages look" in reading.problems[0].en


def test_a_pdf_of_pictures_is_refused_and_told_of_text_recognition(tmp_path):
    picture = HTML(string='<svg width="100" height="100"><rect width="90" height="90"/></svg>').write_pdf()
    with pytest.raises(Refused, match="OCR"):
        read_as(tmp_path, "krav.pdf", picture)


LIST = """<meta charset="utf-8"><style>@page {{ size: A4 landscape }}
table {{ border-spacing: 0; width: 100% }}
td, th {{ border-bottom: 1px solid black; text-align: left; vertical-align: top; padding: 2px 6px }}</style>
<table><tr><th>Krav-ID<th>Krav<th>Typ<th>Motiv</tr>
<tr><td colspan="4">2 Integration med de nationella tjänsterna och med regionens egna system</tr>
{rows}</table>"""


def test_a_printed_list_with_rules_between_its_rows_only_gives_its_columns(tmp_path):
    texts = [
        f"Systemet ska klara belastningsfall nummer {n} enligt bilaga sju och redovisa utfallet månadsvis."
        for n in range(1, 41)
    ]
    rows = "".join(
        f"<tr><td>P-{n}<td>{text}<td>Ska<td>Driften tål inte {n} stopp.</tr>"
        for n, text in enumerate(texts, start=1)
    )
    reading = read_as(tmp_path, "krav.pdf", HTML(string=LIST.format(rows=rows)).write_pdf())
    assert [(d.number, d.text, d.kind, d.motive) for d in reading.requirements] == [
        (f"P-{n}", text, "mandatory", f"Driften tål inte {n} stopp.") for n, text in enumerate(texts, start=1)
    ]
    assert [draft.text for draft in reading.context][:1] == [
        "2 Integration med de nationella tjänsterna och med regionens egna system"
    ]
