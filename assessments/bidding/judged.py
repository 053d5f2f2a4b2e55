"""One answer as it is judged: its text put together, the verdict, whether somebody has to decide."""

from dataclasses import dataclass
from datetime import date

from assessments.bids import judge
from assessments.bids.verdict import BidVerdict, Label
from assessments.engine.verdict import Value
from procurement.bidding.models import HowMet
from procurement.models import Kind, Phase

_BINDING = (Kind.MANDATORY, Kind.QUALIFICATION)
_BY_TENDER = (Phase.TENDER, Phase.UNKNOWN)
# What leaves a requirement of a later phase open: a claim or an accepted commitment is followed up later.
_OPEN_LATER = (Label.PARTIAL, Label.CONDITIONAL, Label.NOT_MET, Label.EVASIVE)

_WORDS = {  # the parts of the evidence columns, as a bidder would have written them in the answer
    "sv": ("Bifogat dokument: {0}", "sidan {0}", "nummer {0}", "utfärdat av {0}", "daterat {0}"),
    "en": ("Attached document: {0}", "page {0}", "number {0}", "issued by {0}", "dated {0}"),
}


@dataclass(frozen=True)
class Said:
    """An answer's cells, as written; all empty where a requirement was left unanswered."""

    text: str = ""
    how_met: str = ""
    document: str = ""
    page: str = ""
    identifier: str = ""
    issuer: str = ""
    dated: str = ""
    comment: str = ""


class JudgedAnswer(Value):
    """`text` is what was read, and what the verdict's spans refer to: the answer, the proof it names, the
    comment. `depends` says that the answer leans on new development or on a third party."""

    text: str
    verdict: BidVerdict
    open: bool
    depends: bool


def put_together(said: Said, lang: str) -> str:
    """The cells of an answer as one text, in the order of the sheet."""
    cells = (said.document, said.page, said.identifier, said.issuer, said.dated)
    proof = [word.format(cell) for word, cell in zip(_WORDS[lang], cells, strict=True) if cell]
    parts = [said.text, ", ".join(proof), said.comment]
    return "\n".join(part.strip() for part in parts if part.strip())


def judge_answer(
    requirement: str,
    said: Said,
    *,
    kind: str,
    phase: str,
    lang: str,
    deadline: date | None,
    is_altered: bool = False,
) -> JudgedAnswer:
    """Judge one answer. `kind` and `phase` are the requirement's, as in `procurement.models`.

    `is_altered`: the bidder answered another wording of it, so that somebody has to decide whatever is said.
    """
    text = put_together(said, lang)
    due = "tender" if phase in _BY_TENDER else phase.replace("-", "_")
    verdict = judge(requirement, text, due, lang if not text else None, deadline)
    return JudgedAnswer(
        text=text,
        verdict=verdict,
        open=kind in _BINDING and (is_altered or _is_open(verdict, phase)),
        depends=said.how_met in (HowMet.DEVELOPMENT, HowMet.THIRD_PARTY),
    )


def _is_open(verdict: BidVerdict, phase: str) -> bool:
    if phase in _BY_TENDER:
        return verdict.label is not Label.MET_WITH_PROOF
    promised = verdict.label is Label.PROMISED and not verdict.accepted_commitment
    return promised or verdict.label in _OPEN_LATER
