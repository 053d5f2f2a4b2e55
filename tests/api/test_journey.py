"""The main job as a program does it, with the real database, broker and worker."""

from io import BytesIO
from pathlib import Path

from docx import Document

from reports.models import Report, ReportTemplate
from tests.conftest import wait_until

from .conftest import Caller, People

V1 = "/api/v1/"
SAMPLE = Path(__file__).parents[2] / "procurement" / "samples" / "vardinformationssystem.xlsx"


def finished(caller: Caller, accepted, worker) -> dict:
    """Watch the job that a 202 names until it is done; return what its result address gives."""
    assert accepted.status_code == 202
    assert accepted["Location"].endswith(f"/jobs/{accepted.json()['job']['id']}/")
    job = wait_until(
        lambda: (job := caller.get(accepted["Location"]).json())["state"] in {"done", "failed"} and job
    )
    assert (job["state"], job["error"]) == ("done", ""), worker.log.read_text()[-2_000:]
    assert job["done"] == job["total"] > 0
    return caller.get(accepted.json()["result"]).json()


def test_a_program_imports_the_sample_has_it_assessed_and_fetches_the_report(
    transactional_db, people: People, worker
):
    alice = people.alice
    procurement = alice.post(
        f"{V1}procurements/", {"title": "Vårdinformationssystem", "cpv": "48814000-7"}
    ).json()
    specification = alice.post(
        f"{V1}specifications/", {"procurement": procurement["id"], "title": "Kravspecifikation"}
    ).json()
    with SAMPLE.open("rb") as file:
        imported = alice.post(
            f"{V1}versions/", {"specification": specification["id"], "file": file}, format="multipart"
        )
    assert imported.status_code == 201, imported.content
    version = imported.json()
    assert (version["number"], version["source_name"]) == (1, SAMPLE.name)

    rows = alice.get(f"{V1}requirements/?version={version['id']}&is_context=false&page_size=500").json()
    assert rows["count"] == version["requirement_rows"] > 0

    ask = {"version": version["id"]}
    assessments = finished(alice, alice.post(f"{V1}assessments/", ask), worker)
    assert assessments["count"] == 1
    [assessment] = assessments["results"]
    assert alice.post(f"{V1}assessments/", ask).json()["job"]["state"] == "done"  # asked twice is asked once
    summary = alice.get(f"{V1}assessments/{assessment['id']}/").json()["summary"]
    wide = alice.get(f"{V1}verdicts/?assessment={assessment['id']}&nature=requirement&min_gap=40").json()
    assert wide["count"] == summary["false_precise"] > 0
    verdict = alice.get(f"{V1}verdicts/{wide['results'][0]['id']}/").json()["verdict"]
    assert verdict["signals"]
    assert verdict["questions"]

    scored = alice.post(f"{V1}score/", {"text": verdict["text"], "id": "mine"}).json()
    assert scored == {"id": "mine", **verdict}

    report = finished(
        alice, alice.post(f"{V1}reports/", {"assessment": assessment["id"], "language": "sv"}), worker
    )
    assert report["state"] == "done"
    pdf = alice.get(report["pdf"], headers={"Accept": "application/pdf"})
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.getvalue().startswith(b"%PDF-")
    assert people.charlie.get(report["pdf"]).status_code == 404


def test_a_report_that_is_not_finished_says_so(people: People, belongings):
    report = belongings["reports"]
    report.file.delete()
    for state, words in {
        "queued": "not finished",
        "running": "not finished",
        "failed": "could not be made",
    }.items():
        report.job.state = state
        report.job.save()
        answer = people.bob.get(f"{V1}reports/{report.pk}/pdf/", headers={"Accept": "application/pdf"})
        assert answer.status_code == 409
        assert words in answer.json()["detail"]


def test_a_version_is_reviewed_and_approved_and_says_409_to_a_step_out_of_turn(people: People, belongings):
    version = f"/api/v1/versions/{belongings['versions'].pk}/"
    too_early = people.alice.post(f"{version}approve/")
    assert too_early.status_code == 409
    assert "Send it for review first" in too_early.json()["detail"]
    states = [people.alice.post(f"{version}{step}/").json()["state"] for step in ("review", "withdraw")]
    assert states == ["in_review", "draft"]
    people.alice.post(f"{version}review/")
    approved = people.alice.post(f"{version}approve/").json()
    assert (approved["state"], approved["approved_by"], approved["requirement_rows"]) == (
        "approved",
        "Alice",
        1,
    )
    assert approved["approved_at"]


def test_a_board_report_is_asked_for_with_a_template_and_fetched_as_a_word_file(people: People, belongings):
    ask = {"assessment": belongings["assessments"].pk, "language": "sv"}
    template = people.alice.get(f"{V1}report-templates/").json()["results"][0]["id"]
    accepted = people.alice.post(f"{V1}reports/", ask | {"template": template})
    report = Report.objects.get(pk=people.alice.get(accepted.json()["result"]).json()["id"])
    assert (report.snapshot["look"]["name"], report.snapshot["look"]["accent"]) == ("Regionens", "#7a1f3d")
    word = people.bob.get(people.alice.get(accepted.json()["result"]).json()["word"])
    assert word["Content-Type"].endswith("wordprocessingml.document")
    assert any("Journal" in paragraph.text for paragraph in Document(BytesIO(word.content)).paragraphs)
    theirs = ReportTemplate.objects.create(organisation=people.charlie.member.organisation, name="Andras")
    assert people.alice.post(f"{V1}reports/", ask | {"template": theirs.pk}).status_code == 404
    audit = people.alice.post(f"{V1}reports/", ask | {"template": template, "kind": "audit"})
    assert (audit.status_code, list(audit.json()["errors"])) == (400, ["template"])
    made = people.alice.post(f"{V1}reports/", ask | {"kind": "audit"}).json()["result"]
    assert (people.alice.get(made).json()["word"], people.alice.get(f"{made}word/").status_code) == ("", 404)
