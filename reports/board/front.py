"""The rest of page one: the three that matter most, and what the board is asked to decide."""

from django.utils.translation import gettext

from assessments import wording as scale
from assessments.engine.whole import name_of
from assessments.summary import Judged
from reports.snapshot import Snapshot, Source

from . import wording
from .phrases import day, shorten
from .values import Board, Fact, Why

MOST_AT_EASE = 1700  # characters of page one, long lines counted twice, in type of full size
LONGEST_QUOTE = 140  # characters; page one must stay one page


def facts(source: Source) -> list[Fact]:
    told = (
        (gettext("Reference number"), shorten(source.reference, 30)),
        (gettext("Examined file"), shorten(source.file_name, 44)),
        (gettext("Date"), day(source.assessed_on)),
    )
    return [Fact(label=label, text=text) for label, text in told if text]


def subtitle(source: Source) -> str:
    """The specification and its version below the procurement's title, without saying a title twice."""
    if not source.procurement:
        return ""
    if source.procurement == source.specification:
        return gettext("Version %d") % source.version if source.version else ""
    return version_title(source)


def version_title(source: Source) -> str:
    if not source.version:
        return source.specification
    return gettext("%(title)s, version %(version)d") % {
        "title": source.specification,
        "version": source.version,
    }


def three_title(count: int) -> str:
    return {
        0: "",
        1: gettext("The one that matters most"),
        2: gettext("The two that matter most"),
        3: gettext("The three that matter most"),
    }[count]


def laws(snapshot: Snapshot) -> set[str]:
    """What the law means for the three; said once where it is the same for all."""
    return {str(wording.LAW[row.kind]) for row in snapshot.three}


def why(row: Judged, *, law_apart: bool) -> Why:
    dimension = row.verdict.dimension
    return Why(
        number=shorten(name_of(row), 24),
        text=shorten(row.text, LONGEST_QUOTE),
        lang=row.verdict.lang,
        dimension=str(scale.DIMENSIONS[dimension]),
        sounds=row.verdict.sounds,
        measurable=row.verdict.measurable,
        patients=str(wording.WARD[dimension]),
        law=str(wording.LAW[row.kind]) if law_apart else "",
        money=str(wording.MONEY[dimension]),
    )


def is_tight(board: Board) -> bool:
    """Whether page one holds so much that it has to be set smaller to stay one page."""
    told = [board.title, board.title, board.subtitle, board.finding, board.finding, board.law]
    told += [board.examined, board.also, board.set_aside, board.small]
    told += [board.changed.says] if board.changed else []
    for why in board.three:
        told += [why.text, why.patients, why.money, why.law, why.law]
    return sum(map(len, told)) > MOST_AT_EASE


def decisions(snapshot: Snapshot, section: int) -> tuple[str, ...]:
    """`section` is the number of the one with the widest gaps."""
    widest = len(snapshot.widest)
    if not widest:
        return ()
    texts = wording.DECISIONS[snapshot.source.stage]
    if snapshot.bids and texts is wording.DECISIONS_BEFORE_PUBLICATION:
        # Nothing can be sent back before publication once bids are here, whatever the stage is said to be.
        texts = wording.DECISIONS_WHILE_BIDS_ARE_OUT
    return tuple(text % {"section": section, "n": widest} for text in texts)
