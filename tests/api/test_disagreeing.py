"""Disagreeing over the API: findings dismissed and taken back, rules tried and changed."""

import pytest

from assessments.models import Dismissal, RuleChange
from assessments.services import run_assessment
from procurement.services import create_specification, import_file

from .conftest import People

ROWS = (
    "Systemet ska ha en tillgänglighet på minst 99,5 %.",
    "Systemet ska stödja integration enligt gällande standarder.",
    "Systemet ska ha en tillgänglighet på minst 99,9 %.",
)


@pytest.fixture
def version(people: People, belongings):
    specification = create_specification(procurement=belongings["procurements"], title="Krav")
    lines = "".join(f"K{number};{text}\n" for number, text in enumerate(ROWS, 1))
    version = import_file(
        specification=specification,
        upload_name="krav.csv",
        content=f"Nr;Krav\n{lines}".encode(),
        by=people.alice.member.user,
    )
    run_assessment(version=version, progress=lambda *_: None)
    return version


def test_a_program_dismisses_a_finding_sees_it_listed_and_takes_it_back(people: People, version):
    alice, address = people.alice, f"/api/v1/versions/{version.pk}/dismissals/"
    row = version.requirements.get(number="K2")
    asked = {"finding": "borrowed_authority", "requirements": [row.pk], "reason": "Annex 4 lists them."}
    [made] = alice.post(address, asked, format="json").json()["dismissals"]
    assert (made["requirements"], made["reason"], made["by"]) == ([row.pk], asked["reason"], "Alice")
    assert alice.post(address, asked, format="json").json()["dismissals"] == [made]  # twice is once
    [listed] = alice.get(address, {"requirement": row.pk}).json()["results"]
    assert listed == made
    assert alice.post(f"{address}{made['id']}/take-back/").json()["state"] == "taken-back"
    assert alice.get(address).json()["count"] == 0
    assert alice.get(address, {"state": "taken-back"}).json()["count"] == 1
    for wrong, field in (
        ({"finding": "no_such_rule"}, "finding"),
        ({"reason": " "}, "reason"),
        ({"requirements": [row.pk, 2**40]}, "requirements"),
        ({"finding": "set.different_values"}, "case"),
        ({"finding": "set.different_values", "case": "0" * 16}, "case"),
    ):
        refused = alice.post(address, asked | wrong, format="json")
        assert (refused.status_code, list(refused.json()["errors"])) == (400, [field])


def test_a_program_reads_what_shows_in_all_rows_together_and_dismisses_a_case_of_it(people: People, version):
    alice, whole = people.alice, f"/api/v1/assessments/{version.assessments.get().pk}/whole/"
    [values] = [found for found in alice.get(whole).json() if found["finding"] == "set.different_values"]
    [case] = values["cases"]
    assert ([row["number"] for row in case["rows"]], case["dismissal"]) == (["K1", "K3"], None)
    asked = {"finding": values["finding"], "case": case["case"], "reason": "Two services, two levels."}
    address = f"/api/v1/versions/{version.pk}/dismissals/"
    [made] = alice.post(address, asked, format="json").json()["dismissals"]
    assert made["says"] == case["says"]
    assert made["requirements"] == [row["requirement"] for row in case["rows"]]
    assert alice.get(whole).json()[0]["cases"][0]["dismissal"] == made["id"] == Dismissal.objects.first().pk


def test_a_program_tries_a_change_of_a_rule_makes_it_and_takes_it_back(people: People, version):
    alice, address = people.alice, "/api/v1/own-rules/"
    RuleChange.objects.all().delete()
    choices = alice.get(f"{address}choices/", {"page_size": 500}).json()["results"]
    [rule] = [each for each in choices if each["id"] == "borrowed_authority"]
    assert rule["may_be_off"]
    points = next(each for each in rule["points"] if each["of"] == "empties")
    asked = {"kind": "points", "of": "empties", "subject": rule["id"], "points": points["least"]}
    tried = alice.post(f"{address}try/", asked, format="json").json()
    assert [moved["number"] for moved in tried["most_moved"]] == ["K2"]
    assert tried["most_moved"][0]["after"] > tried["most_moved"][0]["before"]
    assert not RuleChange.objects.exists()
    assert list(alice.post(address, asked, format="json").json()["errors"]) == ["reason"]
    made = alice.post(address, asked | {"reason": "It misled us."}, format="json")
    assert (made.status_code, made.json()["by"]) == (201, "Alice")
    assert [each["id"] for each in alice.get(address, {"in_force": True}).json()["results"]] == [
        made.json()["id"]
    ]
    back = alice.post(f"{address}{made.json()['id']}/take-back/").json()
    assert back["taken_back_by"] == "Alice"
    assert alice.get(address, {"in_force": True}).json()["count"] == 0
    beyond = alice.post(f"{address}try/", asked | {"points": points["least"] - 1}, format="json")
    assert "stay within" in beyond.json()["detail"]
