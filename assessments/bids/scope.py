"""What the requirement lists, and how the answer shares the list out: one thing said of some parts, another
of the rest."""

from functools import lru_cache

import re2

from assessments.engine.language import WORD
from assessments.engine.parse import Parsed

from .clauses import Clause, stems

_SEVERAL = 2
_WORD = rb"[0-9A-Za-z/().^'-]+"
_AND = rb",? (?:and|or|och|eller|samt|respektive|and/or|resp\.) (?:both )?"
_LIST = re2.compile(  # "a b, c d, e and f": items of up to a few words
    rb"(?i)(?:" + _WORD + rb" ){0,2}" + _WORD
    + rb"(?:, (?:" + _WORD + rb" ){0,4}" + _WORD + rb"){0,9}"
    + _AND + rb"(?:" + _WORD + rb" ){0,2}" + _WORD
)  # fmt: skip
_SEPARATOR = re2.compile(rb"(?i), | (?:and|or|och|eller|samt|respektive|and/or) ")


_ALSO = re2.compile(
    rb"(?i)\b(?:also|too|likewise|as well|equally|the same|both|all|in addition|aven|ocksa|likasa|samma"
    rb"|bada|samtliga|dessutom|darutover|alla)\b"
)


@lru_cache(maxsize=4096)
def items(requirement: Parsed) -> tuple[frozenset[str], ...]:
    """The stems of each thing in the requirement's lists, without those that several things share."""
    found: list[frozenset[str]] = []
    for match in _LIST.finditer(requirement.shadow):
        first, *rest = _split(match.group().decode())
        for part in (_LEADS.sub(b"", first.encode()).decode(), *rest):
            found.append(stems(tuple(WORD.findall(part.lower())), requirement.lang))
    return tuple(
        own for number, item in enumerate(found)
        if (own := item.difference(*(other for place, other in enumerate(found) if place != number)))
    )  # fmt: skip


_LEADS = re2.compile(
    rb"(?i)^.*\b(?:of|for|the|to|with|via|on|in|about|both|all|covers?|includ\w+|support\w*|from|av|for"
    rb"|till|om|pa|mot|bade|samtliga|alla|fran|med|i|that|have|has)\b "
)


def _split(text: str) -> list[str]:
    pieces, start = [], 0
    for match in _SEPARATOR.finditer(text.encode()):
        pieces.append(text[start : match.start()])
        start = match.end()
    return [*pieces, text[start:]]


def split_list(requirement: Parsed, shadow: bytes, parts: tuple[Clause, ...]) -> Clause | None:
    """The clause that takes up listed items which an earlier one left out, and does not say "also"; None
    where every clause speaks of the same items. `shadow` is the answer's."""
    listed = items(requirement)
    if len(listed) < _SEVERAL:
        return None
    told = [(part, {n for n, item in enumerate(listed) if item & part.shared}) for part in parts]
    told = [(part, numbers) for part, numbers in told if numbers]
    for place, (_, some) in enumerate(told):
        for second, others in told[place + 1 :]:
            if not some & others and not _ALSO.search(shadow[second.start : second.end]):
                return second
    return None
