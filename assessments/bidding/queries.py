"""The matrix of requirements by bidders, and what one bid amounts to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from assessments.bids.verdict import Label
from assessments.models import RequirementVerdict
from assessments.queries import latest_assessment
from procurement.bidding.models import Bid, HowMet
from procurement.models import Kind, Requirement, SpecificationVersion

from .models import AnswerVerdict, BidReading, Decision
from .wording import UNANSWERED, Indication, indication


class Cell(NamedTuple):
    """One answer in the matrix; None in the matrix stands for a bid that is not read yet."""

    verdict: AnswerVerdict
    shown: Indication
    decision: Decision | None

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide and nobody has."""
        return self.verdict.open and self.decision is None


class Standing(NamedTuple):
    """What a bid amounts to. `labels` counts the answers to mandatory requirements by indication."""

    labels: tuple[tuple[Indication, int], ...]
    mandatory: int
    shown: int
    open: int
    undecided: int
    development: int
    third_party: int
    stated: int
    answers: int


def latest_readings(bids: Sequence[Bid]) -> dict[int, BidReading]:
    """The newest reading of each bid that has one, by the bid's key."""
    readings = BidReading.objects.filter(bid__in=bids).order_by("bid_id", "-created_at").distinct("bid_id")
    return {reading.bid_id: reading for reading in readings}


def decisions_on(bids: Sequence[Bid], requirements: Iterable[Requirement]) -> dict[tuple[int, int], Decision]:
    """The decision that holds, by (bid, requirement)."""
    found = Decision.objects.filter(bid__in=bids, requirement__in=requirements).select_related("by")
    return {(each.bid_id, each.requirement_id): each for each in reversed(found)}


def asked_rows(
    version: SpecificationVersion, readings: Iterable[BidReading], wishes: Mapping[str, str]
) -> QuerySet[Requirement]:
    """The requirements of the matrix that `wishes` (`show`, `label`, `kind`, `words`) leave.

    Those with most bids that wait for a decision come first, then in the order of the specification; each
    has `waiting`, the number of those bids.
    """
    readings = list(readings)
    verdicts = AnswerVerdict.objects.filter(reading__in=readings, requirement=OuterRef("pk"))
    decided = Decision.objects.filter(bid=OuterRef("reading__bid"), requirement=OuterRef("requirement"))
    waiting = verdicts.filter(~Exists(decided), open=True)
    number = waiting.order_by().values("requirement").annotate(number=Count("pk")).values("number")
    rows = version.requirements.filter(is_context=False).annotate(waiting=Subquery(number))
    if wishes["show"] == "waiting":
        rows = rows.filter(Exists(waiting))
    elif wishes["show"] == "open":
        rows = rows.filter(Exists(verdicts.filter(open=True)))
    if wishes["label"]:
        rows = rows.filter(Exists(verdicts.filter(_labelled(wishes["label"]))))
    if wishes["kind"]:
        rows = rows.filter(kind=wishes["kind"])
    if wishes["words"]:
        rows = rows.filter(Q(text__icontains=wishes["words"]) | Q(number__icontains=wishes["words"]))
    return rows.order_by(Subquery(number).desc(nulls_last=True), "position")


def _labelled(label: str) -> Q:
    if label == UNANSWERED:
        return Q(label=Label.EVASIVE, answer=None)
    return Q(label=label) & (Q(answer__isnull=False) if label == Label.EVASIVE else Q())


def with_cells(
    rows: Sequence[Requirement], bids: Sequence[Bid], readings: Mapping[int, BidReading]
) -> list[tuple[Requirement, list[Cell | None]]]:
    """Each requirement with a cell for each bid, in the order of `bids`: three queries, however many rows."""
    verdicts = AnswerVerdict.objects.filter(reading__in=readings.values(), requirement__in=rows)
    found = {(verdict.reading_id, verdict.requirement_id): verdict for verdict in verdicts.defer("data")}
    decisions = decisions_on(bids, rows)

    def cell(bid: Bid, row: Requirement) -> Cell | None:
        reading = readings.get(bid.pk)
        verdict = found.get((reading.pk, row.pk)) if reading else None
        return cell_of(verdict, decisions.get((bid.pk, row.pk))) if verdict else None

    return [(row, [cell(bid, row) for bid in bids]) for row in rows]


def cell_of(verdict: AnswerVerdict, decision: Decision | None) -> Cell:
    return Cell(verdict, indication(verdict.label, answered=verdict.answer_id is not None), decision)


def standing_of(reading: BidReading) -> Standing:
    """Counts over every answer of a bid; the labels over those to mandatory requirements."""
    decided = set(Decision.objects.filter(bid=reading.bid_id).values_list("requirement_id", flat=True))
    rows = list(
        reading.verdicts.values_list(
            "requirement_id", "requirement__kind", "label", "answer_id", "open", "how_met"
        )
    )
    binding = [row for row in rows if row[1] in (Kind.MANDATORY, Kind.QUALIFICATION)]
    labels = Counter(indication(label, answered=answer is not None) for _, _, label, answer, _, _ in binding)
    ways = Counter(row[5] for row in rows if row[5])
    return Standing(
        labels=tuple(sorted(labels.items(), key=lambda pair: -pair[1])),
        mandatory=len(binding),
        shown=sum(row[2] == Label.MET_WITH_PROOF for row in binding),
        open=sum(row[4] for row in rows),
        undecided=sum(row[4] and row[0] not in decided for row in rows),
        development=ways[HowMet.DEVELOPMENT],
        third_party=ways[HowMet.THIRD_PARTY],
        stated=sum(ways.values()),
        answers=sum(row[3] is not None for row in rows),
    )


def left_to_build(reading: BidReading) -> QuerySet[AnswerVerdict]:
    """What would be left to build: what the bid calls development, and what it does not do or only half."""
    lacking = (Label.NOT_MET, Label.PARTIAL, Label.EVASIVE)
    wanted = Q(how_met=HowMet.DEVELOPMENT) | Q(
        label__in=lacking, requirement__kind__in=(Kind.MANDATORY, Kind.QUALIFICATION)
    )
    return reading.verdicts.filter(wanted).select_related("requirement").order_by("requirement__position")


def gap_of(requirement: Requirement) -> RequirementVerdict | None:
    """The verdict on the requirement itself in the newest assessment of its version."""
    assessment = latest_assessment(requirement.version)
    return RequirementVerdict.objects.filter(assessment=assessment, requirement=requirement).first()
