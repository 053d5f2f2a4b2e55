"""A letter before it is laid out, frozen: the same one always gives the same bytes. Pure."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from assessments.engine.verdict import Language, Question, Value
from assessments.engine.whole import name_of
from assessments.summary import Judged
from reports.look import Look
from reports.snapshot import Source

SECTION_DEPTH = 2  # headings; below them each requirement tends to have one of its own
Audience = Literal["market", "bidders"]


class Asked(Value):
    """One requirement, by number and as it is written, and what is asked of it in the letter's language.
    `topic` is the innermost heading above it, "" where its section's title says it already; `answer` what
    the bid says to it, "" where the letter is not to one bidder."""

    number: str
    topic: str
    text: str
    lang: str
    answer: str = ""
    questions: tuple[str, ...]


class Part(Value):
    """Requirements under the same headings; `title` is "" where the file has none."""

    title: str
    asked: tuple[Asked, ...]

    @property
    def lang(self) -> str:
        """That of its title: what it asks about is written in it; "" where it has none."""
        return self.asked[0].lang if self.title else ""


class Letter(Value):
    """`reply_by` is None where no day was set, `contact` "" where nobody is named."""

    format: Literal[1] = 1
    kind: Literal["letter"] = "letter"
    language: Language
    audience: Audience
    addressee: str = ""
    source: Source
    look: Look = Look()
    dated: date
    reply_by: date | None = None
    contact: str = ""
    parts: tuple[Part, ...]

    def digest(self) -> str:
        """SHA-256 over the content, in hex; part of its job's key."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


def parts_of(
    rows: Iterable[tuple[Judged, Sequence[Question]]], *, language: Language, most: int
) -> tuple[Part, ...]:
    """Return the rows in the order of the specification, those of the same section together; at most `most`
    questions of each."""
    by_section: dict[str, list[Asked]] = {}
    for row, questions in sorted(rows, key=lambda each: each[0].position):
        section, inner = row.heading_path[:SECTION_DEPTH], row.heading_path[SECTION_DEPTH:]
        asked = Asked(
            number=name_of(row),
            topic=inner[-1] if inner else "",
            text=row.text,
            lang=row.verdict.lang,
            questions=tuple(question.text.in_language(language) for question in questions[:most]),
        )
        by_section.setdefault(" – ".join(section), []).append(asked)
    return tuple(Part(title=title, asked=tuple(asked)) for title, asked in by_section.items())
