"""What the set has too much of, or nothing of. Sources: reference 5.7 and 0.4; codebook (measurable)."""

from collections import defaultdict
from collections.abc import Sequence

from assessments.engine.checklist import checklists
from assessments.engine.verdict import Dimension, Obligation, Text

from .finding import Case, Row, case
from .words import lists


def too_many_mandatory(rows: Sequence[Row]) -> list[Case]:
    """The arithmetic of checking every mandatory requirement in a bid, where it is too much."""
    verification = lists().verification
    soft = {Obligation.RECOMMENDED, Obligation.OPTIONAL}  # mandatory only for want of a column
    n = sum(row.kind == "mandatory" and row.verdict.obligation not in soft for row in rows)
    if n <= verification.most:
        return []
    hours = n * verification.minutes / 60
    return [
        case(
            "too_many_mandatory",
            "arithmetic",
            n=n,
            minutes=verification.minutes,
            hours=round(hours),
            weeks=round(hours / verification.hours_a_week),
        )
    ]


def nothing_measurable(rows: Sequence[Row]) -> list[Case]:
    """Dimensions of which no requirement is mostly testable, or, in a whole specification, there is none."""
    coverage = lists().coverage
    by_dimension: dict[Dimension, list[Row]] = defaultdict(list)
    for row in rows:
        by_dimension[row.verdict.dimension].append(row)
    named = [dimension for dimension in Dimension if dimension is not Dimension.OTHER]
    there = [dimension for dimension in named if by_dimension[dimension]]
    is_whole = len(rows) >= coverage.whole_set and len(there) >= coverage.most_dimensions
    cases = []
    for dimension in named:
        members, label = by_dimension[dimension], checklists()[dimension].label
        best = max((row.verdict.measurable for row in members), default=0)
        if len(members) >= coverage.fewest_of_a_dimension and best < coverage.measurable_from:
            cases.append(case("nothing_measurable", "none", members, dimension=label, n=len(members)))
        elif not members and is_whole:
            cases.append(case("nothing_measurable", "absent", dimension=label))
    return cases


def phases_missing(rows: Sequence[Row]) -> list[Case]:
    """How many requirements state no moment, and the moments that none states."""
    coverage = lists().coverage
    total, silent = len(rows), [row for row in rows if row.phase == "unknown"]
    if total < coverage.phases_asked_from:
        return []
    cases = []
    if len(silent) >= coverage.silent_share * total:
        cases.append(case("phases_missing", "silent", silent, n=len(silent), total=total))
    stated = {row.phase for row in rows}
    missing = [moment.text for moment in lists().moments if moment.phase not in stated]
    if missing:
        cases.append(case("phases_missing", "missing", phases=_or(missing)))
    return cases


def _or(texts: Sequence[Text]) -> Text:
    return Text(
        sv=_listed([text.sv for text in texts], "eller"), en=_listed([text.en for text in texts], "or")
    )


def _listed(parts: Sequence[str], last: str) -> str:
    *head, tail = parts
    return f"{', '.join(head)} {last} {tail}" if head else tail
