"""Snapshot -> the board's report as a Word file."""

import base64
from collections.abc import Callable
from datetime import date

from django.utils import translation
from django.utils.translation import gettext

from reports.board import Board, board_of
from reports.board.values import Why
from reports.snapshot import Snapshot

from . import chapters, gaps
from .paper import Paper, Words, quoted


def board_docx(snapshot: Snapshot) -> bytes:
    """Return the report, in the snapshot's language; the same snapshot gives the same bytes."""
    with translation.override(snapshot.language):
        board = board_of(snapshot)
        paper = _paper(board, snapshot.language, snapshot.source.assessed_on)
        if snapshot.look.logo:
            paper.picture(
                base64.b64decode(snapshot.look.logo),
                gettext("Logo of %(name)s") % {"name": board.organisation},
                width=45,
            )
        _front(paper, board)
        for section in board.sections:
            paper.heading(f"{section.number} {section.title}", 1)
            WRITERS[section.id](paper, board)
        return paper.content()


def _paper(board: Board, language: str, day: date) -> Paper:
    title = f"{board.kind}: {board.specification}"
    author = board.organisation or "Glapp"
    paper = Paper(language=language, title=title, author=author, day=day, accent=board.accent)
    paper.foot(f"Glapp · {board.kind} · {board.date}", gettext("Page %(page)s of %(pages)s"))
    return paper


def _front(paper: Paper, board: Board) -> None:
    paper.paragraph(board.kind, *([f" · {board.organisation}"] if board.organisation else []))
    paper.title(board.title)
    if board.subtitle:
        paper.subtitle(board.subtitle)
    paper.paragraph(" · ".join(f"{fact.label}: {fact.text}" for fact in board.front))


def _finding(paper: Paper, board: Board) -> None:
    paper.subtitle(board.finding)
    told = " ".join(filter(None, (board.examined, board.also, board.set_aside)))
    paper.paragraph(Words(f"{gettext('Examined:')} ", bold=True), told)
    if board.small:
        paper.paragraph(Words(board.small, bold=True))
    if board.changed:
        paper.paragraph(Words(f"{board.changed.since} ", bold=True), board.changed.says)
    if board.three:
        paper.table(
            board.three_title,
            [gettext("Requirement"), gettext("Patients"), gettext("Money")],
            [[_named(why), why.patients, why.money] for why in board.three],
            [64, 48, 48],
        )
    for law in dict.fromkeys([board.law, *(why.law for why in board.three)]):
        if law:
            paper.paragraph(Words(f"{gettext('Law')}: ", bold=True), law)
    paper.paragraph(board.reads)
    if board.decisions:
        paper.heading(gettext("What the board is asked to decide"), 2)
        for decision in board.decisions:
            paper.paragraph(f"☐ {decision}")
        paper.table(
            "",
            [gettext("Decision and reasons"), gettext("Name"), gettext("Date")],
            [["\n\n", "", ""]],
            [84, 46, 30],
            boxed=True,
        )
    _introduction(paper, board)


def _named(why: Why) -> list[Words | str]:
    """One of the three: its number, its text and what it was given."""
    scores = gettext("Sounds precise %(sounds)s, measurable %(measurable)s")
    numbers = {"sounds": why.sounds, "measurable": why.measurable}
    return [
        Words(f"{why.number} ", bold=True),
        quoted(why.text, why.lang),
        f"\n{why.dimension}. {scores % numbers}.",
    ]


def _introduction(paper: Paper, board: Board) -> None:
    if board.introduction:
        paper.heading(board.introduction_title, 1)
    for paragraph in board.introduction:
        paper.paragraph(Words(paragraph, lang=board.introduction_lang))


WRITERS: dict[str, Callable[[Paper, Board], None]] = {
    "finding": _finding,
    "bids": chapters.bids,
    "picture": chapters.picture,
    "risk": chapters.risk,
    "gaps": gaps.gaps,
    "changed": chapters.changed,
    "whole": chapters.whole,
    "aside": chapters.aside,
    "limits": chapters.limits,
    "method": chapters.method,
}
