"""What an importer yields: rows with the place they came from, and what could not be taken."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Value):
    """Where something stood in the file; counted from 1, as the user's own program counts."""

    sheet: str = ""
    table: int | None = None
    row: int | None = None
    paragraph: int | None = None

    def named(self, language: str) -> str:
        """The place as a reader looks for it: "bladet Krav, rad 12", "table 3, row 2"."""
        words = _PLACE_WORDS["sv" if language == "sv" else "en"]
        parts = [f"{words[0]} {self.sheet}"] if self.sheet else []
        for word, count in zip(words[1:], (self.table, self.row, self.paragraph), strict=True):
            if count is not None:
                parts.append(f"{word} {count}")
        return ", ".join(parts)


_PLACE_WORDS = {
    "sv": ("bladet", "tabell", "rad", "stycke"),
    "en": ("sheet", "table", "row", "paragraph"),
}


class Cell(Value):
    """A cell in a column that has no field of its own, under the header that the file gives it."""

    header: str
    text: str


class Draft(Value):
    """One row as brought. `kind` and `phase` are values of procurement.models, "" where the file is silent.

    `text` is what the file says, character by character; only line endings and white space at both
    ends are made alike. `others` are the row's remaining cells, so that nothing is lost.
    """

    text: str
    place: Place
    number: str = ""
    heading_path: tuple[str, ...] = ()
    kind: str = ""
    phase: str = ""
    motive: str = ""
    shown_by: str = ""
    is_context: bool = False
    others: tuple[Cell, ...] = ()


class Problem(Value):
    """Something the user should look at, with what to do about it, in both languages."""

    place: Place
    sv: str
    en: str


class Reading(Value):
    """A whole file, read: drafts in the order of the file."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def requirements(self) -> tuple[Draft, ...]:
        return tuple(draft for draft in self.drafts if not draft.is_context)

    @property
    def context(self) -> tuple[Draft, ...]:
        return tuple(draft for draft in self.drafts if draft.is_context)


class Answer(Value):
    """What the reading child process says: a reading, or a refusal in both languages."""

    reading: Reading | None = None
    sv: str = ""
    en: str = ""
