"""A filled sheet or document -> a reading; all columns but the requirement's own are kept for answers."""

import tomllib
from collections.abc import Collection
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files.base import File

from procurement.importers.draft import Reading
from procurement.importers.gate import Refused, look_into
from procurement.importers.mapping import NO_HEADER, Mapping, Table, TableMapping
from procurement.importers.refusal import refusal

from .altered import OURS, is_our_sheet
from .answers import field_named
from .workbook import heads_of_ours, words_of_ours

# What a requirement's own columns can be; the rest of a filled sheet is the bidder's.
_ASKED = ("text", "number", "title", "area", "kind", "phase")
_MOST = 0.5  # of a column's first cells: numbers that were asked make it the column of numbers


@cache
def sentences() -> dict[str, dict[str, str]]:
    """What is said of a bid, by the reason for which an importer refuses a file."""
    told = tomllib.loads(Path(__file__).with_name("refusals.toml").read_text("utf-8"))
    return {reason: each for each in told.values() for reason in each["reasons"]}


def as_a_bid(refused: Refused, name: str) -> Refused:
    """The refusal with what to do about a bid: nobody mends its file, and its requirements are ours."""
    told = sentences().get(refused.reason)
    if told is None:
        return refused
    return Refused(told["sv"].format(name=name), told["en"].format(name=name), refused.reason)


def read_filled(path: Path, *, name: str, numbers: Collection[str]) -> Reading:
    """Read what a bidder filled in; `numbers` are the requirements'. Raises `Refused` as `read_file` does.

    Two readings where one does not do: the first finds the tables and the requirement's columns, the second
    leaves all the others to the answers, also those in which an importer of requirements would see a motive
    or a proof, and takes a table that holds numbers and answers only.
    """
    found = look_into(path, name=name)
    wanted = _for_answers(found, {_plain(number) for number in numbers if number})
    if is_our_sheet(wanted):
        kinds, phases = words_of_ours()
        wanted = wanted.model_copy(update={"kinds": kinds, "phases": phases})
    reading = found if wanted == found.mapping else look_into(path, name=name, mapping=wanted)
    if not reading.drafts:
        raise refusal("no_requirements", name=name)
    return reading


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


def _for_answers(reading: Reading, numbers: Collection[str]) -> Mapping:
    tables = tuple(_told(table, numbers) for table in reading.tables)
    return reading.mapping.model_copy(update={"tables": tables})


def _told(table: Table, numbers: Collection[str]) -> TableMapping:
    if table.heads and table.heads[0].row == 1 and table.heads[0].text.startswith(heads_of_ours()):
        roles = OURS + ("",) * (len(table.columns) - len(OURS))
        return table.mapping.model_copy(update={"roles": roles, "header": 1, "height": 1, "take": True})
    roles = tuple(role if role in _ASKED else "" for role in table.mapping.roles or ())
    column = _numbers_in(table, numbers)
    if column is not None and not _holds_the_question(table, roles):
        # An importer wants a text in every row: here that is the number.
        only = tuple("text" if place == column else "" for place in range(len(table.columns)))
        header = table.mapping.header or _header_above(table, column, numbers)
        return table.mapping.model_copy(
            update={"roles": only, "header": header, "height": 1 if header else None, "take": True}
        )
    return table.mapping.model_copy(update={"roles": table.mapping.roles and roles})


def _numbers_in(table: Table, numbers: Collection[str]) -> int | None:
    """The column most of whose first cells are numbers that were asked, and none below a label."""
    for place, column in enumerate(table.columns):
        known = sum(_plain(sample) in numbers for sample in column.samples)
        labels = any(map(field_named, column.samples[1:]))  # "K1", below it "Svar": a table a requirement
        if known and known >= _MOST * len(column.samples) and not labels:
            return place
    return None


def _holds_the_question(table: Table, roles: tuple[str, ...]) -> bool:
    """Whether a column is the requirement's text, and not an answer's that was taken for it."""
    if "text" not in roles:
        return False
    return field_named(table.columns[roles.index("text")].name) not in ("answer", "comment")


def _header_above(table: Table, column: int, numbers: Collection[str]) -> int:
    """The row of the header, where the column's first cell is no number that was asked."""
    first = next(iter(table.columns[column].samples), "")
    return table.heads[0].row if table.heads and _plain(first) not in numbers else NO_HEADER


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(".:() ")
