"""Importing into the database: whole or not at all."""

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Organisation
from procurement.importers.gate import Refused
from procurement.models import Requirement, SourceFile, SpecificationVersion
from procurement.services import create_procurement, create_specification, import_file, import_text

from .reading import OWN

SAMPLE = OWN / "vardinformationssystem.xlsx"
pytestmark = pytest.mark.django_db


@pytest.fixture
def specification():
    organisation = Organisation.objects.create(name="Region Sjöskogen")
    procurement = create_procurement(organisation=organisation, title="Vårdinformationssystem")
    return create_specification(procurement=procurement, title="Bilaga 1")


def stored_files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def kept(version: SpecificationVersion) -> bytes:
    with version.source_file.content.open() as file:
        return file.read()


def test_an_import_keeps_the_file_and_every_row_in_the_next_numbered_version(specification):
    content = SAMPLE.read_bytes()
    first = import_file(
        specification=specification, upload_name=r"C:\krav\Bilaga 1.xlsx", content=content, by=None
    )
    upload = SimpleUploadedFile("Bilaga 1.xlsx", content)
    second = import_file(specification=specification, upload_name=upload.name, content=upload, by=None)
    row = first.requirements.get(number="REG-03")

    assert (first.number, second.number) == (1, 2)
    assert first.requirements.filter(is_context=False).count() == 80
    assert [r.position for r in first.requirements.all()] == list(range(1, first.requirements.count() + 1))
    assert (row.kind, row.phase, row.provenance) == (
        "mandatory",
        "tender",
        {"sheet": "1 Regelverk", "row": 8},
    )
    assert first.source_file.name == "Bilaga 1.xlsx"
    assert first.source_file.sha256 == hashlib.sha256(content).hexdigest()
    assert kept(first) == content
    assert "INT-07" in first.import_problems[0]["message"]["sv"]


def test_pasted_text_without_numbers_is_stored_with_positions_and_as_it_was_pasted(specification):
    text = "Systemet ska svara.\r\nSystemet bör fråga."
    version = import_text(specification=specification, text=text, by=None)

    assert [(r.position, r.number, r.kind, r.phase) for r in version.requirements.all()] == [
        (1, "", "mandatory", "unknown"),
        (2, "", "award", "unknown"),
    ]
    assert kept(version).decode() == text


def test_an_import_that_fails_half_way_leaves_nothing_behind(specification, monkeypatch):
    before = stored_files()

    def fail(*_, **__):
        raise RuntimeError("the database went away")

    monkeypatch.setattr(Requirement.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        import_file(
            specification=specification, upload_name="krav.xlsx", content=SAMPLE.read_bytes(), by=None
        )

    assert not SpecificationVersion.objects.exists()
    assert not SourceFile.objects.exists()
    assert stored_files() == before


def test_a_refused_file_writes_nothing(specification):
    with pytest.raises(Refused):
        import_file(specification=specification, upload_name="krav.xlsx", content=b"", by=None)
    assert not SourceFile.objects.exists()
