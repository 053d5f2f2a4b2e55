"""The clarification letter to one bidder: what is asked about which of its answers."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from assessments.bidding.models import AnswerVerdict, BidReading, Decision, Way
from assessments.bidding.queries import altered_in
from assessments.bids import ruleset_version
from procurement.bidding.models import Alteration, Altered
from reports.letter.snapshot import SECTION_DEPTH, Asked, Letter, Part
from reports.snapshot import Source

from .parting import parting

MOST_QUESTIONS = 3  # of an answer


def askable(reading: BidReading) -> QuerySet[AnswerVerdict]:
    """The answers that are open, in the order of the specification."""
    return reading.verdicts.filter(open=True).select_related("requirement").order_by("requirement__position")


def chosen_first(reading: BidReading) -> set[int]:
    """Keys of the verdicts to ask about before anybody has chosen: those decided so, else every open one."""
    decided = Decision.objects.filter(bid=reading.bid_id).order_by("requirement_id", "-at", "-pk")
    ways = dict(decided.distinct("requirement_id").values_list("requirement_id", "way"))
    rows = list(askable(reading).values_list("pk", "requirement_id"))
    asked = {key for key, requirement in rows if ways.get(requirement) == Way.CLARIFY}
    return asked or {key for key, requirement in rows if requirement not in ways}


def bidder_letter(
    reading: BidReading,
    keys: Collection[int],
    *,
    language: str,
    dated: date,
    reply_by: date | None,
    contact: str,
) -> Letter | None:
    """Return the letter about the open answers with these keys; None where none of them asks anything."""
    bid = reading.bid
    verdicts = [each for each in askable(reading) if each.pk in keys]
    altered = altered_in([bid], [each.requirement for each in verdicts])
    by_requirement = {requirement: found for (_bid, requirement), found in altered.items()}
    parts = _parts(verdicts, by_requirement, language)
    if not parts:
        return None
    procurement = bid.procurement
    return Letter(
        language=language,
        audience="bidders",
        addressee=bid.supplier.name,
        source=Source(
            organisation=procurement.organisation.name,
            procurement=procurement.title,
            reference=procurement.reference,
            specification=bid.version.specification.title,
            version=bid.version.number,
            stage=procurement.stage,
            assessed_on=dated,
            ruleset=ruleset_version(),
            rules=0,
            app_version=settings.VERSION,
        ),
        dated=dated,
        reply_by=reply_by,
        contact=contact,
        parts=parts,
    )


def _parts(
    verdicts: Collection[AnswerVerdict], altered: Mapping[int, Iterable[Alteration]], language: str
) -> tuple[Part, ...]:
    sections: dict[str, list[Asked]] = {}
    for verdict in verdicts:
        asked = _asked(verdict, altered.get(verdict.requirement_id, ()), language)
        if asked.questions:
            section = " – ".join(verdict.requirement.heading_path[:SECTION_DEPTH])
            sections.setdefault(section, []).append(asked)
    return tuple(Part(title=title, asked=tuple(asked)) for title, asked in sections.items())


def _asked(verdict: AnswerVerdict, altered: Iterable[Alteration], language: str) -> Asked:
    judged = verdict.judged
    inner = verdict.requirement.heading_path[SECTION_DEPTH:]
    questions = [question.in_language(language) for question in judged.verdict.questions]
    with translation.override(language):
        questions = [*dict.fromkeys(_about_wording(altered)), *questions]
    return Asked(
        number=str(verdict.requirement),
        topic=inner[-1] if inner else "",
        text=verdict.requirement.text,
        lang=judged.verdict.lang,
        answer=judged.text,
        questions=tuple(questions[:MOST_QUESTIONS]),
    )


def _about_wording(altered: Iterable[Alteration]) -> Iterator[str]:
    """Questions about what the bid has instead of what was sent out."""
    for each in altered:
        if each.what == Altered.TEXT:
            _ours, said = parting(each.requirement.text, each.said)
            asked = _(
                "Your bid has another wording of this requirement: “%(said)s” Does your answer hold for the "
                "requirement as it was sent out?"
            )
            yield asked % {"said": said}
        elif each.what in Altered.of_the_requirement():
            yield _(
                "Your bid has another kind, phase or way of showing beside this requirement than was sent "
                "out. Does your answer hold for the requirement as it was sent out?"
            )
