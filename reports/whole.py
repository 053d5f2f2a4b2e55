"""What shows only when all requirements are read together. Pure; every fact is a count that can be redone."""

import re
from collections.abc import Sequence

from assessments.engine.verdict import Value
from assessments.engine.whole import Finding, name_of
from assessments.summary import Judged

MINUTES_A_MONTH = 365.25 * 24 * 60 / 12
_AVAILABLE = re.compile(r"tillgänglig|drifttid|upptid|availab|uptime", re.IGNORECASE)
_PERCENT = re.compile(r"(?<![\d,.])(9\d(?:[.,]\d{1,4})?)\s*(?:%|procent\b|per ?cent\b)", re.IGNORECASE)


class Availability(Value):
    """A share of time that a requirement asks for, as it stood, and the downtime that it still allows."""

    number: str
    percent: str
    minutes_a_month: float
    hours_a_year: float


class Whole(Value):
    """Facts about the set; counts are of requirements that were judged and ask something. `findings` are the
    engine's, the most serious first."""

    findings: tuple[Finding, ...]
    with_shown_by: int
    with_motive: int
    availability: tuple[Availability, ...]


def whole_of(rows: Sequence[Judged], findings: Sequence[Finding]) -> Whole:
    counted = [row for row in rows if row.counts]
    return Whole(
        findings=tuple(findings),
        with_shown_by=sum(bool(row.shown_by) for row in counted),
        with_motive=sum(bool(row.motive) for row in counted),
        availability=tuple(found for row in counted for found in _availability(row)),
    )


def _availability(row: Judged) -> list[Availability]:
    if not _AVAILABLE.search(row.text):
        return []
    return [_downtime(name_of(row), match[1]) for match in _PERCENT.finditer(row.text)]


def _downtime(number: str, percent: str) -> Availability:
    down = 1 - float(percent.replace(",", ".")) / 100
    return Availability(
        number=number,
        percent=percent,
        minutes_a_month=round(down * MINUTES_A_MONTH, 1),
        hours_a_year=round(down * MINUTES_A_MONTH * 12 / 60, 2),
    )
