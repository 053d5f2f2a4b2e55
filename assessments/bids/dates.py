"""Dates in an answer and a requirement, as Swedish and English write them, and what they are dates of."""

import calendar
from dataclasses import dataclass
from datetime import date

import re2

_MONTHS = (
    ("jan", "januari", "january"), ("feb", "februari", "february"), ("mar", "mars", "march"),
    ("apr", "april", "april"), ("maj", "may", "maj"), ("jun", "juni", "june"), ("jul", "juli", "july"),
    ("aug", "augusti", "august"), ("sep", "sept", "september"), ("okt", "oct", "oktober", "october"),
    ("nov", "november", "november"), ("dec", "december", "december"),
)  # fmt: skip
_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAME = "|".join(sorted(_NUMBER, key=len, reverse=True))
_DATE = re2.compile(  # groups: iso (1-3), day first (4-6), month first (7-9), month and year (10-11)
    (
        r"(?i)\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b"
        rf"|\b(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?({_NAME})\.? ((?:19|20)\d\d)\b"
        rf"|\b({_NAME})\.? (\d{{1,2}}), ((?:19|20)\d\d)\b"
        rf"|\b({_NAME})\.? ((?:19|20)\d\d)\b"
    ).encode()
)
_UNTIL = re2.compile(
    rb"(?i)(?:\b(?:valid|giltig\w*|gall(?:er|de)\w*|expir\w+|loper|lopte|lapse[sd]?|ran out|utgar"
    rb"|utgick|gick)\b[^.;]{0,60}?)?"
    rb"(?:\b(?:valid|giltig\w*) (?:un)?(?:til|till|to)\b|\buntil\b|\bthrough\b|\bt\.?\s?o\.?\s?m\b\.?"
    rb"|\btill och med\b|\bexpir(?:es|ed|ing|y)\b(?: date)?(?: on)?:?"
    rb"|\b(?:gick|gar|lopte|loper) ut\b|\butgangsdatum\b|\butgick\b|\bgiltighetstid\b"
    rb"|\b(?:ran|runs?|running|lasts?|lasted|extends?|good|loper|lopte|stracker sig)\s(?:\w+\s)?"
    rb"(?:to|till|until|up to|fram till)\b|\b(?:ended|ends|ending|upphor|upphorde|slutade)\b(?: on| den)?"
    rb"|\blapse[sd]\b(?: on)?|\bran out\b(?: on)?|\bvalidity(?: period)?\b)"
    rb"[^.;0-9]{0,20}$"
)
_RANGE = re2.compile(rb"(?i)^\s?(?:-|to|till|t\.o\.m\.|until|through|and)\s?$")
_PERIOD = re2.compile(
    rb"(?i)\b(?:valid\w*|giltig\w*|galler|gallde|in force|for the period|giltighetsperiod\w*"
    rb"|loper|lopte)\b"
)
_DEADLINE = re2.compile(
    rb"(?i)\b(?:deadline|anbudsdag\w*|anbudstid\w*|anbudets|anbudstillfallet|senast|gammal|aldre"
    rb"|old(?:er)?|before|fore|submission|as of|at|on|per|den|vid)\b"
)


@dataclass(frozen=True)
class Dated:
    """A date in a text; without a day it stands for the whole month. `until`: the end of a validity."""

    start: int
    end: int
    first: date
    last: date
    until: bool


def dates(shadow: bytes) -> tuple[Dated, ...]:
    """Every date, in the order of the text; impossible ones ("2026-02-31") are left out."""
    found: list[Dated] = []
    for match in _DATE.finditer(shadow):
        span = _read(tuple(group.decode().lower() if group else "" for group in match.groups()))
        if span is None:
            continue
        before = shadow[max(0, match.start() - 90) : match.start()]
        ranged = bool(
            found
            and _RANGE.match(shadow[found[-1].end : match.start()])
            and _PERIOD.search(shadow[max(0, found[-1].start - 60) : found[-1].start])
        )
        found.append(Dated(match.start(), match.end(), *span, ranged or bool(_UNTIL.search(before))))
    return tuple(found)


def _read(groups: tuple[str, ...]) -> tuple[date, date] | None:
    try:
        if groups[0]:
            day = date(int(groups[0]), int(groups[1]), int(groups[2]))
        elif groups[3]:
            day = date(int(groups[5]), _NUMBER[groups[4]], int(groups[3]))
        elif groups[6]:
            day = date(int(groups[8]), _NUMBER[groups[6]], int(groups[7]))
        else:
            year, month = int(groups[10]), _NUMBER[groups[9]]
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    except ValueError:
        return None
    return day, day


_POINT = re2.compile(  # a point in time that need not have a year
    (
        rf"(?i)\b(?:in|by|during|until|before|from|between|of|on|i|till|under|fran|mellan|senast"
        rf"|for) (?:early |mid-?|late |the end of |borjan av |slutet av |mitten av )?(?:{_NAME})\b"
        r"|\b(?:in|by|during|this|under|till|i|pa|denna|in the|this coming) (?:late |early |sen"
        r"|tidig)?(?:spring|summer|autumn|winter|varen|hosten|sommaren|vintern|senhosten|host|var)\b"
        r"|\b(?:weeks?|vecka|veckorna|v\.) ?\d{1,2}\b|\b(?:q[1-4]|kvartal [1-4])\b|\b20[2-9]\d\b"
    ).encode()
)
_DONE = re2.compile(  # something has been done, or has been going on since
    rb"(?i)\b(?:was|were|has|have|had|been|since|sedan|har|hade|blev|var|fick|gjordes|skedde|gav|holls"
    rb"|tog|did|took|held|ran|found|showed|passed|gave|went|made"
    rb"|\w{2,}(?:ades|ade|andes|ttes|ddes|rdes|ldes|stes|ktes|ptes|ltes|ntes|rtes|mdes|gdes|vdes|ndes)"
    rb"|[a-z]{3,}ed)\b"
)


def points(shadow: bytes) -> bool:
    """Whether the text names a point in time and nothing in it has been done."""
    return bool(_POINT.search(shadow)) and not _DONE.search(shadow)


def deadline_of(requirement: bytes) -> date | None:
    """The last date that the requirement names: the day on which it has to be true."""
    found = [
        dated.last
        for dated in dates(requirement)
        if _DEADLINE.search(requirement[max(0, dated.start - 60) : dated.start])
    ]
    return max(found, default=None)


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
