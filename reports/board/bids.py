"""The chapter on bids in words, in the active language: what the page, the PDF and the Word file print."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext, ngettext

from assessments.bidding.models import Way
from assessments.bidding.wording import INDICATIONS, altered_words
from assessments.engine.verdict import Language
from procurement.bidding.queries import AlteredCount
from reports.bidding.chapter import AlteredBid, BidChapter, BidderLine, OpenAnswer

from .phrases import day, shorten
from .values import BidderRow, BidPages, OpenRow

_MOST_NAMED = 3


def bid_pages(chapter: BidChapter | None, language: Language) -> BidPages | None:
    """Return what is printed of the chapter; None where the report has none."""
    if chapter is None:
        return None
    return BidPages(
        finding=_finding(chapter),
        says=_says(chapter),
        secret=gettext("Secret until the award decision.") if chapter.is_secret else "",
        bidders=tuple(_bidder(line) for line in chapter.bidders),
        counted=_counted(chapter),
        rows=_rows(chapter.open_answers),
        more=_more(chapter.open_in_all - len(chapter.open_answers)),
        altered=tuple(map(_altered, chapter.altered)),
        disagreements=tuple(
            (f"{each.supplier}: {each.title.in_language(language)}", each.quotes)
            for each in chapter.disagreements
        ),
    )


def _altered(bid: AlteredBid) -> tuple[str, tuple[str, ...]]:
    """A bidder with how much is altered, and both wordings of the first requirements that are."""
    count = AlteredCount(bid.changed, bid.earlier, bid.moved, bid.removed, bid.added)
    told = gettext("%(number)s. Sent out: “%(sent_out)s” In the bid: “%(said)s”")
    cases = tuple(told % case.model_dump() for case in bid.cases)
    return f"{bid.supplier}: {altered_words(count)}", cases


def _finding(chapter: BidChapter) -> str:
    """The first sentence of the report: the promise that is not told from proof is why there is a report."""
    named = chapter.promise_ce
    if not named:
        return ""
    bids = len(chapter.bidders)
    told = ngettext(
        "%(number)d of %(bids)d bids does not show CE-marking and compliance today but promises it for "
        "later: %(names)s.",
        "%(number)d of %(bids)d bids do not show CE-marking and compliance today but promise it for "
        "later: %(names)s.",
        len(named),
    )
    rest = len(named) - _MOST_NAMED
    others = [ngettext("%d more", "%d more", rest) % rest] if rest > 0 else []
    names = ", ".join([*(shorten(name, 40) for name in named[:_MOST_NAMED]), *others])
    return told % {"number": len(named), "bids": bids, "names": names}


def _more(number: int) -> str:
    if not number:
        return ""
    return ngettext("%d more is listed in Glapp.", "%d more are listed in Glapp.", number) % number


def _says(chapter: BidChapter) -> str:
    undecided = sum(line.undecided for line in chapter.bidders)
    first = ngettext("%d bid is read.", "%d bids are read.", len(chapter.bidders)) % len(chapter.bidders)
    if not chapter.open_in_all:
        return f"{first} {gettext('Every mandatory requirement is shown to be met in all of them.')}"
    told = ngettext(
        "In %d answer a mandatory requirement is not shown to be met.",
        "In %d answers a mandatory requirement is not shown to be met.",
        chapter.open_in_all,
    )
    waits = (
        ngettext("%d waits for a decision.", "%d wait for a decision.", undecided) % undecided
        if undecided
        else gettext("All of them are decided.")
    )
    return f"{first} {told % chapter.open_in_all} {waits}"


def _bidder(line: BidderLine) -> BidderRow:
    rest = [
        f"{INDICATIONS[label].word}: {number}" for label, number in line.labels if label != "met_with_proof"
    ]
    return BidderRow(
        supplier=line.supplier,
        shown=gettext("%(shown)d of %(mandatory)d") % {"shown": line.shown, "mandatory": line.mandatory},
        rest="; ".join(rest),
        undecided=str(line.undecided),
        depends=_depends(line),
    )


def _depends(line: BidderLine) -> str:
    """What is offered and does not exist yet, of the answers that say how they are met."""
    if not line.stated:
        return gettext("not said")
    if not line.development + line.third_party:
        return ngettext("nothing, says %d answer", "nothing, say %d answers", line.stated) % line.stated
    parts = {gettext("development"): line.development, gettext("third party"): line.third_party}
    told = "; ".join(f"{name}: {number}" for name, number in parts.items() if number)
    return gettext("%(told)s (of %(stated)d)") % {"told": told, "stated": line.stated}


def _counted(chapter: BidChapter) -> str:
    """Why the numbers of a bid do not add up to its mandatory requirements."""
    if not any(line.later for line in chapter.bidders):
        return ""
    return gettext(
        "Nothing is to be decided yet where a requirement has to be met only after the tender and the answer "
        "claims it or promises it with a date."
    )


def _rows(answers: Iterable[OpenAnswer]) -> tuple[OpenRow, ...]:
    """A requirement that several bids do not show is quoted once, with the first of them."""
    rows, before = [], None
    for answer in answers:
        row, asked = _row(answer), (answer.number, answer.text)
        rows.append(row.model_copy(update={"text": ""}) if asked == before else row)
        before = asked
    return tuple(rows)


def _row(answer: OpenAnswer) -> OpenRow:
    shown = INDICATIONS[answer.label]
    decided = ""
    if answer.way:
        by = f"{answer.by}, {day(answer.day)}" if answer.day else answer.by
        decided = f"{Way(answer.way).label}. {answer.reason} ({by})"
    return OpenRow(
        number=answer.number,
        text=shorten(answer.text, 110),
        lang=answer.lang,
        supplier=answer.supplier,
        sign=shown.sign,
        indication=str(shown.word),
        quote=answer.quote,
        decided=decided or gettext("A decision is required."),
        warning=" ".join(_warnings(answer)),
    )


def _warnings(answer: OpenAnswer) -> Iterator[str]:
    if answer.is_altered:
        yield gettext("The bid answers another wording of the requirement.")
    if answer.is_open_itself:
        yield gettext("The requirement itself is open: a refusal on it may be hard to defend.")
