"""What is found when the rows of a specification are read together, and the texts that say it."""

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from assessments.engine.parse import Parsed
from assessments.engine.verdict import Nature, Text, Value, Verdict

HOME = Path(__file__).parent
_QUOTED = 110  # characters of a text that are shown


class Row(Value):
    """One row of a specification with its verdict.

    `kind` is what its column says ("mandatory", "award", "contract", "option", "qualification" or
    "information"); `phase` is the column's, or where that is silent what the wording tells.
    """

    position: int
    number: str
    text: str
    kind: str
    phase: str
    heading_path: tuple[str, ...] = ()
    verdict: Verdict

    @property
    def counts(self) -> bool:
        """Whether headline numbers count it: it was judged and asks something."""
        return self.verdict.judged and self.verdict.nature == Nature.REQUIREMENT


class Read(NamedTuple):
    """A row with its text ready to be matched."""

    row: Row
    parsed: Parsed


class Concerned(Value):
    """A row that a finding concerns; `number` is what it is called, "#12" where it has no number."""

    position: int
    number: str


class Case(Value):
    """One thing to look at: what it is, and the rows it concerns (none where rows are what is lacking)."""

    says: Text
    rows: tuple[Concerned, ...] = ()


class Finding(Value):
    """One kind of fault in the set, with every case of it. `mend` is what to do about it."""

    id: str
    title: Text
    why: Text
    mend: Text
    cases: tuple[Case, ...]

    @property
    def positions(self) -> tuple[int, ...]:
        """Every row it concerns, once, in the order of the specification."""
        return tuple(sorted({row.position for case in self.cases for row in case.rows}))


class Kind(Value):
    """A kind of finding as `findings.toml` has it; the order of that file is the order of importance."""

    title: Text
    why: Text
    mend: Text
    says: dict[str, Text]


@cache
def kinds() -> dict[str, Kind]:
    """Every kind of finding by id, the most serious first."""
    file = tomllib.loads((HOME / "findings.toml").read_text("utf-8"))
    return {name: Kind.model_validate(kind) for name, kind in file.items()}


def finding(kind: str, cases: Sequence[Case]) -> Finding:
    texts = kinds()[kind]
    return Finding(id=kind, title=texts.title, why=texts.why, mend=texts.mend, cases=tuple(cases))


def case(kind: str, says: str, rows: Iterable[Row] = (), **blanks: object) -> Case:
    """A case of `kind`, its sentence `says` filled with `blanks`; a `Text` fills each language's own."""
    sentence = kinds()[kind].says[says]
    return Case(
        says=Text(sv=_filled(sentence.sv, "sv", blanks), en=_filled(sentence.en, "en", blanks)),
        rows=tuple(Concerned(position=row.position, number=name_of(row)) for row in rows),
    )


def _filled(sentence: str, language: str, blanks: dict[str, object]) -> str:
    own = {
        name: value.in_language(language) if isinstance(value, Text) else value
        for name, value in blanks.items()
    }
    return sentence.format(**own)


def quoted(text: str, start: int, end: int, about: int = 0) -> str:
    """The text from `start` to `end` on one line; of a long one what stands around the character `about`."""
    left = start if end - start <= _QUOTED else max(start, min(about - _QUOTED // 2, end - _QUOTED))
    right = min(end, left + _QUOTED)
    part = text[left:right]
    if left > start:
        part = "… " + part.partition(" ")[2]
    if right < end:
        part = part.rpartition(" ")[0] + " …"
    return " ".join(part.split()).rstrip(".")


def name_of(row: Row) -> str:
    """The number as written, or the place in the list where there is none."""
    return row.number or f"#{row.position}"
