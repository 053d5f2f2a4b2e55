"""The widest gaps, one by one, in the Word file."""

from django.utils.translation import gettext

from reports.board import Board
from reports.board.values import Gap

from .paper import Paper, Words, quoted


def gaps(paper: Paper, board: Board) -> None:
    if board.gaps:
        paper.paragraph(board.gaps_say)
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
    paper.heading(f"{gap.rank}. {gap.number} {gap.title}", 2, lang=gap.title_lang)
    scores = (
        (gettext("Sounds precise"), gap.sounds),
        (gettext("Measurable"), gap.measurable),
        (gettext("Gap"), gap.gap),
    )
    paper.paragraph(
        " · ".join(
            filter(
                None,
                [gap.kind, gap.phase, gap.dimension, *(f"{name}\N{NO-BREAK SPACE}{n}" for name, n in scores)],
            )
        ),
        keep=True,
    )
    paper.paragraph(*_marked(gap), style="Quote")
    for name, text in (
        (gettext("How it is shown, says the file:"), gap.shown_by),
        (gettext("Why it is there, says the file:"), gap.motive),
    ):
        if text:
            paper.paragraph(Words(f"{name} ", bold=True), quoted(text, gap.lang))
    for mark in gap.marks:
        reason = mark.why or gettext("As in number %(n)s.") % {"n": mark.told_at}
        paper.paragraph(Words(f"{mark.number}. {mark.title}. ", bold=True), reason)
    if gap.downtime:
        paper.paragraph(gap.downtime)
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
