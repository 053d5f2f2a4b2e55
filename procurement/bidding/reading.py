"""A filled sheet -> a reading in which all columns but the requirement's own are kept for answers."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import File

from procurement.importers.draft import Reading
from procurement.importers.gate import Refused, look_into, read_file
from procurement.importers.mapping import Mapping, TableMapping

# What a requirement's own columns can be; the rest of a filled sheet is the bidder's.
_ASKED = ("text", "number", "title", "area", "kind", "phase")


def read_filled(path: Path, *, name: str) -> Reading:
    """Read a sheet that a bidder filled in. Raises `Refused` as `read_file` does.

    Two readings: the first finds the tables and the requirement's columns, the second leaves all the others
    to the answers, also those in which an importer of requirements would see a motive or a proof.
    """
    found = look_into(path, name=name).mapping
    return read_file(path, name=name, mapping=_for_answers(found))


def words_of(upload: File, name: str) -> str:
    """The text layer of a file that was sent as proof, "" where it has none or cannot be read."""
    with NamedTemporaryFile(prefix="glapp-evidence-") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        upload.seek(0)
        try:
            return text_of(Path(file.name), name=name)
        except Refused:
            return ""


def text_of(path: Path, *, name: str) -> str:
    """Every word of a file, a row or paragraph a line. Raises `Refused` where it cannot be read."""
    drafts = look_into(path, name=name).drafts
    cells = ((draft.number, draft.text, *(cell.text for cell in draft.others)) for draft in drafts)
    return "\n".join(" ".join(part for part in row if part) for row in cells)


def _for_answers(mapping: Mapping) -> Mapping:
    tables = tuple(table.model_copy(update={"roles": _roles(table)}) for table in mapping.tables)
    return mapping.model_copy(update={"tables": tables})


def _roles(table: TableMapping) -> tuple[str, ...] | None:
    return table.roles and tuple(role if role in _ASKED else "" for role in table.roles)
