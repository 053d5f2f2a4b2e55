"""The columns of our lists, and those that we add to somebody's own workbook."""

from collections.abc import Callable
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.engine.verdict import Element
from assessments.wording import DIMENSIONS, ELEMENTS
from procurement.importers.returned import BACKGROUND, KEY_HEADER, MARK, PATH_SIGN
from procurement.models import Kind, Phase

from .rows import Row


class Column(NamedTuple):
    """`least` is its width in Excel's unit (a digit of the standard font); a value is a text, a number or
    nothing.
    """

    title: Promise | str
    least: float
    value: Callable[[Row], str | int | None]
    is_ours: bool = True

    @property
    def header(self) -> str:
        """The title; ours is marked, so that the importer knows it when the file comes back."""
        return f"{MARK}{self.title}" if self.is_ours and self.title != KEY_HEADER else str(self.title)

    @property
    def width(self) -> float:
        """Wide enough for the header on one line, with the button of a filter."""
        return max(self.least, len(self.header) + 4)


def _missing(row: Row) -> str:
    if row.scores is None:
        return ""
    return ", ".join(str(ELEMENTS[Element(element)]) for element in row.scores.missing)


def _question(row: Row) -> str:
    return row.scores.questions[0] if row.scores and row.scores.questions else ""


def _scaffold(row: Row) -> str:
    return row.scores.scaffold if row.scores else ""


def _kind(row: Row) -> str:
    return "" if row.is_context else str(Kind(row.kind).label)


def _phase(row: Row) -> str:
    return "" if row.is_context else str(Phase(row.phase).label)


def _key(row: Row) -> str:
    return f"{row.key}{BACKGROUND if row.is_context else ''}"


def _dimension(row: Row) -> str:
    return str(DIMENSIONS[row.scores.dimension]) if row.scores else ""


SOUNDS = Column(_("sounds precise"), 9, lambda row: row.scores and row.scores.sounds)
MEASURABLE = Column(_("measurable"), 9, lambda row: row.scores and row.scores.measurable)
GAP = Column(_("gap"), 8, lambda row: row.scores and row.scores.gap)
MISSING = Column(_("what is missing"), 24, _missing)
QUESTION = Column(_("question to answer"), 44, _question)
SCAFFOLD = Column(_("suggested wording with blanks"), 56, _scaffold)
REWORDED = Column(_("wording in Glapp now"), 56, lambda row: row.text if row.was_reworded else "")
DIMENSION = Column(_("dimension"), 22, _dimension)
KEY = Column(KEY_HEADER, 38, _key)

# Their headers are words that the importer knows in both languages.
THEIRS = (
    Column(_("Requirement ID"), 14, lambda row: row.number, is_ours=False),
    Column(_("Section"), 26, lambda row: PATH_SIGN.join(row.heading_path), is_ours=False),
    Column(_("Requirement"), 70, lambda row: row.text, is_ours=False),
    Column(_("Requirement type"), 16, _kind, is_ours=False),
    Column(_("Phase"), 14, _phase, is_ours=False),
    Column(_("Rationale"), 36, lambda row: row.motive, is_ours=False),
    Column(_("Evidence"), 36, lambda row: row.shown_by, is_ours=False),
)
ADDED = (SOUNDS, MEASURABLE, GAP, MISSING, QUESTION, SCAFFOLD)
LIST = (*THEIRS, SOUNDS, MEASURABLE, GAP, DIMENSION, MISSING, QUESTION, SCAFFOLD, KEY)
