"""The chapter on bids in the board's report: values, frozen with the report. Pure."""

from collections.abc import Iterable
from datetime import date

from assessments.engine.verdict import Text, Value

MOST_OPEN = 8  # answers shown one by one
MOST_DISAGREEING = 6
MOST_ALTERED = 3  # of a bid


class BidderLine(Value):
    """One bid in counts of its answers; `labels` counts those to mandatory requirements by indication, and
    `later` those neither shown nor open because the requirement has to be met only after the tender."""

    supplier: str
    mandatory: int
    shown: int
    undecided: int
    development: int
    third_party: int
    stated: int
    later: int = 0
    labels: tuple[tuple[str, int], ...]


class OpenAnswer(Value):
    """A mandatory requirement that an answer does not show to be met, and what was decided on it.

    `label` is an indication's id, `way` one of `Way` or "" where nobody has decided. `is_open_itself` says
    that the requirement's own gap is wide, so that a refusal would be hard to defend; `is_altered` that the
    bid has another wording of it.
    """

    number: str
    text: str
    lang: str
    is_ce: bool
    supplier: str
    label: str
    quote: str
    way: str = ""
    reason: str = ""
    by: str = ""
    day: date | None = None
    is_open_itself: bool = False
    is_altered: bool = False


class AlteredCase(Value):
    """A requirement that a bid has in another wording: both, from where they part."""

    number: str
    sent_out: str
    said: str


class AlteredBid(Value):
    """How much of a bid's requirements is not what was sent out, as `AlteredCount` has it, and the first
    texts of it."""

    supplier: str
    changed: int
    earlier: int
    moved: int
    removed: int
    added: int
    cases: tuple[AlteredCase, ...] = ()


class Disagreement(Value):
    """Something that does not agree within one bid."""

    supplier: str
    title: Text
    quotes: tuple[str, ...]


class Paper(Value):
    """A file that came as proof, as the register of evidence has it; `sha256` in hex, `size` in bytes."""

    supplier: str
    name: str
    sha256: str
    size: int
    added_by: str
    added_on: date


class BidChapter(Value):
    """What a report says of the bids. `open_answers` come in order of consequence, the first `MOST_OPEN` of
    `open_in_all`; `promise_ce` are the suppliers that promise for later what is asked of CE-marking and law;
    `papers` is the whole register."""

    is_secret: bool
    deadline: date | None = None
    bidders: tuple[BidderLine, ...]
    open_answers: tuple[OpenAnswer, ...]
    open_in_all: int
    promise_ce: tuple[str, ...] = ()
    altered: tuple[AlteredBid, ...] = ()
    disagreements: tuple[Disagreement, ...]
    papers: tuple[Paper, ...]


# What weighs most for a decision: an answer that says no or later, then what is held back, then a bare claim.
_WEIGHT = (
    "not_met",
    "promised_future",
    "conditional",
    "unanswered",
    "evasive",
    "partial",
    "met_claimed_without_proof",
    "met_with_proof",  # of another wording than was asked
)


def in_order_of_consequence(answers: Iterable[OpenAnswer]) -> list[OpenAnswer]:
    """The answers of one requirement together: CE-marking first, then requirements where somebody still has
    to decide, then by the worst that is answered to them; else as given."""
    asked: dict[tuple[str, str], list[OpenAnswer]] = {}
    for answer in answers:
        asked.setdefault((answer.number, answer.text), []).append(answer)
    groups = [sorted(group, key=_weight) for group in asked.values()]
    groups.sort(key=lambda group: (not group[0].is_ce, all(each.way for each in group), _weight(group[0])))
    return [answer for group in groups for answer in group]


def _weight(answer: OpenAnswer) -> int:
    return _WEIGHT.index(answer.label)
