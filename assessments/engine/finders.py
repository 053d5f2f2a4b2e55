"""What patterns alone cannot find. A rule names one of these and gives it arguments."""

from collections.abc import Callable
from functools import cache, lru_cache

import re2

from . import lexicon
from .demand import demanded
from .identifiers import identifiers
from .language import either, sources
from .parse import Parsed
from .quantities import Kind, quantities, round_the_clock
from .rule import Rule

Spans = tuple[tuple[int, int], ...]

_ITEM = r"[0-9A-Za-z_'/()#. -]{2,40}"


@cache
def _inline(lang: str) -> "re2._Regexp":
    joiners = either([each.phrases.list_joiners for each in sources(lang)])
    return re2.compile(rf"(?i){_ITEM}(?:, {_ITEM}){{1,9}},? (?:{joiners}) [0-9A-Za-z_'/-]{{2,40}}".encode())


_BULLETS = re2.compile(
    rb"(?m)^[ \t]*(?:[-*]|\(?[a-z0-9]{1,3}[).])[ \t]+\S.*"
    rb"(?:\n+[ \t]*(?:[-*]|\(?[a-z0-9]{1,3}[).])[ \t]+\S.*)+"
)
_AFTER_COLON = re2.compile(rf": {_ITEM}(?:[,;] {_ITEM}){{2,9}}".encode())


def _quantity(parsed: Parsed, arguments: tuple[str, ...]) -> Spans:
    return tuple((quantity.start, quantity.end) for quantity in quantities(parsed)) + round_the_clock(parsed)


@cache
def _taken_of(lang: str) -> "re2._Regexp":
    """What a share or a time is taken of."""
    numbers = [each.numbers for each in sources(lang)]
    of, what = either([each.of for each in numbers]), either([each.taken_of for each in numbers])
    return re2.compile(rf"(?i)%\s{{0,2}}(?:{of})\b|\b(?:{what})\b".encode())


_MEASURED: frozenset[Kind | None] = frozenset({"share", "time", "rate"})


def _bare_figure(parsed: Parsed, arguments: tuple[str, ...]) -> Spans:
    """Shares, times and rates in a text that never says what they are taken of."""
    figures = tuple((found.start, found.end) for found in quantities(parsed) if found.kind in _MEASURED)
    figures += round_the_clock(parsed)
    return () if figures and _taken_of(parsed.lang).search(parsed.shadow) else figures


def _listing(parsed: Parsed, arguments: tuple[str, ...]) -> Spans:
    return tuple(
        match.span()
        for pattern in (_inline(parsed.lang), _BULLETS, _AFTER_COLON)
        for match in pattern.finditer(parsed.prose)
    )


def _words(parsed: Parsed, arguments: tuple[str, ...]) -> Spans:
    return tuple(lexicon.spans(parsed, arguments))


def _main_verb(parsed: Parsed, arguments: tuple[str, ...]) -> Spans:
    return tuple(span for tier, span in _demanded(parsed) if tier in arguments)


@lru_cache(maxsize=1)  # one rule for each tier asks about the same text
def _demanded(parsed: Parsed) -> tuple[tuple[str, tuple[int, int]], ...]:
    """The verbs that are demanded, each with its tier."""
    tiers = lexicon.tiers(parsed)
    verbs = {start: tier for tier, spans in tiers.items() if tier.startswith("verbs.") for start, _ in spans}
    return tuple((verbs[start], (start, end)) for start, end in demanded(parsed, verbs))


def _loan_words(parsed: Parsed, arguments: tuple[str, ...]) -> Spans:
    """Field words of the other language that this language's lexicon does not know."""
    return tuple(lexicon.loans(parsed))


def _identifier(parsed: Parsed, arguments: tuple[str, ...]) -> Spans:
    """Identifiers of the named kinds and states, such as "srn.valid"."""
    return tuple(
        (found.start, found.end)
        for found in identifiers(parsed)
        if f"{found.kind}.{found.state}" in arguments
    )


_FINDERS: dict[str, Callable[[Parsed, tuple[str, ...]], Spans]] = {
    "quantity": _quantity,
    "listing": _listing,
    "bare_figure": _bare_figure,
    "words": _words,
    "main_verb": _main_verb,
    "loan_words": _loan_words,
    "identifier": _identifier,
}


def find(rule: Rule, parsed: Parsed) -> Spans:
    return _FINDERS[rule.finder](parsed, rule.arguments)
