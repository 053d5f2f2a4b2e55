"""Figures of the answer against those of the requirement: "18 months" where ten years were asked."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import re2

from assessments.engine.parse import Parsed
from assessments.engine.quantities import Quantity, quantities

_SECONDS = (
    (r"ms|milli\w+", 0.001), (r"s|sec\w*|sek\w*", 1), (r"min\w*", 60), (r"h|hrs?|hour\w*|tim\w*", 3600),
    (r"(?:working |arbets)?da(?:y|g)\w*|dygn", 86400), (r"week\w*|veck\w*", 604800), (r"month\w*"
    r"|manad\w*", 2592000),
    (r"years?|ar", 31536000),
)  # fmt: skip
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
    "en": 1, "ett": 1, "tva": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "atta": 8, "nio": 9,
    "tio": 10, "elva": 11, "tolv": 12, "femton": 15, "arton": 18, "tjugo": 20, "trettio": 30,
}  # fmt: skip
_UNIT = (
    r"milliseconds?|seconds?|minutes?|hours?|(?:working )?days?|weeks?|months?|years?"
    r"|sekund\w*|minut\w*|timm\w+|dag(?:ar)?|arbetsdag\w*|dygn|veck\w+|manad\w*|ar"
)
_SPELLED = {
    lang: re2.compile(rf"(?i)\b({'|'.join(words)}) ({_UNIT})\b".encode())
    for lang, words in {
        "en": [word for word in _WORDS if word not in ("en", "ett", "sex", "elva")],
        "sv": [word for word in _WORDS if word not in ("one",)],
    }.items()
}
_TIMES = [(re2.compile(rf"(?:{pattern})\z".encode()), factor) for pattern, factor in _SECONDS]
_LIMIT_BEFORE = {
    ">=": re2.compile(rb"(?i)\b(?:at least|no less than|minimum(?: of)?|minst|lagst|not less than"
    rb"|atminstone)\s$"),
    "<=": re2.compile(
        rb"(?i)\b(?:at most|no (?:more|longer|later|older) than|maximum(?: of)?|within|not exceed|hogst"
        rb"|inom|senast|under|less than"
        rb"|for more than|more than|not be more than|up to|exceed)\s$"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Amount:
    """`value` in seconds for a time, in percent for a share; `limit` is ">=", "<=" or ""."""

    start: int
    end: int
    value: float
    kind: str
    limit: str


@lru_cache(maxsize=4096)
def amounts(parsed: Parsed) -> tuple[Amount, ...]:
    """Times and shares in the text, digits or words."""
    found = [_digits(each) for each in quantities(parsed) if each.kind in ("time", "share")]
    for match in _SPELLED[parsed.lang].finditer(parsed.shadow):
        word, unit = (group.decode().lower() for group in match.groups())
        start, end = match.span()
        found.append(Amount(start, end, _WORDS[word] * _factor(unit), "time", ""))
    return tuple(_with_limit(each, parsed.shadow) for each in found)


def _digits(quantity: Quantity) -> Amount:
    factor = _factor(quantity.unit) if quantity.kind == "time" else 1
    limit = quantity.comparator if quantity.comparator in (">=", "<=") else ""
    return Amount(quantity.start, quantity.end, quantity.value * factor, str(quantity.kind), limit)


def _factor(unit: str) -> float:
    return next((factor for pattern, factor in _TIMES if pattern.match(unit.encode())), 1)


def _with_limit(amount: Amount, shadow: bytes) -> Amount:
    before = shadow[max(0, amount.start - 24) : amount.start]
    limit = next((sign for sign, pattern in _LIMIT_BEFORE.items() if pattern.search(before)), amount.limit)
    return Amount(amount.start, amount.end, amount.value, amount.kind, limit)


def outside(requirement: Parsed, answer: Parsed, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Amounts of the answer between `start` and `end` on the wrong side of the requirement's only limit of
    that kind; none where another amount beside keeps the limit."""
    for kind in ("time", "share"):
        limits = [each for each in amounts(requirement) if each.kind == kind and each.limit]
        named = {each.value for each in amounts(requirement) if each.kind == kind}
        said = [
            each
            for each in amounts(answer)
            if each.kind == kind and start <= each.start < end and each.value not in named
        ]
        if len(limits) != 1 or not said:
            continue
        limit = limits[0]
        wrong = [each for each in said if _breaks(each, limit)]
        if len(wrong) == len(said) and not _about_age(requirement, limit):
            yield wrong[0].start, wrong[0].end


def _about_age(requirement: Parsed, limit: Amount) -> bool:
    around = requirement.shadow[max(0, limit.start - 30) : limit.end + 25]
    return bool(re2.search(rb"(?i)\b(?:old|older|gammal|aldre|last|latest|past|senaste)\b", around))


def _breaks(said: Amount, limit: Amount) -> bool:
    return said.value < limit.value if limit.limit == ">=" else said.value > limit.value


_SPELT = "|".join(word for word in _WORDS if word not in ("en", "ett", "one", "sex"))
_COUNT = re2.compile(
    (
        rf"(?i)(?:^|[^\w.,:/-])(\d{{1,3}}(?:[ ,.]\d{{3}})+|\d+|{_SPELT})(?:\s|-)"
        r"([a-z-]+(?: [a-z-]+){0,2})"
    ).encode()
)
_AT_MOST = re2.compile(
    rb"(?i)(?:\b(?:at most|no (?:more|older|longer) than|within|maximum|max|under|below|hogst|inom"
    rb"|maximalt|fore|before|annex|bilaga"
    rb"|article|section|iso|iec|en)|[:/.-]) ?$"
)


def too_few(requirement: Parsed, answer: Parsed) -> tuple[int, int] | None:
    """Where the answer counts fewer of a thing than the requirement asks: 300 users of 3,000."""
    for match in _COUNT.finditer(requirement.shadow):
        if _AT_MOST.search(requirement.shadow[max(0, match.start() - 20) : match.start()]):
            continue
        least, things = _counted(match)
        same = [each for each in _COUNT.finditer(answer.shadow) if _counted(each)[1] & things]
        if same and all(_counted(each)[0] < least for each in same):
            return same[0].start(1), same[0].end(1)
    return None


def _counted(match: "re2._Match[bytes]") -> tuple[int, frozenset[str]]:
    written = match.group(1).decode().lower()
    number = _WORDS[written] if written in _WORDS else int(re2.sub(rb"[ ,.]", b"", match.group(1)))
    return number, frozenset(
        word[:_SAME] for word in match.group(2).decode().lower().split() if len(word) >= _SAME
    )


_SAME = 5  # letters that two words for the same thing begin with
