"""The matrix of requirements by bidders, and what one bid amounts to."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from assessments.bids.verdict import Label
from assessments.models import RequirementVerdict
from assessments.queries import latest_assessment
from procurement.bidding.models import Alteration, Bid, HowMet
from procurement.models import Kind, Requirement, SpecificationVersion

from .models import AnswerVerdict, BidReading, Decision
from .wording import UNANSWERED, Indication, indication


class Cell(NamedTuple):
    """One answer in the matrix; None in the matrix stands for a bid that is not read yet."""

    verdict: AnswerVerdict
    shown: Indication
    decision: Decision | None
    altered: tuple[Alteration, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether somebody has to decide and nobody has."""
        return self.verdict.open and self.decision is None


class Standing(NamedTuple):
    """What a bid amounts to. `labels` counts the answers to mandatory requirements by indication; `rows` are
    all that could have an answer."""

    labels: tuple[tuple[Indication, int], ...]
    mandatory: int
    shown: int
    open: int
    undecided: int
    development: int
    third_party: int
    stated: int
    answers: int
    rows: int

    @property
    def later(self) -> int:
        """Mandatory requirements that are claimed or promised, and only have to be met after the tender."""
        return self.mandatory - self.shown - self.open


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

    Those where a bid waits for a decision come first, each part in the order of the specification.
    """
    readings = list(readings)
    verdicts = AnswerVerdict.objects.filter(reading__in=readings, requirement=OuterRef("pk"))
    decided = Decision.objects.filter(bid=OuterRef("reading__bid"), requirement=OuterRef("requirement"))
    waiting = verdicts.filter(~Exists(decided), open=True)
    rows = version.requirements.filter(is_context=False)
    if wishes["show"] == "waiting":
        rows = rows.filter(Exists(waiting))
    elif wishes["show"] == "open":
        rows = rows.filter(Exists(verdicts.filter(open=True)))
    elif wishes["show"] == "altered":
        bids = [reading.bid_id for reading in readings]
        rows = rows.filter(Exists(Alteration.objects.filter(bid__in=bids, requirement=OuterRef("pk"))))
    elif wishes["show"] == "differ":
        labels = verdicts.order_by().values("requirement").annotate(number=Count("label", distinct=True))
        rows = rows.filter(Exists(labels.filter(number__gt=1)))
    if wishes["label"]:
        rows = rows.filter(Exists(verdicts.filter(labelled(wishes["label"]))))
    if wishes["kind"]:
        rows = rows.filter(kind=wishes["kind"])
    if wishes["words"]:
        rows = rows.filter(Q(text__icontains=wishes["words"]) | Q(number__icontains=wishes["words"]))
    return rows.order_by(Exists(waiting).desc(), "position")


def next_waiting(
    version: SpecificationVersion, readings: Iterable[BidReading], after: Requirement
) -> Requirement | None:
    """The next requirement where a bid waits for a decision, from the start again after the last."""
    wishes = {"show": "waiting", "label": "", "kind": "", "words": ""}
    rows = asked_rows(version, readings, wishes).exclude(pk=after.pk).order_by("position")
    return rows.filter(position__gt=after.position).first() or rows.first()


def neighbours(requirement: Requirement) -> tuple[Requirement | None, Requirement | None]:
    """The requirements before and after this one in its specification."""
    rows = requirement.version.requirements.filter(is_context=False)
    before = rows.filter(position__lt=requirement.position).order_by("-position").first()
    return before, rows.filter(position__gt=requirement.position).order_by("position").first()


def labelled(label: str) -> Q:
    """Verdicts with an indication, by its id: a row without an answer has one of its own."""
    if label == UNANSWERED:
        return Q(label=Label.EVASIVE, answer=None)
    return Q(label=label) & (Q(answer__isnull=False) if label == Label.EVASIVE else Q())


def with_cells(
    rows: Sequence[Requirement], bids: Sequence[Bid], readings: Mapping[int, BidReading]
) -> list[tuple[Requirement, list[Cell | None]]]:
    """Each requirement with a cell for each bid, in the order of `bids`: four queries, however many rows."""
    verdicts = AnswerVerdict.objects.filter(reading__in=readings.values(), requirement__in=rows)
    found = {(verdict.reading_id, verdict.requirement_id): verdict for verdict in verdicts.defer("data")}
    decisions, altered = decisions_on(bids, rows), altered_in(bids, rows)

    def cell(bid: Bid, row: Requirement) -> Cell | None:
        reading = readings.get(bid.pk)
        verdict = found.get((reading.pk, row.pk)) if reading else None
        at = (bid.pk, row.pk)
        return cell_of(verdict, decisions.get(at), altered.get(at, ())) if verdict else None

    return [(row, [cell(bid, row) for bid in bids]) for row in rows]


def cell_of(verdict: AnswerVerdict, decision: Decision | None, altered: Iterable[Alteration] = ()) -> Cell:
    shown = indication(verdict.label, answered=verdict.answer_id is not None)
    return Cell(verdict, shown, decision, tuple(altered))


def altered_in(
    bids: Sequence[Bid], requirements: Iterable[Requirement]
) -> dict[tuple[int, int], list[Alteration]]:
    """What of these requirements is not as it was sent out, by (bid, requirement)."""
    found: dict[tuple[int, int], list[Alteration]] = {}
    rows = Alteration.objects.filter(bid__in=bids, requirement__in=requirements)
    for each in rows.select_related("requirement"):
        found.setdefault((each.bid_id, each.requirement_id), []).append(each)
    return found


def standings(readings: Iterable[BidReading]) -> dict[int, Standing]:
    """What each reading's bid amounts to, by the bid's key: two queries, however many bids."""
    readings = list(readings)
    decided = set(
        Decision.objects.filter(bid__in=[reading.bid_id for reading in readings]).values_list(
            "bid_id", "requirement_id"
        )
    )
    rows: dict[int, list[_Row]] = {reading.pk: [] for reading in readings}
    told = AnswerVerdict.objects.filter(reading__in=readings)
    for reading, *row in told.values_list("reading_id", *_Row._fields):
        rows[reading].append(_Row(*row))
    return {reading.bid_id: _standing(reading.bid_id, rows[reading.pk], decided) for reading in readings}


def standing_of(reading: BidReading) -> Standing:
    """Counts over every answer of a bid; the labels over those to mandatory requirements."""
    return standings([reading])[reading.bid_id]


class _Row(NamedTuple):
    requirement_id: int
    requirement__kind: str
    label: str
    answer_id: int | None
    open: bool
    how_met: str


def _standing(bid: int, rows: Sequence[_Row], decided: set[tuple[int, int]]) -> Standing:
    binding = [row for row in rows if row.requirement__kind in (Kind.MANDATORY, Kind.QUALIFICATION)]
    labels = Counter(indication(row.label, answered=row.answer_id is not None) for row in binding)
    ways = Counter(row.how_met for row in rows if row.how_met)
    return Standing(
        labels=tuple(sorted(labels.items(), key=lambda pair: -pair[1])),
        mandatory=len(binding),
        shown=sum(row.label == Label.MET_WITH_PROOF and not row.open for row in binding),
        open=sum(row.open for row in rows),
        undecided=sum(row.open and (bid, row.requirement_id) not in decided for row in rows),
        development=ways[HowMet.DEVELOPMENT],
        third_party=ways[HowMet.THIRD_PARTY],
        stated=sum(ways.values()),
        answers=sum(row.answer_id is not None for row in rows),
        rows=len(rows),
    )


def waiting_answers(reading: BidReading) -> QuerySet[AnswerVerdict]:
    """The answers of a bid on which somebody has to decide and nobody has, in the specification's order."""
    decided = Decision.objects.filter(bid=reading.bid_id, requirement=OuterRef("requirement"))
    rows = reading.verdicts.filter(~Exists(decided), open=True)
    return rows.select_related("requirement").order_by("requirement__position")


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
