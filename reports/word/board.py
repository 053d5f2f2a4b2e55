"""Snapshot -> the board's report as a Word file."""

import base64
from collections.abc import Callable
from datetime import date

from django.utils import translation
from django.utils.translation import gettext

from reports.board import Board, board_of
from reports.board.values import Gap, Move, Section
from reports.snapshot import Snapshot

from .paper import Paper, Words
from .picture import gap_png


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
            WRITERS[section.id](paper, board, section)
        return paper.content()


def _paper(board: Board, language: str, day: date) -> Paper:
    title = f"{board.kind}: {board.specification}"
    author = board.organisation or "Glapp"
    paper = Paper(language=language, title=title, author=author, day=day, accent=board.accent)
    paper.foot(f"Glapp · {board.kind} · {board.date}")
    return paper


def _front(paper: Paper, board: Board) -> None:
    paper.paragraph(board.kind, *([f" · {board.organisation}"] if board.organisation else []))
    paper.title(board.title)
    if board.subtitle:
        paper.subtitle(board.subtitle)
    paper.paragraph(" · ".join(f"{fact.label}: {fact.text}" for fact in board.front))


def _head(paper: Paper, section: Section) -> None:
    paper.heading(f"{section.number} {section.title}", 1)


def _finding(paper: Paper, board: Board, section: Section) -> None:
    _head(paper, section)
    paper.subtitle(board.finding)
    for text in (" ".join(filter(None, (board.examined, board.also, board.set_aside))), board.small):
        if text:
            paper.paragraph(text)
    if board.changed:
        paper.paragraph(Words(f"{gettext('Since last time:')} ", bold=True), board.changed.says)
    if board.three:
        paper.table(
            board.three_title,
            [gettext("Requirement"), gettext("Patients"), gettext("Money")],
            [
                [_quoted(f"{why.number}: {why.text}", why.lang), why.patients, why.money]
                for why in board.three
            ],
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
        )
    _introduction(paper, board)


def _introduction(paper: Paper, board: Board) -> None:
    if board.introduction:
        paper.heading(board.introduction_title, 1)
    for paragraph in board.introduction:
        paper.paragraph(paragraph)


def _bids(paper: Paper, board: Board, section: Section) -> None:
    bids = board.bids
    _head(paper, section)
    if bids.secret:
        paper.paragraph(Words(bids.secret, bold=True))
    paper.paragraph(bids.says)
    paper.table(
        gettext("The bids"),
        [
            gettext("Bidder"),
            gettext("Shown"),
            gettext("Not shown"),
            gettext("To decide"),
            gettext("Still to be made"),
        ],
        [[row.supplier, row.shown, row.rest, row.undecided, row.depends] for row in bids.bidders],
        [36, 20, 56, 18, 30],
    )
    if bids.rows:
        paper.table(
            gettext("Mandatory and not shown, the most consequential first"),
            [gettext("Requirement"), gettext("Bidder and answer"), gettext("Decision")],
            [
                [
                    _quoted(f"{row.number}: {row.text}", row.lang),
                    f"{row.supplier}: {row.indication}. {row.quote}",
                    " ".join(filter(None, (row.decided, row.warning))),
                ]
                for row in bids.rows
            ],
            [54, 60, 46],
        )
    if bids.more:
        paper.paragraph(bids.more)
    for title, quotes in bids.disagreements:
        paper.paragraph(Words(title, bold=True))
        paper.bullets(quotes)


def _picture(paper: Paper, board: Board, section: Section) -> None:
    _head(paper, section)
    names = {"sounds": gettext("Sounds precise"), "measurable": gettext("Measurable")}
    paper.paragraph(
        f"{names['sounds']} ",
        Words(str(board.mean_sounds), bold=True),
        f" · {names['measurable']} ",
        Words(str(board.mean_measurable), bold=True),
    )
    paper.picture(gap_png(board.picture, accent=board.accent, **names), board.picture_says, width=115)
    paper.paragraph(
        gettext(
            "Each dot is one requirement. A number in a dot says how many requirements lie in the same place."
        ),
        " ",
        gettext(
            "Filled dots lie in the tinted corner: they sound at least %(n)s points more precise than they "
            "are measurable."
        )
        % {"n": board.threshold},
    )


def _risk(paper: Paper, board: Board, section: Section) -> None:
    _head(paper, section)
    heads = [gettext("Wide gap"), gettext("Requirements"), gettext("On the ward")]
    paper.table(
        gettext("By dimension, and what it means on the ward"),
        [gettext("Dimension"), *heads],
        [
            [Words(m.label, bold=True), str(m.false_precise), str(m.requirements), m.meaning]
            for m in board.multiples
        ],
        [42, 20, 24, 74],
    )
    paper.table(
        gettext("By the moment when the requirement must hold"),
        [gettext("Moment"), *heads],
        [
            [Words(row.label, bold=True), str(row.part), str(row.requirements), row.meaning]
            for row in board.phases
        ],
        [42, 20, 24, 74],
    )


def _gaps(paper: Paper, board: Board, section: Section) -> None:
    _head(paper, section)
    for gap in board.gaps:
        _gap(paper, gap)
    if not board.gaps:
        paper.paragraph(
            gettext(
                "No requirement sounds so much more precise than it is measurable that it needs a page of "
                "its own."
            )
        )


def _gap(paper: Paper, gap: Gap) -> None:
    paper.heading(f"{gap.rank}. {gap.number} {gap.title}", 2)
    scores = (
        (gettext("Sounds precise"), gap.sounds),
        (gettext("Measurable"), gap.measurable),
        (gettext("Gap"), gap.gap),
    )
    paper.paragraph(
        " · ".join(
            filter(None, [gap.kind, gap.phase, gap.dimension, *(f"{name} {n}" for name, n in scores)])
        ),
        keep=True,
    )
    paper.paragraph(*_marked(gap), style="Quote")
    for mark in gap.marks:
        reason = mark.why or gettext("As in number %(n)s.") % {"n": mark.told_at}
        paper.paragraph(Words(f"{mark.number}. {mark.title}. ", bold=True), reason)
    if gap.even_if:
        clauses = f", {gettext('or if')} ".join(gap.even_if)
        lead = (
            gettext("A supplier can answer yes to “%(claim)s” even if") % {"claim": gap.claim}
            if gap.claim
            else gettext("A supplier can answer yes even if")
        )
        paper.paragraph(Words(f"{lead} ", bold=True), f"{clauses}.")
    if gap.missing:
        paper.paragraph(Words(f"{gettext('Not said:')} ", bold=True), f"{'; '.join(gap.missing)}.")
    if gap.questions:
        paper.paragraph(Words(gettext("Ask:"), bold=True), keep=True)
        paper.bullets(gap.questions)


def _marked(gap: Gap) -> list[Words]:
    words = []
    for piece in gap.pieces:
        words.append(Words(piece.text, quoted=True, underlined=bool(piece.number), lang=gap.lang))
        if piece.number:
            words.append(Words(str(piece.number), raised=True))
    return words


def _changed(paper: Paper, board: Board, section: Section) -> None:
    _head(paper, section)
    paper.paragraph(board.changed.says)
    _moves(paper, gettext("Got better"), board.changed.better)
    _moves(paper, gettext("Got worse"), board.changed.worse)


def _moves(paper: Paper, title: str, moves: tuple[Move, ...]) -> None:
    if moves:
        paper.table(
            title,
            [
                gettext("Requirement"),
                gettext("As it is written now"),
                gettext("Gap before"),
                gettext("Gap now"),
            ],
            [[m.number, _quoted(m.text, m.lang), str(m.before), str(m.after)] for m in moves],
            [28, 84, 24, 24],
        )


def _whole(paper: Paper, board: Board, section: Section) -> None:
    _head(paper, section)
    for found in board.together:
        paper.heading(found.title, 2)
        paper.paragraph(found.why)
        paper.bullets([*found.lines, *filter(None, [found.more])])
        paper.paragraph(found.mend)
    for fact in board.whole:
        paper.heading(fact.label, 2)
        paper.paragraph(fact.text)
    paper.table(
        gettext("What is most often not said"),
        [gettext("Not said"), gettext("Not said in"), gettext("Requirements")],
        [[Words(row.label, bold=True), str(row.part), str(row.requirements)] for row in board.missing],
        [90, 35, 35],
    )
    if board.downtimes:
        paper.table(
            gettext("What the availability figures allow"),
            [
                gettext("Requirement"),
                gettext("Available"),
                gettext("May be down in a month"),
                gettext("May be down in a year"),
            ],
            [[row.number, f"{row.percent} %", row.a_month, row.a_year] for row in board.downtimes],
            [40, 30, 45, 45],
        )


def _aside(paper: Paper, board: Board, section: Section) -> None:
    _head(paper, section)
    if board.aside:
        paper.paragraph(board.aside.says)
        paper.table(
            gettext("Set aside"),
            [gettext("Requirement"), gettext("Finding"), gettext("Reason given"), gettext("By")],
            [[f"{row.number}: {row.text}", row.what, row.reason, row.by] for row in board.aside.rows],
            [52, 38, 40, 30],
        )
        if board.aside.more:
            paper.paragraph(board.aside.more)
    if board.own_rules:
        paper.table(
            gettext("The organisation's own changes to the rules"),
            [gettext("Change"), gettext("Reason given"), gettext("By")],
            [[own.what, own.reason, own.by] for own in board.own_rules],
            [70, 60, 30],
        )


def _limits(paper: Paper, board: Board, section: Section) -> None:
    _head(paper, section)
    paper.paragraph(
        Words(
            gettext(
                "Glapp points at wording that deserves a second reading. It decides nothing, and it gives no "
                "legal advice."
            ),
            bold=True,
        )
    )
    for fact in board.blind_spots:
        paper.paragraph(Words(f"{fact.label} ", bold=True), fact.text)


def _method(paper: Paper, board: Board, section: Section) -> None:
    _head(paper, section)
    paper.table(
        gettext("What this report was made of"),
        [gettext("What"), gettext("Value")],
        [[Words(fact.label, bold=True), fact.text] for fact in board.method],
        [50, 110],
    )
    paper.paragraph(
        gettext("This file can be edited. What was found stands unchanged in the PDF of the same report.")
    )


def _quoted(text: str, lang: str) -> Words:
    return Words(text, quoted=True, lang=lang)


WRITERS: dict[str, Callable[[Paper, Board, Section], None]] = {
    "finding": _finding,
    "bids": _bids,
    "picture": _picture,
    "risk": _risk,
    "gaps": _gaps,
    "changed": _changed,
    "whole": _whole,
    "aside": _aside,
    "limits": _limits,
    "method": _method,
}
