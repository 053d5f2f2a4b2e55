"""clauses -> Read: one answer with its clauses, what its evidence is worth, and which clauses answer."""

from dataclasses import dataclass
from functools import cached_property

import re2

from assessments.engine.parse import Parsed

from .checks import Found
from .clauses import Clause
from .dates import dates, points
from .detect import Hit
from .figures import outside
from .rule import Says
from .verdict import Strength

ANSWERED = 2  # words of the requirement that a clause takes up when it answers it; one beside a figure
FIGURE = re2.compile(rb"\d")
_ATTACH = re2.compile(rb"(?i)\b(?:attach\w*|enclos\w+|append\w*|bifog\w+|bilagg\w+)\b")
_AGAINST = frozenset(
    {
        Says.REFUSAL,
        Says.DENIAL,
        Says.OTHERWISE,
        Says.SHORTFALL,
        Says.PROMISE,
        Says.PENDING,
        Says.CONDITION,
    }
)
_WITNESSED = frozenset(
    {Says.IDENTIFIER, Says.ISSUER, Says.PAST_FACT, Says.WITHHELD, Says.MISMATCH, Says.FOLLOW_UP}
)


@dataclass(frozen=True)
class Read:
    """One answer, read: its clauses, and the checks that its evidence failed."""

    requirement: Parsed
    answer: Parsed
    asked: frozenset[str]
    parts: tuple[Clause, ...]
    failed: tuple[Found, ...]

    def hits(self, *says: Says) -> list[Hit]:
        return [hit for part in self.parts for hit in part.hits if hit.says in says]

    @cached_property
    def kinds(self) -> frozenset[Says]:
        return frozenset(kind for part in self.parts for kind in part.kinds)

    @cached_property
    def words(self) -> int:
        return sum(part.words for part in self.parts)

    @cached_property
    def proof(self) -> bool:
        """A document, with a date, and two of number, issuer and place in the bid - the place where asked."""
        found = self.kinds & {Says.IDENTIFIER, Says.ISSUER, Says.ATTACHED}
        document = Says.DOCUMENT in self.kinds or {Says.IDENTIFIER, Says.ATTACHED} <= found
        lies_there = Says.ATTACHED in found or not _ATTACH.search(self.requirement.shadow)
        return document and lies_there and len(found) > 1 and bool(dates(self.answer.shadow))

    @cached_property
    def faults(self) -> list[Found]:
        """The failed checks that a proof does not survive."""
        return [found for found in self.failed if found.rule != "check_digit"]

    @cached_property
    def strength(self) -> Strength:
        found = self.kinds
        if self.proof and {Says.IDENTIFIER, Says.ISSUER} <= found:
            return Strength.IDENTIFIER
        if Says.DOCUMENT in found and found & {Says.ATTACHED, Says.IDENTIFIER}:
            return Strength.DOCUMENT
        if Says.PAST_FACT in found:
            return Strength.PAST_FACT
        if found & {Says.PROMISE, Says.PENDING}:
            return Strength.PROMISE
        if self.covered or (Says.ASSENT in found and Says.FILLER not in found):
            return Strength.PRESENT_CLAIM
        return Strength.OPINION

    @cached_property
    def covered(self) -> tuple[Clause, ...]:
        """Clauses that answer the requirement in its own words and take nothing back."""
        return tuple(
            part for part in self.parts
            if self._answers(part) and not part.kinds & _AGAINST and not self._broken(part)
            and (Says.FILLER not in part.kinds or len(part.shared) > ANSWERED)
        )  # fmt: skip

    @cached_property
    def broken(self) -> list[Found]:
        """Figures on the wrong side of the requirement's limit."""
        return [Found("outside_limit", *span) for part in self.parts for span in self._broken(part)]

    @cached_property
    def dated_ahead(self) -> list[Found]:
        """Clauses that name a time, show no paper and say nothing done."""
        if self.proof:
            return []
        shadow = self.answer.shadow
        ends = [each.start for each in dates(shadow) if each.until]
        return [
            Found("dated_ahead", part.start, part.end)
            for part in self.parts
            if not part.kinds & _WITNESSED
            and not any(part.start <= end < part.end for end in ends)
            and points(shadow[part.start : part.end])
        ]

    def _answers(self, part: Clause) -> bool:
        figure = FIGURE.search(self.answer.shadow[part.start : part.end])
        return len(part.shared) >= (1 if figure else ANSWERED)

    def _broken(self, part: Clause) -> list[tuple[int, int]]:
        return list(outside(self.requirement, self.answer, part.start, part.end))
