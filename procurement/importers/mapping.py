"""How a file is read: which sheets or tables, where their header is, which column is what.

One value for both directions: an importer gives back the mapping that it found, and takes one that
somebody has changed. What is None there, the importer finds by itself.
"""

from .place import Place, Value

# What a column can be. "" keeps its cells beside the requirement.
ROLES = ("text", "number", "title", "area", "kind", "phase", "motive", "shown_by")
ROLES_OF_ONE_COLUMN = ("text", "number", "title", "kind", "phase")
# A column that is called by a kind ("Ska", "Optional") and ticked: "ticked-mandatory".
TICKED = "ticked-"
NO_HEADER = 0

_MOST_HEADS = 15
_LONGEST_SHOWN = 80  # characters of a cell shown as a sample


class TableMapping(Value):
    """How one sheet or table is read; `place` names it and has no row.

    `header` is the header's first row as the file counts (`NO_HEADER`: there is none) and `height` its rows.
    `roles` has one of `ROLES`, a `TICKED` kind or "" for each column. `shape` is the same for tables whose
    headers, as the importer finds them, say the same; it decides nothing.
    """

    place: Place = Place()
    shape: str = ""
    take: bool | None = None
    header: int | None = None
    height: int | None = None
    roles: tuple[str, ...] | None = None


class Mapping(Value):
    """How a whole file is read. `kinds` and `phases` say what words in those columns mean, by the word
    in lower case; `kind_when_silent` is the kind of requirements of which the file says none.
    """

    tables: tuple[TableMapping, ...] = ()
    paragraphs: bool = True
    kinds: dict[str, str] = {}
    phases: dict[str, str] = {}
    kind_when_silent: str = "mandatory"

    def of(self, place: Place) -> TableMapping:
        """The mapping of the sheet or table at `place`; one that leaves all to the importer where none is."""
        same = (table for table in self.tables if table.place == place)
        return next(same, TableMapping(place=place))


class Column(Value):
    """A column as the file has it: its header and its first different cells, shortened."""

    name: str
    samples: tuple[str, ...]


class Head(Value):
    """One of a table's first rows, in short, for choosing the header among them."""

    row: int
    text: str


class Table(Value):
    """A sheet or table that was found, and how it was read. `rows` counts those that hold anything."""

    mapping: TableMapping
    columns: tuple[Column, ...]
    heads: tuple[Head, ...]
    rows: int
    requirements: int = 0
    is_hidden: bool = False

    @property
    def place(self) -> Place:
        return self.mapping.place


class Word(Value):
    """A word in the kind or phase column of requirements, on how many, and what it is taken to mean.

    `meaning` is "" where that is not known.
    """

    word: str
    count: int
    meaning: str


def shortened(text: str, most: int = _LONGEST_SHOWN) -> str:
    """The beginning of a text on one line, with "…" where more follows."""
    line = " ".join(text[: most * 2].split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def heads_of(rows, header: int | None) -> tuple[Head, ...]:
    """The first rows of a table, and its header where that stands further down."""
    shown = [row for index, row in enumerate(rows) if index < _MOST_HEADS or row.place.row == header]
    return tuple(
        Head(row=row.place.row or 0, text=shortened(" | ".join(row.own(column) for column in row.filled())))
        for row in shown
    )
