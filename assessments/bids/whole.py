"""A bid as a whole -> findings: where its answers and its evidence disagree with one another. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assessments.engine.verdict import Text, Value


@dataclass(frozen=True)
class Answered:
    """One requirement and what the bid says to it; `row` is what the requirement is called."""

    row: str
    requirement: str
    answer: str


@dataclass(frozen=True)
class Paper:
    """A file that came with the bid, as far as it has a text layer; `text` is "" where it has none."""

    name: str
    text: str


class Quote(Value):
    """Words of the bid and where they stand: a requirement's name, or a file's."""

    where: str
    text: str
    is_paper: bool = False


class BidFinding(Value):
    """What shows only when the bid is read as a whole: `check` is a CE check of reference 1.4 or our own name
    for a like one; `quotes` stand side by side; `provision` is what to look up, with its provenance mark."""

    check: str
    title: Text
    why: Text
    ask: Text
    quotes: tuple[Quote, ...]
    provision: str = ""


def read_bid(
    answers: Sequence[Answered], papers: Sequence[Paper], *, bidder: str, deadline: date | None = None
) -> tuple[BidFinding, ...]:
    """Return the findings, the most consequential first; empty where nothing disagrees."""
    return ()
