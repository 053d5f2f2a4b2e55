"""Having a bid read, and deciding on its answers. Who may, `procurement.bidding.access` has said before."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.models import User
from assessments.bids import ruleset_version
from assessments.bids.transfer import compare_references
from assessments.bids.whole import Answered, Paper, read_bid
from assessments.engine import main_language
from assessments.engine.language import FULL
from assessments.engine.verdict import Value
from jobs.models import Job
from jobs.progress import Progress
from jobs.services import enqueue
from procurement.bidding.access import log_look
from procurement.bidding.models import Altered, Answer, Bid, Look
from procurement.models import Requirement

from .judged import JudgedAnswer, Said, judge_answer
from .models import AnswerVerdict, BidReading, Decision, Way
from .queries import labelled, waiting_answers

READ = gettext_noop("Reading answers")
TOGETHER = gettext_noop("Reading the bid as a whole")
_Pair = tuple[Requirement, JudgedAnswer]
_CELLS = ("text", "how_met", "document", "page", "identifier", "issuer", "dated", "comment")


def evidence_hash(bid: Bid) -> str:
    """One hash over the evidence of a bid, so that new evidence means a new reading."""
    hashes = sorted(bid.evidence.values_list("sha256", flat=True))
    return hashlib.sha256("".join(hashes).encode()).hexdigest()


def deadline_of(bid: Bid) -> date:
    """The day that proof is held against: the last day for tenders, else the day the bid was read in."""
    return bid.procurement.tenders_due or bid.created_at.date()


def request_reading(*, bid: Bid, by: User | None = None) -> Job:
    """Return the job that reads `bid` with the rules, the deadline and the evidence of today.

    A reading that was made with just these before, and then replaced, is the newest again.
    """
    stamp = _stamp(bid)
    bid.readings.filter(**stamp).update(created_at=timezone.now())
    told = hashlib.sha256("".join(map(str, stamp.values())).encode()).hexdigest()[:32]
    return enqueue(
        organisation=bid.procurement.organisation,
        kind="read-bid",
        key=f"read-bid:{bid.pk}:{told}",
        arguments={"bid": bid.pk},
        requested_by=by,
        leads_to=reverse("bid-detail", args=[bid.procurement_id, bid.pk]),
    )


def _stamp(bid: Bid) -> dict:
    """What a reading of `bid` depends on beside its answers."""
    return {"ruleset": ruleset_version(), "deadline": deadline_of(bid), "evidence": evidence_hash(bid)}


def run_reading(*, bid: Bid, progress: Progress) -> BidReading:
    """Judge every answer of `bid` and store the reading whole, or nothing; what is there already is returned.

    Raises `LeaseLost` (from `progress`) where another worker has taken over.
    """
    stamp = _stamp(bid)
    existing = bid.readings.filter(**stamp).first()
    if existing:
        return existing
    requirements = list(bid.version.requirements.filter(is_context=False))
    judged = list(zip(requirements, _judged(requirements, bid, progress), strict=True))
    progress(len(requirements), len(requirements), TOGETHER)
    answered = [Answered(str(row), row.text, one.text) for row, one in judged]
    found = {
        "findings": read_bid(
            answered,
            [Paper(name=paper.name, text=paper.text) for paper in bid.evidence.all()],
            bidder=bid.supplier.name,
            deadline=deadline_of(bid),
        ),
        "references": compare_references(answered),
    }
    return _store(bid, stamp, found, judged)


def _judged(requirements: Sequence[Requirement], bid: Bid, progress: Progress) -> Iterator[JudgedAnswer]:
    answers = {answer.requirement_id: answer for answer in bid.answers.all()}
    lang = main_language(requirement.text for requirement in requirements)
    altered = set(
        bid.alterations.filter(what__in=Altered.of_the_requirement()).values_list("requirement", flat=True)
    )
    for done, requirement in enumerate(requirements):
        progress(done, len(requirements), READ)
        answer = answers.get(requirement.pk)
        yield judge_answer(
            requirement.text,
            Said(**{cell: getattr(answer, cell) for cell in _CELLS}) if answer else Said(),
            kind=requirement.kind,
            phase=requirement.phase,
            lang=lang if lang in FULL else "en",
            deadline=deadline_of(bid),
            is_altered=requirement.pk in altered,
        )


@transaction.atomic
def _store(bid: Bid, stamp: dict, found: dict[str, Sequence[Value]], judged: Sequence[_Pair]) -> BidReading:
    # The lock makes a job that was delivered twice wait here, and find what the first one stored.
    Bid.objects.select_for_update().get(pk=bid.pk)
    kept = {name: [each.model_dump(mode="json") for each in values] for name, values in found.items()}
    reading, created = BidReading.objects.get_or_create(bid=bid, **stamp, defaults=kept)
    if created:
        answers = {answer.requirement_id: answer for answer in bid.answers.all()}
        rows = (_row(reading, requirement, answers.get(requirement.pk), one) for requirement, one in judged)
        AnswerVerdict.objects.bulk_create(rows, batch_size=500)
    return reading


def _row(
    reading: BidReading, requirement: Requirement, answer: Answer | None, judged: JudgedAnswer
) -> AnswerVerdict:
    return AnswerVerdict(
        reading=reading,
        requirement=requirement,
        answer=answer,
        label=judged.verdict.label,
        strength=judged.verdict.strength,
        how_met=answer.how_met if answer else "",
        open=judged.open,
        data=judged.model_dump(mode="json"),
    )


@transaction.atomic
def decide(*, verdict: AnswerVerdict, way: Way, reason: str, by: User) -> Decision:
    """Write down what somebody decided on an answer, and why; logged as a look like any other."""
    bid = verdict.reading.bid
    decision = Decision.objects.create(
        bid=bid,
        requirement=verdict.requirement,
        way=way,
        reason=reason,
        label=verdict.label,
        by=by,
    )
    detail = f"{bid.supplier}, {verdict.requirement}: {Way(way).label}"
    log_look(procurement=bid.procurement, user=by, what=Look.DECISION, detail=detail)
    return decision


@transaction.atomic
def decide_alike(*, reading: BidReading, label: str, way: Way, reason: str, by: User) -> int:
    """Write the same decision down for every answer of a bid that waits and has this indication.

    Returns how many there were; one line in the log says so. `label` is an indication's id.
    """
    bid = (
        Bid.objects.select_for_update(of=("self",))
        .select_related("procurement", "supplier")
        .get(pk=reading.bid_id)
    )
    waiting = list(waiting_answers(reading).filter(labelled(label)))
    Decision.objects.bulk_create(
        Decision(bid=bid, requirement_id=row.requirement_id, way=way, reason=reason, label=row.label, by=by)
        for row in waiting
    )
    if waiting:
        detail = f"{bid.supplier}, {', '.join(str(row.requirement) for row in waiting)}: {Way(way).label}"
        log_look(procurement=bid.procurement, user=by, what=Look.DECISION, detail=detail)
    return len(waiting)
