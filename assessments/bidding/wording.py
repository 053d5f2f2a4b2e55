"""Plain words and a sign for what an answer indicates: page and report say the same."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.bids.transfer import Likeness
from assessments.bids.verdict import Label, Strength

from .models import Way

UNANSWERED = "unanswered"  # a row without any answer; judged as evasive, and named as what it is


class Indication(NamedTuple):
    """`sign` stands beside the word, never alone; `tone` is a style: good, unsure or bad."""

    id: str
    sign: str
    word: Promise
    means: Promise
    tone: str


_ALL = (
    Indication(
        Label.MET_WITH_PROOF,
        "✓",
        _("Shown"),
        _("The answer names proof that fits what was asked. Open the proof and check it."),
        "good",
    ),
    Indication(
        Label.CLAIMED,
        "?",
        _("Claimed, not shown"),
        _("The answer says that it is so. Nothing in it lets somebody else check that."),
        "unsure",
    ),
    Indication(
        Label.PARTIAL,
        "½",
        _("In part"),
        _("The answer covers a part of what was asked and leaves another part out."),
        "bad",
    ),
    Indication(
        Label.PROMISED,
        "»",
        _("Promised for later"),
        _("The answer says what will be done. It does not hold today."),
        "bad",
    ),
    Indication(
        Label.CONDITIONAL,
        "±",
        _("With conditions"),
        _("The answer holds only if something else does, or with a reservation."),
        "bad",
    ),
    Indication(Label.NOT_MET, "×", _("Not met"), _("The answer says no, or tells of another thing."), "bad"),
    Indication(
        Label.EVASIVE,
        "–",
        _("Beside the question"),
        _("The answer takes up nothing of what was asked."),
        "bad",
    ),
    Indication(UNANSWERED, "–", _("Not answered"), _("The bid has no answer on this row."), "bad"),
)
INDICATIONS = {each.id: each for each in _ALL}

STRENGTHS = {
    Strength.IDENTIFIER: _("an identifier with its issuer and date"),
    Strength.DOCUMENT: _("a document that is named and sent along"),
    Strength.PAST_FACT: _("a statement about what has already been done"),
    Strength.PRESENT_CLAIM: _("a statement about how it is today"),
    Strength.PROMISE: _("a promise"),
    Strength.OPINION: _("an opinion"),
}

# When each of the ways may be right. What to look up stands beside them on the page.
WAYS = {
    Way.CLARIFY: _(
        "Where proof may have existed on the last day for tenders. The bid itself must not change."
    ),
    Way.NOT_MET: _("Where the answer says no, or promises what had to be true already."),
    Way.UNCLEAR: _("Where the requirement does not say clearly what is asked or how it is shown."),
    Way.SHOWN: _("Where you have read the proof yourself. Say which."),
}

LIKENESSES = {
    Likeness.SAME: Indication("same", "=", _("Seems the same"), _("The bid says so."), "good"),
    Likeness.DIFFERENT: Indication("different", "≠", _("Different"), _("The bid says so."), "bad"),
    Likeness.UNKNOWN: Indication("unknown", "?", _("Not said"), _("The bid says nothing of it."), "unsure"),
}


def indication(label: str, *, answered: bool = True) -> Indication:
    """The words for a label; a row without an answer has words of its own."""
    return INDICATIONS[label if answered else UNANSWERED]


def cut_out(words: str) -> str:
    """A quotation with dots where it does not begin or end with a sentence."""
    before = "" if words[:1].isupper() else "… "
    after = "" if words[-1:] in (".", "!", "?") else " …"
    return f"{before}{words}{after}"
