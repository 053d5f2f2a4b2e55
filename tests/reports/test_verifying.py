"""Telling a report of ours from one that was changed, from one of other rules and from anything else."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from accounts.models import Organisation, User
from accounts.services import add_member, create_organisation
from assessments.services import run_assessment
from config.environment import ROOT
from jobs.models import State
from reports.audit.asking import request_audit
from reports.audit.making import render_audit
from reports.audit.snapshot import schema
from reports.models import Report
from reports.queries import reports_of
from reports.sealing.pades import seal, seal_of
from reports.tasks import make_report
from reports.verifying.inside import Part, look_inside
from reports.verifying.outcome import Kind, outcome
from tests.assessments.test_assessing import MEASURABLE, VAGUE, a_version, quietly
from tests.reports.broken import saved
from tests.reports.keys import a_key
from tests.reports.specimens import an_audit


def made(organisation: Organisation) -> Report:
    """An audit report, made as the worker makes it."""
    assessment = run_assessment(version=a_version(organisation, VAGUE, MEASURABLE), progress=quietly)
    report = request_audit(assessment=assessment, language="en")
    report.job.state = State.RUNNING
    report.job.save()
    make_report(report.job, quietly)
    return Report.objects.get(pk=report.pk)


def with_other_data(content: bytes) -> bytes:
    """The same PDF, its first score in the embedded data made better."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.attachments["glapp-audit.json"].get_file().obj
        data = stream.read_bytes()
        at = data.index(b'"measurable":', data.index(b'"rows":[')) + len(b'"measurable":')
        stream.write(data[:at] + b"9" + data[at + 1 :])

    return saved(content, change)


@pytest.mark.django_db
def test_a_report_is_told_from_a_changed_one_and_from_anything_else(tmp_path):
    organisation, other = (create_organisation(name=name) for name in ("Region Väst", "Region Öst"))
    report = made(organisation)
    with report.file.open() as file:
        content = file.read()
    resaved = saved(content, lambda pdf: pdf.pages[0].__setitem__("/Rotate", 90))
    copies = {"good": content, "resaved": resaved, "data": with_other_data(content), "foreign": b"%PDF-1.4 x"}
    for name, copy in copies.items():
        (tmp_path / name).write_bytes(copy)
    mine = reports_of(organisation)
    good = outcome(tmp_path / "good", mine)
    assert (good.kind, good.report) == (Kind.GENUINE, report.pk)
    assert (good.inside.data, good.inside.workbook) == (Part.INTACT, Part.INTACT)
    assert (good.inside.again.total, good.inside.again.different) == (2, 0)
    assert outcome(tmp_path / "good", reports_of(other)).kind == Kind.UNKNOWN
    assert outcome(tmp_path / "resaved", mine).kind == Kind.CHANGED
    changed = outcome(tmp_path / "data", reports_of(other))
    assert (changed.kind, changed.inside.data) == (Kind.CHANGED, Part.CHANGED)
    assert changed.inside.again.different == 1
    assert outcome(tmp_path / "foreign", mine).kind == Kind.FOREIGN


def test_scores_of_other_rules_are_not_computed_again(tmp_path):
    file = tmp_path / "old.pdf"
    file.write_bytes(render_audit(an_audit("en", ruleset="0" * 64)).content)
    inside = look_inside(file.read_bytes())
    assert (inside.data, inside.again, inside.ruleset) == (Part.INTACT, None, "0" * 64)


@pytest.mark.django_db
def test_the_command_and_the_page_say_the_same(client, tmp_path, capsys):
    organisation = create_organisation(name="Region Väst")
    add_member(
        organisation=organisation, email="a@example.org", name="A", role="board", password="a long password!"
    )
    report = made(organisation)
    client.force_login(User.objects.get())
    with report.file.open() as file:
        content = file.read()
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(content)
    bad.write_bytes(with_other_data(content))
    call_command("verify", str(good), lang="en")
    assert "Genuine." in capsys.readouterr().out
    with pytest.raises(SystemExit):
        call_command("verify", str(bad), lang="en")
    assert "do not fit the fingerprint" in capsys.readouterr().out
    for copy, says in ((content, "Genuine."), (b"hello", "Not a PDF")):
        answer = client.post(
            "/verify/", {"file": SimpleUploadedFile("copy.pdf", copy)}, HTTP_ACCEPT_LANGUAGE="en"
        )
        assert says in answer.content.decode()
    assert "Make an audit report" not in client.get("/verify/").content.decode()


def test_a_seal_holds_until_a_byte_is_changed(tmp_path):
    """In a thread of its own: pyHanko starts an event loop, and Playwright's may run in that of the tests."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(_seal_and_change, tmp_path).result()


def _seal_and_change(tmp_path: Path) -> None:
    pdf = render_audit(an_audit("en"), sealed=True)
    sealed = seal(pdf.content, a_key(tmp_path, "Region Väst"))
    assert sealed.startswith(pdf.content)
    assert (seal_of(sealed).by, seal_of(sealed).intact) == ("Region Väst", True)
    assert seal_of(pdf.content) is None
    middle = len(pdf.content) // 2
    assert not seal_of(sealed[:middle] + bytes([sealed[middle] ^ 1]) + sealed[middle + 1 :]).intact
    assert not seal_of(saved(sealed)).intact


def test_the_embedded_data_follow_the_published_schema(client):
    published = json.loads((ROOT / "docs/audit-1.schema.json").read_text())
    assert published == schema(), "write docs/audit-1.schema.json anew from reports.audit.snapshot.schema()"
    assert client.get("/schemas/audit-1.json").json() == published
    data = json.loads(an_audit("sv").data())
    assert set(data) == set(published["properties"])
    assert set(data["rows"][0]) == set(published["$defs"]["AuditRow"]["properties"])
