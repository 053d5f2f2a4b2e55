"""Rows of cells to drafts: the same for a worksheet, a csv, a table in Word and cells that were pasted."""

import re
from collections.abc import Sequence

from . import vocabulary
from .columns import Columns, Row, is_header_again
from .draft import Cell, Draft
from .layout import Layout, lay_out, table_of
from .mapping import Mapping
from .place import Place
from .problems import Finding, Part, Said
from .returned import PATH_SIGN, without_ours

_CUT_LENGTHS = {255, 256, 32_767}  # where older exports and Excel itself cut a cell
_DATE = re.compile(r"(19|20)\d\d-\d\d-\d\d")
_MOSTLY = 0.5
_LONGEST_WORD = 100  # characters of a cell that is to tell a kind or a phase


def read_table(
    rows: Sequence[Row],
    *,
    place: Place | None = None,
    mapping: Mapping | None = None,
    headings: tuple[str, ...] = (),
    under_requirements: bool = False,
    take: bool = True,
) -> Part:
    """Read rows under the given headings; every row that holds anything becomes a draft.

    `mapping` says how the table at `place` (a sheet or table, without a row) is read; what it leaves open is
    found in the rows, and `take` is whether they are taken where it does not say. A table in which no column
    of requirements is found becomes context, row by row; one that is not taken gives no drafts.
    """
    mapping, rows = mapping or Mapping(), [row for row in without_ours(rows) if row.filled()]
    wanted = mapping.of(place or Place())
    wanted = wanted.model_copy(update={"take": take if wanted.take is None else wanted.take})
    layout = lay_out(rows, wanted, under_requirements=under_requirements)
    found = table_of(rows, layout, wanted)
    if not wanted.take:
        return Part(drafts=(), table=found)
    if layout.columns is None:
        return Part(drafts=tuple(context(row, headings, "no_column") for row in rows), table=found)
    part = _Table(rows, layout, layout.columns, mapping, headings).read()
    asking = sum(not draft.is_context for draft in part.drafts)
    return part.model_copy(update={"table": found.model_copy(update={"requirements": asking})})


def context(row: Row, headings: tuple[str, ...], why: str) -> Draft:
    """A row that asks nothing, as it stands: its cells divided by " | "."""
    text = " | ".join(row.own(column) for column in row.filled())
    return Draft(text=text, place=row.place, heading_path=headings, is_context=True, why=why)


def _word(cell: str) -> str:
    return cell[:_LONGEST_WORD]


class _Headings:
    """The headings above a row; a heading's level is its number's depth, else how it looks."""

    def __init__(self, outer: tuple[str, ...]) -> None:
        self.outer = outer
        self.stack: list[tuple[object, str]] = []

    def path(self) -> tuple[str, ...]:
        return (*self.outer, *(text for _, text in self.stack))

    def enter(self, text: str, level: object) -> None:
        """Take in a heading: it ends its equals, and, where it is numbered, all that are deeper."""
        levels = [known for known, _ in self.stack]
        if level in levels:
            del self.stack[levels.index(level) :]
        elif isinstance(level, int):
            self.stack = [pair for pair in self.stack if not isinstance(pair[0], int) or pair[0] < level]
        self.stack.append((level, text))


class _Table:
    def __init__(
        self,
        rows: Sequence[Row],
        layout: Layout,
        columns: Columns,
        mapping: Mapping,
        headings: tuple[str, ...],
    ) -> None:
        self.rows = rows
        self.layout = layout
        self.columns = columns
        self.mapping = mapping
        self.headings = _Headings(headings)
        self.drafts: list[Draft] = []
        self.findings: list[Finding] = []
        self.kinds: list[Said] = []
        self.phases: list[Said] = []
        filled = [row for row in rows[layout.first :] if row.own(self.columns.text)]
        body = [row for row in filled if not vocabulary.looks_like_heading(row.own(self.columns.text))]
        self.numbered = self._mostly(body or filled, self.columns.number)
        self.has_kinds = self._mostly(body or filled, self.columns.kind)

    @staticmethod
    def _mostly(rows: Sequence[Row], column: int | None) -> bool:
        filled = sum(bool(row.own(column)) for row in rows) if column is not None else 0
        return bool(rows) and filled >= _MOSTLY * len(rows)

    def read(self) -> Part:
        self.drafts += [
            context(row, self.headings.outer, "above_header") for row in self.rows[: self.layout.start]
        ]
        for row in self.rows[self.layout.first :]:
            if not is_header_again(row, self.columns):
                self._take(row)
        return Part(
            drafts=tuple(self.drafts),
            findings=tuple(self.findings),
            kinds=tuple(self.kinds),
            phases=tuple(self.phases),
        )

    def _take(self, row: Row) -> None:
        text = self.columns.text
        if text in row.copies and row.shown(text) != row.shown(text - 1 if text else None):
            self._take_continuation(row)
        elif row.is_background:
            self._take_background(row)
        elif self._is_heading(row):
            self._take_heading(row)
        elif self._is_requirement(row):
            self._take_requirement(row)
        else:
            self._take_context(row)

    def _is_heading(self, row: Row) -> bool:
        filled = row.filled()
        plain = {self.columns.number, self.columns.text, self.columns.title, filled[0]}
        words = [row.own(column) for column in filled if column != self.columns.number or len(filled) == 1]
        if len(filled) > 3 or not set(filled) <= plain or len(words) != 1:  # noqa: PLR2004
            return False
        if not vocabulary.looks_like_heading(words[0]) or vocabulary.looks_like_number(words[0]):
            return False
        if self._is_value_table():
            return False
        number = row.own(self.columns.number)
        if self.columns.number in filled and number != words[0]:
            # A numbered row of one short phrase: a heading where other rows also tell a kind or where
            # its number is a chapter's ("3", "3.1") and not an ID as the rows have it.
            return self.has_kinds or (
                self.numbered and number.replace(".", "").isdigit() and "." not in number[-2:]
            )
        return self.numbered or self.has_kinds or self.columns.text not in filled

    def _is_value_table(self) -> bool:
        """Whether a name alone tells rows apart ("Category | Value"); without a value it is no heading."""
        return self.columns.number is None and self.columns.title is not None

    def _is_requirement(self, row: Row) -> bool:
        text = row.own(self.columns.text)
        if not text:
            return False
        number = row.own(self.columns.number)
        if number and number == text:
            return False
        if not self.numbered or number:
            return bool(number) or not vocabulary.looks_like_heading(text) or len(row.filled()) > 1
        return bool(self._kind(row)) or vocabulary.asks(text)

    def _take_heading(self, row: Row) -> None:
        parts = list(dict.fromkeys(row.own(column) for column in row.filled()))
        text = " ".join(parts)
        number = row.own(self.columns.number) or text.split()[0]
        is_chapter = number.rstrip(".").replace(".", "").isdigit()
        level: object = number.rstrip(".").count(".") if is_chapter else row.look
        self.headings.enter(text, level)
        outer = self.headings.path()[:-1]
        self.drafts.append(
            Draft(text=text, place=row.place, heading_path=outer, is_context=True, why="heading")
        )

    def _take_background(self, row: Row) -> None:
        """A row that a list of ours says is none: its section is its heading, as in a requirement's row."""
        path = (*self.headings.path(), *self._area(row))
        draft = Draft(text=row.own(self.columns.text), place=row.place, heading_path=path, is_context=True)
        self.drafts.append(draft.model_copy(update={"why": "asks_nothing", "key": row.key}))

    def _take_context(self, row: Row) -> None:
        why = "asks_nothing" if row.own(self.columns.text) else "no_text"
        self.drafts.append(context(row, self.headings.path(), why))
        number = row.own(self.columns.number)
        if row.own(self.columns.text):
            return
        if vocabulary.looks_like_number(number):
            self._find("no_text", row.place, number)
        elif self._is_value_table() and row.own(self.columns.title):
            self._find("no_value", row.place, row.own(self.columns.title))

    def _find(self, finding: str, place: Place, key: str = "") -> None:
        self.findings.append(Finding(id=finding, place=place, key=key))

    def _take_continuation(self, row: Row) -> None:
        """A row beside the rest of a requirement's merged cell."""
        self.drafts.append(context(row, self.headings.path(), "merged"))
        self._find("merged_text", row.place)

    def _take_requirement(self, row: Row) -> None:
        columns = self.columns
        number, number_as_cell = self._number(row)
        path = (*self.headings.path(), *self._area(row))
        text = row.own(columns.text)
        kind = self._told_kind(row) or vocabulary.kind_of_surroundings(text, path)
        if len(text) in _CUT_LENGTHS:
            self._find("cut_off", row.place, str(len(text)))
        self.drafts.append(
            Draft(
                text=text,
                place=row.place,
                number=number,
                heading_path=path,
                kind=kind,
                phase=self._phase(row),
                motive=self._joined(row, columns.motive),
                shown_by=self._joined(row, columns.shown_by),
                others=(*number_as_cell, *self._others(row)),
                key=row.key,
            )
        )

    def _number(self, row: Row) -> tuple[str, tuple[Cell, ...]]:
        """The row's number, or, where the cell is too long to be one, the cell kept beside."""
        column = self.columns.number
        if column is None:
            return "", ()
        number = row.own(column)
        if len(number) > vocabulary.LONGEST_NUMBER:
            self._find("long_number", row.place, number[:40])
            return "", (Cell(header=self.columns.names[column], text=number),)
        if _DATE.fullmatch(number):
            self._find("date_as_number", row.place, number)
        if not number and self.numbered:
            self._find("no_number", row.place)
        return number, ()

    def _area(self, row: Row) -> tuple[str, ...]:
        """Values of the area columns (a merged area counts for all its rows) and the requirement's title."""
        cells = (row.shown(column) for column in self.columns.area)
        values = [value.strip() for cell in cells for value in cell.split(PATH_SIGN)]
        values.append(row.own(self.columns.title))
        return tuple(dict.fromkeys(value for value in values if value))

    def _kind(self, row: Row) -> str:
        for column, kind in self.columns.flags.items():
            if vocabulary.says_yes(row.own(column)):
                return kind
            if vocabulary.says_no(row.own(column)) and kind == "mandatory" and len(self.columns.flags) == 1:
                return "award"
        if self.columns.kind is None:
            return ""
        value = row.own(self.columns.kind)
        told = self.mapping.kinds.get(_word(value).casefold())
        return vocabulary.kind_of(value, self.columns.letters) if told is None else told

    def _told_kind(self, row: Row) -> str:
        """The requirement's kind, kept with the word that says it."""
        kind, value = self._kind(row), row.own(self.columns.kind)
        if value:
            self.kinds.append(Said(word=_word(value), meaning=kind))
        if value and not kind and _word(value).casefold() not in self.mapping.kinds:
            self._find("unknown_kind", row.place, value[:40])
        return kind

    def _phase(self, row: Row) -> str:
        value = row.own(self.columns.phase)
        phase = self.mapping.phases.get(_word(value).casefold())
        if phase is None:
            phase = vocabulary.phase_of(value) if value else ""
        if value:
            self.phases.append(Said(word=_word(value), meaning=phase or ""))
        if phase is None:
            self._find("unknown_phase", row.place, value[:40])
        return phase or ""

    def _joined(self, row: Row, columns: tuple[int, ...]) -> str:
        """One cell as it is; several under their headers."""
        filled = [column for column in columns if not vocabulary.says_nothing(row.own(column))]
        if len(columns) == 1 or not filled:
            return "\n".join(row.own(column) for column in filled)
        return "\n\n".join(f"{self.columns.names[column]}:\n{row.own(column)}" for column in filled)

    def _others(self, row: Row) -> tuple[Cell, ...]:
        """Cells without a field, and the phase's own words where they say more than the phase."""
        taken = self.columns.fields()
        if not vocabulary.is_plain_phase(row.own(self.columns.phase)):
            taken -= {self.columns.phase}
        names = self.columns.names
        return tuple(
            Cell(header=names[column] if column < len(names) else "", text=row.own(column))
            for column in row.filled()
            if column not in taken
        )
