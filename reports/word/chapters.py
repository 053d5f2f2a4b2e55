"""The chapters of the board's report in the Word file, but for page one and the widest gaps."""

from collections.abc import Sequence

from django.utils.translation import gettext

from reports.board import Board
from reports.board.values import Move

from .paper import Paper, Words, quoted
from .picture import gap_png


def picture(paper: Paper, board: Board) -> None:
    names = {"sounds": gettext("Sounds precise"), "measurable": gettext("Measurable")}
    paper.paragraph(
        f"{names['sounds']} ",
        Words(str(board.mean_sounds), bold=True),
        f" · {names['measurable']} ",
        Words(str(board.mean_measurable), bold=True),
        keep=True,
    )
    paper.picture(gap_png(board.picture, accent=board.accent, **names), board.picture_says, width=105)
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
        " ",
        gettext("On the dotted line both scores are equal. There is no slack."),
    )
    paper.paragraph(
        gettext(
            "A vague wish, lower left, fools nobody: everybody sees that it says nothing. A complete "
            "requirement, upper right, can be tested. The danger is upper left. There a requirement names "
            "systems, standards and laws, and still nothing in it lets two testers reach the same verdict."
        )
    )


def risk(paper: Paper, board: Board) -> None:
    heads = [gettext("Wide gap"), gettext("Requirements"), gettext("On the ward")]
    paper.table(
        gettext("By dimension, and what it means on the ward"),
        [gettext("Dimension"), *heads],
        [
            [Words(m.label, bold=True), str(m.false_precise), str(m.requirements), m.meaning]
            for m in board.multiples
        ],
        [40, 20, 26, 74],
        numbers=(1, 2),
    )
    paper.table(
        gettext("By the moment when the requirement must hold"),
        [gettext("Moment"), *heads],
        [
            [Words(row.label, bold=True), str(row.part), str(row.requirements), row.meaning]
            for row in board.phases
        ],
        [40, 20, 26, 74],
        numbers=(1, 2),
    )


def changed(paper: Paper, board: Board) -> None:
    paper.paragraph(Words(f"{board.changed.since} ", bold=True), board.changed.says)
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
            [[m.number, quoted(m.text, m.lang), str(m.before), str(m.after)] for m in moves],
            [28, 84, 24, 24],
            numbers=(2, 3),
        )


def whole(paper: Paper, board: Board) -> None:
    paper.paragraph(gettext("Some things show only when all requirements are read together."))
    for found in board.together:
        paper.heading(found.title, 2)
        paper.paragraph(found.why)
        lines = [[Words(part.text, lang=part.lang) for part in line] for line in found.lines]
        paper.bullets([*lines, *filter(None, [found.more])])
        paper.paragraph(found.mend)
    for fact in board.whole:
        paper.heading(fact.label, 2)
        paper.paragraph(fact.text)
    paper.table(
        gettext("What is most often not said"),
        [gettext("Not said"), gettext("Not said in"), gettext("Requirements")],
        [[Words(row.label, bold=True), str(row.part), str(row.requirements)] for row in board.missing],
        [90, 35, 35],
        numbers=(1, 2),
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
            [[row.number, row.percent, row.a_month, row.a_year] for row in board.downtimes],
            [34, 36, 45, 45],
            numbers=(1, 2, 3),
        )
        paper.paragraph(
            gettext("Where the text names no period, all of the year's downtime may come at once.")
        )


def bids(paper: Paper, board: Board) -> None:
    bids = board.bids
    if bids.secret:
        paper.paragraph(
            Words(f"{bids.secret} ", bold=True), gettext("This report may be shown to the named people only.")
        )
    paper.paragraph(bids.says)
    _cases(paper, gettext("The bids do not answer the same requirements"), bids.altered)
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
    if bids.counted:
        paper.paragraph(bids.counted)
    if bids.rows:
        paper.table(
            gettext("Mandatory and not shown, the most consequential first"),
            [gettext("Requirement"), gettext("Bidder and answer"), gettext("Decision")],
            [
                [
                    [Words(f"{row.number} ", bold=True), quoted(row.text, row.lang)],
                    [Words(f"{row.supplier}: {row.indication}. ", bold=True), quoted(row.quote, row.lang)],
                    " ".join(filter(None, (row.decided, row.warning))),
                ]
                for row in bids.rows
            ],
            [54, 60, 46],
        )
    if bids.more:
        paper.paragraph(bids.more)
    _cases(paper, gettext("What disagrees within a bid"), bids.disagreements)
    paper.paragraph(
        gettext(
            "An indication of what the wording shows, not a ruling. The contracting authority decides; a "
            "mandatory requirement that is not met cannot be accepted anyway (HFD 2016 ref. 37)."
        )
    )


def _cases(paper: Paper, title: str, cases: Sequence[tuple[str, Sequence[str]]]) -> None:
    """What was found in bids under a heading, each with the words it is about; nothing where none was."""
    if cases:
        paper.heading(title, 2)
    for words, quotes in cases:
        paper.paragraph(Words(words, bold=True), keep=bool(quotes))
        paper.bullets(quotes)


def aside(paper: Paper, board: Board) -> None:
    if board.aside:
        paper.paragraph(
            gettext(
                "Each was set aside by a named person with a reason. The board can ask about any of them."
            )
        )
        paper.paragraph(board.aside.says)
        paper.table(
            gettext("What was set aside"),
            [gettext("Requirement"), gettext("Finding"), gettext("Reason given"), gettext("By")],
            [
                [
                    [Words(f"{row.number} ", bold=True), quoted(row.text, row.lang)],
                    row.what,
                    row.reason,
                    row.by,
                ]
                for row in board.aside.rows
            ],
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


def limits(paper: Paper, board: Board) -> None:
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
    if board.small:
        paper.paragraph(Words(board.small, bold=True))


def method(paper: Paper, board: Board) -> None:
    for paragraph in board.method_says:
        paper.paragraph(paragraph)
    paper.heading(gettext("What this report was made of"), 2)
    paper.facts([(fact.label, fact.text) for fact in board.method], 44, size=9)
    paper.heading(gettext("Sources"), 2)
    paper.bullets(board.sources)
    paper.paragraph(board.sources_read)
    paper.paragraph(
        gettext("This file can be edited. What was found stands unchanged in the PDF of the same report.")
    )
