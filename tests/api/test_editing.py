"""A requirement edited over the API: never over what somebody else wrote, always with its new verdict."""

from assessments.models import RequirementVerdict

from .conftest import People

MENDED = (
    "Systemet ska visa patientöversikten inom 2 sekunder i 95 % av 1 000 sökningar, visat i lasttest LT-04."
)


def test_a_program_edits_a_requirement_of_a_draft_and_finds_the_new_scores(people: People, belongings):
    address = f"/api/v1/requirements/{belongings['requirements'].pk}/"
    read = people.alice.get(address)
    assert (read["ETag"], read.json()["revision"]) == ('"1"', 1)
    edited = people.alice.patch(address, {"text": MENDED}, headers={"If-Match": read["ETag"]})
    assert (edited.status_code, edited["ETag"], edited.json()["text"]) == (200, '"2"', MENDED)
    scored = people.alice.post("/api/v1/score/", {"text": MENDED}).json()
    row = RequirementVerdict.objects.get()
    assert (row.gap, row.measurable) == (scored["gap"], scored["measurable"])
    summary = people.alice.get(f"/api/v1/assessments/{belongings['assessments'].pk}/").json()["summary"]
    assert summary["mean_measurable"] == scored["measurable"]


def test_a_change_of_what_was_changed_since_is_refused(people: People, belongings):
    address = f"/api/v1/requirements/{belongings['requirements'].pk}/"
    assert people.alice.patch(address, {"text": MENDED, "revision": 1}).status_code == 200
    late = people.alice.patch(address, {"text": "Annat.", "revision": 1})
    assert late.status_code == 412
    assert "Read it again" in late.json()["detail"]
    unsaid = people.alice.patch(address, {"text": "Annat."})
    assert (unsaid.status_code, list(unsaid.json()["errors"])) == (400, ["revision"])
    people.alice.post(f"/api/v1/versions/{belongings['versions'].pk}/review/")
    assert people.alice.patch(address, {"text": "Annat.", "revision": 2}).status_code == 409
    belongings["requirements"].refresh_from_db()
    assert belongings["requirements"].text == MENDED
