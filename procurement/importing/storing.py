"""Rows of a reading into the database: a whole version or nothing."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

from django.core.files.base import File as DjangoFile
from django.db import transaction

from accounts.models import Organisation, User
from procurement.following import keys_followed
from procurement.importers.draft import Draft, Problem, Reading
from procurement.models import Requirement, SourceFile, Specification, SpecificationVersion

from .merging import Merged, Side, brought_of, merge

PASTED_NAME = "pasted-text.txt"
_LONGEST_NAME = 255  # characters, as the database holds it


def file_name(upload_name: str) -> str:
    """What a file is called, without the folders that some browsers send along."""
    return Path(upload_name.replace("\\", "/")).name[-_LONGEST_NAME:] or "file"


@contextmanager
def kept_file(*, organisation: Organisation, name: str, content: DjangoFile, by: User | None) -> Iterator:
    """A `SourceFile` with the content byte for byte; where the block fails, nothing of it stays."""
    source = SourceFile(
        organisation=organisation, name=name, sha256=_sha256(content), size=content.size, uploaded_by=by
    )
    try:
        with transaction.atomic():
            source.content.save(name[-100:], content, save=False)
            source.save()
            yield source
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


@transaction.atomic
def store_version(
    *,
    specification: Specification,
    reading: Reading,
    source: SourceFile,
    by: User | None,
    choices: Mapping[str, Side] | None = None,
) -> SpecificationVersion:
    """The reading as the specification's next version, each requirement under the key it had before.

    `choices` says by key which side's number and text are kept where file and site both changed them.
    """
    # The lock makes two imports at once take two numbers.
    Specification.objects.select_for_update().get(pk=specification.pk)
    latest = specification.versions.order_by("-number").first()
    version = SpecificationVersion.objects.create(
        specification=specification,
        number=latest.number + 1 if latest else 1,
        source_file=source,
        import_problems=[_problem(problem) for problem in reading.problems],
        mapping=reading.mapping.model_dump(mode="json", exclude_defaults=True),
        created_by=by,
    )
    merged = merged_rows(latest, reading, choices or {})
    rows = [_requirement(version, *placed) for placed in enumerate(merged, start=1)]
    Requirement.objects.bulk_create(rows, batch_size=1_000)
    return version


def merged_rows(
    latest: SpecificationVersion | None, reading: Reading, choices: Mapping[str, Side]
) -> list[tuple[UUID, Draft, Merged]]:
    """Every row of the reading with its key and what it is to say after the latest version."""
    before = {row.key: row for row in latest.requirements.all()} if latest else {}
    keys = _followed([*before.values()], reading.drafts)
    rows = []
    for place, draft in enumerate(reading.drafts):
        key = keys.get(place) or uuid4()
        merged = merge(
            draft,
            before.get(key),
            kind_when_silent=reading.mapping.kind_when_silent,
            side=choices.get(str(key), "file"),
        )
        rows.append((key, draft, merged))
    return rows


class _AsBrought(NamedTuple):
    """A stored row as its file had it, for telling it again in the next file."""

    number: str
    text: str
    key: UUID


def _followed(before: Sequence[Requirement], drafts: Sequence[Draft]) -> dict[int, UUID]:
    """Which row each draft is: first by what the file said of it before, then by what the site made of it."""
    said = ((brought_of(row), row.key) for row in before)
    followed = keys_followed([_AsBrought(one.number, one.text, key) for one, key in said], drafts)
    known = set(followed.values())
    left = [place for place in range(len(drafts)) if place not in followed]
    rest = keys_followed([row for row in before if row.key not in known], [drafts[place] for place in left])
    return followed | {left[place]: key for place, key in rest.items()}


def _problem(problem: Problem) -> dict:
    return {
        "where": problem.place.model_dump(exclude_defaults=True),
        "message": {"sv": problem.sv, "en": problem.en},
    }


def _requirement(
    version: SpecificationVersion, position: int, row: tuple[UUID, Draft, Merged]
) -> Requirement:
    key, draft, merged = row
    return Requirement(
        version=version,
        position=position,
        key=key,
        heading_path=list(draft.heading_path),
        provenance=draft.place.model_dump(exclude_defaults=True),
        brought=merged.brought.model_dump(),
        **merged.saying.model_dump(),
    )
