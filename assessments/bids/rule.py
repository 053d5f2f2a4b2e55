"""What a rule file may say. The registry reads the files of `rules/` through these models."""

from enum import StrEnum
from functools import cached_property

from pydantic import Field, model_validator

from assessments.engine.verdict import Text, Value


class Says(StrEnum):
    """What a phrase does in an answer."""

    ASSENT = "assent"  # yes, compliant
    REFUSAL = "refusal"  # of the whole requirement
    DENIAL = "denial"  # something is not there
    OTHERWISE = "otherwise"  # something is done in another way than demanded
    SHORTFALL = "shortfall"  # says itself that only a part is met
    PROMISE = "promise"
    PENDING = "pending"  # a promise about an approval: applied for, under assessment
    CONDITION = "condition"
    WITHHELD = "withheld"  # proof exists but is not shown
    MISMATCH = "mismatch"  # proof of something else
    FOLLOW_UP = "follow_up"  # a future that takes nothing from a proof: the next audit
    NOTHING_WRONG = "nothing_wrong"  # a negation that reports a good result
    FILLER = "filler"  # praise, experience, acknowledgement, pointing elsewhere
    DOCUMENT = "document"
    IDENTIFIER = "identifier"
    ATTACHED = "attached"
    ISSUER = "issuer"
    PAST_FACT = "past_fact"
    OFFERED = "offered"  # says that it is the offered version
    MILESTONE = "milestone"  # a date or moment to hold a promise to
    CONSEQUENCE = "consequence"  # what happens if the promise is not kept
    BUYER_ACTS = "buyer_acts"  # the buyer or somebody else than the bidder has to do something
    CONTRARY = "contrary"  # a decision, a policy or an order of things against what is asked
    OR_ELSE = "or_else"  # what holds where a condition does not come true
    STEP = "step"  # a step on the way to what was asked for
    CHECK = "check"  # raised by a comparison in Python, not by a phrase


class Wording(Value):
    """A rule in one language.

    `find` holds RE2 patterns matched without regard to case or diacritics, `find_exact` with regard to
    case. A match that touches an `unless` match is left alone. Where `asked` is given, the rule only counts
    if the requirement matches it; where `not_asked` is given, only if it does not. `flags` are examples
    with «the exact span», "requirement => answer" where the requirement matters; `passes` near misses that
    must be left alone.
    """

    title: str
    why: str
    ask: str = ""
    find: tuple[str, ...] = ()
    find_exact: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    not_asked: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()

    @cached_property
    def is_found(self) -> bool:
        return bool(self.find or self.find_exact)


class BidRule(Value):
    """One rule file; `id` is the file's name. A rule that says "check" has words but no patterns."""

    id: str
    source: str = Field(min_length=1)
    says: Says
    texts: dict[str, Wording]

    @model_validator(mode="after")
    def _has_examples(self) -> "BidRule":
        for wording in self.texts.values():
            if wording.is_found == (self.says is Says.CHECK):
                raise ValueError("a check has no patterns, every other rule has some")
            if wording.is_found and not (wording.flags and wording.passes):
                raise ValueError("needs examples: flags and passes")
        return self

    @cached_property
    def title(self) -> Text:
        return Text(sv=self.texts["sv"].title, en=self.texts["en"].title)

    @cached_property
    def why(self) -> Text:
        return Text(sv=self.texts["sv"].why, en=self.texts["en"].why)

    @cached_property
    def ask(self) -> Text | None:
        asks = self.texts["sv"].ask, self.texts["en"].ask
        return Text(sv=asks[0], en=asks[1]) if all(asks) else None
