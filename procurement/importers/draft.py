"""What an importer yields: rows with the place they came from, and what could not be taken."""

from .mapping import Mapping, Table, Word
from .notice import Notice
from .place import Place, Value


class Cell(Value):
    """A cell in a column that has no field of its own, under the header that the file gives it."""

    header: str
    text: str


class Draft(Value):
    """One row as brought. `kind` and `phase` are values of procurement.models, "" where the file is silent.

    `text` is what the file says, character by character; only line endings and white space at both
    ends are made alike. `others` are the row's remaining cells, so that nothing is lost. `why` says why
    a row asks nothing, one of `WHY_CONTEXT`; `key` is the requirement's UUID where the file was made by us
    and has it.
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
    why: str = ""
    key: str = ""
    others: tuple[Cell, ...] = ()


# Why a row is kept beside the requirements: what it is, or what it lacks.
WHY_CONTEXT = ("heading", "above_header", "no_column", "no_text", "merged", "asks_nothing")


class Problem(Value):
    """Something the user should look at, with what to do about it, in both languages.

    `about` is what it is in one word, an entry of problems.toml.
    """

    place: Place
    about: str = ""
    sv: str
    en: str


class Reading(Value):
    """A whole file, read: drafts in the order of the file, and how they were found.

    `mapping` is complete: read with it, the file gives this reading again. A format without columns has no
    `tables`. `paragraphs` counts the drafts that stood in none, `left_out` the rows that were not taken.
    """

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...] = ()
    mapping: Mapping = Mapping()
    tables: tuple[Table, ...] = ()
    kinds: tuple[Word, ...] = ()
    phases: tuple[Word, ...] = ()
    paragraphs: int = 0
    left_out: int = 0

    @property
    def requirements(self) -> tuple[Draft, ...]:
        return tuple(draft for draft in self.drafts if not draft.is_context)

    @property
    def context(self) -> tuple[Draft, ...]:
        return tuple(draft for draft in self.drafts if draft.is_context)


class Answer(Value):
    """What the reading child process says: a reading or a notice, or a refusal in both languages and why."""

    reading: Reading | None = None
    notice: Notice | None = None
    sv: str = ""
    en: str = ""
    reason: str = ""
