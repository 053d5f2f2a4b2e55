"""Writes of what people bring. An import happens whole or not at all; an approved version is frozen."""

import tempfile
from decimal import Decimal
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.base import File as DjangoFile

from accounts.models import Organisation, User

from .importers.draft import Reading
from .importers.gate import read_file, read_text
from .importers.mapping import Mapping
from .importing.storing import PASTED_NAME, file_name, kept_file, store_version
from .models import Procurement, Specification, SpecificationVersion, Stage


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
    *,
    specification: Specification,
    upload_name: str,
    content: bytes | DjangoFile,
    by: User | None,
    mapping: Mapping | None = None,
) -> SpecificationVersion:
    """Read a file into the specification's next version and keep the file byte for byte.

    `mapping` says how, as far as it says anything. Raises `Refused` (Swedish and English) where the file is
    not taken; then nothing is written. The file is read before the transaction opens, so that no row is
    locked while a parser works.
    """
    with tempfile.NamedTemporaryFile(prefix="glapp-import-") as file:
        for chunk in [content] if isinstance(content, bytes) else content.chunks():
            file.write(chunk)
        file.flush()
        name = file_name(upload_name)
        reading = read_file(Path(file.name), name=name, mapping=mapping)
        with open(file.name, "rb") as whole:  # noqa: PTH123 a file object is what storage takes
            return _store(specification, reading, name, DjangoFile(whole), by)


def import_text(
    *, specification: Specification, text: str, by: User | None, mapping: Mapping | None = None
) -> SpecificationVersion:
    """Read pasted text into the specification's next version and keep the text as it was pasted.

    Raises `Refused` where there is nothing to read; then nothing is written.
    """
    reading = read_text(text, mapping)
    return _store(specification, reading, PASTED_NAME, ContentFile(text.encode()), by)


def _store(
    specification: Specification, reading: Reading, name: str, content: DjangoFile, by: User | None
) -> SpecificationVersion:
    organisation = specification.procurement.organisation
    with kept_file(organisation=organisation, name=name, content=content, by=by) as source:
        return store_version(specification=specification, reading=reading, source=source, by=by)
