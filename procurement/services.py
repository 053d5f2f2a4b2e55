"""Writes of what people bring. An import happens whole or not at all; an approved version is frozen."""

import hashlib
import tempfile
from decimal import Decimal
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.base import File as DjangoFile
from django.db import transaction

from accounts.models import Organisation, User

from .following import keys_followed
from .importers.draft import Draft, Problem, Reading
from .importers.gate import read_file, read_text
from .models import (
    Kind,
    Phase,
    Procurement,
    Requirement,
    SourceFile,
    Specification,
    SpecificationVersion,
    Stage,
)

_PASTED_NAME = "pasted-text.txt"
_LONGEST_NAME = 255  # characters, as the database holds it


def create_procurement(
    *,
    organisation: Organisation,
    title: str,
    reference: str = "",
    cpv: str = "",
    estimated_value: Decimal | None = None,
    currency: str = "SEK",
    stage: str = Stage.PREPARATION,
) -> Procurement:
    """Create a procurement; `estimated_value` is in whole units of `currency` (ISO 4217)."""
    return Procurement.objects.create(
        organisation=organisation,
        title=title,
        reference=reference,
        cpv=cpv,
        estimated_value=estimated_value,
        currency=currency,
        stage=stage,
    )


def create_specification(*, procurement: Procurement, title: str) -> Specification:
    """Create a specification without versions; an import makes the first."""
    return Specification.objects.create(procurement=procurement, title=title)


def import_file(
    *, specification: Specification, upload_name: str, content: bytes | DjangoFile, by: User | None
) -> SpecificationVersion:
    """Read a file into the specification's next version and keep the file byte for byte.

    Raises `Refused` (Swedish and English) where the file is not taken; then nothing is written. The
    file is read before the transaction opens, so that no row is locked while a parser works.
    """
    name = Path(upload_name.replace("\\", "/")).name[-_LONGEST_NAME:] or "file"
    with tempfile.NamedTemporaryFile(prefix="glapp-import-") as file:
        for chunk in [content] if isinstance(content, bytes) else content.chunks():
            file.write(chunk)
        file.flush()
        reading = read_file(Path(file.name), name=name)
        with open(file.name, "rb") as whole:  # noqa: PTH123 a file object is what storage takes
            return _store(specification, reading, name, DjangoFile(whole), by)


def import_text(*, specification: Specification, text: str, by: User | None) -> SpecificationVersion:
    """Read pasted text into the specification's next version and keep the text as it was pasted.

    Raises `Refused` where there is nothing to read; then nothing is written.
    """
    reading = read_text(text)
    return _store(specification, reading, _PASTED_NAME, ContentFile(text.encode()), by)


def _store(
    specification: Specification, reading: Reading, name: str, content: DjangoFile, by: User | None
) -> SpecificationVersion:
    """All rows in one transaction; a stored file that lost its row is removed again."""
    source = SourceFile(
        organisation=specification.procurement.organisation,
        name=name,
        sha256=_sha256(content),
        size=content.size,
        uploaded_by=by,
    )
    try:
        with transaction.atomic():
            source.content.save(name[-100:], content, save=False)
            source.save()
            return _store_version(specification, reading, source, by)
    except BaseException:
        if source.content:
            source.content.delete(save=False)
        raise


def _sha256(content: DjangoFile) -> str:
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    return digest.hexdigest()


def _store_version(
    specification: Specification, reading: Reading, source: SourceFile, by: User | None
) -> SpecificationVersion:
    # The lock makes two imports at once take two numbers.
    Specification.objects.select_for_update().get(pk=specification.pk)
    latest = specification.versions.order_by("-number").first()
    version = SpecificationVersion.objects.create(
        specification=specification,
        number=latest.number + 1 if latest else 1,
        source_file=source,
        import_problems=[_problem(problem) for problem in reading.problems],
        created_by=by,
    )
    rows = [_requirement(version, position, draft) for position, draft in enumerate(reading.drafts, start=1)]
    if latest:
        for place, key in keys_followed(latest.requirements.all(), reading.drafts).items():
            rows[place].key = key
    Requirement.objects.bulk_create(rows, batch_size=1_000)
    return version


def _problem(problem: Problem) -> dict:
    return {
        "where": problem.place.model_dump(exclude_defaults=True),
        "message": {"sv": problem.sv, "en": problem.en},
    }


def _requirement(version: SpecificationVersion, position: int, draft: Draft) -> Requirement:
    """A row as brought; a file that says nothing of kind or phase means mandatory, at no stated time."""
    return Requirement(
        version=version,
        position=position,
        number=draft.number,
        heading_path=list(draft.heading_path),
        text=draft.text,
        kind=draft.kind or Kind.MANDATORY,
        phase=draft.phase or Phase.UNKNOWN,
        motive=draft.motive,
        shown_by=draft.shown_by,
        is_context=draft.is_context,
        provenance=draft.place.model_dump(exclude_defaults=True),
    )
