"""What the verdict says beside its scores: arithmetic, what was not seen, what should be taken away."""

from dataclasses import dataclass
from functools import cache

import re2

from .identifiers import identifiers, persons_in
from .language import FULL, either, small_words_in, sources
from .parse import Parsed, fold
from .quantities import Quantity, round_the_clock
from .verdict import Text

_MINUTES = {  # per period, in the mean year of 365 days that service levels reckon with
    "year": 525_600,
    "quarter": 131_400,
    "month": 43_800,
    "week": 10_080,
    "day": 1_440,
}
_A_PERIOD = {
    "year": Text(sv="per år", en="a year"),
    "quarter": Text(sv="per kvartal", en="a quarter"),
    "month": Text(sv="per månad", en="a month"),
    "week": Text(sv="per vecka", en="a week"),
    "day": Text(sv="per dygn", en="a day"),
}
_HOUR = 3600  # seconds
_LEAST_AVAILABLE = 90  # per cent; less is another kind of share

_MOST_NAMED = 3
_LAST = 40  # characters in which a text shows that it goes on
_FEWEST_SMALL_WORDS = 5  # of the other language, before a text is called mixed


@dataclass(frozen=True)
class _Sought:
    """What is looked for in texts of one language."""

    periods: "dict[str, re2._Regexp]"
    available: "re2._Regexp"
    of_time: "re2._Regexp"
    annex: "re2._Regexp"  # its group is the annex where words before it lean on it
    unfinished: "re2._Regexp"


_NUMBERED = r"(?-i: (?:[A-Z]{1,2}-?\d*|\d+|[IVX]+)(?:\.\d+)*\b)"


@cache
def _sought(lang: str) -> _Sought:
    every = [each.phrases for each in sources(lang)]

    def any_of(name: str) -> str:
        return either([getattr(each, name) for each in every])

    def compiled(pattern: str) -> "re2._Regexp":
        return re2.compile(f"(?i){pattern}".encode())

    periods = {period: either([each.periods.get(period, ()) for each in every]) for period in _MINUTES}
    leaning = f"(?:{any_of('leaning')}) (?:(?:{any_of('enclosed')}) )?"
    return _Sought(
        periods={period: compiled(rf"\b(?:{words})\b") for period, words in periods.items()},
        available=compiled(rf"\b(?:{any_of('available')})\b"),
        of_time=compiled(rf"^(?:(?:{any_of('articles')}) )?(?:{any_of('of_time')})\b"),
        annex=compiled(
            rf"\b(?:{any_of('annexes')}){_NUMBERED}|\b{leaning}((?:{any_of('annex_nouns')})\b{_NUMBERED}?)"
        ),
        unfinished=compiled(rf"(?:\.\.\.|[,;-]|\b(?:{any_of('unfinished')}))\s*$"),
    )


def notes(parsed: Parsed, figures: tuple[Quantity, ...]) -> tuple[Text, ...]:
    """What to say beside the scores of what was read, the most pressing first."""
    return (*private(parsed), *_wrong_check_digits(parsed), *_availability(parsed, figures))


def unseen(parsed: Parsed) -> tuple[Text, ...]:
    """What was not read and may decide."""
    return (*_unseen_annexes(parsed), *_cut_off(parsed), *_mixed(parsed))


def private(parsed: Parsed) -> tuple[Text, ...]:
    """A personal identity number is to be removed; the note does not repeat it."""
    return tuple(
        Text(
            sv=f"Texten innehåller det som ser ut som {name.sv}. Ta bort det.",
            en=f"The text holds what looks like {name.en}. Remove it.",
        )
        for name in persons_in(parsed.shadow if not parsed.cut else fold(parsed.text))
    )


def _wrong_check_digits(parsed: Parsed) -> tuple[Text, ...]:
    wrong = [
        parsed.text[found.start : found.end] for found in identifiers(parsed) if found.state == "invalid"
    ]
    return tuple(
        Text(
            sv=f"Kontrollsiffran i {written} stämmer inte.",
            en=f"The check digit of {written} is wrong.",
        )
        for written in wrong
    )


def _availability(parsed: Parsed, figures: tuple[Quantity, ...]) -> tuple[Text, ...]:
    """How long the service may be down at each availability figure of the text."""
    sought = _sought(parsed.lang)
    if not (sought.available.search(parsed.shadow) or round_the_clock(parsed)):
        return ()
    stated = tuple(period for period, pattern in sought.periods.items() if pattern.search(parsed.shadow))
    shares = {
        figure.value
        for figure in figures
        if figure.unit in ("%", "procent", "percent", "per cent")
        and _LEAST_AVAILABLE <= figure.value < 100  # noqa: PLR2004
        and (not figure.of or sought.of_time.search(figure.of.encode()))
    }
    return tuple(_down(share, stated) for share in sorted(shares))


def _down(share: float, stated: tuple[str, ...]) -> Text:
    if stated:
        sv = ", ".join(f"{_duration(share, period)} nere {_A_PERIOD[period].sv}" for period in stated)
        en = ", ".join(f"{_duration(share, period)} down {_A_PERIOD[period].en}" for period in stated)
        return Text(
            sv=f"{_written(share, ',')} % tillåter {sv}.", en=f"{_written(share, '.')} % allows {en}."
        )
    month, year = _duration(share, "month"), _duration(share, "year")
    return Text(
        sv=f"{_written(share, ',')} % utan period: tillåter {month} nere per månad, eller {year} per år, "
        "som kan vara i ett sträck.",
        en=f"{_written(share, '.')} % of no stated period: allows {month} down a month, or {year} a year, "
        "which can be in one stretch.",
    )


def _written(share: float, point: str) -> str:
    return f"{share:.6g}".replace(".", point)


def _duration(share: float, period: str) -> str:
    """The time that `share` per cent of a period leaves, as "3 h 39 min", "43 min 48 s" or "26 s"."""
    seconds = round(_MINUTES[period] * 60 * (100 - share) / 100)
    if seconds >= _HOUR:
        hours, minutes = divmod(round(seconds / 60), 60)
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    minutes, rest = divmod(seconds, 60)
    if minutes:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    return f"{rest} s"


def _unseen_annexes(parsed: Parsed) -> tuple[Text, ...]:
    """Annexes that the text leans on; those of a named law are no annexes of the tender."""
    laws = [found for found in identifiers(parsed) if found.kind == "law"]
    named = dict.fromkeys(
        parsed.text[slice(*(match.span(1) if match.group(1) else match.span()))]
        for match in _sought(parsed.lang).annex.finditer(parsed.shadow)
        if not any(abs(match.start() - law.start) < 60 for law in laws)  # noqa: PLR2004
    )
    if not named:
        return ()
    which = ", ".join(list(named)[:_MOST_NAMED])
    return (
        Text(
            sv=f"Texten lutar sig mot {which}, som Glapp inte har sett.",
            en=f"The text leans on {which}, which Glapp has not seen.",
        ),
    )


def _cut_off(parsed: Parsed) -> tuple[Text, ...]:
    if parsed.cut:
        return (
            Text(
                sv="Texten är lång: bara de första 3 000 tecknen är bedömda. Dela den i flera krav.",
                en="The text is long: only its first 3,000 characters are judged. Divide it.",
            ),
        )
    if not _sought(parsed.lang).unfinished.search(parsed.shadow[-_LAST:]):
        return ()
    return (
        Text(
            sv="Texten ser ut att fortsätta någon annanstans. Den är bedömd på det som syns.",
            en="The text seems to go on elsewhere. It is judged on what is visible.",
        ),
    )


def _mixed(parsed: Parsed) -> tuple[Text, ...]:
    """Half in another language: its rules were not asked."""
    own, *others = (small_words_in(parsed.words, code) for code in (parsed.lang, *(FULL - {parsed.lang})))
    if max(others) < max(own, _FEWEST_SMALL_WORDS):
        return ()
    return (
        Text(
            sv="Texten blandar språk. Den är bedömd med reglerna för ett av dem.",
            en="The text mixes languages. It is judged by the rules of one of them.",
        ),
    )
