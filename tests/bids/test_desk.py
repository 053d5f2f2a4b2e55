"""From the sheet that goes out to the decision, and who may see what on the way."""

import io
import subprocess

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from docx import Document

from accounts.services import remove_member
from assessments.bidding.models import Decision
from assessments.bidding.queries import latest_readings
from assessments.bidding.tasks import read_bid
from jobs.models import Job
from procurement.bidding.access import is_named
from procurement.bidding.models import Bid, BidLook, Look
from procurement.bidding.reading import words_of
from procurement.editing import change_requirement, wording_of

from .conftest import PROMISE, PROOF, bid_of, filled, read, signed_in


def labels(bid: Bid) -> list[str]:
    verdicts = latest_readings([bid])[bid.pk].verdicts.order_by("requirement__position")
    return list(verdicts.values_list("label", flat=True))


def test_the_sheet_that_goes_out_can_be_changed_only_where_answers_belong(opened):
    book = openpyxl.load_workbook(io.BytesIO(filled(opened.version, {})))
    sheet = book.worksheets[1]
    assert all(each.protection.sheet for each in book.worksheets)
    locked = [cell.column_letter for cell in sheet[2] if cell.protection.locked]
    assert locked == ["A", "B", "C", "D", "E", "F", "O"]
    assert sheet.column_dimensions["O"].hidden


def test_a_filled_sheet_comes_back_sorted_and_renumbered_and_is_still_understood(opened):
    content = filled(
        opened.version, {0: {"Svar": PROMISE}, 1: {"Svar": "Nej.", "Hur det uppfylls": "Utveckling"}}
    )
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column).value = value
        sheet.cell(number, 1, f"X{number}")
    saved = io.BytesIO()
    book.save(saved)
    bid = read(bid_of(opened, "Ordina AB", saved.getvalue()))
    assert bid.is_read
    assert not bid.import_problems
    assert not bid.alterations.exists()
    assert labels(bid) == ["promised_future", "not_met", "evasive"]
    assert bid.answers.get(text="Nej.").how_met == "development"


def test_what_a_bidder_changed_in_the_requirements_is_told_and_waits_for_a_decision(opened):
    answers = {0: {"Svar": PROOF}, 1: {"Svar": PROMISE}}
    first, second, third = opened.version.requirements.order_by("position")

    def changed(*cells: tuple[int, int, str], gone: int = 0) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(filled(opened.version, answers)))
        sheet = book.worksheets[1]
        for row, column, text in cells:
            sheet.cell(row, column).value = text
        if gone:
            sheet.delete_rows(gone)
            sheet.append(["", "", "Beställaren ska betala i förskott.", "Obligatoriskt krav", "I anbudet"])
        saved = io.BytesIO()
        book.save(saved)
        return saved.getvalue()

    def found(bid: Bid) -> list[tuple]:
        rows = bid.alterations.order_by("pk").values_list("what", "requirement", "is_earlier")
        return list(rows)

    softer = first.text.replace("lägst klass IIa", "klass I")
    bid = read(
        bid_of(
            opened, "Mjuka AB", changed((2, 3, softer), (3, 4, "Option"), (3, 6, "Egen försäkran"), gone=4)
        )
    )
    assert found(bid) == [
        ("text", first.pk, False), ("kind", second.pk, False), ("shown_by", second.pk, False),
        ("added", None, False), ("removed", third.pk, False),
    ]  # fmt: skip
    proven = latest_readings([bid])[bid.pk].verdicts.get(requirement=first)
    assert (proven.label, proven.open) == ("met_with_proof", True)

    # Two keys change places: each answer goes with the text that stands beside it. What a spreadsheet does on
    # its own is nothing, and what the buyer changed later is not the bidder's.
    keys = [str(each.key) for each in (second, first)]
    same = f" {first.text} ".replace("CE-märkt", "CE–\nmärkt").replace("IIa.", "IIa._x000D_\u00a0")
    sent = changed((2, 15, keys[0]), (3, 15, keys[1]), (2, 3, same))
    later = wording_of(third).model_copy(update={"text": f"{third.text} NPÖ ska ingå."})
    change_requirement(requirement=third, wording=later, revision=1, by=opened.alice.user)
    swapped = read(bid_of(opened, "Bytta AB", sent))
    assert found(swapped) == [
        ("moved", first.pk, False), ("moved", second.pk, False), ("text", third.pk, True)
    ]  # fmt: skip
    assert labels(swapped)[:2] == ["met_with_proof", "promised_future"]

    alice, here = signed_in(opened.alice), opened.procurement.pk
    said = "2 requirements altered, 1 row missing, 1 row added"
    for address in (
        reverse("bid-list", args=[here]),
        reverse("bid-detail", args=[here, bid.pk]),
        reverse("bid-matrix", args=[here, opened.version.pk]),
    ):
        assert said in alice.get(address).content.decode().lower()
    beside = reverse("bid-requirement", args=[here, opened.version.pk, first.pk])
    assert "<ins>" in alice.get(beside).content.decode()
    matrix = reverse("bid-matrix", args=[here, opened.version.pk])
    only = alice.get(matrix, {"show": "altered", "words": "CE-märkt"}).content.decode()
    assert "requirement altered" in only
    rows = alice.get(reverse("bid-matrix-file", args=[here, opened.version.pk, "csv"])).content.decode()
    assert softer in rows


def test_proof_in_the_columns_counts_as_proof_in_the_answer(opened):
    proof = {
        "Svar": "Ja, Ordina 4.2 är CE-märkt i klass IIa enligt (EU) 2017/745. EU-försäkran OR-DoC-42 "
        "är undertecknad 2026-02-11.",
        "Dokument": "bilaga 3, certifikat",
        "Identifierare": "MDR-70211",
        "Utfärdare": "anmält organ Certavind (2911)",
        "Datum": "2026-01-20",
    }
    assert (
        labels(read(bid_of(opened, "Ordina AB", filled(opened.version, {0: proof}))))[0] == "met_with_proof"
    )


def test_a_sheet_of_the_suppliers_own_asks_which_column_is_what(opened):
    book = openpyxl.Workbook()
    book.active.append(["Krav", "Dokumentation", "Er kommentar"])
    for requirement, answer in zip(
        opened.version.requirements.all(), (PROOF, "Ja", "Se bilaga"), strict=True
    ):
        book.active.append([requirement.text, "", answer])
    saved = io.BytesIO()
    book.save(saved)
    alice = signed_in(opened.alice)
    upload = SimpleUploadedFile("eget.xlsx", saved.getvalue())
    asked = alice.post(
        reverse("bid-new", args=[opened.procurement.pk]),
        {"supplier": "Ordina AB", "version": opened.version.pk, "file": upload},
        follow=True,
    )
    bid = Bid.objects.get()
    assert asked.redirect_chain[-1][0] == reverse("bid-columns", args=[opened.procurement.pk, bid.pk])
    form = asked.context["form"]
    chosen = {
        f"column_{place}": "answer" if header == "Er kommentar" else ""
        for place, header in enumerate(form.headers)
    }
    alice.post(asked.redirect_chain[-1][0], chosen)
    assert labels(read(Bid.objects.get())) == ["met_with_proof", "met_claimed_without_proof", "evasive"]


def test_another_last_day_for_tenders_has_the_bids_read_again_and_the_day_before_can_come_back(opened):
    bid = read(bid_of(opened, "Ordina AB", filled(opened.version, {0: {"Svar": PROOF}})))
    alice, address = signed_in(opened.alice), reverse("procurement-edit", args=[opened.procurement.pk])
    as_it_is = {"title": "Journal", "stage": "preparation", "currency": "SEK"}
    for day in ("2026-05-01", "2032-01-01", "2026-05-01"):
        before = Job.objects.count()
        alice.post(address, as_it_is | {"tenders_due": day})
        for job in Job.objects.filter(kind="read-bid").order_by("created_at")[before:]:
            read_bid(job, lambda done, total, phase="": None)
        assert str(latest_readings([bid])[bid.pk].deadline) == day
    assert labels(bid)[0] == "met_with_proof"
    asked = Job.objects.count()
    alice.post(address, as_it_is | {"tenders_due": "2026-05-01", "title": "Annat"})
    assert Job.objects.count() == asked == 2


def test_a_bid_that_cannot_be_stored_leaves_no_file_behind(opened, tmp_path, monkeypatch):
    def broken(*_):
        raise IntegrityError

    monkeypatch.setattr("procurement.bidding.services.match", broken)
    with pytest.raises(IntegrityError):
        bid_of(opened, "Ordina AB", filled(opened.version, {0: {"Svar": PROOF}}))
    assert not Bid.objects.exists()
    assert not [path for path in (tmp_path / "bids").rglob("*") if path.is_file()]


def test_a_decision_needs_its_reason_and_the_one_before_stays(opened):
    bid = read(bid_of(opened, "Ordina AB", filled(opened.version, {0: {"Svar": PROMISE}})))
    first = opened.version.requirements.first()
    address = reverse("bid-requirement", args=[opened.procurement.pk, opened.version.pk, first.pk])
    alice = signed_in(opened.alice)
    assert "A decision is required" in alice.get(address).content.decode()
    without = alice.post(address, {"bid": bid.pk, f"bid-{bid.pk}-way": "not_met"})
    assert "Say why" in without.content.decode()
    assert not Decision.objects.exists()
    for way, reason in (("clarify", "Ett certifikat kan finnas."), ("not_met", "Svaret kom: inget finns.")):
        alice.post(address, {"bid": bid.pk, f"bid-{bid.pk}-way": way, f"bid-{bid.pk}-reason": reason})
    page = alice.get(address).content.decode()
    assert "Svaret kom: inget finns." in page
    assert "Ett certifikat kan finnas." in page
    assert "replaced" in page
    matrix = alice.get(
        reverse("bid-matrix", args=[opened.procurement.pk, opened.version.pk]), {"show": "waiting"}
    )
    assert first.text[:40] not in matrix.content.decode()


def addresses(tender, bid) -> list[str]:
    procurement, version = tender.procurement.pk, tender.version.pk
    return [
        reverse("bid-list", args=[procurement]),
        reverse("bid-log", args=[procurement]),
        reverse("bid-new", args=[procurement]),
        reverse("bid-matrix", args=[procurement, version]),
        reverse("bid-requirement", args=[procurement, version, tender.version.requirements.first().pk]),
        reverse("bid-detail", args=[procurement, bid.pk]),
        reverse("bid-letter", args=[procurement, bid.pk]),
        reverse("bid-matrix-file", args=[procurement, version, "csv"]),
    ]


def test_who_is_not_named_sees_nothing_and_the_log_shows_every_look(opened):
    bid = read(bid_of(opened, "Hemliga AB", filled(opened.version, {0: {"Svar": PROMISE}})))
    alice, bob, charlie = map(signed_in, (opened.alice, opened.bob, opened.charlie))
    for address in addresses(opened, bid):
        assert alice.get(address).status_code == 200, address
        assert bob.get(address).status_code == 404, address
        assert charlie.get(address).status_code == 404, address
    for address in (reverse("procurement-list"), reverse("procurement-detail", args=[opened.procurement.pk])):
        assert "Hemliga" not in bob.get(address).content.decode()
        assert "/bids/" not in bob.get(address).content.decode()
    assert bob.post(reverse("bids-open", args=[opened.procurement.pk])).status_code == 302
    assert bob.get(addresses(opened, bid)[0]).status_code == 404
    looks = BidLook.objects.filter(procurement=opened.procurement)
    assert looks.filter(user=opened.bob.user).exclude(what=Look.REFUSED).count() == 0
    assert looks.filter(user=opened.bob.user, what=Look.REFUSED).count() == len(addresses(opened, bid)) + 1
    assert not looks.filter(user=opened.charlie.user).exists()
    assert set(looks.filter(user=opened.alice.user).values_list("what", flat=True)) >= {
        Look.MATRIX, Look.BID, Look.REQUIREMENT, Look.LOG,
    }  # fmt: skip


def test_the_log_of_looks_can_only_be_added_to(opened):
    for wrong in (lambda: BidLook.objects.update(detail="nothing"), lambda: BidLook.objects.all().delete()):
        with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
            wrong()


def test_the_last_who_is_named_cannot_be_taken_away(opened):
    alice = signed_in(opened.alice)
    access = opened.procurement.bid_access.get()
    alice.post(reverse("bid-person-remove", args=[opened.procurement.pk, access.pk]))
    assert opened.procurement.bid_access.count() == 1
    alice.post(reverse("bid-person-add", args=[opened.procurement.pk]), {"user": opened.bob.user.pk})
    alice.post(reverse("bid-person-remove", args=[opened.procurement.pk, access.pk]))
    assert [each.user for each in opened.procurement.bid_access.all()] == [opened.bob.user]
    logged = opened.procurement.bid_looks.filter(what__in=(Look.NAMED, Look.REMOVED)).order_by("pk")
    assert list(logged.values_list("what", "detail")) == [
        (Look.NAMED, "Alice"), (Look.NAMED, "Bob"), (Look.REMOVED, "Alice"),
    ]  # fmt: skip
    address = reverse("bids-open", args=[opened.procurement.pk])
    alice.post(address)
    assert not is_named(opened.alice.user, opened.procurement)
    remove_member(member=opened.bob)  # the last who was named leaves the organisation
    alice.post(address)
    assert is_named(opened.alice.user, opened.procurement)


def test_four_bids_ask_the_database_no_more_questions_than_two(opened, django_assert_max_num_queries):
    alice = signed_in(opened.alice)
    for number in range(4):
        read(bid_of(opened, f"Leverantör {number}", filled(opened.version, {0: {"Svar": PROMISE}})))
        if number in (1, 3):
            with django_assert_max_num_queries(20):
                alice.get(reverse("bid-matrix", args=[opened.procurement.pk, opened.version.pk]))


def test_the_letter_quotes_the_answer_and_asks_and_files_are_marked_secret(opened):
    bid = read(bid_of(opened, "Lovande AB", filled(opened.version, {0: {"Svar": PROMISE}})))
    alice = signed_in(opened.alice)
    address = reverse("bid-letter", args=[opened.procurement.pk, bid.pk])
    asked = {"ask": sorted(alice.get(address).context["chosen"]), "language": "sv", "contact": "Alice"}
    pdf = alice.post(address, asked | {"ending": "pdf"})
    assert 'filename="SECRET-lovande-ab.pdf"' in pdf["Content-Disposition"]
    text = subprocess.run(["pdftotext", "-", "-"], input=pdf.content, capture_output=True, check=True).stdout
    words = " ".join(text.decode().split())
    assert "Lovande AB" in words
    assert "certifikatet beräknas vara klart under 2028" in words
    assert "Samma frågor ställs till alla" not in words
    # And a PDF with rules that are no table's is read, when it comes as proof.
    assert "Lovande AB" in words_of(ContentFile(pdf.content), "brev.pdf")
    word = Document(io.BytesIO(alice.post(address, asked | {"ending": "docx"}).content))
    assert any("certifikatet beräknas" in paragraph.text for paragraph in word.paragraphs)
    rows = alice.get(reverse("bid-matrix-file", args=[opened.procurement.pk, opened.version.pk, "csv"]))
    assert rows.content.decode("utf-8-sig").startswith("Number")
    assert "Secret until the award decision" in rows.content.decode()
