"""signals -> label: a scorecard weighs everything that was seen, and a proof has to pass a gate as well.

The points are fitted on answers with known labels (`benchmarks/fit_bids.py`), each round of answers left
out in turn; they decide between readings of one answer that no order of rules can tell apart, such as a
yes with a "no" in it. What must never happen is not left to points: nothing is proven where a document
with its date, number, issuer or place is not there, where a check fails, or where the answer takes
anything back. And no label but "claimed" is given that no word of the answer and no comparison speaks for.
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .checks import Found
from .detect import Hit
from .reading import FIGURE, Read
from .rule import Says
from .scope import split_list
from .signals import TELL, signals
from .verdict import Label, Phase

_BARE = 7  # words of an answer that says yes and nothing more
_BARE_CONFIRMED = 16  # where every clause of it confirms
_CELL = 4  # words of an answer that fills a cell: "No", "Delvis uppfyllt", "Planned for Q3 2027"
_WORTHLESS = frozenset({Says.WITHHELD, Says.MISMATCH})
_NO_PROOF_BESIDE = frozenset({Says.PENDING, Says.STEP, Says.REFUSAL, Says.DENIAL, Says.SHORTFALL})
_TAKES_BACK = _NO_PROOF_BESIDE | {Says.PROMISE, Says.CONDITION}
_INFORMATIVE = frozenset({Says.DOCUMENT, Says.WITHHELD, Says.MISMATCH, Says.PAST_FACT})
_SPEAKS_FOR = {  # the phrases that are shown as what decided
    Label.MET_WITH_PROOF: (),
    Label.CLAIMED: (Says.WITHHELD, Says.MISMATCH),
    Label.PARTIAL: (Says.SHORTFALL, Says.DENIAL, Says.REFUSAL, Says.OTHERWISE),
    Label.PROMISED: (Says.PROMISE, Says.PENDING, Says.STEP),
    Label.CONDITIONAL: (Says.CONDITION, Says.OR_ELSE, Says.BUYER_ACTS),
    Label.NOT_MET: (Says.REFUSAL, Says.DENIAL, Says.CONTRARY, Says.OTHERWISE),
    Label.EVASIVE: (Says.FILLER,),
}


_AS_A_CELL = {  # in this order: "No, planned" is a promise, "Yes, partly" a part
    Label.PROMISED: (Says.PROMISE, Says.PENDING, Says.STEP),
    Label.PARTIAL: (Says.SHORTFALL,),
    Label.CONDITIONAL: (Says.CONDITION, Says.OR_ELSE),
    Label.NOT_MET: (Says.REFUSAL, Says.DENIAL, Says.CONTRARY),
    Label.EVASIVE: (Says.FILLER,),
}


@dataclass
class Ruling:
    """A label with the hits and checks that led to it."""

    label: Label
    hits: list[Hit] = field(default_factory=list)
    checks: list[Found] = field(default_factory=list)


def decide(read: Read, due: Phase) -> Ruling:
    if not read.parts:
        return Ruling(Label.EVASIVE, checks=[Found("no_answer")])
    if said := _in_a_word(read):
        return said
    if _is_bare(read):
        return Ruling(Label.CLAIMED, hits=read.hits(Says.ASSENT), checks=[Found("bare_yes")])
    seen = signals(read, due)
    label = max(open_labels(read), key=lambda each: points_of(seen, each))
    return _explained(label, read)


def _in_a_word(read: Read) -> Ruling | None:
    """An answer no longer than a cell of a table: what it says decides, there is nothing to weigh."""
    if read.words > _CELL:
        return None
    label = next((each for each in _AS_A_CELL if read.hits(*_AS_A_CELL[each])), None)
    return _explained(label, read) if label else None


def open_labels(read: Read) -> tuple[Label, ...]:
    """The labels that the points may choose between: nothing is held against an answer that no word of it
    and no comparison speaks for."""
    faulty = read.faults or read.kinds & _WORTHLESS
    if read.proof and faulty and not read.kinds & _TAKES_BACK:
        return (Label.CLAIMED,)
    return tuple(
        label for label in Label
        if label is Label.CLAIMED
        or (label is Label.MET_WITH_PROOF and _is_proven(read))
        or (label is not Label.MET_WITH_PROOF and (read.hits(*_SPEAKS_FOR[label]) or _checks(label, read)))
    )  # fmt: skip


def _is_proven(read: Read) -> bool:
    against = read.faults or read.broken or read.kinds & (_WORTHLESS | _NO_PROOF_BESIDE)
    return read.proof and not against


def points_of(seen: frozenset[str], label: Label) -> int:
    """What the signals amount to for a label."""
    card = scorecard()[label]
    return card["base"] + sum(card.get(name, 0) for name in seen)


@cache
def scorecard() -> dict[str, dict[str, int]]:
    """Whole points of every signal, by label."""
    return tomllib.loads((Path(__file__).parent / "points.toml").read_text("utf-8"))


def _is_bare(read: Read) -> bool:
    others = read.kinds - {Says.ASSENT, Says.DOCUMENT}
    every = all(Says.ASSENT in part.kinds for part in read.parts)
    return Says.ASSENT in read.kinds and not others and read.words <= (_BARE_CONFIRMED if every else _BARE)


def _explained(label: Label, read: Read) -> Ruling:
    stopped = _NO_PROOF_BESIDE if label is Label.CLAIMED and read.proof else ()
    hits = _once([hit for kind in (*_SPEAKS_FOR[label], *sorted(stopped)) for hit in read.hits(kind)])
    checks = _checks(label, read)
    return Ruling(label, hits, checks)


def _once(hits: list[Hit]) -> list[Hit]:
    """Without hits in words that an earlier one of another rule is about: one place, one reason."""
    kept: list[Hit] = []
    for hit in hits:
        if not any(
            other.rule is not hit.rule and hit.start < other.end and other.start < hit.end for other in kept
        ):
            kept.append(hit)
    return kept


def _checks(label: Label, read: Read) -> list[Found]:
    """The comparisons that speak for a label."""
    if label is Label.MET_WITH_PROOF:
        return [Found("proof_seen")]
    if label is Label.CLAIMED:
        return [*read.faults, Found("no_proof")]
    if label is Label.PROMISED:
        return read.dated_ahead
    if label is Label.NOT_MET:
        return read.broken
    if label is Label.PARTIAL:
        other = split_list(read.requirement, read.answer.shadow, read.parts)
        return read.broken + ([Found("list_is_split", other.start, other.end)] if other else [])
    if label is Label.EVASIVE:
        return _silent(read)
    return []


def _silent(read: Read) -> list[Found]:
    if TELL.search(read.requirement.shadow) and not FIGURE.search(read.answer.shadow):
        return [Found("information_not_given")]
    return [] if read.covered or read.kinds & _INFORMATIVE else [Found("off_the_subject")]
