"""Bids that are documents: what answers which requirement is shown, put right and then stored."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from weasyprint import HTML

from procurement.bidding.answers import found_columns
from procurement.bidding.known import Asked
from procurement.bidding.models import Bid
from procurement.bidding.passages import alterations, match, passages_of
from procurement.bidding.reading import read_filled

from .conftest import ASKED, PROMISE, PROOF, read, signed_in
from .test_desk import labels

NUMBERS = ("K1", "K2", "K3")
PAGE = "<style>td, th {{ border: 1px solid; padding: 3pt }} table {{ border-collapse: collapse }}</style>{}"
INTERESTED = "Vi tackar för möjligheten att lämna anbud."


def pdf(body: str) -> bytes:
    return HTML(string=PAGE.format(body)).write_pdf()


def docx(*paragraphs: str) -> bytes:
    """A Word file; "# " begins a heading."""
    document = Document()
    for text in paragraphs:
        document.add_heading(text[2:], 1) if text.startswith("# ") else document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def answers_in(tmp_path, name: str, content: bytes) -> dict[str, str]:
    """What a file answers by requirement, and under "" what it says to none, each on one line."""
    path = tmp_path / name
    path.write_bytes(content)
    reading = read_filled(path, name=name, numbers=NUMBERS)
    asked = [Asked(f"key {number}", number, text) for number, text in zip(NUMBERS, ASKED, strict=True)]
    passages = passages_of(reading, found_columns(reading), asked)
    altered = {each.row: each.said for each in alterations(reading, passages, asked)}
    told = {"": " / ".join(passage.text for passage in match(passages).strangers)}
    for row, number in enumerate(NUMBERS):
        told[number] = " / ".join(passage.answer for passage in passages if passage.row == row)
        told |= {f"{number} altered": altered[row]} if row in altered else {}
    return {number: " ".join(text.split("\n")) for number, text in told.items()}


def test_running_text_is_told_by_numbers_and_the_question_and_the_next_chapter_are_no_answer(tmp_path):
    content = docx(
        INTERESTED,
        f"K1 {ASKED[0]}",
        "Svar: Ja.",
        "1. Certifikat MDR-70211.",
        "Bevis: bilaga 3",
        "# K2 Svarstider",
        ASKED[1].replace("2 sekunder", "9 sekunder"),
        "Uppfylls, mätt i lasttest.",
        "Krav K3: Nej.",
        "K9 Uppfylls.",
        "# Om företaget",
        "Ordina grundades 1998.",
    )
    assert answers_in(tmp_path, "anbud.docx", content) == {
        "K1": "Ja. 1 Certifikat MDR-70211. bilaga 3",
        "K2": "Uppfylls, mätt i lasttest.",
        "K2 altered": ASKED[1].replace("2 sekunder", "9 sekunder"),
        "K3": "Nej.",
        "": f"{INTERESTED} / K9 Uppfylls. / Ordina grundades 1998.",
    }


def test_a_table_of_numbers_and_answers_in_a_pdf_is_read_by_its_columns(tmp_path):
    rows = "".join(f"<tr><td>{number}<td>Ja, {number}.<td>Utveckling" for number in NUMBERS)
    # And two columns of text beside one another are read one after the other.
    text = " ".join(f"Det här är mening {number} om oss som lämnar anbud." for number in range(90))
    content = pdf(
        f"<table><tr><th>Nr<th>Svar<th>Leveranssätt{rows}</table><p>{INTERESTED}"
        f"<div style='columns: 2; column-gap: 20pt'><h1>Om företaget</h1><p>{text}</div>"
    )
    assert answers_in(tmp_path, "anbud.pdf", content) == {
        "K1": "Ja, K1. development", "K2": "Ja, K2. development", "K3": "Ja, K3. development",
        "": f"{INTERESTED} / {text}",
    }  # fmt: skip


@pytest.fixture
def numbered(opened):
    for number, row in zip(NUMBERS, opened.version.requirements.order_by("position"), strict=True):
        row.number = number
        row.save(update_fields=["number"])
    return opened


def test_a_pdf_shows_what_it_was_taken_for_and_nothing_is_stored_before_it_is_put_right(numbered):
    content = pdf(f"<p>{INTERESTED}<p>K1 {ASKED[0]}<p>{PROOF}<h1>Integration</h1><p>{PROMISE}")
    alice = signed_in(numbered.alice)
    shown = alice.post(
        reverse("bid-new", args=[numbered.procurement.pk]),
        {
            "supplier": "Ordina AB",
            "version": numbered.version.pk,
            "file": SimpleUploadedFile("anbud.pdf", content),
        },
        follow=True,
    )
    page = " ".join(shown.content.decode().split())
    address = shown.redirect_chain[-1][0]
    assert "1 of the 3 requirements" in page
    assert "2 passages of the file were given to none" in page
    assert "2 requirements have no answer in the file" in page
    assert "guessed from how the pages look" in page
    fields = re.findall(r'name="(passage_\d+)"', page)
    assert len(fields) == 2
    wrong = alice.post(address, dict(zip(fields, ("", "K7"), strict=True)))
    assert "No requirement has the number “K7”" in wrong.content.decode()
    looked = alice.post(address, dict(zip(fields, ("", "K3"), strict=True)) | {"look": "1"}, follow=True)
    assert "2 of the 3 requirements" in looked.content.decode()
    assert not Bid.objects.get().is_read
    alice.post(address, {fields[0]: ""})
    bid = read(Bid.objects.get())
    assert (bid.is_read, bid.reading) == (True, "")
    assert labels(bid) == ["met_with_proof", "evasive", "promised_future"]
    assert [problem["message"]["sv"].split("”")[1] for problem in bid.import_problems] == [INTERESTED]
    assert bid.answers.get(text=PROOF).provenance["page"] == 1
