"""Numbers with what they measure: comparator, value, unit. Swedish and English ways of writing both.

Our own normaliser because the unit libraries read "99,9 %" as 999 % and "1 800 000" as three numbers.
Sources: reference 6.5 (comparators, units), 4.3 (what an availability figure allows).
"""

import re
from typing import Literal

import re2

from .parse import Parsed
from .verdict import Value

Kind = Literal["share", "time", "rate", "size", "money", "count"]

_NUMBER = r"\d{1,3}(?:[ .,]\d{3})+(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
_COMPARATORS = {
    ">=": r">=|>|at least|no (?:less|fewer) than|not (?:be )?(?:less|fewer) than|minimum(?: of)?|min\.?|a minimum of"
    r"|minst|lagst|atminstone|inte understiga|ej understiga|fler an|mer an|more than|over|above|up to at least",
    "<=": r"<=|<|at most|no (?:more|longer|later) than|not (?:be )?(?:more|longer|exceed)(?: than)?|not exceed|maximum(?: of)?|max\.?"
    r"|within|under|less than|below|up to|hogst|maximalt|som mest|inte overstiga|ej overstiga|inom|under|upp till|mindre an|hogst om",
    "=": r"=|exactly|exakt|equal to|lika med",
    "~": r"~|about|approximately|approx\.?|circa|ca\.?|cirka|ungefar|around|omkring",
}  # fmt: skip
_UNITS: dict[Kind, str] = {
    "share": r"%|per ?cent|procent|promille",
    "time": r"ms|milliseconds?|millisekund\w*|s|sec|secs|seconds?|sek|sekund\w*|min|minutes?|minut\w*|h|hrs?|hours?|timm\w+|tim"
    r"|days?|dag(?:ar)?|dygn|working days?|arbetsdag\w*|weeks?|veck\w+|months?|manad\w*|years?|ar",
    "rate": r"tps|rps|hz|[km]?bit/s|[mg]bps|km/h",
    "size": r"[kmgt]b|bytes?|bitar|bits?|px|pixels?|dpi|mm|cm|m|km|kg|v|w|db|characters?|tecken",
    "money": r"sek|eur|usd|kr|kronor|euro|\$",
    "count": r"(?:[a-z-]+ ){0,2}(?:users?|anvandare|patients?|patienter|records?|poster|calls?|anrop|requests?|transactions?|transaktion\w*"
    r"|sessions?|sessioner|files?|filer|searches|sokningar|times|ganger|attempts?|forsok|steps?|steg|clicks?|klick|screens?|fragor"
    r"|lasoperationer|operations?|operationer|messages?|meddelanden|units?|enheter|st|pcs|readings?|samples?|measurements?|matningar"
    r"|persons?|personer|employees?|medarbetare|journaler|charts|notes|anteckningar|points?|poang|ops|observationer|engagemangsposter)",
}  # fmt: skip
_FIGURE = re2.compile(  # groups: comparator, number, unit
    (
        r"(?i)(?:([<>=~]=?|\b(?:"
        + "|".join(_COMPARATORS.values())
        + r"))\s{0,2})?("
        + _NUMBER
        + r")(?:\s{0,1}-?("
        + "|".join(f"(?:{unit})" for unit in _UNITS.values())
        + r")(?:[^0-9A-Za-z_]|$))?"
    ).encode()
)
_ROUND_THE_CLOCK = re2.compile(
    rb"(?i)\b24 ?(?:x|/|h/|\*) ?7(?: ?(?:x|/) ?365)?\b|\bdygnet runt\b|\bround the clock\b|\b24 ?h(?:/dygn)?\b"
)
_KIND = {kind: re.compile(rf"(?:{pattern})\Z".encode(), re.IGNORECASE) for kind, pattern in _UNITS.items()}
_SIGN = {
    sign: re.compile(rf"(?:{pattern})\Z".encode(), re.IGNORECASE) for sign, pattern in _COMPARATORS.items()
}


class Quantity(Value):
    """A figure in the text; `value` in the unit as written, `kind` None for a bare compared number."""

    start: int
    end: int
    value: float
    unit: str
    kind: Kind | None
    comparator: str


def value_of(number: str) -> float:
    """Read a number as Swedish or English writes it; a lone group of three after a separator is thousands."""
    if re.fullmatch(r"\d{1,3}(?:[ .,]\d{3})+", number):
        return float(re.sub(r"[ .,]", "", number))
    return float(number.replace(" ", "").replace(",", "."))


def quantities(parsed: Parsed) -> tuple[Quantity, ...]:
    """Every number that has a unit or a comparator, in the order of the text."""
    found = []
    for match in _FIGURE.finditer(parsed.shadow):
        comparator, number, unit = (group or b"" for group in match.groups())
        if not unit and not comparator:
            continue
        start, end = match.start(), match.end(3) if unit else match.end(2)
        before = parsed.shadow[match.start(2) - 1 : match.start(2)]
        if before and (before.isalnum() or before in b".:/_-" and not comparator):
            continue
        found.append(
            Quantity(
                start=start,
                end=end,
                value=value_of(number.decode()),
                unit=unit.decode().lower(),
                kind=next((kind for kind, pattern in _KIND.items() if unit and pattern.match(unit)), None),
                comparator=next(
                    (sign for sign, pattern in _SIGN.items() if comparator and pattern.match(comparator)), ""
                ),
            )
        )
    return tuple(found)


def round_the_clock(parsed: Parsed) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _ROUND_THE_CLOCK.finditer(parsed.shadow))
