"""What patterns alone cannot find. A rule names one of these and gives it arguments."""

from collections.abc import Callable

import re2

from .parse import Parsed
from .quantities import quantities, round_the_clock
from .rule import Rule

Spans = tuple[tuple[int, int], ...]

_ITEM = r"[0-9A-Za-z_'/()#. -]{2,40}"
_INLINE = re2.compile(
    rf"(?i){_ITEM}(?:, {_ITEM}){{1,9}},? (?:and|or|och|eller|samt|respektive) [0-9A-Za-z_'/-]{{2,40}}".encode()
)
_BULLETS = re2.compile(
    rb"(?m)^[ \t]*(?:[-*]|\(?[a-z0-9]{1,3}[).])[ \t]+\S.*(?:\n+[ \t]*(?:[-*]|\(?[a-z0-9]{1,3}[).])[ \t]+\S.*)+"
)
_AFTER_COLON = re2.compile(rf": {_ITEM}(?:[,;] {_ITEM}){{2,9}}".encode())


def _quantity(parsed: Parsed, arguments: tuple[str, ...]) -> Spans:
    return tuple((quantity.start, quantity.end) for quantity in quantities(parsed)) + round_the_clock(parsed)


def _listing(parsed: Parsed, arguments: tuple[str, ...]) -> Spans:
    return tuple(
        match.span()
        for pattern in (_INLINE, _BULLETS, _AFTER_COLON)
        for match in pattern.finditer(parsed.shadow)
    )


_FINDERS: dict[str, Callable[[Parsed, tuple[str, ...]], Spans]] = {
    "quantity": _quantity,
    "listing": _listing,
}


def find(rule: Rule, parsed: Parsed) -> Spans:
    return _FINDERS[rule.finder](parsed, rule.arguments)
