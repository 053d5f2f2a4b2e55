"""Verdicts to one summary: counts, groups, widest gaps. Pure; the database and a lone file use the same."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from pydantic import Field

from procurement.importers.draft import Place

from .engine.language import EXPERIMENTAL
from .engine.verdict import Dimension, Element, Value
from .engine.whole import Row

FALSE_PRECISE_FROM = 40  # gap, 0-100: from here a requirement sounds settled and cannot be verified
WIDEST = 10


class Judged(Row):
    """A row as the engine reads it, and what else the file said of it.

    `kind` and `phase` are values of procurement.models; `motive` and `shown_by` are "" where it is silent.
    """

    place: Place = Place()
    motive: str = ""
    shown_by: str = ""

    @property
    def false_precise(self) -> bool:
        return self.counts and self.verdict.gap >= FALSE_PRECISE_FROM

    @property
    def mandatory(self) -> bool:
        return self.kind == "mandatory"


class Point(Value):
    """`count` requirements with the same two scores, 0-100 each."""

    measurable: int
    sounds: int
    count: int


class Group(Value):
    """Counts of one dimension, phase or kind; `mean_gap` is 0-100."""

    id: str
    requirements: int
    false_precise: int
    mandatory: int
    false_precise_mandatory: int
    mean_gap: int
    points: tuple[Point, ...]


class Missing(Value):
    """In how many requirements an element is missing."""

    element: Element
    requirements: int


class Summary(Value):
    """What one assessment found. Every count but `rows`, `context` and `not_judged` is of requirements
    that were judged and ask something; means are 0-100. `experimental` says how many are in each language
    that is judged as an experiment."""

    rows: int
    context: int
    not_judged: int
    requirements: int
    mandatory: int
    false_precise: int
    false_precise_mandatory: int
    mean_sounds: int
    mean_measurable: int
    by_dimension: tuple[Group, ...]
    by_phase: tuple[Group, ...]
    by_kind: tuple[Group, ...]
    missing: tuple[Missing, ...]
    points: tuple[Point, ...]
    widest: tuple[Judged, ...]
    experimental: dict[str, int] = Field(default_factory=dict)


def summarise(rows: Iterable[Judged], *, context_rows: int = 0) -> Summary:
    """Return the summary of `rows`; `context_rows` is how many more rows were kept and not scored."""
    rows = tuple(rows)
    counted = [row for row in rows if row.counts]
    judged = [row for row in rows if row.verdict.judged]
    return Summary(
        rows=len(rows) + context_rows,
        context=context_rows + len(judged) - len(counted),
        not_judged=len(rows) - len(judged),
        requirements=len(counted),
        mandatory=sum(row.mandatory for row in counted),
        false_precise=sum(row.false_precise for row in counted),
        false_precise_mandatory=sum(row.false_precise and row.mandatory for row in counted),
        mean_sounds=_mean([row.verdict.sounds for row in counted]),
        mean_measurable=_mean([row.verdict.measurable for row in counted]),
        by_dimension=_groups(counted, lambda row: row.verdict.dimension, list(Dimension)),
        by_phase=_groups(
            counted,
            lambda row: row.phase,
            ["tender", "contract", "delivery", "go-live", "operation", "exit", "unknown"],
        ),
        by_kind=_groups(
            counted,
            lambda row: row.kind,
            ["mandatory", "award", "contract", "option", "qualification", "information"],
        ),
        missing=_missing(counted),
        points=_points(counted),
        widest=widest_gaps(counted),
        experimental=Counter(row.verdict.lang for row in counted if row.verdict.lang in EXPERIMENTAL),
    )


def widest_gaps(rows: Sequence[Judged]) -> tuple[Judged, ...]:
    """Return at most ten false-precise rows, widest gap first.

    Between equal gaps a mandatory requirement goes first, then the surer verdict, then the order of
    the file. Of texts that are alike the first stands for all: ten places are for ten things to mend.
    """
    first_of_each: dict[str, Judged] = {}
    for row in sorted((row for row in rows if row.false_precise), key=_urgency):
        first_of_each.setdefault(alike(row.text), row)
    return tuple(first_of_each.values())[:WIDEST]


def alike(text: str) -> str:
    """Return what texts that say the same have in common: case, spaces and figures are left out."""
    return " ".join(re.sub(r"\d+", "0", text.casefold()).split())


def three_that_matter(rows: Sequence[Judged]) -> tuple[Judged, ...]:
    """Return the widest gap of each of three dimensions, mandatory requirements first.

    Three of one kind would tell a board less than one of each; where there are fewer than three
    dimensions the next widest fill up.
    """
    wide = sorted(
        (row for row in rows if row.false_precise), key=lambda row: (not row.mandatory, *_urgency(row))
    )
    first_of_each: dict[Dimension, Judged] = {}
    for row in wide:
        first_of_each.setdefault(row.verdict.dimension, row)
    chosen = [row for row in first_of_each.values() if row.verdict.dimension != Dimension.OTHER][:3]
    chosen += [row for row in wide if row not in chosen][: 3 - len(chosen)]
    return tuple(chosen)


def _urgency(row: Judged) -> tuple[float, ...]:
    return (-row.verdict.gap, not row.mandatory, -row.verdict.confidence, row.position)


def _groups(
    rows: Sequence[Judged], group_of: Callable[[Judged], str], order: Sequence[str]
) -> tuple[Group, ...]:
    found = {name: [row for row in rows if group_of(row) == name] for name in order}
    return tuple(_group(name, members) for name, members in found.items() if members)


def _group(name: str, members: Sequence[Judged]) -> Group:
    return Group(
        id=str(name),
        requirements=len(members),
        false_precise=sum(row.false_precise for row in members),
        mandatory=sum(row.mandatory for row in members),
        false_precise_mandatory=sum(row.false_precise and row.mandatory for row in members),
        mean_gap=_mean([row.verdict.gap for row in members]),
        points=_points(members),
    )


def _mean(scores: Sequence[int]) -> int:
    return round(sum(scores) / len(scores)) if scores else 0


def _missing(rows: Sequence[Judged]) -> tuple[Missing, ...]:
    counts = Counter(element for row in rows for element in set(row.verdict.missing))
    order = list(Element)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], order.index(item[0])))
    return tuple(Missing(element=element, requirements=count) for element, count in ranked)


def _points(rows: Sequence[Judged]) -> tuple[Point, ...]:
    counts = Counter((row.verdict.measurable, row.verdict.sounds) for row in rows)
    return tuple(
        Point(measurable=measurable, sounds=sounds, count=count)
        for (measurable, sounds), count in sorted(counts.items())
    )
