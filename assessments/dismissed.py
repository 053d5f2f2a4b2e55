"""What people decided not to mend, and why: findings taken off the to-do list. Pure.

A dismissal never changes a score. It is in force as long as the text is the one it was made on.
A finding is named by the id of its rule, by `missing.<element>` where it is what the text lacks (a question
that need not be answered), by "" for the requirement as a whole, or by `set.<kind>` where it shows only in
all rows together: then each of its cases is dismissed by itself, as `cases` knows it again.
"""

import hashlib
import re
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_noop

from .bilingual import in_both
from .engine import catalogue
from .engine.verdict import Element, Question, Text, Value, Verdict
from .engine.whole import Case
from .engine.whole.finding import kinds
from .summary import FALSE_PRECISE_FROM
from .wording import ELEMENTS

THE_WHOLE = ""
MISSING = "missing."
IN_SET = "set."
_SPACE = re.compile(r"[ \t\n\r\f\v\u00a0]+")


def digest(text: str) -> str:
    """SHA-256 in hex of a text as a reader sees it: a file that breaks its lines otherwise says the same.

    `browse` has the database reckon the same.
    """
    return hashlib.sha256(_SPACE.sub(" ", text).strip(" ").encode()).hexdigest()


def is_finding(finding: str) -> bool:
    """Whether something of this name can be dismissed on a requirement."""
    if finding.startswith(MISSING):
        return finding.removeprefix(MISSING) in set(Element)
    return finding == THE_WHOLE or any(rule.id == finding for rule in catalogue())


def title_of(finding: str) -> Text:
    """What a finding is called, in both languages; its id where no rule of today has it."""
    if finding == THE_WHOLE:
        return in_both(gettext_noop("The requirement as a whole"))
    if finding.startswith(MISSING):
        element = in_both(ELEMENTS[Element(finding.removeprefix(MISSING))])
        return in_both(gettext_noop("Lacks: %s"), element)
    if finding.startswith(IN_SET):
        found = kinds().get(finding.removeprefix(IN_SET))
    else:
        found = next((rule for rule in catalogue() if rule.id == finding), None)
    return found.title if found else Text(sv=finding, en=finding)


class DismissedFinding(Value):
    """One finding that somebody set aside on one requirement; `gap` is 0-100, None where it is not scored.

    `counts` tells whether headline numbers count the requirement; `finding` is named as above. Those made
    in one go share a `batch`. `taken_back_by` is "" while it stands.
    """

    id: int
    key: UUID
    position: int
    number: str
    text: str
    finding: str
    title: Text
    reason: str
    by: str
    at: datetime
    gap: int | None
    counts: bool
    batch: UUID | None = None
    taken_back_by: str = ""
    taken_back_at: datetime | None = None

    @property
    def is_whole(self) -> bool:
        return self.finding == THE_WHOLE

    @property
    def false_precise(self) -> bool:
        return self.counts and self.gap is not None and self.gap >= FALSE_PRECISE_FROM


class DismissedCase(Value):
    """One case of a finding about the set that somebody set aside, as it is found now.

    `kind` is the finding's, as the engine names it; where it was taken back, `case` has no rows.
    """

    id: int
    kind: str
    title: Text
    case: Case
    reason: str
    by: str
    at: datetime
    batch: UUID | None = None
    taken_back_by: str = ""
    taken_back_at: datetime | None = None

    @property
    def sign(self) -> str:
        """What the address of its page calls it."""
        return sign(self.kind, self.case)

    @property
    def names(self) -> tuple[str, ...]:
        """What its rows are called, each once."""
        return tuple(dict.fromkeys(row.number for row in self.case.rows))


class Dismissed(Value):
    """The dismissals of one version, in the order of the specification.

    `rows` and `cases` are in force; those to look at again no longer count: their text has changed since,
    or for a case, its rows.
    """

    rows: tuple[DismissedFinding, ...] = ()
    look_again: tuple[DismissedFinding, ...] = ()
    cases: tuple[DismissedCase, ...] = ()
    cases_again: tuple[DismissedCase, ...] = ()

    @property
    def wide_gaps(self) -> int:
        """How many false-precise requirements somebody set aside as a whole."""
        return sum(row.is_whole and row.false_precise for row in self.rows)

    @property
    def requirements(self) -> int:
        """How many requirements somebody set aside as a whole."""
        return sum(row.is_whole for row in self.rows)

    @property
    def findings(self) -> int:
        """How many single findings, beside whole requirements."""
        return sum(not row.is_whole for row in self.rows)

    @property
    def number(self) -> int:
        """How many are in force, of either sort."""
        return len(self.rows) + len(self.cases)

    @property
    def number_again(self) -> int:
        """How many are to be looked at again."""
        return len(self.look_again) + len(self.cases_again)

    def of_case(self, kind: str, case: Case) -> DismissedCase | None:
        """The dismissal in force of one case, where there is one."""
        return next((each for each in self.cases if (each.kind, each.case) == (kind, case)), None)

    def __bool__(self) -> bool:
        return bool(self.rows or self.cases)


def sign(kind: str, case: Case) -> str:
    """What an address calls a case of one reading: 16 hex digits."""
    return hashlib.sha256(f"{kind} {case.model_dump_json()}".encode()).hexdigest()[:16]


def open_questions(verdict: Verdict, dismissed: Collection[str]) -> tuple[Question, ...]:
    """The questions that are still to be answered, what an answer gains most first."""
    if THE_WHOLE in dismissed:
        return ()
    left = [question for question in verdict.questions if MISSING + question.element not in dismissed]
    return tuple(sorted(left, key=lambda question: -question.gain))


def recent_first(reasons: Iterable[str], most: int = 5) -> list[str]:
    """The reasons given lately, each once: what was said before need not be typed again."""
    return list(dict.fromkeys(reasons))[:most]
