"""Writes of what people bring. An import happens whole or not at all; an approved version is frozen."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.base import File as DjangoFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation, User

from .importers.draft import Reading
from .importers.gate import read_file, read_text
from .importers.mapping import Mapping
from .importing.storing import PASTED_NAME, file_name, kept_file, store_version
from .models import Procurement, Specification, SpecificationVersion, Stage, VersionState
from .review import WrongState


def create_procurement(
    *,
    organisation: Organisation,
    title: str,
    reference: str = "",
    cpv: str = "",
    estimated_value: Decimal | None = None,
    currency: str = "SEK",
    stage: str = Stage.PREPARATION,
    tenders_due: date | None = None,
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
        tenders_due=tenders_due,
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


def why_not_removed(version: SpecificationVersion) -> str:
    """Why a version cannot be taken away, with what to do instead; "" where it can."""
    if version.state == VersionState.APPROVED:
        return _("Version %d is approved and stays as it is. Import a new version instead.") % version.number
    if version.state == VersionState.IN_REVIEW:
        return _("Version %d is in review. Take it back to draft first.") % version.number
    if version.bids.exists():
        return _("Version %d has bids. It stays as long as they do.") % version.number
    return ""


@transaction.atomic
def remove_version(*, version: SpecificationVersion) -> None:
    """Take a draft away with all that was found in it, and its file where no other version came from it.

    A specification that has no version left goes too. Raises `WrongState` where the version must stay.
    """
    locked = SpecificationVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if wrong := why_not_removed(locked):
        raise WrongState(wrong)
    specification, source = locked.specification, locked.source_file
    locked.delete()
    if not specification.versions.exists():
        specification.delete()
    if source and not source.versions.exists():
        source.delete()
        transaction.on_commit(lambda: source.content.delete(save=False))
