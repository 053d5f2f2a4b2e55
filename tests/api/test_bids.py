"""Bids over the API: Alice is named and reads them; Bob is not, and the log says that he tried."""

import pytest
from django.core.files.base import ContentFile

from accounts.services import add_member
from assessments.bidding.models import AnswerVerdict
from assessments.bidding.services import decide
from procurement.bidding.models import Bid, BidLook, Look
from procurement.bidding.services import keep_evidence

from .conftest import PASSWORD, Caller, People, a_bid


@pytest.fixture
def decided(people: People, belongings) -> dict:
    """What Alice has, with a decision on the bid's one answer and a paper beside it."""
    bid, alice = belongings["bids"], people.alice.member.user
    paper = ContentFile(b"a paper", name="Bilaga 1.docx")
    keep_evidence(bid=bid, upload_name=paper.name, content=paper, text="", by=alice)
    verdict = AnswerVerdict.objects.select_related("reading__bid__procurement").get(reading__bid=bid)
    for way in ("clarify", "not_met"):
        decide(verdict=verdict, way=way, reason=f"Därför {way}.", by=alice)
    return belongings


def addresses(belongings: dict) -> list[str]:
    root = f"/api/v1/procurements/{belongings['procurements'].pk}/"
    bid = belongings["bids"].pk
    return [
        f"{root}suppliers/",
        f"{root}bids/",
        f"{root}bids/{bid}/",
        f"{root}bids/{bid}/answers/",
        f"{root}decisions/",
        f"{root}versions/{belongings['versions'].pk}/matrix/",
    ]


def test_who_is_named_reads_bids_verdicts_decisions_and_the_matrix(people: People, decided):
    suppliers, bids, bid, answers, decisions, matrix = (
        people.alice.get(address).json() for address in addresses(decided)
    )
    assert [row["name"] for row in suppliers["results"]] == ["Hemliga AB"]
    assert [(row["supplier"]["name"], row["is_current"]) for row in bids["results"]] == [("Hemliga AB", True)]
    assert (bid["standing"]["mandatory"], bid["standing"]["undecided"]) == (1, 0)
    assert [(paper["name"], paper["has_text"]) for paper in bid["evidence"]] == [("Bilaga 1.docx", False)]
    [answer] = answers["results"]
    assert answer["answer"]["text"] == answer["read"] == "Ja."
    assert (answer["label"], answer["strength"]) == ("met_claimed_without_proof", "present_claim")
    assert [answer["verdict"][name] for name in ("label", "strength")] == [
        answer["label"],
        answer["strength"],
    ]
    assert {"evidence", "reasons", "questions"} < answer["verdict"].keys()
    assert answer["decision"]["reason"] == "Därför not_met."
    assert [(row["way"], row["holds"]) for row in decisions["results"]] == [
        ("not_met", True), ("clarify", False),
    ]  # fmt: skip
    [row] = matrix["results"]
    [cell] = row["cells"]
    assert (cell["supplier"], cell["label"], cell["waits"]) == ("Hemliga AB", answer["label"], False)
    assert cell["decision"]["way"] == "not_met"
    waiting = people.alice.get(addresses(decided)[-1], {"show": "waiting"}).json()
    assert (waiting["count"], people.alice.get(addresses(decided)[-1], {"show": "x"}).status_code) == (0, 400)


def test_who_is_not_named_gets_404_and_every_look_and_try_is_logged(people: People, decided):
    looks = BidLook.objects.filter(detail__contains="/api/v1/")
    for address in addresses(decided):
        assert people.alice.get(address).status_code == 200
        for who in (people.bob, people.charlie):
            answer = who.get(address)
            assert answer.status_code == 404, address
            assert "Hemliga" not in answer.content.decode()
        assert people.alice.post(address, {}).status_code == 405, address
    tried = looks.filter(user=people.bob.member.user)
    assert list(tried.values_list("what", flat=True)) == [Look.REFUSED] * len(addresses(decided))
    assert not looks.filter(user=people.charlie.member.user).exists()
    seen = looks.filter(user=people.alice.member.user).order_by("pk").values_list("what", flat=True)
    assert list(seen) == [Look.BID] * 5 + [Look.MATRIX]


def test_more_bids_ask_the_database_no_more_questions(people: People, decided, django_assert_max_num_queries):
    for number in range(6):
        a_bid(decided["versions"], f"AB {number}", "Nej.")
        if number in (0, 5):
            for address in addresses(decided):
                with django_assert_max_num_queries(16):
                    assert people.alice.get(address).status_code == 200


def test_a_report_with_bids_is_for_the_named_alone_and_stands_in_their_log(people: People, decided):
    dana = add_member(
        organisation=people.alice.member.organisation,
        email="dana@example.org",
        name="Dana",
        role="officer",
        password=PASSWORD,
    )
    asked = {"assessment": decided["assessments"].pk, "language": "sv", "with_bids": True}
    made = people.alice.post("/api/v1/reports/", asked, format="json")
    assert made.status_code == 202
    report = people.alice.get(made.json()["result"]).json()
    assert report["with_bids"]
    word = people.alice.get(report["word"])
    assert "SECRET-glapp-board" in word["Content-Disposition"]
    other = Caller(dana)
    for kind in ("board", "audit"):
        assert other.post("/api/v1/reports/", asked | {"kind": kind}, format="json").status_code == 404
    assert other.get(report["word"]).status_code == 404
    kept = BidLook.objects.filter(what__in=[Look.REPORT, Look.REFUSED])
    looks = kept.order_by("pk").values_list("user", "what")
    alice = people.alice.member.user.pk
    assert list(looks) == [(alice, Look.REPORT)] * 2 + [(dana.user.pk, Look.REFUSED)] * 3
    Bid.objects.all().delete()
    none = people.alice.post("/api/v1/reports/", asked, format="json")
    assert (none.status_code, none.json()["errors"]["with_bids"]) == (
        400,
        ["No bid on this version is read yet."],
    )
