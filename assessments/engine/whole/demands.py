"""Two demands in one row: two demand words in one sentence with different verbs, or two parties.

"The system shall receive referrals and shall also monitor them". A demand word inside another sentence
("data that shall be shown") demands nothing, and what follows in a sentence of its own mostly says more
of the same demand. "Shall ... or shall ..." is one demand with a choice.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assessments.engine.lexicon import tiers

from .finding import Case, Read, case
from .words import Words, meaning, words_of

_SENTENCE = re.compile(r"[.!?;](?:\s+|(?=[A-ZÅÄÆÖØ][a-zåäæöø]))|:\s+(?=[A-ZÅÄÆÖØ])|\n+")
_CLAUSE = re.compile(r"[,():–—]")
_REACH = 8  # words after the demand word within which its verb stands
_QUOTED = 6  # words of a demand that are shown

Token = tuple[str, int, int]


class _Demand(NamedTuple):
    sentence: int
    adds: bool  # "in addition": a new demand, though in a sentence of its own
    party: str
    verb: str
    written: str


def two_demands(read: Sequence[Read]) -> list[Case]:
    """One case a row: the first two of its demands that can be met one without the other."""
    cases = []
    for each in read:
        demands = list(_demands(each))
        for says, found in (("parties", _two_parties(demands)), ("verbs", _two_verbs(demands))):
            if found:
                first, second = found
                cases.append(
                    case("two_demands", says, [each.row], first=first.written, second=second.written)
                )
                break
    return cases


def _two_parties(demands: Sequence[_Demand]) -> tuple[_Demand, _Demand] | None:
    named = [demand for demand in demands if demand.party]
    return next(((named[0], other) for other in named if other.party != named[0].party), None)


def _two_verbs(demands: Sequence[_Demand]) -> tuple[_Demand, _Demand] | None:
    for first, second in itertools.pairwise(demands):
        if first.verb != second.verb and (first.sentence == second.sentence or second.adds):
            return first, second
    return None


def _demands(each: Read) -> Iterator[_Demand]:
    """The demands that main clauses make, in the order of the text."""
    words = words_of(each.parsed.lang)
    for number, sentence in enumerate(_sentences(each)):
        places = [
            at for at, (word, _, _) in enumerate(sentence) if word in words.strong or word in words.weak
        ]
        inside = False
        for at, place in enumerate(places):
            inside = _inside(sentence, place, each.parsed.text, words, inside)
            after = sentence[place + 1 : places[at + 1] if at + 1 < len(places) else None]
            verb = _verb(each, after, words)
            if inside or not verb or verb in words.describing:
                continue
            yield _Demand(
                sentence=number,
                adds=not words.adding.isdisjoint(word for word, _, _ in sentence[:2]),
                party=_party([*sentence[max(0, place - 1) : place], *after[:1]], words),
                verb=meaning(each.parsed.lang, verb),
                written=_quote(each, sentence[place : place + 1] + after),
            )


def _sentences(each: Read) -> list[list[Token]]:
    ends = [match.end() for match in _SENTENCE.finditer(each.parsed.text)]
    sentences: list[list[Token]] = [[] for _ in range(len(ends) + 1)]
    number = 0
    for token in each.parsed.tokens:
        while number < len(ends) and token[1] >= ends[number]:
            number += 1
        sentences[number].append(token)
    return sentences


def _inside(sentence: list[Token], place: int, text: str, words: Words, last: bool) -> bool:
    """Whether a demand word stands in a clause that demands nothing by itself, or in a choice.

    Such a clause ends at a comma, but what is reported does not: "shall ensure that data, logs and keys
    shall be kept". After a word that joins, it is as the demand word before it.
    """
    before = sentence[:place]
    if before and before[-1][0] in words.joining:
        return last
    own = _since_last_demand(before, words)
    if not words.reporting.isdisjoint(word for word, _, _ in own):
        return True
    at = sentence[place][1]
    for word, start, end in reversed(own):
        if _CLAUSE.search(text, end, at):
            return False
        if word in words.joining:
            return last
        if word in words.subordinating or word in words.either:
            return True
        at = start
    return False


def _since_last_demand(before: list[Token], words: Words) -> list[Token]:
    places = [at for at, (word, _, _) in enumerate(before) if word in words.strong or word in words.weak]
    return before[places[-1] + 1 :] if places else before


def _verb(each: Read, after: list[Token], words: Words) -> str:
    """The verb that is demanded: the first known one, or the first word that only could be one."""
    known = {
        start for tier, spans in tiers(each.parsed).items() if tier.startswith("verbs.") for start, _ in spans
    }
    near = [token for token in after[:_REACH] if token[0] not in words.passing | words.joining]
    verbs = [word for word, start, _ in near if start in known]
    return (verbs or [word for word, _, _ in near] or [""])[0]


def _party(beside: list[Token], words: Words) -> str:
    return next((party.name for word, _, _ in beside for party in words.parties if word in party.words), "")


def _quote(each: Read, tokens: list[Token]) -> str:
    """The first words of a demand as written, up to the next comma."""
    text = each.parsed.text
    while tokens[-1][0] in words_of(each.parsed.lang).joining:
        tokens = tokens[:-1]
    shown = tokens[: _QUOTED + 1]
    start, end = shown[0][1], shown[-1][2]
    comma = _CLAUSE.search(text, shown[min(1, len(shown) - 1)][2], end)
    if comma is None and len(tokens) > len(shown):
        return " ".join(text[start:end].split()) + " …"
    return " ".join(text[start : comma.start() if comma else end].split())
