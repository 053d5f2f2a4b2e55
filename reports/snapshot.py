"""Everything that a report prints, frozen. The same snapshot always gives the same bytes."""

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Literal

from assessments.comparison import Comparison
from assessments.engine.verdict import Language, Value
from assessments.engine.whole import Finding
from assessments.summary import Judged, Summary, summarise, three_that_matter

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


class Since(Value):
    """What changed since the assessment of an earlier version."""

    version: int
    comparison: Comparison


class Snapshot(Value):
    """A report before it is laid out. `three` are the gaps that page one shows."""

    format: Literal[1] = 1
    kind: Literal["board"] = "board"
    language: Language
    source: Source
    summary: Summary
    three: tuple[Judged, ...]
    whole: Whole
    since: Since | None = None

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
) -> Snapshot:
    """Return the board report's snapshot of `rows`, all scored rows in the order of the specification.

    `findings` are what the engine found in the rows together.
    """
    return Snapshot(
        language=language,
        source=source,
        summary=summarise(rows, context_rows=context_rows),
        three=three_that_matter(rows),
        whole=whole_of(rows, findings),
        since=since,
    )
