"""The steps of an import: begun, read again as often as somebody likes, confirmed or forgotten."""

import tempfile
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.base import File as DjangoFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from procurement.importers.draft import Reading
from procurement.importers.gate import look_into
from procurement.importers.mapping import Mapping
from procurement.models import Procurement, SourceFile, Specification, SpecificationVersion

from .merging import Side
from .models import PendingImport
from .remembered import recalled, remember
from .storing import PASTED_NAME, file_name, kept_file, store_version


def begin(
    *,
    procurement: Procurement,
    specification: Specification | None,
    title: str,
    content: DjangoFile | str,
    by: User,
) -> PendingImport:
    """Read a file, or text from the clipboard, and keep both; nothing of it is a version yet.

    It becomes the next version of `specification`, or where that is None the first of one called `title`.
    Where files of its shape were corrected before, it is read as they were. Raises `Refused`.
    """
    forget_expired()
    is_pasted = isinstance(content, str)
    file = ContentFile(content.encode(), name=PASTED_NAME) if is_pasted else content
    name = file_name(file.name)
    found = _read(file, name, None, is_pasted=is_pasted)
    known = recalled(organisation=procurement.organisation, found=found.mapping)
    reading = _read(file, name, known, is_pasted=is_pasted) if known else found
    with kept_file(organisation=procurement.organisation, name=name, content=file, by=by) as source:
        return PendingImport.objects.create(
            procurement=procurement,
            specification=specification,
            title=title,
            source_file=source,
            is_pasted=is_pasted,
            found=found.mapping.model_dump(mode="json"),
            is_remembered=known is not None,
            reading=reading.model_dump_json(),
            by=by,
        )


def read_again(*, pending: PendingImport, mapping: Mapping | None) -> Reading:
    """Read the file with another mapping, or with None as if it were new here. Raises `Refused`."""
    source = pending.source_file
    with source.content.open() as file:
        reading = _read(file, source.name, mapping, is_pasted=pending.is_pasted)
    pending.reading = reading.model_dump_json()
    pending.is_remembered = pending.is_remembered and mapping is not None
    pending.save(update_fields=["reading", "is_remembered"])
    return reading


def _read(file: DjangoFile, name: str, mapping: Mapping | None, *, is_pasted: bool) -> Reading:
    # The child that reads knows paths only, and storage need not be a disk.
    with tempfile.NamedTemporaryFile(prefix="glapp-import-") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        copy.flush()
        file.seek(0)
        return look_into(Path(copy.name), name=name, mapping=mapping, is_pasted=is_pasted)


def choose(*, pending: PendingImport, choices: dict[str, Side]) -> None:
    """Keep which side's text a requirement is to have, by its key, where both were changed."""
    pending.choices = pending.choices | choices
    pending.save(update_fields=["choices"])


@transaction.atomic
def confirm(*, pending: PendingImport, by: User) -> SpecificationVersion:
    """Store the version, whole or not at all, remember how its file was read, and let the import go.

    Raises `PendingImport.DoesNotExist` where somebody else, or a second click, was quicker.
    """
    pending = PendingImport.objects.select_for_update(of=("self",)).get(pk=pending.pk)
    reading, procurement = pending.what_was_read, pending.procurement
    specification = pending.specification or procurement.specifications.create(title=pending.title)
    version = store_version(
        specification=specification,
        reading=reading,
        source=pending.source_file,
        by=by,
        choices=pending.choices,
    )
    remember(organisation=procurement.organisation, found=pending.found_mapping, mapping=reading.mapping)
    pending.delete()
    return version


def forget(*, pending: PendingImport) -> None:
    """Let an import go, its file too."""
    _forget([pending])


def forget_expired() -> None:
    """Let go what nobody confirmed in time."""
    _forget(PendingImport.objects.filter(expires_at__lt=timezone.now()).select_related("source_file"))


def _forget(all_pending) -> None:
    for pending in all_pending:
        source: SourceFile = pending.source_file
        with transaction.atomic():
            pending.delete()
            source.delete()
            transaction.on_commit(lambda content=source.content: content.delete(save=False))
