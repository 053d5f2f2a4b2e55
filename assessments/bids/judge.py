"""answer -> BidVerdict: the stages in their order."""

from datetime import date
from functools import lru_cache

import re2

from assessments.engine.language import FULL
from assessments.engine.parse import Parsed, parse
from assessments.engine.verdict import Text

from .checks import Found, proof_checks
from .clauses import Clause, clauses, stems
from .decide import Ruling, decide
from .detect import Hit, detect
from .reading import Read
from .registry import rule_named
from .rule import Says
from .verdict import BidReason, BidVerdict, Evidence, Label, Phase


def judge(
    requirement: str,
    answer: str,
    phase: Phase | str | None = None,
    lang: str | None = None,
    deadline: date | None = None,
) -> BidVerdict:
    """Return what the wording of one answer to one mandatory requirement indicates.

    `phase` is when the requirement has to be true, tender where None; `lang` is "sv" or "en", found from
    the answer where None; `deadline` is the day evidence is held against, read from the requirement where
    None. Raises `ValueError` for an unknown phase.
    """
    due = Phase(phase) if phase else Phase.TENDER
    said = _parsed(answer, lang, requirement)
    asked = _asked(requirement, said.lang)
    read = read_answer(asked, said, detect(said, asked), deadline)
    ruling = decide(read, due)
    return BidVerdict(
        label=ruling.label,
        strength=read.strength,
        phase=due,
        lang=said.lang,
        accepted_commitment=_can_be_followed_up(ruling, read, due),
        evidence=_evidence(read),
        reasons=_reasons(ruling, read),
        questions=_questions(ruling),
    )


def _parsed(answer: str, lang: str | None, requirement: str) -> Parsed:
    """Answers are short: where their own words do not tell the language, the requirement's do."""
    if lang in FULL:
        return parse(answer, lang)
    found = parse(answer, expect=_language(requirement))
    return found if found.lang in FULL else parse(answer, _language(requirement))


@lru_cache(maxsize=4096)
def _language(requirement: str) -> str:
    found = parse(requirement, expect="sv").lang
    return found if found in FULL else "en"


@lru_cache(maxsize=4096)
def _asked(requirement: str, lang: str) -> Parsed:
    return parse(requirement, lang)


def read_answer(asked: Parsed, said: Parsed, found: tuple[Hit, ...], deadline: date | None = None) -> Read:
    """The answer with its clauses and checks; `found` is what the rules saw in it."""
    wanted = stems(asked.words, asked.lang)
    hits = tuple(_turned(hit, said) for hit in found if not _repeats(hit, said, asked))
    parts = clauses(said, hits, wanted)
    read = Read(asked, said, wanted, parts, proof_checks(asked, said, parts, deadline))
    return Read(asked, said, wanted, _spared(parts, read.proof), read.failed)


def _repeats(hit: Hit, said: Parsed, asked: Parsed) -> bool:
    """Words that the requirement itself uses take nothing back."""
    if hit.says not in (Says.OTHERWISE, Says.CONDITION, Says.PROMISE, Says.SHORTFALL, Says.MISMATCH):
        return False
    words = said.shadow[hit.start : hit.end].lower()
    return (b" " in words or hit.says is Says.OTHERWISE) and words in asked.shadow.lower()


_NOT = re2.compile(rb"(?i)\b(?:not|never|inte|ej|icke)\s(?:\w+\s)?$")
_NEGATED = 16  # characters before a phrase in which a "not" turns it


def _turned(hit: Hit, said: Parsed) -> Hit:
    """A promise after "not" is a denial: "travel is not foreseen"."""
    before = said.shadow[max(0, hit.start - _NEGATED) : hit.start]
    inside = said.shadow[hit.start : hit.end].lower()
    if hit.says is Says.PROMISE and (_NOT.search(before) or b" not " in inside):
        return Hit(rule_named("something_missing"), hit.start, hit.end)
    return hit


_SPARES = {  # what a good result or withheld papers explain
    Says.NOTHING_WRONG: frozenset({Says.DENIAL, Says.OTHERWISE, Says.SHORTFALL}),
    Says.WITHHELD: frozenset({Says.PROMISE, Says.DENIAL, Says.REFUSAL, Says.CONTRARY}),
}
_SPARES_BESIDE_PROOF = {  # and what means nothing only beside a proof: "the next audit is planned"
    Says.NOTHING_WRONG: frozenset({Says.PROMISE}),
    Says.FOLLOW_UP: frozenset({Says.PROMISE, Says.PENDING, Says.STEP, Says.CONDITION}),
}


def _spared(parts: tuple[Clause, ...], proof: bool) -> tuple[Clause, ...]:
    """The clauses without the hits that another hit in the same clause explains."""
    return tuple(_without(part, _explained(part, proof)) for part in parts)


def _explained(part: Clause, proof: bool) -> frozenset[Says]:
    tables = (_SPARES, _SPARES_BESIDE_PROOF) if proof else (_SPARES,)
    return frozenset(
        kind for table in tables for says, kinds in table.items() if says in part.kinds for kind in kinds
    )


def _without(part: Clause, kinds: frozenset[Says]) -> Clause:
    hits = tuple(hit for hit in part.hits if hit.says not in kinds)
    return Clause(part.start, part.end, part.sentence, hits, part.words, part.stems, part.shared)


def _can_be_followed_up(ruling: Ruling, read: Read, due: Phase) -> bool:
    return (
        ruling.label is Label.PROMISED
        and due is not Phase.TENDER
        and bool(read.hits(Says.MILESTONE))
        and bool(read.hits(Says.CONSEQUENCE))
    )


_REACH = 60  # characters between a document's name and its number


def _evidence(read: Read) -> tuple[Evidence, ...]:
    """Each document the answer names, with its number where one follows."""
    found: list[tuple[int, int]] = []
    numbers = read.hits(Says.IDENTIFIER)
    for document in read.hits(Says.DOCUMENT):
        following = [each for each in numbers if 0 <= each.start - document.end <= _REACH]
        end = (
            following[0].end if following and not _stop_between(read, document.end, following[0].start) else 0
        )
        if not end and any(start <= document.start < stop for start, stop in found):
            continue
        found.append((document.start, max(end, document.end)))
    return tuple(
        Evidence(start=start, end=end, text=read.answer.text[start:end])
        for number, (start, end) in enumerate(found)
        if not any(other != number and a <= start and end <= b for other, (a, b) in enumerate(found))
    )


def _stop_between(read: Read, start: int, end: int) -> bool:
    return b". " in read.answer.shadow[start:end]


_BESIDE = (
    Says.ASSENT,
    Says.PROMISE,
    Says.PENDING,
    Says.CONDITION,
    Says.WITHHELD,
    Says.MISMATCH,
    Says.PAST_FACT,
)


def _reasons(ruling: Ruling, read: Read) -> tuple[BidReason, ...]:
    """What decided first, in the order of the text, then what is worth showing beside."""
    decided = [_of_check(found, True) for found in ruling.checks] + [
        _of_hit(hit, True) for hit in ruling.hits
    ]
    chosen = {(hit.rule.id, hit.start) for hit in ruling.hits}
    rules = {found.rule for found in ruling.checks}
    beside = [_of_hit(hit, False) for hit in read.hits(*_BESIDE) if (hit.rule.id, hit.start) not in chosen]
    beside += [_of_check(found, False) for found in read.failed if found.rule not in rules and found.end]
    return tuple(sorted(decided, key=lambda each: each.start) + sorted(beside, key=lambda each: each.start))


def _of_hit(hit: Hit, decides: bool) -> BidReason:
    rule = hit.rule
    return BidReason(
        rule=rule.id, start=hit.start, end=hit.end, title=rule.title, why=rule.why, decides=decides
    )


def _of_check(found: Found, decides: bool) -> BidReason:
    rule = rule_named(found.rule)
    return BidReason(
        rule=rule.id, start=found.start, end=found.end, title=rule.title, why=rule.why, decides=decides
    )


def _questions(ruling: Ruling) -> tuple[Text, ...]:
    rules = [rule_named(found.rule) for found in ruling.checks] + [hit.rule for hit in ruling.hits]
    return tuple(dict.fromkeys(rule.ask for rule in rules if rule.ask))
