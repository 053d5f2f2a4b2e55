"""Numbers with what they measure: comparator, value, unit, per what, of what. Swedish and English.

Our own normaliser because the unit libraries read "99,9 %" as 999 % and "1 800 000" as three numbers.
Sources: reference 6.5 (comparators, units, number forms, traps). Years, dates, section numbers, versions,
statutes and standards are no quantities.
"""

import re
from functools import lru_cache
from typing import Literal

import re2

from .parse import Parsed
from .verdict import Value

Kind = Literal["share", "time", "rate", "size", "money", "count"]

_COMPARATORS = {
    ">=": (
        ">=", "at least", "no less than", "no fewer than", "not less than", "not be less than",
        "not fewer than", "a minimum of", "minimum of", "minimum", "min.", "min", "not below",
        "not be below", "minst", "lagst", "atminstone", "inte understiga", "ej understiga",
        "inte understiger", "understiger inte", "inte mindre an", "inte lagre an", "inte farre an",
        "ej mindre an",
    ),
    "<=": (
        "<=", "at most", "no more than", "not more than", "not be more than", "no longer than",
        "not longer than", "not be longer than", "no later than", "not later than", "not exceed",
        "not to exceed", "not exceeding", "a maximum of", "maximum of", "maximum", "max.", "max",
        "within", "up to", "not above", "hogst", "maximalt", "maximal", "som mest", "inte overstiga",
        "ej overstiga", "inte overstiger", "overstiger inte", "inom", "upp till", "inte mer an",
        "ej mer an", "inte langre an", "inte hogre an",
    ),
    "<": (
        "<", "less than", "fewer than", "shorter than", "lower than", "smaller than", "faster than",
        "below", "under", "mindre an", "farre an", "kortare an", "lagre an", "snabbare an",
        "understiger", "understiga",
    ),
    ">": (
        ">", "more than", "greater than", "higher than", "longer than", "larger than", "older than",
        "exceeding", "exceeds", "exceed", "above", "over", "mer an", "fler an", "hogre an", "langre an",
        "storre an", "aldre an", "overstiger", "overstiga",
    ),
    "=": (
        "=", "exactly", "equal to", "exakt", "lika med", "precis",
    ),
    "~": (
        "~", "about", "approximately", "approx.", "approx", "around", "roughly", "circa", "cirka",
        "ca.", "ca", "ungefar", "omkring",
    ),
    "..": (
        "between", "mellan", "from", "fran",
    ),
}  # fmt: skip
_SIGN = {phrase.encode(): sign for sign, phrases in _COMPARATORS.items() for phrase in phrases}
_AFTER = {
    ">=": "more|greater|higher|longer|later|newer|above|over|mer|fler|hogre|langre|senare|nyare|storre",
    "<=": "less|fewer|lower|shorter|below|under|mindre|farre|lagre|kortare",
}
_UNIT_WORDS: dict[Kind, tuple[str, ...]] = {
    "share": (
        "%", "per ?cent", r"procent(?:enhet\w*)?", "promille",
    ),
    "time": (
        "ms", "milliseconds?", r"millisekund\w*", "(?-i:[shd])", "secs?", "seconds?", "sek",
        "sekund(?:er|ers|en|s)?", "min", "minutes?", "mins", "minut(?:er|ers|en|s)?", "hrs?", "hours?",
        "timm(?:e|ar|ars|es)", "tim", "(?:(?:working|calendar|business) )?days?",
        "(?:arbets|var|kalender|bank)?dag(?:ar|ars|s)?", "dygns?", "weeks?", "veck(?:a|or|ors|as)",
        "months?", "(?:kalender)?manad(?:er|ers|s)?", "quarters?", "kvartal", "years?", "ars?",
    ),
    "rate": (
        "[tqr]ps", "[km]?hz", "[kmg]?bit/s", "[kmg]bps", "km/h", "fps", "mmol/mol", "mmol/l", "mg/l",
        "g/l",
    ),
    "size": (
        "[kmgtp]i?b", "bytes?", "bitars?", "bits?", "px", "pixels?", "pixlar", "dpi", "mm", "cm",
        "(?-i:m)", "km", "kg", "mg", "ml", "mmhg", "(?-i:V|W|kW)", "kwh", "db", "lux", "characters?",
        "tecken", "teckens", "digits?", "siffror", "lines?", "rader", "pages?", "sidor",
    ),
    "money": (
        "sek", "eur", "usd", "kr", "kronor", "euro", r"\$",
    ),
    "count": (
        "users?", "anvandare", "patients?", "patienter", "records?", "poster", "calls?", "anrop",
        "requests?", "transactions?", r"transaktion\w*", "sessions?", "sessioner", "files?", "filer",
        "search(?:es)?", "sokning(?:ar)?", "times", "ganger", "gang", "attempts?", "forsok", "steps?",
        "steg", "clicks?", "klick(?:ningar)?", "screens?", "questions?", "fragor", "lasoperationer",
        "operations?", "operationer", "messages?", "meddelanden", "units?", "enheter", "st", "stycken",
        "pcs", "readings?", "samples?", "measurements?", "matningar", "persons?", "people", "personer",
        "employees?", "medarbetare", "anstallda", "journaler", "charts", "notes", "anteckningar",
        "points?", "poang", "ops", "observationer", "engagemangsposter", "devices?", "klienter",
        "clients?", "connections?", "anslutningar", "images?", "bilder", "documents?", "dokument",
        "cases", "visits?", "besok", "encounters?", "beds", "vardplatser", "participants?", "deltagare",
        "nurses?", "sjukskoterskor", "underskoterskor", "doctors?", "physicians?", "clinicians?",
        "sekreterare", "inloggningar", "logins?", "logons?", "queries", "events?", "handelser",
        "licen[cs]es?", "licenser", "copies", "kopior", "events", "lakare",
    ),
}  # fmt: skip
_UNITS = {kind: "|".join(words) for kind, words in _UNIT_WORDS.items()}
_UNITS["count"] = rf"(?:(?-i:[a-z-]+) ){{0,2}}(?:{_UNITS['count']})"  # "500 concurrent users"
_TIMES = {
    "k": 1e3,
    "tusen": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "million": 1e6,
    "millions": 1e6,
    "miljon": 1e6,
}
_TIMES |= {"miljoner": 1e6, "billion": 1e9, "miljard": 1e9, "miljarder": 1e9}
_NUMBER = r"\d{1,3}(?:(?: \d{3})+|(?:\.\d{3})+|(?:,\d{3})+)(?:[.,]\d{1,4})?|\d+(?:[.,]\d+)?"
_PHRASES = sorted(
    (re.escape(phrase.decode()) for phrase in _SIGN if phrase[:1].isalpha()), key=len, reverse=True
)
_FIGURE = re2.compile(  # groups: comparator, first number of a range, joiner, number, multiplier, unit
    (
        rf"(?i)(?:([<>]=?|=|~|\b(?:{'|'.join(_PHRASES)}))\s{{0,2}})?"
        rf"(?:({_NUMBER})\s?(-|to|till|och|and)\s?)?({_NUMBER})"
        r"(?:\s?(tusen|thousand|millions?|mn|miljon(?:er)?|billion|miljard(?:er)?|(?-i:M|k))\b)?"
        rf"(?:\s?-?({'|'.join(f'(?:{unit})' for unit in _UNITS.values())})(?:[^0-9A-Za-z_]|$))?"
    ).encode()
)
_PERIODS = (
    r"s|sec|second|sek|sekund|min|minute|minut|h|hour|tim|timme|day|dag|dygn|week|vecka|month|manad(?:en)?|quarter"
    r"|kvartal|year|ar|user|anvandare|patient|call|anrop|request|post"
)
_PER = re2.compile(
    (
        r"(?i)\s?(?:/|\bper\s|\bvarje\s|\bevery\s|\ba\s|\bi\s)\s?"
        rf"((?:kalender|calendar )?(?:{_PERIODS}))\b"
    ).encode()
)
_OF = re2.compile(rb"(?i)\s{0,2}(?:of|av)\s+((?:[0-9a-z'-]+(?:,\d{3})? ?){1,5})")
_OR_MORE = re2.compile(
    rb"(?i)[\s,]{0,2}(?:(?:eller|or) (?:"
    + f"({_AFTER['>=']})|({_AFTER['<=']})".encode()
    + rb")\b|(minimum|min\.?\b)|(maximum|max\b))"
)
_NO_QUANTITY_AFTER = re2.compile(rb"\d|\s?(?:\x01|kap\b|[./:-]\d)|:[ae]\b")
_NAMING = (  # a number after these names something
    r"version|ver\.?|release|avsnitt|kapitel|kap\.?|section|sections|chapter|clause|bilaga|appendix"
    r"|annex|krav|requirement|req|figure|figur|fig\.?|tabell|table|niva|level|steg|step|punkt|artikel"
    r"|article|art\.?|page|sida|port|fas|phase|sprint|round|part|del|grupp|group|class|klass|option"
    r"|alternativ|windows|explorer|android|ios|java|python|rfc|iso|iec|tls|hl7|fhir|cda|saml|oauth"
    r"|wcag|riv-ta|iso/iec|http|ipv|typ|type|lager|layer|category|kategori|nr|no\.?|number|nummer|id"
)
_NAME_BEFORE = re2.compile(rf"(?i)(?:\b(?:{_NAMING})|\x01)[\s:#.]{{0,2}}$".encode())
_DIGIT = re.compile(rb"[0-9]")
_HEADING = re2.compile(rb"\s?[A-Z][a-z]")
_ROUND_THE_CLOCK = re2.compile(
    rb"(?i)\b24 ?(?:x|/|\*) ?7(?: ?(?:x|/) ?365)?\b|\b7 ?x ?24\b|\bdygnet runt\b|\bround[ -]the[ -]clock\b"
    rb"|\b24 ?(?:h|hours?|timmar)(?: ?/ ?| per | om | a )(?:dygn(?:et)?|day|d|dag)\b"
)
_NO_FILLERS = frozenset(
    word
    for line in (
        "the a an of and or to in on for by with is are as at from that this not can shall must will",
        "och av i som eller till en ett den det med vid att ar kan ska skall",
    )
    for word in line.split()
)
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
    decimal = "," if lang == "sv" else "."
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
    for match in _FIGURE.finditer(parsed.shadow):
        quantity = _quantity(parsed, match)
        if quantity and not any(start <= quantity.start < end for start, end in clock):
            found.append(quantity)
    return tuple(found)


def _quantity(parsed: Parsed, match: "re2._Match") -> Quantity | None:
    """The quantity of a match, None where the number is none."""
    shadow, start = parsed.shadow, match.start()
    comparator, lower, joiner, number, times, unit = match.groups()
    sign = _sign(parsed.text[max(0, start - 2) : start + 1], (comparator or b"").lower())
    if unit and (
        parsed.text[match.start(6)] in "äÄ" or not _NO_FILLERS.isdisjoint(unit.decode().lower().split()[:-1])
    ):
        unit = None  # "är" is no year, "the users" no unit
    if lower and joiner.lower() in (b"and", b"och") and sign != "..":  # "6 and 7 users": two numbers
        lower, start = None, match.start(4)
    if sign == ".." and not lower:
        sign, start = "", match.start(4)
    end = match.end(6) if unit else match.end(5) if times else match.end(4)
    first = match.start(2) if lower else match.start(4)
    if _names(shadow, first, end, bare=not unit, compared=bool(sign)):
        return None
    if unit:
        sign, end = _compared_after(shadow, sign, end)
    elif not (sign and (times or not _year(number))):
        return None
    value = value_of(number.decode(), parsed.lang) * _TIMES.get((times or b"").decode().lower(), 1)
    kind = kind_of(unit.decode().lower()) if unit else None
    per = _PER.match(shadow, end)
    taken = _OF.match(shadow, end) if kind == "share" else None
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


def _sign(written: str, comparator: bytes) -> str:
    """The comparator's sign; the shadow has "<", ">" or nothing for signs that the text tells apart."""
    if "±" in written:
        return "~"
    return {"≥": ">=", "≤": "<="}.get(written[-1:]) or _SIGN.get(comparator, "")


def _names(shadow: bytes, first: int, end: int, *, bare: bool, compared: bool) -> bool:
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
    return not compared and _NAME_BEFORE.search(shadow[max(0, first - 14) : first]) is not None


def _compared_after(shadow: bytes, sign: str, end: int) -> tuple[str, int]:
    """A comparator that stands after the unit: "2 s or less", "5 år eller mer", "2 s max"."""
    after = None if sign else _OR_MORE.match(shadow, end)
    if after is None:
        return sign, end
    return (">=" if after.group(1) or after.group(3) else "<="), after.end()


def _year(number: bytes) -> bool:
    return number.isdigit() and int(number) in _YEARS


_KIND = {kind: re2.compile(f"(?i)(?:{pattern})") for kind, pattern in _UNITS.items()}


@lru_cache(maxsize=2000)
def kind_of(unit: str) -> Kind | None:
    """What a unit in lower case measures."""
    single = {"v": "V", "w": "W", "kw": "kW"}.get(unit, unit)
    return next((kind for kind, pattern in _KIND.items() if pattern.fullmatch(single)), None)


@lru_cache(maxsize=1)
def round_the_clock(parsed: Parsed) -> tuple[tuple[int, int], ...]:
    """Where the text says 24/7: it sounds exact and leaves everything open."""
    return tuple(match.span() for match in _ROUND_THE_CLOCK.finditer(parsed.shadow))
