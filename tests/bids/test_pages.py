"""What the pages of bids say and do beside the way from sheet to decision."""

import io
import tomllib
from pathlib import Path

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from assessments.bidding.marking import mark_answer
from assessments.bidding.models import Decision
from assessments.bidding.queries import latest_readings
from procurement.bidding import reading
from procurement.bidding.models import Bid, BidLook, Look
from procurement.importers import refusal

from .conftest import PROMISE, PROOF, bid_of, filled, read, signed_in


def test_the_sheet_opens_with_how_to_fill_it_in_and_every_row_shows_its_whole_text(opened):
    book = openpyxl.load_workbook(io.BytesIO(filled(opened.version, {}, language="en")))
    assert book.active.title == "Read this first"
    assert book.security.lockStructure
    told = " ".join(str(cell.value) for row in book.worksheets[0] for cell in row)
    assert "A yes without proof is read as a claim" in told
    short, long = book.worksheets[1].row_dimensions[4].height, book.worksheets[1].row_dimensions[2].height
    assert short < long


def test_one_decision_is_written_on_every_answer_that_waits_with_the_same_indication(opened):
    answers = {0: {"Svar": PROMISE}, 1: {"Svar": "Ja."}, 2: {"Svar": "Ja."}}
    bid = read(bid_of(opened, "Lovande AB", filled(opened.version, answers)))
    alice, address = signed_in(opened.alice), reverse("bid-alike", args=[opened.procurement.pk, bid.pk])
    claimed = {"label": "met_claimed_without_proof", "way": "clarify"}
    alice.post(address, claimed)
    alice.post(address, claimed | {"way": "shown", "reason": "Har läst allt."})
    assert not Decision.objects.exists()
    alice.post(address, claimed | {"reason": "Bevis kan ha funnits."})
    decided = Decision.objects.order_by("requirement__position")
    assert [each.requirement.text[:8] for each in decided] == ["Systemet", "Systemet"]
    assert BidLook.objects.filter(what=Look.DECISION).count() == 1
    page = alice.get(reverse("bid-detail", args=[opened.procurement.pk, bid.pk])).content.decode()
    assert "Decide, starting with" in page
    first = opened.version.requirements.first()
    after = opened.version.requirements.all()[1]
    for requirement, expected in ((after, first), (first, None)):
        at = reverse("bid-requirement", args=[opened.procurement.pk, opened.version.pk, requirement.pk])
        assert alice.get(at).context["next_waiting"] == expected


def test_a_bid_that_is_set_aside_counts_nowhere_and_can_be_taken_back(opened):
    bid = read(bid_of(opened, "Felstavade AB", filled(opened.version, {0: {"Svar": PROMISE}})))
    read(bid_of(opened, "Ordina AB", filled(opened.version, {0: {"Svar": PROOF}})))
    alice, here = signed_in(opened.alice), opened.procurement.pk
    aside = reverse("bid-set-aside", args=[here, bid.pk])
    alice.post(aside, {"why": ""})
    assert Bid.objects.filter(set_aside_at=None).count() == 2
    alice.post(aside, {"why": "Namnet var felstavat."})
    matrix = reverse("bid-matrix", args=[here, opened.version.pk])
    assert "Felstavade" not in alice.get(matrix).content.decode()
    assert alice.get(reverse("bid-detail", args=[here, bid.pk])).status_code == 404
    assert "Namnet var felstavat." in alice.get(reverse("bid-list", args=[here])).content.decode()
    assert signed_in(opened.bob).post(reverse("bid-take-back", args=[here, bid.pk])).status_code == 404
    alice.post(reverse("bid-take-back", args=[here, bid.pk]))
    assert "Felstavade" in alice.get(matrix).content.decode()


def test_the_words_of_an_answer_are_marked_where_they_count_and_where_they_name_proof(opened):
    bid = read(bid_of(opened, "Ordina AB", filled(opened.version, {0: {"Svar": PROOF}})))
    verdict = latest_readings([bid])[bid.pk].verdicts.order_by("requirement__position").first()
    marked = mark_answer(verdict.judged)
    assert "".join(piece.text for piece in marked.pieces) == verdict.judged.text
    assert [piece.text for piece in marked.pieces if piece.is_proof] == [
        "försäkran OR-DoC-42", "certifikat MDR-70211",
    ]  # fmt: skip
    numbers = [piece.number for piece in marked.pieces if piece.number]
    assert numbers == sorted(numbers) == [each.number for each in marked.reasons if each.number]


def test_the_columns_of_an_own_sheet_are_asked_in_the_order_of_the_file(opened):
    book = openpyxl.Workbook()
    book.active.append(["Krav", "Uppfylls (ja/nej)", "Leveranssätt", "Er kommentar"])
    for requirement in list(opened.version.requirements.all())[:2]:
        book.active.append([requirement.text, "Ja", "Utveckling", "Finns i dag."])
    saved = io.BytesIO()
    book.save(saved)
    alice = signed_in(opened.alice)
    sent = {"supplier": "Ordina AB", "version": opened.version.pk}
    upload = SimpleUploadedFile("eget.xlsx", saved.getvalue())
    asked = alice.post(reverse("bid-new", args=[opened.procurement.pk]), sent | {"file": upload}, follow=True)
    assert asked.context["form"].headers == ["Uppfylls (ja/nej)", "Leveranssätt", "Er kommentar"]
    assert "Ja\nDevelopment\nFinns i dag." in asked.content.decode()


def test_a_form_that_reads_nothing_in_is_no_look_at_a_bid_and_says_what_to_do_about_one(opened):
    alice, address = signed_in(opened.alice), reverse("bid-new", args=[opened.procurement.pk])
    alice.get(address)
    upload = SimpleUploadedFile("anbud.xlsx", b"\x1f\x8b of some size")
    refused = alice.post(
        address, {"supplier": "Ordina AB", "version": opened.version.pk, "file": upload}
    ).content.decode()
    assert "anbud.xlsx is an archive. Unpack it, read the file with the answers in here" in refused
    importers = tomllib.loads(Path(refusal.__file__).with_name("refusals.toml").read_text())
    assert set(importers) >= set(reading.sentences())
    assert not BidLook.objects.filter(what=Look.READ_IN).exists()
