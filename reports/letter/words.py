"""Everything that a letter prints, in the active language.

What may be asked of bidders is limited: a clarification may make concrete what a bid says and may not
change it in substance (LOU 2016:1145, 4 kap. 9 §; the procurement agency's guidance). The letter says so and
no more.
"""

from django.utils.translation import gettext, ngettext

from assessments.engine.verdict import Value
from reports.board.phrases import day, shorten
from reports.board.values import Fact

from .snapshot import Letter, Part


class Printed(Value):
    """What the PDF and the Word file of a letter print."""

    title: str
    specification: str
    organisation: str
    subject: str
    running_title: str
    accent: str
    has_logo: bool
    facts: tuple[Fact, ...]
    opening: tuple[str, ...]
    parts: tuple[Part, ...]
    unnamed_part: str
    answer: str
    said: str
    closing: tuple[str, ...]
    digest: str


def printed(letter: Letter) -> Printed:
    source = letter.source
    organisation = letter.look.printed_name or source.organisation
    title = source.procurement or source.specification
    return Printed(
        title=_title(letter),
        specification=source.specification,
        organisation=organisation,
        subject=shorten(title, 120),
        running_title=shorten(" · ".join(filter(None, (organisation, title))), 110),
        accent=letter.look.accent,
        has_logo=bool(letter.look.logo),
        facts=tuple(_facts(letter)),
        opening=tuple(_opening(letter)),
        parts=letter.parts,
        unnamed_part=gettext("Without a heading"),
        answer=gettext("Answer:"),
        said=gettext("Your bid says:"),
        closing=tuple(_closing(letter)),
        digest=letter.digest(),
    )


def _title(letter: Letter) -> str:
    if letter.audience == "bidders":
        return gettext("Request for clarification of bids")
    return gettext("Questions to the market")


def _facts(letter: Letter) -> list[Fact]:
    source = letter.source
    version = f", version {source.version}" if source.version else ""
    told = (
        (gettext("To"), letter.addressee),
        (gettext("Specification"), f"{source.specification}{version}"),
        (gettext("Reference number"), source.reference),
        (gettext("Date"), day(letter.dated)),
        (gettext("Answer by"), day(letter.reply_by) if letter.reply_by else ""),
        (gettext("Contact"), letter.contact),
    )
    return [Fact(label=label, text=text) for label, text in told if text]


def _opening(letter: Letter) -> list[str]:
    number = sum(len(part.asked) for part in letter.parts)
    counted = ngettext(
        "The questions below concern %(n)d requirement.",
        "The questions below concern %(n)d requirements.",
        number,
    ) % {"n": number}
    if letter.audience == "bidders":
        return [
            gettext(
                "We ask you to clarify how your bid meets the requirements below. Answer for the system "
                "that you have offered, and say on which page of your bid the answer stands."
            ),
            gettext(
                "An answer may make concrete what the bid says already. It may not change the bid in "
                "substance. All bidders are given the same possibility."
            ),
            counted,
        ]
    return [
        gettext(
            "We are preparing a procurement and want to know how our requirements are understood before "
            "they are settled. Below each requirement stands what we see as open in it."
        ),
        gettext(
            "Tell us how you read the requirement, what you would have to know to answer it with a clear "
            "yes or no, and what decides the price. No answer binds you, and none counts for or against "
            "you in a later procurement."
        ),
        counted,
    ]


def _closing(letter: Letter) -> list[str]:
    told = []
    if letter.reply_by:
        told.append(gettext("We want your answer by %s.") % day(letter.reply_by))
    if letter.addressee:  # what is asked of one bidder is asked about its own answers
        return told
    told.append(
        gettext("The same questions are put to all bidders.")
        if letter.audience == "bidders"
        else gettext("The same questions are put to all who want to answer.")
    )
    return told
