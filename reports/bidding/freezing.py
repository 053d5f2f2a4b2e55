"""The bids on a version as they are now -> the chapter of a report."""

from collections.abc import Iterator, Mapping, Sequence

from django.utils import timezone

from assessments.bidding.models import AnswerVerdict, BidReading, Decision
from assessments.bidding.queries import latest_readings, standing_of
from assessments.bidding.wording import UNANSWERED, cut_out
from assessments.bids.verdict import Label
from assessments.bids.whole import BidFinding
from assessments.engine.verdict import Dimension
from assessments.models import Assessment
from assessments.summary import FALSE_PRECISE_FROM
from procurement.bidding.access import is_secret
from procurement.bidding.models import Altered, Bid
from procurement.bidding.queries import altered_counts, current_bids
from reports.board.phrases import shorten

from .chapter import (
    MOST_ALTERED,
    MOST_DISAGREEING,
    MOST_OPEN,
    AlteredBid,
    AlteredCase,
    BidChapter,
    BidderLine,
    Disagreement,
    OpenAnswer,
    Paper,
    in_order_of_consequence,
)
from .parting import parting

_QUOTED = 150  # characters
_NOT_SENT = ("number_not_in_papers", "annex_not_sent")


def chapter_of(assessment: Assessment) -> BidChapter | None:
    """Return what is known of the bids on the assessment's version; None where none is read.

    Who may see it, the caller has asked before.
    """
    procurement = assessment.version.specification.procurement
    bids = _bids_on(assessment)
    readings = latest_readings(bids)
    bids = [bid for bid in bids if bid.pk in readings]
    if not bids:
        return None
    open_answers = in_order_of_consequence(
        answer for bid in bids for answer in _open(assessment, bid, readings[bid.pk])
    )
    return BidChapter(
        is_secret=is_secret(procurement),
        deadline=procurement.tenders_due,
        bidders=tuple(_line(bid, readings[bid.pk]) for bid in bids),
        open_answers=tuple(open_answers[:MOST_OPEN]),
        open_in_all=len(open_answers),
        promise_ce=tuple(
            dict.fromkeys(
                each.supplier for each in open_answers if each.is_ce and each.label == Label.PROMISED
            )
        ),
        altered=tuple(_altered(bids)),
        disagreements=_disagreements(bids, readings)[:MOST_DISAGREEING],
        papers=tuple(paper for bid in bids for paper in _papers(bid)),
    )


def register_of(assessment: Assessment) -> tuple[Paper, ...]:
    """Every file that came as proof with the bids on the assessment's version, by supplier and name."""
    return tuple(paper for bid in _bids_on(assessment) for paper in _papers(bid))


def _bids_on(assessment: Assessment) -> list[Bid]:
    procurement = assessment.version.specification.procurement
    return [bid for bid in current_bids(procurement) if bid.version_id == assessment.version_id]


def _line(bid: Bid, reading: BidReading) -> BidderLine:
    standing = standing_of(reading)
    return BidderLine(
        supplier=bid.supplier.name,
        mandatory=standing.mandatory,
        shown=standing.shown,
        undecided=standing.undecided,
        development=standing.development,
        third_party=standing.third_party,
        stated=standing.stated,
        later=standing.later,
        labels=tuple((str(shown.id), number) for shown, number in standing.labels),
    )


def _open(assessment: Assessment, bid: Bid, reading: BidReading) -> Iterator[OpenAnswer]:
    told = assessment.verdicts.values_list("requirement_id", "gap", "dimension")
    judged = {requirement: (gap, dimension) for requirement, gap, dimension in told}
    decided = {each.requirement_id: each for each in reversed(bid.decisions.select_related("by"))}
    altered = set(bid.alterations.values_list("requirement", flat=True))
    verdicts = reading.verdicts.filter(open=True).select_related("requirement")
    for verdict in verdicts.order_by("requirement__position"):
        gap, dimension = judged.get(verdict.requirement_id, (0, ""))
        answer = _answer(bid, verdict, decided.get(verdict.requirement_id), gap, dimension)
        yield answer.model_copy(update={"is_altered": verdict.requirement_id in altered})


def _answer(
    bid: Bid, verdict: AnswerVerdict, decision: Decision | None, gap: int, dimension: str
) -> OpenAnswer:
    unanswered = verdict.label == Label.EVASIVE and verdict.answer_id is None
    told = decision and {
        "way": decision.way,
        "reason": decision.reason,
        "by": str(decision.by),
        "day": timezone.localdate(decision.at),
    }
    return OpenAnswer(
        number=str(verdict.requirement),
        text=verdict.requirement.text,
        lang=verdict.judged.verdict.lang,
        is_ce=dimension == Dimension.CE_REGULATORY,
        supplier=bid.supplier.name,
        label=UNANSWERED if unanswered else verdict.label,
        quote=shorten(verdict.judged.text, _QUOTED),
        is_open_itself=gap >= FALSE_PRECISE_FROM,
        **(told or {}),
    )


def _altered(bids: Sequence[Bid]) -> Iterator[AlteredBid]:
    counts = altered_counts(bids)
    for bid in bids:
        if bid.pk in counts:
            texts = bid.alterations.filter(what=Altered.TEXT, is_earlier=False).select_related("requirement")
            cases = tuple(
                AlteredCase(
                    number=str(each.requirement),
                    **dict(zip(("sent_out", "said"), parting(each.requirement.text, each.said), strict=True)),
                )
                for each in texts[:MOST_ALTERED]
            )
            yield AlteredBid(supplier=bid.supplier.name, cases=cases, **counts[bid.pk]._asdict())


def _disagreements(bids: Sequence[Bid], readings: Mapping[int, BidReading]) -> tuple[Disagreement, ...]:
    """What is wrong in the papers themselves first; one that was not sent along may only be missing here."""
    found = [
        (bid.supplier.name, BidFinding.model_validate(each))
        for bid in bids
        for each in readings[bid.pk].findings
    ]
    found.sort(key=lambda each: each[1].check in _NOT_SENT)
    return tuple(
        Disagreement(
            supplier=supplier,
            title=each.title,
            quotes=tuple(
                f"{quote.where}: {shorten(cut_out(quote.text), _QUOTED)}" for quote in each.quotes[:2]
            ),
        )
        for supplier, each in found
    )


def _papers(bid: Bid) -> Iterator[Paper]:
    for paper in bid.evidence.select_related("uploaded_by"):
        yield Paper(
            supplier=bid.supplier.name,
            name=paper.name,
            sha256=paper.sha256,
            size=paper.size,
            added_by=str(paper.uploaded_by or ""),
            added_on=timezone.localdate(paper.uploaded_at),
        )
