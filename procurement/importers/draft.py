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


class Draft(Value):
    """One row as brought. `kind` and `phase` are values of procurement.models, "" where the file is silent."""

    text: str
    place: Place
    number: str = ""
    heading_path: tuple[str, ...] = ()
    kind: str = ""
    phase: str = ""
    motive: str = ""
    shown_by: str = ""
    is_context: bool = False


class Problem(Value):
    """Something the user should look at, with what to do about it, in both languages."""

    place: Place
    sv: str
    en: str


class Reading(Value):
    """A whole file, read: drafts in the order of the file."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...] = ()
