"""The values that a judged answer is made of. All frozen; offsets are characters of the answer as written."""

from enum import StrEnum

from pydantic import Field

from assessments.engine.verdict import Text, Value


class Label(StrEnum):
    """What the wording of an answer indicates. Never a ruling: a person decides."""

    MET_WITH_PROOF = "met_with_proof"
    CLAIMED = "met_claimed_without_proof"
    PARTIAL = "partial"
    PROMISED = "promised_future"
    CONDITIONAL = "conditional"
    NOT_MET = "not_met"
    EVASIVE = "evasive"


class Strength(StrEnum):
    """The strongest thing the answer rests on, in falling order (reference 5.5, L1 to L6)."""

    IDENTIFIER = "legal_identifier"  # a number with its issuer and a date
    DOCUMENT = "document"  # named and attached
    PAST_FACT = "past_fact"  # in use at X since March 2024
    PRESENT_CLAIM = "present_claim"  # the system supports
    PROMISE = "promise"
    OPINION = "opinion"

    @property
    def rank(self) -> int:
        """1 is strongest, 6 weakest."""
        return list(Strength).index(self) + 1


class Phase(StrEnum):
    """When the requirement has to be true; none stated counts as tender."""

    TENDER = "tender"
    CONTRACT = "contract"
    DELIVERY = "delivery"
    GO_LIVE = "go_live"
    OPERATION = "operation"
    EXIT = "exit"


class Evidence(Value):
    """A piece of evidence that the answer names."""

    start: int = Field(ge=0)
    end: int
    text: str


class BidReason(Value):
    """Something the answer says, or fails to say (`start` = `end` = 0), that led to the label."""

    rule: str
    start: int = Field(ge=0)
    end: int
    title: Text
    why: Text
    decides: bool  # false: worth showing beside, but it did not decide


class BidVerdict(Value):
    """What one answer's wording indicates, read against its requirement and phase.

    `accepted_commitment` is true where a promise suits the phase: due after the tender, with a date or
    milestone and a consequence; it is then to be followed up, and is still no proof. `questions` are what
    to ask the bidder, in order. `judged` is false where the answer is in a language without rules.
    """

    label: Label
    strength: Strength
    phase: Phase
    lang: str
    accepted_commitment: bool
    evidence: tuple[Evidence, ...]
    reasons: tuple[BidReason, ...]
    questions: tuple[Text, ...]
