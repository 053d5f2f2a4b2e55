"""clauses -> label: what weighs most, and why.

The order is that of a careful reader: a refusal beats everything, then what the answer takes back (a
condition, a promise, a part left out), then what its evidence is worth. Proof is given only where
nothing stands against it.
"""

from dataclasses import dataclass, field
from functools import cached_property

import re2

from assessments.engine.parse import Parsed

from .checks import Found
from .clauses import Clause
from .dates import dates, points
from .detect import Hit
from .figures import outside
from .rule import Says
from .scope import items, split_list
from .verdict import Label, Strength

_BARE = 7  # words of an answer that says yes and nothing more
_BARE_CONFIRMED = 16  # where every clause of it confirms
_ANSWERED = 2  # words of the requirement that a clause takes up when it answers it; one beside a figure
_FIGURE = re2.compile(rb"\d")


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
    def words(self) -> int:
        return sum(part.words for part in self.parts)

    @cached_property
    def proof(self) -> bool:
        """A document, with a date, and two of number, issuer and place in the bid."""
        found = {hit.says for hit in self.hits(Says.IDENTIFIER, Says.ISSUER, Says.ATTACHED)}
        return bool(self.hits(Says.DOCUMENT)) and len(found) > 1 and bool(dates(self.answer.shadow))

    @cached_property
    def strength(self) -> Strength:
        found = {hit.says for part in self.parts for hit in part.hits}
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
        against = {
            Says.REFUSAL,
            Says.DENIAL,
            Says.OTHERWISE,
            Says.SHORTFALL,
            Says.PROMISE,
            Says.PENDING,
            Says.CONDITION,
        }
        return tuple(
            part for part in self.parts
            if self.answers(part) and not part.kinds & against and not self.broken(part)
            and (Says.FILLER not in part.kinds or len(part.shared) > _ANSWERED)
        )  # fmt: skip

    def answers(self, part: Clause) -> bool:
        """Whether the clause speaks of what was asked."""
        figure = _FIGURE.search(self.answer.shadow[part.start : part.end])
        return len(part.shared) >= (1 if figure else _ANSWERED)

    def touches(self, part: Clause) -> bool:
        """Whether the clause is about the requirement: a word of it stands in the clause, in its sentence
        or the one before, or nothing in the answer is praise."""
        near = (other for other in self.parts if part.sentence - 1 <= other.sentence <= part.sentence)
        return any(other.shared for other in near) or not self.hits(Says.FILLER)

    def broken(self, part: Clause) -> list[tuple[int, int]]:
        return list(outside(self.requirement, self.answer, part.start, part.end))


@dataclass
class Ruling:
    """A label with the hits and checks that led to it."""

    label: Label
    hits: list[Hit] = field(default_factory=list)
    checks: list[Found] = field(default_factory=list)


def decide(read: Read) -> Ruling:
    if not read.parts:
        return Ruling(Label.EVASIVE, checks=[Found("no_answer")])
    for step in (_bare, _refused, _taken_back, _left_out, _evaded, _proven):
        if ruling := step(read):
            return ruling
    return Ruling(
        Label.CLAIMED,
        hits=read.hits(Says.WITHHELD, Says.MISMATCH),
        checks=[*_faults(read), Found("no_proof")],
    )


def _faults(read: Read) -> list[Found]:
    return [found for found in read.failed if found.rule != "check_digit"]


def _bare(read: Read) -> Ruling | None:
    others = {hit.says for part in read.parts for hit in part.hits} - {Says.ASSENT, Says.DOCUMENT}
    every = all(Says.ASSENT in part.kinds for part in read.parts)
    if read.words <= (_BARE_CONFIRMED if every else _BARE) and read.hits(Says.ASSENT) and not others:
        return Ruling(Label.CLAIMED, hits=read.hits(Says.ASSENT), checks=[Found("bare_yes")])
    return None


def _refused(read: Read) -> Ruling | None:
    refused = read.hits(Says.REFUSAL)
    if not refused or (_several(read) and read.covered):
        return None
    return Ruling(Label.NOT_MET, hits=refused)


def _taken_back(read: Read) -> Ruling | None:
    """A condition or a promise; about an approval that is not there, the promise is what matters."""
    conditions = read.hits(Says.CONDITION)
    promises = [
        hit
        for part in read.parts
        for hit in part.hits
        if hit.says is Says.PENDING
        or (hit.says is Says.PROMISE and (part.shared or Says.FILLER not in part.kinds))
    ]
    pending = read.hits(Says.PENDING)
    ahead = _dated_ahead(read)
    if ahead and not conditions and not promises:
        return Ruling(Label.PROMISED, checks=ahead)
    if pending or len(promises) > 2 * len(conditions):
        return Ruling(Label.PROMISED, hits=promises)
    if conditions:
        return Ruling(Label.CONDITIONAL, hits=conditions)
    return Ruling(Label.PROMISED, hits=promises) if promises else None


_WITNESSED = frozenset(
    {Says.IDENTIFIER, Says.ISSUER, Says.PAST_FACT, Says.WITHHELD, Says.MISMATCH, Says.FOLLOW_UP}
)


def _dated_ahead(read: Read) -> list[Found]:
    """Clauses that name a time, show no paper and say nothing done."""
    if read.proof:
        return []
    ends = [each.start for each in dates(read.answer.shadow) if each.until]
    return [
        Found("dated_ahead", part.start, part.end)
        for part in read.parts
        if not part.kinds & _WITNESSED
        and not any(part.start <= end < part.end for end in ends)
        and points(read.answer.shadow[part.start : part.end])
    ]


def _left_out(read: Read) -> Ruling | None:
    shortfall = read.hits(Says.SHORTFALL)
    lacking = [
        part for part in read.parts
        if part.kinds & {Says.REFUSAL, Says.DENIAL, Says.OTHERWISE} and read.touches(part)
        and Says.WITHHELD not in part.kinds and (part.shared or Says.FILLER not in part.kinds)
    ]  # fmt: skip
    broken = [Found("outside_limit", *span) for part in read.parts for span in read.broken(part)]
    hits = [
        hit
        for part in lacking
        for hit in part.hits
        if hit.says in (Says.REFUSAL, Says.DENIAL, Says.OTHERWISE)
    ]
    if shortfall:
        return Ruling(Label.PARTIAL, hits=shortfall + hits, checks=broken)
    if read.proof and not broken and all(hit.says is Says.OTHERWISE for hit in hits):
        return None  # what its papers are worth decides
    if not hits and not broken:
        other = (
            None
            if read.proof or read.hits(Says.MISMATCH, Says.WITHHELD)
            else split_list(read.requirement, read.answer.shadow, read.parts)
        )
        return (
            Ruling(Label.PARTIAL, checks=[Found("list_is_split", other.start, other.end)]) if other else None
        )
    if _several(read) and read.covered:
        return Ruling(Label.PARTIAL, hits=hits, checks=broken)
    return Ruling(Label.NOT_MET, hits=hits, checks=broken)


_AND = re2.compile(rb"(?i)\b(?:and|och|samt|both|bade|including|inklusive)\b")


def _several(read: Read) -> bool:
    """Whether the requirement asks for more than one thing."""
    return len(items(read.requirement)) > 1 or bool(_AND.search(read.requirement.shadow))


_INFORMATIVE = frozenset({Says.DOCUMENT, Says.WITHHELD, Says.MISMATCH, Says.PAST_FACT})


_INFORM = re2.compile(
    rb"(?i)^(?:state|name|describe|list|specify|indicate|give|explain|ange|beskriv|redovisa|namnge"
    rb"|lista|specificera|forklara)\b"
    rb"|^[^.]*?\b(?:shall|must|ska|skall)\b (?:\w+ ){0,4}(?:state|describe|specify|list|name|indicate"
    rb"|explain|ange|beskriva|redovisa|namnge|specificera)\b"
)


def _uninformed(read: Read) -> bool:
    """Whether the requirement first of all asks for information and the answer holds none that is hard."""
    return (
        bool(_INFORM.search(read.requirement.shadow))
        and not _FIGURE.search(read.answer.shadow)
        and not any(part.kinds & _INFORMATIVE for part in read.parts)
    )


def _evaded(read: Read) -> Ruling | None:
    """Praise, or words that take up nothing of what was asked."""
    filler = read.hits(Says.FILLER)
    if _uninformed(read):
        return Ruling(Label.EVASIVE, hits=filler, checks=[Found("information_not_given")])
    if read.covered or read.proof:
        return None
    if filler and not (read.hits(Says.ASSENT) and read.hits(Says.WITHHELD)):
        return Ruling(Label.EVASIVE, hits=filler)
    claims = read.hits(Says.ASSENT) and any(part.shared for part in read.parts)
    if not claims and not any(part.kinds & _INFORMATIVE for part in read.parts):
        return Ruling(Label.EVASIVE, checks=[Found("off_the_subject")])
    return None


def _proven(read: Read) -> Ruling | None:
    against = read.hits(Says.WITHHELD, Says.MISMATCH, Says.OTHERWISE, Says.DENIAL)
    if read.proof and not against and not _faults(read):
        return Ruling(Label.MET_WITH_PROOF, checks=[Found("proof_seen")])
    return None
