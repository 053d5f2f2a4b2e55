"""Whatever is sent, the answer is a sentence in the one shape, never a fault of ours."""

import pytest
from rest_framework.test import APIClient

from .conftest import People

SCORE = "/api/v1/score/"
DEEP = "[" * 100_000


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{not json", 400),
        ('"a string"', 400),
        ("[]", 400),
        ("null", 400),
        ("{}", 400),
        ('{"text": null}', 400),
        ('{"text": ["a"]}', 400),
        ('{"text": ""}', 400),
        ('{"text": "a\\u0000b"}', 400),
        ('{"text": "\\ud800"}', 400),
        ('{"text": "a", "lang": "de"}', 400),
        ('{"text": "a", "lang": 7}', 400),
        ('{"text": NaN}', 400),
        (DEEP, 400),
        ('{"text": "' + "a" * 1_000_001 + '"}', 413),
        (b'{"text": "\xff\xfe"}', 400),
    ],
)
def test_a_body_that_cannot_be_scored_gets_a_sentence(people: People, body, code):
    answer = people.alice.generic("POST", SCORE, body, content_type="application/json")
    assert answer.status_code == code
    assert answer.json()["detail"]
    assert isinstance(answer.json()["errors"], dict)


def test_a_text_that_is_too_long_says_how_long_it_may_be(people: People):
    answer = people.alice.post(SCORE, {"text": "a" * 20_001})
    assert answer.status_code == 400
    assert answer.json()["errors"]["text"] == [
        "The text is longer than 20000 characters. Score one requirement at a time, or import a file."
    ]


@pytest.mark.parametrize(
    "form", [("text/plain", "text"), ("application/x-www-form-urlencoded", "text=a"), ("", "{}")]
)
def test_another_form_than_json_is_refused(people: People, form):
    answer = people.alice.generic("POST", SCORE, form[1], content_type=form[0])
    assert answer.status_code in {400, 415}
    assert answer.json()["detail"]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("procurements/?page=-1", 404),
        ("procurements/?page=0", 404),
        ("procurements/?page=abc", 404),
        ("procurements/?page=99999999999999999999999", 404),
        ("procurements/?page_size=-5", 400),
        ("procurements/?page_size=100000", 400),
        ("procurements/?page_size=many", 400),
        ("procurements/?page_size=500", 200),
        ("procurements/?stage=nonsense", 400),
        ("procurements/?reference=%00", 400),
        ("requirements/?version=abc", 400),
        ("requirements/?version=-1", 400),
        ("requirements/?version=99999999999999999999999", 400),
        ("requirements/?key=7", 400),
        ("requirements/?is_context=perhaps", 400),
        ("requirements/?is_context=false", 200),
        ("requirements/?text=%25", 200),
        ("verdicts/?min_gap=101", 400),
        ("verdicts/?dimension=beauty", 400),
        ("versions/99999999999999999999999/", 404),
        ("versions/-1/", 404),
        ("versions/abc/", 404),
        ("jobs/not-a-uuid/", 404),
        ("nonsense/", 404),
    ],
)
def test_an_odd_address_gets_an_answer_in_the_one_shape(people: People, address, code):
    answer = people.alice.get(f"/api/v1/{address}")
    assert answer.status_code == code
    assert set(answer.json()) == (
        {"detail", "errors"} if code != 200 else {"count", "next", "previous", "results"}
    )


def test_a_mistyped_address_is_not_found_whatever_is_sent_to_it(db):
    program = APIClient(enforce_csrf_checks=True)
    for method in (program.get, program.post, program.patch, program.delete):
        answer = method("/api/v1/procurements/null,null/", {"title": "a"}, headers={"Accept-Language": "en"})
        assert answer.status_code == 404
        assert "Check the address" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"title": ""},
        {"title": "x" * 301},
        {"title": "a", "estimated_value": "-1"},
        {"title": "a", "estimated_value": "1e400"},
        {"title": "a", "currency": "kronor"},
        {"title": "a", "stage": "someday"},
        {"title": {"a": 1}},
        {"title": "a", "cpv": "x" * 11},
    ],
)
def test_a_procurement_with_a_wrong_value_names_the_field(people: People, body):
    answer = people.alice.post("/api/v1/procurements/", body)
    assert answer.status_code == 400
    assert answer.json()["errors"]


def test_a_field_that_is_not_ours_to_set_is_left_alone(people: People, belongings):
    procurement = belongings["procurements"]
    address = f"/api/v1/procurements/{procurement.pk}/"
    answer = people.alice.patch(
        address, {"id": 7, "organisation": people.charlie.member.organisation_id, "title": "Ny titel"}
    )
    assert answer.status_code == 200
    procurement.refresh_from_db()
    assert (procurement.title, procurement.organisation) == ("Ny titel", people.alice.member.organisation)
    assert people.alice.put(address, {"title": "Ny"}).status_code == 405
    assert people.alice.delete(address).status_code == 405


def test_a_specification_stays_in_its_procurement(people: People, belongings):
    other = people.alice.post("/api/v1/procurements/", {"title": "Annan"}).json()
    specification = belongings["specifications"]
    people.alice.patch(
        f"/api/v1/specifications/{specification.pk}/", {"title": "Ny", "procurement": other["id"]}
    )
    specification.refresh_from_db()
    assert (specification.title, specification.procurement) == ("Ny", belongings["procurements"])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(
    people: People, belongings, language, tmp_path
):
    upload = tmp_path / "krav.xlsx"
    upload.write_bytes(b"PK\x03\x04 this is no workbook")
    with upload.open("rb") as file:
        answer = people.alice.post(
            "/api/v1/versions/",
            {"specification": belongings["specifications"].pk, "file": file},
            format="multipart",
            headers={"Accept-Language": language},
        )
    assert answer.status_code == 400
    [sentence] = answer.json()["errors"]["file"]
    assert any(word in sentence for word in {"sv": ("filen", "Filen"), "en": ("file",)}[language])
    assert belongings["specifications"].versions.count() == 1


def test_an_import_of_nothing_or_as_a_plain_body_is_refused(people: People, belongings):
    body = {"specification": belongings["specifications"].pk}
    answer = people.alice.post("/api/v1/versions/", body, format="multipart")
    assert answer.status_code == 400
    assert "file" in answer.json()["errors"]
    plain = people.alice.post("/api/v1/versions/", "Systemet ska svara.", content_type="text/plain")
    assert plain.status_code == 415


def test_an_upload_that_is_far_too_large_is_refused_by_its_announced_length(people: People, belongings):
    answer = people.alice.generic(
        "POST",
        "/api/v1/versions/",
        b"--b--",
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH="5000000000",
    )
    assert answer.status_code == 413
    assert "Remove pictures" in answer.json()["detail"]


def test_a_fault_of_ours_is_told_in_the_same_shape(people: People, monkeypatch):
    monkeypatch.setattr("assessments.api.judge", lambda text, lang: 1 / 0)
    people.alice.raise_request_exception = False
    answer = people.alice.post(SCORE, {"text": "Systemet ska svara."})
    assert answer.status_code == 500
    assert "went wrong on our side" in answer.json()["detail"]
