"""The board's report: what it says, that its bytes never change, and that nothing gets in or out."""

import hashlib
import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from django.utils import translation

from assessments.charts import gap_picture
from assessments.comparison import Scored, compare_scored
from assessments.dismissed import Dismissed, DismissedFinding
from assessments.engine import judge
from assessments.engine.checklist import checklists, shared_slots
from assessments.engine.verdict import Effect, Text
from assessments.engine.whole import read_whole
from assessments.marking import mark
from assessments.summary import Judged, Point, summarise
from config.environment import ROOT
from reports.board import board_of, finding
from reports.board.easy_yes import clauses
from reports.look import Look
from reports.render import OwnFacesOnly, RefusedAddress, RenderingFault, faults_are_fatal, render_pdf
from reports.snapshot import Since, Snapshot, freeze
from tests.reports.specimens import TEXTS, a_row, a_snapshot, a_source, a_wide_row


def words(content: bytes) -> str:
    """The text of a PDF on one line, hyphens at line ends taken away."""
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(run.stdout.decode().split())


@pytest.mark.parametrize(
    ("language", "sentence", "page"),
    [
        (
            "sv",
            "4 av 6 obligatoriska krav låter precisa men går inte att verifiera så som de är skrivna",
            "Sida 1 av",
        ),
        (
            "en",
            "4 of 6 mandatory requirements sound settled but cannot be verified as they are written",
            "Page 1 of",
        ),
    ],
)
def test_the_finding_stands_in_one_sentence_in_the_language_of_the_report(language, sentence, page):
    pdf = render_pdf(a_snapshot(language))
    printed = words(pdf.content)
    assert sentence in printed
    assert page in printed
    assert 6 <= pdf.pages <= 10


@pytest.mark.parametrize(
    ("language", "named"), [("sv", "Så visas det, enligt filen:"), ("en", "How it is shown, says the file:")]
)
def test_what_the_file_says_beside_a_wide_gap_stands_with_it(language, named):
    text = TEXTS[language][0]
    rows = [
        a_wide_row(text, 1, shown_by="Certificate no. 12.", motive="Patients get hurt."),
        a_wide_row(TEXTS[language][1], 2),
    ]
    printed = words(
        render_pdf(freeze(a_source(), rows, findings=read_whole(rows), language=language)).content
    )
    assert printed.count(named) == 1
    assert "Certificate no. 12." in printed
    assert "Patients get hurt." in printed


def test_no_english_is_left_in_a_swedish_report():
    printed = words(render_pdf(a_snapshot("sv")).content).replace(
        "Rapid quality assurance with requirements", ""
    )
    for word in (" the ", " requirements ", " supplier ", " shall ", " and "):
        assert word not in printed, printed[max(0, printed.index(word) - 80) :][:200]


@pytest.mark.parametrize("language", ["sv", "en"])
def test_page_one_alone_tells_what_was_examined_what_matters_and_what_to_decide(language):
    """Even where every name and text is as long as it can be and the three are of three kinds."""
    long = "Regionernas gemensamma journalupphandling " * 12
    kinds = ("mandatory", "award", "contract")
    rows = [
        a_wide_row(f"{text} {long}", at, kind=kind, number="N" * 60)
        for at, (text, kind) in enumerate(zip(TEXTS[language], kinds, strict=False), 1)
    ]
    change = compare_scored({}, {uuid4(): Scored(str(n), "", 90, counts=True) for n in range(900)})
    snapshot = freeze(
        a_source(
            organisation=long[:200],
            procurement=long,
            specification=long,
            reference=long[:100],
            file_name=long,
        ),
        rows,
        findings=(),
        language=language,
        context_rows=1234,
        since=Since(version=12, comparison=change),
        dismissed=Dismissed(rows=(a_dismissal(rows[0]).model_copy(update={"finding": "firm_claim"}),)),
    )
    pdf = pikepdf.open(io.BytesIO(render_pdf(snapshot).content))
    alone = pikepdf.new()
    alone.pages.append(pdf.pages[0])
    page = io.BytesIO()
    alone.save(page)
    printed = words(page.getvalue())
    expected = {
        "sv": (
            "3 krav har lästs",
            "Patienter",
            "Pengar",
            "Juridik",
            "ombeds besluta",
            "Namn",
            "Datum",
            "åt sidan",
        ),
        "en": (
            "3 requirements were read",
            "Patients",
            "Money",
            "Law",
            "to decide",
            "Name",
            "Date",
            "set aside",
        ),
    }
    for words_of_page_one in expected[language]:
        assert words_of_page_one in printed
    assert {"sv": "I rapporten", "en": "In this report"}[language] not in printed


def a_dismissal(row: Judged, **fields) -> DismissedFinding:
    wanted = {
        "id": 1,
        "key": uuid4(),
        "position": row.position,
        "number": row.number,
        "text": row.text,
        "finding": "",
        "title": Text(sv="Kravet som helhet", en="The requirement as a whole"),
        "reason": "Regleras i bilaga 4.",
        "by": "Anna Lindqvist",
        "at": datetime(2026, 2, 1, tzinfo=UTC),
        "gap": row.verdict.gap,
        "counts": True,
    }
    return DismissedFinding(**(wanted | fields))


def test_what_was_set_aside_is_counted_and_shown_with_its_reason_but_not_among_the_gaps():
    rows = [a_wide_row(text, at) for at, text in enumerate(TEXTS["sv"][:4], 1)]
    dismissed = Dismissed(rows=(a_dismissal(rows[0]), a_dismissal(rows[1], finding="firm_claim")))
    snapshot = freeze(a_source(), rows, findings=(), language="sv", dismissed=dismissed)
    assert snapshot.summary.false_precise == 4
    assert {row.position for row in snapshot.widest} == {2, 3, 4}
    assert rows[0] not in snapshot.three
    printed = words(render_pdf(snapshot).content)
    for told in ("1 av kraven med stort glapp har lagts åt sidan", "Regleras i bilaga 4.", "Anna Lindqvist"):
        assert told in printed
    with translation.override("sv"):
        second = next(gap for gap in board_of(snapshot).gaps if gap.number == "K2")
    hidden = {signal.title.sv for signal in rows[1].verdict.signals if signal.rule == "firm_claim"}
    assert not hidden & {mark.title for mark in second.marks}


def test_what_a_supplier_could_say_yes_to_is_told_of_each_requirement_in_its_own_words():
    texts = [*TEXTS["sv"][:4], "Systemet ska följa tillämplig lagstiftning."]
    rows = [a_wide_row(text, at) for at, text in enumerate(texts, 1)]
    with translation.override("sv"):
        gaps = board_of(freeze(a_source(), rows, findings=(), language="sv")).gaps
    told = [clause for gap in gaps for clause in gap.even_if]
    assert len(told) == len(set(told)) == 2 * len(rows)
    assert all(gap.claim in "".join(piece.text for piece in gap.pieces) for gap in gaps)
    assert "rollbaserad behörighetsstyrning" in next(gap.claim for gap in gaps if gap.number == "K3")
    every_slot = {slot.id for checklist in checklists().values() for slot in checklist.slots}
    assert set(clauses().slot) <= every_slot | {slot.id for slot in shared_slots()}


def test_a_template_changes_the_looks_and_the_sections_and_nothing_that_was_found():
    look = Look(
        accent="#7a1f3d", introduction="Läs detta först.\n\nOch sedan detta.", without=("picture", "whole")
    )
    plain = a_snapshot("sv")
    own = plain.model_copy(update={"look": look})
    with translation.override("sv"):
        assert [section.id for section in board_of(own).sections] == [
            "finding",
            "risk",
            "gaps",
            "limits",
            "method",
        ]
        assert board_of(own).finding == board_of(plain).finding
    printed = words(render_pdf(own).content)
    assert "Läs detta först." in printed
    assert "kraven i avsnitt 3 kompletteras" in printed
    assert own.digest() != plain.digest()


PRINT_AND_HASH = """
import sys, hashlib, django
django.setup()
from reports.render import render_pdf
from reports.snapshot import Snapshot
print(hashlib.sha256(render_pdf(Snapshot.model_validate_json(sys.stdin.read())).content).hexdigest())
"""


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_same_snapshot_gives_the_same_bytes_in_another_process_and_another_time_zone(language):
    snapshot = a_snapshot(language, specification="Språk 中文, 🙂, a\u030a, data\u2011bas")
    content = render_pdf(snapshot).content
    assert all("+Source-S" in font for font in fonts_of(pikepdf.open(io.BytesIO(content))))
    assert "Språk [U+4E2D][U+6587], [U+1F642], å, data-bas" in words(content)
    here = hashlib.sha256(content).hexdigest()
    run = subprocess.run(
        [sys.executable, "-c", PRINT_AND_HASH],
        input=snapshot.model_dump_json().encode(),
        cwd=ROOT,
        env={
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "TZ": "Asia/Tokyo",
            "PYTHONHASHSEED": "7",
            "LANG": "C.UTF-8",
        },
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert run.stdout.decode().strip() == here


def test_a_snapshot_survives_being_stored():
    snapshot = a_snapshot()
    again = Snapshot.model_validate(snapshot.model_dump(mode="json"))
    assert again == snapshot
    assert again.digest() == snapshot.digest()


def test_the_document_is_tagged_archivable_and_says_so_once():
    pdf = pikepdf.open(io.BytesIO(render_pdf(a_snapshot("sv")).content))
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "sv"
    assert len(pdf.open_outline().root) >= 1
    metadata = pdf.Root.Metadata.read_bytes().decode()
    assert metadata.count("pdfaid:part=") == 1
    assert 'pdfaid:conformance="A"' in metadata
    assert metadata.count("pdfuaid:part=") == 1
    pictures = [element for element in structure(pdf.Root.StructTreeRoot) if element.get("/S") == "/Figure"]
    assert pictures
    assert all(str(picture.Alt).strip() for picture in pictures)


def structure(element: pikepdf.Dictionary):
    children = element.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from structure(child)


def fonts_of(pdf: pikepdf.Pdf) -> list[str]:
    return [
        str(font.BaseFont)
        for font in pdf.objects
        if isinstance(font, pikepdf.Dictionary) and "/BaseFont" in font
    ]


@pytest.mark.parametrize(
    ("language", "rows"),
    [
        pytest.param("sv", lambda: (), id="nothing"),
        pytest.param("en", lambda: (a_row("Bakgrund till upphandlingen."),), id="background"),
        pytest.param(
            "sv",
            lambda: (a_row("Die Software muss die elektronische Patientenakte unterstützen."),),
            id="german",
        ),
        pytest.param("en", lambda: (a_row(TEXTS["sv"][5]),), id="no gap"),
        pytest.param("sv", lambda: (a_wide_row(TEXTS["en"][0], 1),), id="one, English"),
        pytest.param(
            "en",
            lambda: tuple(a_wide_row(f"{TEXTS['sv'][1]} {'Ord. ' * 900}", n) for n in (1, 2)),
            id="very long",
        ),
        pytest.param(
            "sv",
            lambda: (a_wide_row("Systemet ska " + "x" * 3000, 1, number="N" * 60),),
            id="one endless word",
        ),
    ],
)
def test_an_unusual_specification_gives_a_sensible_report(language, rows):
    made = rows()
    snapshot = freeze(a_source(), made, findings=read_whole(made), language=language)
    pdf = render_pdf(snapshot)
    assert pdf.pages >= 3
    with translation.override(language):
        assert " ".join(finding(snapshot.summary).split()[:4]) in words(pdf.content)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/x",
        "https://example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "data:text/css,body{}",
        "glapp:../../etc/passwd",
        "glapp:/etc/passwd",
        "SourceSansPro-Regular.ttf",
    ],
)
def test_only_our_own_type_faces_are_served(address):
    with pytest.raises(RefusedAddress):
        OwnFacesOnly().fetch(address)
    assert OwnFacesOnly().fetch("glapp:SourceSansPro-Regular.ttf").read(4)


def test_a_warning_of_the_renderer_is_a_fault():
    import logging

    with pytest.raises(RenderingFault, match="no such property"), faults_are_fatal():
        logging.getLogger("weasyprint").warning("no such property")


def test_the_finding_follows_the_numbers():
    wide, tight = a_wide_row(TEXTS["en"][0], 1), a_row(TEXTS["en"][5], 2)
    awards = [row.model_copy(update={"kind": "award"}) for row in (wide, tight)]
    ending = "sounds settled but cannot be verified as it is written; it concerns CE-marking and regulation."
    with translation.override("en"):
        assert finding(summarise([wide, tight])) == f"1 of 2 mandatory requirements {ending}"
        assert finding(summarise(awards)) == f"1 of 2 requirements {ending}"
        assert finding(summarise([tight])).startswith("The only mandatory requirement does not sound")
        assert finding(summarise([])).startswith("No requirement was found in the text")


def test_marks_cover_the_text_and_lead_to_their_reasons():
    text = "The system shall support HL7 FHIR in accordance with applicable standards, and support SNOMED CT."
    marked = mark(judge(text))
    assert "".join(piece.text for piece in marked.pieces) == text
    numbers = [piece.number for piece in marked.pieces if piece.number]
    assert sorted(set(numbers)) == list(range(1, len(marked.reasons) + 1))
    assert any(reason.effect == Effect.EMPTIES for reason in marked.reasons)
    assert mark(judge("")).pieces == ()


def test_dots_that_lie_together_become_one_with_a_number_and_none_is_lost():
    points = [Point(measurable=20, sounds=80, count=5), Point(measurable=21, sounds=81, count=4)]
    points += [Point(measurable=90, sounds=90, count=1)]
    picture = gap_picture(points)
    assert [(dot.count, dot.label, dot.false_precise) for dot in picture.dots] == [
        (9, "9", True),
        (1, "", False),
    ]
    assert (picture.requirements, picture.false_precise) == (10, 9)
    assert all(
        picture.left <= dot.x <= picture.right and picture.top <= dot.y <= picture.bottom
        for dot in picture.dots
    )
    assert Path(ROOT / "templates/charts/gap.svg").exists()


def test_what_is_judged_as_an_experiment_says_so_on_page_one_and_beside_its_gap():
    text = "Løsningen skal støtte sømløs integrasjon med Kjernejournal og øvrige nasjonale tjenester."
    rows = [a_wide_row(text, 1), a_wide_row(TEXTS["sv"][0], 2)]
    with translation.override("sv"):
        board = board_of(freeze(a_source(), rows, findings=(), language="sv"))
    assert "1 krav är skrivet på norska, som bedöms på försök" in board.examined
    assert {gap.number: "norska, bedömt på försök" in gap.kind for gap in board.gaps} == {
        "K1": True,
        "K2": False,
    }
