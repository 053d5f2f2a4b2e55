"""Plain words and a sign for what an answer indicates: page and report say the same."""

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from assessments.bids.transfer import Likeness
from assessments.bids.verdict import Label, Strength
from procurement.bidding.models import Alteration, Altered
from procurement.bidding.queries import AlteredCount
from procurement.models import Kind, Phase

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


def altered_words(count: AlteredCount) -> str:
    """What is altered in a bid's file, in words: "2 requirements altered, 1 row missing"."""
    told = (
        (count.changed, ngettext_lazy("%d requirement altered", "%d requirements altered")),
        (
            count.earlier,
            ngettext_lazy(
                "%d requirement in an earlier wording of yours",
                "%d requirements in an earlier wording of yours",
            ),
        ),
        (count.removed, ngettext_lazy("%d row missing", "%d rows missing")),
        (count.added, ngettext_lazy("%d row added", "%d rows added")),
        (count.moved, ngettext_lazy("%d hidden mark moved", "%d hidden marks moved")),
    )
    return ", ".join(str(words % number) for number, words in told if number)


def altered_note(altered: Sequence[Alteration]) -> Promise:
    """What is altered in one requirement, in two words."""
    own = [each for each in altered if each.what in Altered.of_the_requirement()]
    if not own:
        return _("row missing") if altered[0].what == Altered.REMOVED else _("hidden mark moved")
    if all(each.is_earlier for each in own):
        return _("earlier wording of yours")
    return _("requirement altered")


def value_of(each: Alteration) -> str:
    """What a bid has instead of what was sent out, a kind or a phase by its word; "" for nothing."""
    if each.what in (Altered.KIND, Altered.PHASE):
        return value_word(each.what, each.said)
    return each.said


def value_word(what: str, value: str) -> str:
    """The word for a kind or a phase that a bid's file has; it may have none that is known."""
    names = dict(Kind.choices if what == Altered.KIND else Phase.choices)
    return str(names.get(value, _("nothing that is known")))


def indication(label: str, *, answered: bool = True) -> Indication:
    """The words for a label; a row without an answer has words of its own."""
    return INDICATIONS[label if answered else UNANSWERED]


def cut_out(words: str) -> str:
    """A quotation with dots where it does not begin or end with a sentence."""
    before = "" if words[:1].isupper() else "… "
    after = "" if words[-1:] in (".", "!", "?") else " …"
    return f"{before}{words}{after}"
