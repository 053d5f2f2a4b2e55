"""A specification seen as a whole, from a few columns of each row: what to mend next, where it is warm.

Pure. Unpacking the verdicts of a long specification takes seconds; these columns take some hundredths of one.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from .engine.verdict import Dimension
from .summary import FALSE_PRECISE_FROM, alike

BUDGETS = (15, 30, 60)  # minutes that the next best thing may take: the least that is worth it
WORTH_IT = 0.1  # of all risk
TO_READ, TO_ANSWER = 2, 2  # minutes a requirement, and a question of it: a rule of thumb, not measured
TO_REPEAT = 1  # minute for each further requirement that says the same
MANDATORY_COUNTS = 2  # an unmet mandatory requirement decides over a bid
MOST_STEPS = 5
MOST_SECTIONS = 30


class LightRow(NamedTuple):
    """A requirement that headline numbers count; scores 0-100, `gains` most first."""

    pk: int
    key: UUID
    position: int
    number: str
    text: str
    heading_path: Sequence[str]
    kind: str
    dimension: str
    sounds: int
    measurable: int
    gap: int
    gains: Sequence[int]

    @property
    def name(self) -> str:
        """The number as written, or the place in the list where there is none."""
        return self.number or f"#{self.position}"

    @property
    def false_precise(self) -> bool:
        return self.gap >= FALSE_PRECISE_FROM

    @property
    def risk(self) -> int:
        """See `risk_of`; none where the gap is not wide."""
        return self.risk_of(self.gap) if self.false_precise else 0

    def risk_of(self, gap: int) -> int:
        """The square of a gap of 0-100: twice as wide is four times the risk. Twice that if mandatory."""
        return max(0, gap) ** 2 * (MANDATORY_COUNTS if self.kind == "mandatory" else 1)


class Step(NamedTuple):
    """A requirement to mend, with as many `others` as say the same: how many questions to answer, the minutes
    that may take for all of them, the share of all risk (0-1) that goes with it."""

    row: LightRow
    others: int
    questions: int
    minutes: int
    share: float


class Plan(NamedTuple):
    """What to mend next: `now` fits in the budget of minutes, `steps` begin with it; shares are 0-1."""

    now: Sequence[Step]
    steps: Sequence[Step]
    wide: int  # requirements that count as risk
    minutes_in_all: int
    share_in_all: float

    @property
    def requirements(self) -> int:
        return sum(1 + step.others for step in self.now)

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.now)

    @property
    def share(self) -> float:
        return sum(step.share for step in self.now)


def plan(rows: Iterable[LightRow], set_aside: Collection[UUID] = ()) -> Plan | None:
    """Return what to mend next, most risk removed a minute first; None where no gap is wide.

    Rows whose key is in `set_aside` are no risk: somebody has decided so.
    """
    wide = [row for row in rows if row.false_precise and row.key not in set_aside]
    if not wide:
        return None
    whole = sum(row.risk for row in wide)
    same: defaultdict[tuple[str, str, int], list[LightRow]] = defaultdict(list)
    for row in wide:
        same[(alike(row.text), row.kind, row.gap)].append(row)
    steps = sorted((_step(rows, whole) for rows in same.values()), key=_worth)
    in_all = sum(step.minutes for step in steps), sum(step.share for step in steps)
    now = _within(steps)
    later = [step for step in steps if step not in now]
    return Plan(now, (now + later)[:MOST_STEPS], len(wide), *in_all)


def _worth(step: Step) -> tuple[float, int]:
    return (-step.share / step.minutes, step.row.position)


def _within(steps: Sequence[Step]) -> list[Step]:
    """The first steps: as many as fit in the least time that is worth it."""
    now: list[Step] = []
    for minutes in BUDGETS:
        now = _fitting(steps, minutes)
        if len(now) == len(steps) or sum(step.share for step in now) >= WORTH_IT:
            break
    return now


def _fitting(steps: Sequence[Step], left: int) -> list[Step]:
    """The first step, and of those after it the ones for which there is time."""
    now: list[Step] = []
    for step in steps:
        if not now or step.minutes <= left:
            now.append(step)
            left -= step.minutes
    return now


def _step(rows: Sequence[LightRow], whole: int) -> Step:
    """Answer the questions that gain most until the gap is no longer wide, or all are answered.

    `rows` say the same: what is answered in the first can be repeated in the others.
    """
    row, others = rows[0], len(rows) - 1
    gap, asked = row.gap, 0
    for gain in row.gains:
        if gap < FALSE_PRECISE_FROM:
            break
        gap, asked = gap - gain, asked + 1
    removed = len(rows) * (row.risk - row.risk_of(gap))
    return Step(row, others, asked, TO_READ + TO_ANSWER * asked + TO_REPEAT * others, removed / whole)


class Cell(NamedTuple):
    """Requirements of one dimension in one section; `warmth` is 0-3: the share with a wide gap, in thirds."""

    dimension: str
    requirements: int
    false_precise: int

    @property
    def warmth(self) -> int:
        share = self.false_precise / self.requirements if self.requirements else 0
        return 0 if not share else 1 if share < 1 / 3 else 2 if share < 2 / 3 else 3


class Line(NamedTuple):
    """A section, or all of them where `section` is ""; a cell for each column of the table, then the sum."""

    section: str
    cells: Sequence[Cell]
    total: Cell


class Heat(NamedTuple):
    """Wide gaps by section and dimension; `left_out` counts sections beyond those that are shown."""

    dimensions: Sequence[str]
    lines: Sequence[Line]
    total: Line
    left_out: int


def heat(rows: Sequence[LightRow]) -> Heat:
    """Return the table: sections in the order of the document, the dimensions that occur."""
    rows = list(rows)
    present = {row.dimension for row in rows}
    dimensions = [dimension for dimension in Dimension if dimension in present]
    by_section: defaultdict[str, list[LightRow]] = defaultdict(list)
    level = section_level([row.heading_path for row in rows])
    for row in rows:
        by_section[section_of(row.heading_path, level)].append(row)
    named = {section: members for section, members in by_section.items() if section}
    shown = dict(list(named.items())[:MOST_SECTIONS])
    lines = [_line(section, members, dimensions) for section, members in shown.items()]
    return Heat(dimensions, lines, _line("", rows, dimensions), len(named) - len(shown))


def _line(section: str, rows: Sequence[LightRow], dimensions: Sequence[str]) -> Line:
    number = Counter(row.dimension for row in rows)
    wide = Counter(row.dimension for row in rows if row.false_precise)
    cells = [Cell(dimension, number[dimension], wide[dimension]) for dimension in dimensions]
    return Line(section, cells, Cell("", len(rows), wide.total()))


def sections(rows: Iterable[LightRow]) -> list[str]:
    """The headings that tell rows apart, in the order of the document."""
    rows = list(rows)
    level = section_level([row.heading_path for row in rows])
    return [name for name in dict.fromkeys(section_of(row.heading_path, level) for row in rows) if name]


def section_level(paths: Iterable[Sequence[str]]) -> int:
    """The outermost level of headings that tells rows apart, from 0: a title above all of them does not."""
    paths = list(paths)
    deepest = max((len(path) for path in paths), default=0)
    for level in range(deepest):
        if len({path[level] for path in paths if len(path) > level}) > 1:
            return level
    return 0


def section_of(path: Sequence[str], level: int) -> str:
    """The heading at that level; "" where the row stands under none."""
    return path[level] if len(path) > level else ""
