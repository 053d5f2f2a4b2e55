"""The whole report put together."""

from django.utils.translation import gettext

from assessments.charts import gap_picture
from assessments.summary import FALSE_PRECISE_FROM
from reports.snapshot import Snapshot

from . import aside, front, gaps, headline, method, risk, together, wording
from .bids import bid_pages
from .phrases import day, shorten
from .values import Board, Fact, Section


def board_of(snapshot: Snapshot) -> Board:
    """Return the report in the active language, which should be the snapshot's."""
    source, summary, look = snapshot.source, snapshot.summary, snapshot.look
    organisation = shorten(look.printed_name or source.organisation, 90)
    sections = sections_of(snapshot)
    laws = front.laws(snapshot)
    bids = bid_pages(snapshot.bids, snapshot.language)
    of_bids = bids.finding if bids else ""
    three = tuple(front.why(row, law_apart=len(laws) > 1) for row in snapshot.three)
    board = Board(
        kind=_kind(is_secret=bool(bids and bids.secret)),
        title=shorten(source.procurement or source.specification, 88),
        subtitle=shorten(front.subtitle(source), 84),
        running_title=shorten(" · ".join(filter(None, (organisation, front.version_title(source)))), 110),
        specification=source.specification,
        organisation=organisation,
        date=day(source.assessed_on),
        accent=look.accent,
        has_logo=bool(look.logo),
        is_tight=False,
        introduction=look.paragraphs,
        introduction_lang=look.introduction_lang if look.introduction_lang != snapshot.language else "",
        introduction_title=gettext("From %s") % organisation if organisation else gettext("Introduction"),
        front=tuple(front.facts(source)),
        sections=sections,
        examined=headline.examined(snapshot),
        finding=of_bids or headline.finding(summary),
        also=" ".join(
            filter(
                None,
                (
                    headline.finding(summary) if of_bids else "",
                    headline.also(summary),
                    bids.says if bids else "",
                ),
            )
        ),
        set_aside=aside.in_short(snapshot.dismissed),
        small=headline.small(summary),
        bids=bids,
        three=three,
        three_title=front.three_title(len(snapshot.three)),
        law="".join(laws) if len(laws) == 1 else "",
        reads=_reads(number_of("limits", sections), has_bids=bids is not None),
        decisions=front.decisions(snapshot, number_of("gaps", sections)),
        mean_sounds=summary.mean_sounds,
        mean_measurable=summary.mean_measurable,
        picture=gap_picture(summary.points),
        picture_says=risk.picture_says(summary),
        multiples=tuple(risk.multiples(summary)),
        phases=tuple(risk.phases(summary)),
        missing=tuple(risk.missing(summary)),
        gaps=tuple(gaps.widest(snapshot)),
        gaps_say=gaps.how_many(len(snapshot.widest), summary.false_precise),
        changed=together.changed(snapshot),
        together=tuple(together.findings(snapshot)),
        whole=tuple(together.facts(snapshot)),
        downtimes=tuple(together.downtimes(snapshot)),
        aside=aside.in_full(snapshot),
        own_rules=tuple(aside.own_rules(snapshot)),
        blind_spots=tuple(Fact(label=str(label), text=str(text)) for label, text in wording.BLIND_SPOTS),
        method=tuple(method.facts(snapshot)),
        method_says=tuple(text % {"n": FALSE_PRECISE_FROM} for text in wording.METHOD),
        sources=tuple(map(str, wording.SOURCES)),
        sources_read=str(wording.SOURCES_READ),
        threshold=FALSE_PRECISE_FROM,
        requirements=summary.requirements,
        false_precise=summary.false_precise,
        digest=snapshot.digest(),
    )
    return board.model_copy(update={"is_tight": front.is_tight(board)})


def _kind(*, is_secret: bool) -> str:
    """What the report is, on every page of it; with bids under secrecy, that it is secret."""
    if is_secret:
        return gettext("Risk report to the board, secret until the award decision")
    return gettext("Risk report to the board")


def _reads(limits: int, *, has_bids: bool) -> str:
    if has_bids:
        told = gettext(
            "The report reads wording and nothing else, in the specification and in the bids, and it can be "
            "wrong: see section %d."
        )
    else:
        told = gettext(
            "The report reads wording and nothing else. It says nothing about any supplier, and it can be "
            "wrong: see section %d."
        )
    return told % limits


def sections_of(snapshot: Snapshot) -> tuple[Section, ...]:
    """Those that this report has, numbered: without what it has nothing to say of and what was left out."""
    empty = {
        "bids": snapshot.bids is None,
        "changed": snapshot.since is None,
        "aside": not (snapshot.dismissed or snapshot.own_changes),
        "picture": not snapshot.summary.requirements,
        "risk": not snapshot.summary.requirements,
        "whole": not snapshot.summary.requirements,
    }
    kept = [
        (name, title)
        for name, title in wording.SECTIONS.items()
        if name not in snapshot.look.without and not empty.get(name)
    ]
    return tuple(Section(id=name, number=at, title=str(title)) for at, (name, title) in enumerate(kept, 1))


def number_of(name: str, sections: tuple[Section, ...]) -> int:
    return next(section.number for section in sections if section.id == name)
