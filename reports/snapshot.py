"""Everything that a report prints, frozen. The same snapshot always gives the same bytes."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from assessments.comparison import Comparison
from assessments.dismissed import Dismissed
from assessments.engine.verdict import Language, Value
from assessments.engine.whole import Finding
from assessments.own_rules import OwnChange
from assessments.summary import Judged, Summary, summarise, three_that_matter, widest_gaps

from .bidding.chapter import BidChapter
from .look import Look
from .whole import Whole, whole_of


class Source(Value):
    """What was examined, with what. `stage` is a value of procurement.models.Stage; hashes are SHA-256 in
    hex; "" and None where there is none, as for a file read without a database."""

    organisation: str = ""
    procurement: str = ""
    reference: str = ""
    specification: str
    version: int | None = None
    stage: str = "preparation"
    file_name: str = ""
    file_sha256: str = ""
    assessed_on: date
    ruleset: str
    rules: int
    app_version: str


class Moved(Value):
    """A requirement whose gap (0-100) is another than in the version before."""

    number: str
    text: str
    lang: str
    before: int
    after: int


class Since(Value):
    """What changed since the assessment of an earlier version; `better` and `worse` moved most."""

    version: int
    comparison: Comparison
    better: tuple[Moved, ...] = ()
    worse: tuple[Moved, ...] = ()


class Snapshot(Value):
    """A report before it is laid out.

    `three` are the gaps that page one shows, `widest` those that are shown one by one: neither holds what
    somebody set aside as a whole. `written_in` is the language of most rows.
    """

    format: Literal[1] = 1
    kind: Literal["board"] = "board"
    language: Language
    source: Source
    summary: Summary
    three: tuple[Judged, ...]
    widest: tuple[Judged, ...] = ()
    whole: Whole
    since: Since | None = None
    dismissed: Dismissed = Dismissed()
    own_changes: tuple[OwnChange, ...] = ()
    look: Look = Look()
    bids: BidChapter | None = None
    written_in: str = "sv"

    def digest(self) -> str:
        """SHA-256 over the content, in hex; printed in the report and part of its job's key."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def freeze(
    source: Source,
    rows: Sequence[Judged],
    *,
    findings: Sequence[Finding],
    language: Language,
    context_rows: int = 0,
    since: Since | None = None,
    dismissed: Dismissed | None = None,
    own_changes: Sequence[OwnChange] = (),
    look: Look | None = None,
    bids: BidChapter | None = None,
) -> Snapshot:
    """Return the board report's snapshot of `rows`, all scored rows in the order of the specification.

    `findings` are what the engine found in the rows together.
    """
    dismissed = dismissed or Dismissed()
    set_aside = {row.position for row in dismissed.rows if row.is_whole}
    left = [row for row in rows if row.position not in set_aside]
    return Snapshot(
        language=language,
        source=source,
        summary=summarise(rows, context_rows=context_rows),
        three=three_that_matter(left),
        widest=widest_gaps(left),
        whole=whole_of(rows, findings),
        since=since,
        dismissed=dismissed,
        own_changes=tuple(own_changes),
        look=look or Look(),
        bids=bids,
        written_in=_most_common(row.verdict.lang for row in rows),
    )


def _most_common(languages: Iterable[str]) -> str:
    return next((language for language, _ in Counter(languages).most_common(1)), "sv")
