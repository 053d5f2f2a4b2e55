"""A case of what shows only in all rows together, known again when the rows are read anew. Pure.

A case is about certain rows, or about the set. One about rows is the same while each of its rows is one of
those it had, with the text unchanged: a row that was mended may have left it. One about the set ("no
requirement says that it holds at exit") is the same while it says the same and has not grown.
"""

import hashlib
import re
from collections.abc import Mapping
from uuid import UUID

from .dismissed import digest
from .engine.verdict import Text, Value
from .engine.whole import Case
from .summary import alike

# What is lacking or too much in all of it, whichever rows show it.
OF_THE_SET = frozenset({"too_many_mandatory", "nothing_measurable", "phases_missing", "abbreviations"})
# A row is in one case of these at most, so that the rows tell which it is.
TOLD_BY_ROWS = frozenset({"modal_against_column", "number_twice", "near_duplicates", "two_demands"})


class Known(Value):
    """A case as a dismissal keeps it.

    `subject` tells cases of one kind apart where the rows do not; `rows` are the digests of the texts by the
    requirements' keys, none for a case about the set; `size` is its number of rows, or where it has none the
    first number that it says; `says` is what it said.
    """

    kind: str
    subject: str
    rows: dict[UUID, str]
    size: int
    says: Text

    def covers(self, now: "Known") -> bool:
        """Whether what was decided of this case holds for the case that is found now."""
        if (self.kind, self.subject) != (now.kind, now.subject):
            return False
        return now.size <= self.size if self._is_of_the_set else now.rows.items() <= self.rows.items()

    def became(self, now: "Known") -> bool:
        """Whether the case that is found now can be this one, with its rows or its extent changed."""
        if self.kind != now.kind:
            return False
        if self._is_of_the_set:
            return self.subject == now.subject
        return self.rows.keys() <= now.rows.keys() or now.rows.keys() <= self.rows.keys()

    @property
    def _is_of_the_set(self) -> bool:
        return self.kind in OF_THE_SET

    def digest(self) -> str:
        """SHA-256 in hex of what it is about: two dismissals of the same case have the same."""
        return hashlib.sha256(self.model_dump_json(exclude={"says"}).encode()).hexdigest()


def known(kind: str, case: Case, rows: Mapping[int, tuple[UUID, str]]) -> Known:
    """What to keep of `case`; `rows` are keys and texts by position."""
    number = re.search(r"\d+", case.says.en)
    told = set() if kind in OF_THE_SET else {rows[row.position] for row in case.rows if row.position in rows}
    return Known(
        kind=kind,
        subject="" if kind in TOLD_BY_ROWS else alike(case.says.sv),
        rows={key: digest(text) for key, text in told},
        size=len(case.rows) or (int(number[0]) if number else 0),
        says=case.says,
    )
