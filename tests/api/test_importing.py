"""Bringing text or a file over the API, with and without a word on how to read it."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from procurement.models import Requirement

from .conftest import People

V1 = "/api/v1/"
LIST = "Id;Behov;Prio\nK-1;Systemet ska logga varje läsning.;1\nK-2;Systemet ska larma vid fel.;2\n"


def test_pasted_cells_keep_their_columns(people: People, belongings):
    cells = "Nr\tKrav\tTyp\nK-1\tSystemet ska logga.\tSka\nK-2\tSystemet bör larma.\tBör"
    asked = {"specification": belongings["specifications"].pk, "text": cells}
    version = people.alice.post(f"{V1}versions/", asked)

    assert version.status_code == 201, version.content
    rows = people.alice.get(f"{V1}requirements/?version={version.json()['id']}").json()["results"]
    assert [(row["number"], row["kind"]) for row in rows] == [("K-1", "mandatory"), ("K-2", "award")]
    assert people.charlie.post(f"{V1}versions/", asked).status_code == 404
    assert people.bob.post(f"{V1}versions/", asked).status_code == 403


def test_a_version_tells_how_its_file_was_read_and_the_next_is_read_as_one_says(people: People, belongings):
    def bring(**more):
        file = SimpleUploadedFile("lista.csv", LIST.encode())
        asked = {"specification": belongings["specifications"].pk, "file": file, **more}
        return people.alice.post(f"{V1}versions/", asked, format="multipart")

    found = bring().json()["mapping"]
    [table] = found["tables"]
    table["roles"] = ["number", "text", "kind"]
    version = bring(mapping=json.dumps(found | {"kinds": {"1": "mandatory", "2": "award"}})).json()
    rows = Requirement.objects.filter(version=version["id"])
    assert list(rows.values_list("number", "kind")) == [("K-1", "mandatory"), ("K-2", "award")]
    assert version["mapping"]["kinds"] == {"1": "mandatory", "2": "award"}

    for wrong in ("[", '{"sheets": []}', '{"kinds": {"1": "purple"}}', '{"tables": [{"roles": ["heart"]}]}'):
        refused = bring(mapping=wrong)
        assert (refused.status_code, list(refused.json()["errors"])) == (400, ["mapping"])


def test_neither_file_nor_text_or_both_is_answered_with_what_to_do(people: People, belongings):
    asked = {"specification": belongings["specifications"].pk}
    refused = people.alice.post(f"{V1}versions/", asked)
    assert refused.json()["errors"] == {"file": ["Send either a file or text."]}
