"""Numbers with what they measure: comparator, value, unit, per what, of what.

Our own normaliser because the unit libraries read "99,9 %" as 999 % and "1 800 000" as three numbers.
Sources: reference 6.5 (comparators, units, number forms, traps). Years, dates, section numbers, versions,
statutes and standards are no quantities.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import re2

from .language import LANGUAGES, Numbers, either, sources
from .parse import Parsed
from .verdict import Value

Kind = Literal["share", "time", "rate", "size", "money", "count"]

# What is written alike in every language; the words are in `languages/`.
_COMPARATORS = {
    ">=": (">=", "minimum", "min.", "min"),
    "<=": ("<=", "maximum", "max.", "max"),
    "<": ("<",),
    ">": (">",),
    "=": ("=",),
    "~": ("~", "circa", "ca.", "ca"),
}
_UNITS: dict[Kind, tuple[str, ...]] = {
    "share": ("%",),
    "time": ("ms", "(?-i:[shd])", "min"),
    "rate": (
        "[tqr]ps", "[km]?hz", "[kmg]?bit/s", "[kmg]bps", "km/h", "fps", "mmol/mol", "mmol/l", "mg/l",
        "g/l",
    ),
    "size": (
        "[kmgtp]i?b", "bits?", "px", "dpi", "mm", "cm", "(?-i:m)", "km", "kg", "mg", "ml", "mmhg",
        "(?-i:V|W|kW)", "kwh", "db", "lux",
    ),
    "money": ("sek", "eur", "usd", "euro", r"\$"),
    "count": ("ops",),
}  # fmt: skip
_TIMES = {"k": 1e3, "m": 1e6}
_NUMBER = r"\d{1,3}(?:(?: \d{3})+|(?:\.\d{3})+|(?:,\d{3})+)(?:[.,]\d{1,4})?|\d+(?:[.,]\d+)?"
_NAMING = (  # a number after these names something, in any language
    r"id|windows|explorer|android|ios|java|python|rfc|iso|iec|tls|hl7|fhir|cda|saml|oauth|wcag|riv-ta"
    r"|iso/iec|http|ipv|nr"
)


@dataclass(frozen=True)
class _Grammar:
    """How figures are written in texts of one language: its own words, and those that it borrows."""

    decimal: str
    signs: dict[bytes, str]
    figure: "re2._Regexp"  # groups: comparator, first number of a range, joiner, number, multiplier, unit
    kinds: "dict[Kind, re2._Regexp]"
    times: dict[str, float]
    both: frozenset[bytes]  # "6 and 7 users": two numbers, unless they are said to be a range
    per: "re2._Regexp"
    of: "re2._Regexp"
    or_more: "re2._Regexp"
    name_before: "re2._Regexp"
    round_the_clock: "re2._Regexp"
    fillers: frozenset[str]


_compiled = cache(re2.compile)  # two languages that borrow from each other have the same patterns


@cache
def _grammar(lang: str) -> _Grammar:
    every = [language.numbers for language in sources(lang)]
    signs = {
        phrase.encode(): sign
        for words in (_COMPARATORS, *(each.comparators for each in every))
        for sign, phrases in words.items()
        for phrase in phrases
    }
    phrases = either([tuple(re.escape(phrase.decode()) for phrase in signs if phrase[:1].isalpha())])
    units = {
        kind: either([shared, *(each.units.get(kind, ()) for each in every)])
        for kind, shared in _UNITS.items()
    }
    units["count"] = rf"(?:(?-i:[a-z-]+) ){{0,2}}(?:{units['count']})"  # "500 concurrent users"
    times = {word: factor for each in every for word, factor in each.times.items()}
    figure = (
        rf"(?i)(?:([<>]=?|=|~|\b(?:{phrases}))\s{{0,2}})?"
        rf"(?:({_NUMBER})\s?(-|{_any(every, 'to', 'both')})\s?)?({_NUMBER})"
        rf"(?:\s?({either([tuple(times)]) or _NEVER}|(?-i:M|k))\b)?"
        rf"(?:\s?-?({'|'.join(f'(?:{unit})' for unit in units.values())})(?:[^0-9A-Za-z_]|$))?"
    )
    more, less = ([each.after.get(sign, ()) for each in every] for sign in (">=", "<="))
    either_or = (
        rf"(?i)[\s,]{{0,2}}(?:(?:{_any(every, 'alternative')}) (?:({either(more) or _NEVER})"
        rf"|({either(less) or _NEVER}))\b|(minimum|min\.?\b)|(maximum|max\b))"
    )
    per = (
        rf"(?i)\s?(?:/|\b(?:{_any(every, 'per')})\s)\s?"
        rf"((?:{_any(every, 'calendar')})?(?:{_any(every, 'periods')}))\b"
    )
    clock = (
        rf"(?i)\b24 ?(?:x|/|\*) ?7(?: ?(?:x|/) ?365)?\b|\b7 ?x ?24\b|\b(?:{_any(every, 'round_the_clock')})\b"
    )
    return _Grammar(
        decimal=LANGUAGES[lang].numbers.decimal,
        signs=signs,
        figure=_compiled(figure.encode()),
        kinds={kind: _compiled(f"(?i)(?:{pattern})") for kind, pattern in units.items()},
        times=_TIMES | times,
        both=frozenset(word.encode() for each in every for word in each.both),
        per=_compiled(per.encode()),
        of=_compiled(
            rf"(?i)\s{{0,2}}(?:{_any(every, 'of')})\s+((?:[0-9a-z'-]+(?:,\d{{3}})? ?){{1,5}})".encode()
        ),
        or_more=_compiled(either_or.encode()),
        name_before=_compiled(
            rf"(?i)(?:\b(?:{_any(every, 'naming')}|{_NAMING})|\x01)[\s:#.]{{0,2}}$".encode()
        ),
        round_the_clock=_compiled(clock.encode()),
        fillers=frozenset(word for each in every for word in each.fillers),
    )


_NEVER = r"[^\x00-\x7F]"  # the shadow is ASCII


def _any(every: "list[Numbers]", *names: str) -> str:
    """One alternation of the words under these names; one that nothing matches where there are none."""
    return either([getattr(each, name) for each in every for name in names]) or _NEVER


_NO_QUANTITY_AFTER = re2.compile(rb"\d|\s?(?:\x01|kap\b|[./:-]\d)|:[ae]\b")
_DIGIT = re.compile(rb"[0-9]")
_HEADING = re2.compile(rb"\s?[A-Z][a-z]")
_YEARS = range(1900, 2100)


class Quantity(Value):
    """A figure in the text. `value` in the unit as written, `upper` the end of a range; `kind` is None for
    a bare compared number. `comparator` is one of "" < <= = ~ >= > and ".." for a range; `per` and `of` are
    words of the text, in lower case without diacritics: "99 % of all calls per month"."""

    start: int
    end: int
    value: float
    unit: str
    kind: Kind | None
    comparator: str
    upper: float | None = None
    per: str = ""
    of: str = ""


def value_of(number: str, lang: str = "en") -> float:
    """Read a number as the language writes it: "1 800 000"; in English "1,250.5", in Swedish "1.250,5"."""
    number = number.replace(" ", "")
    decimal = LANGUAGES[lang].numbers.decimal
    parts = re.split(r"[.,]", number)
    if len(parts) == 1:
        return float(number)
    last = number[len(number) - len(parts[-1]) - 1]
    grouped = len(parts[-1]) == 3 and parts[0] != "0" and (last != decimal or len(parts) > 2)  # noqa: PLR2004
    if grouped and len({character for character in number if character in ".,"}) == 1:
        return float("".join(parts))
    return float("".join(parts[:-1]) + "." + parts[-1])


@lru_cache(maxsize=1)  # rules and notes ask about the same text
def quantities(parsed: Parsed) -> tuple[Quantity, ...]:
    """Every number that has a unit or a comparator, in the order of the text."""
    if not _DIGIT.search(parsed.shadow):
        return ()
    clock = round_the_clock(parsed)
    found = []
    grammar = _grammar(parsed.lang)
    for match in grammar.figure.finditer(parsed.shadow):
        quantity = _quantity(parsed, match, grammar)
        if quantity and not any(start <= quantity.start < end for start, end in clock):
            found.append(quantity)
    return tuple(found)


def _quantity(parsed: Parsed, match: "re2._Match", grammar: _Grammar) -> Quantity | None:
    """The quantity of a match, None where the number is none."""
    shadow, start = parsed.shadow, match.start()
    comparator, lower, joiner, number, times, unit = match.groups()
    sign = _sign(
        parsed.text[max(0, start - 2) : start + 1], grammar.signs.get((comparator or b"").lower(), "")
    )
    if unit and (
        parsed.text[match.start(6)] in "äÄ"
        or not grammar.fillers.isdisjoint(unit.decode().lower().split()[:-1])
    ):
        unit = None  # "är" is no year, "the users" no unit
    if lower and joiner.lower() in grammar.both and sign != "..":  # "6 and 7 users": two numbers
        lower, start = None, match.start(4)
    if sign == ".." and not lower:
        sign, start = "", match.start(4)
    end = match.end(6) if unit else match.end(5) if times else match.end(4)
    first = match.start(2) if lower else match.start(4)
    if _names(grammar, shadow, first, end, bare=not unit, compared=bool(sign)):
        return None
    if unit:
        sign, end = _compared_after(grammar, shadow, sign, end)
    elif not (sign and (times or not _year(number))):
        return None
    value = value_of(number.decode(), parsed.lang) * grammar.times.get((times or b"").decode().lower(), 1)
    kind = kind_of(unit.decode().lower(), parsed.lang) if unit else None
    per = grammar.per.match(shadow, end)
    taken = grammar.of.match(shadow, end) if kind == "share" else None
    of, _, every = taken.group(1).decode().lower().strip().partition(" per ") if taken else ("", "", "")
    return Quantity(
        start=start,
        end=end,
        value=value_of(lower.decode(), parsed.lang) if lower else value,
        upper=value if lower else None,
        unit=unit.decode().lower() if unit else "",
        kind=kind,
        comparator=".." if lower else sign,
        per=per.group(1).decode().lower() if per else every,
        of=of,
    )


def _sign(written: str, sign: str) -> str:
    """The comparator's sign; the shadow has "<", ">" or nothing for signs that the text tells apart."""
    if "±" in written:
        return "~"
    return {"≥": ">=", "≤": "<="}.get(written[-1:]) or sign


def _names(grammar: _Grammar, shadow: bytes, first: int, end: int, *, bare: bool, compared: bool) -> bool:
    """Whether the number names something: a version, a section, a date, a step, a statute."""
    before = shadow[first - 1 : first] if first else b""
    if before.isalnum() or before == b"_" or (before and before in b".:/-" and not compared):
        return True
    if not compared and before == b" " and shadow[first - 2 : first - 1].isdigit():  # "08 123 45 67"
        return True
    if _NO_QUANTITY_AFTER.match(shadow, end):
        return True
    if not bare and not compared and (not first or before == b"\n") and _HEADING.match(shadow, end):
        return True
    return not compared and grammar.name_before.search(shadow[max(0, first - 14) : first]) is not None


def _compared_after(grammar: _Grammar, shadow: bytes, sign: str, end: int) -> tuple[str, int]:
    """A comparator that stands after the unit: "2 s or less", "5 år eller mer", "2 s max"."""
    after = None if sign else grammar.or_more.match(shadow, end)
    if after is None:
        return sign, end
    return (">=" if after.group(1) or after.group(3) else "<="), after.end()


def _year(number: bytes) -> bool:
    return number.isdigit() and int(number) in _YEARS


@lru_cache(maxsize=2000)
def kind_of(unit: str, lang: str) -> Kind | None:
    """What a unit in lower case measures."""
    single = {"v": "V", "w": "W", "kw": "kW"}.get(unit, unit)
    return next((kind for kind, pattern in _grammar(lang).kinds.items() if pattern.fullmatch(single)), None)


@lru_cache(maxsize=1)
def round_the_clock(parsed: Parsed) -> tuple[tuple[int, int], ...]:
    """Where the text says 24/7: it sounds exact and leaves everything open."""
    return tuple(match.span() for match in _grammar(parsed.lang).round_the_clock.finditer(parsed.shadow))
