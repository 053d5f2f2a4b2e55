"""Small parts of sentences, in the active language."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext

MINUTES_AN_HOUR = 60
NAMED = 8  # numbers listed before "and n more"
WITHIN_NUMBER = re.compile(r"(?<=\d) (?=\d{3}(?!\d)|%)")  # "1 000", "95 %"


def unbroken(text: str) -> str:
    """Return `text` with spaces inside numbers that no line ends at; a character stays a character."""
    return WITHIN_NUMBER.sub("\N{NO-BREAK SPACE}", text)


def percent(figure: str) -> str:
    """A figure with its sign, as the language writes it: 99.5% or 99,5 %."""
    return gettext("%(figure)s%%") % {"figure": figure}


def shorten(text: str, most: int) -> str:
    """Return `text` on one line, cut at a word with "…" where it is longer than `most` characters."""
    line = unbroken(" ".join(text.split()))
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:.–-") + "\N{NO-BREAK SPACE}…"


def names(numbers: Iterable[str]) -> str:
    """The numbers of a group; one that several requirements bear is said once, with how many."""
    counts = Counter(numbers)
    named = ", ".join(
        shorten(number, 24) + (f" (×{count})" if count > 1 else "")
        for number, count in list(counts.items())[:NAMED]
    )
    return named + (gettext(" and %d more") % (len(counts) - NAMED) if len(counts) > NAMED else "")


def enumerated(parts: Sequence[str]) -> str:
    """ "a, b and c"."""
    if len(parts) == 1:
        return parts[0]
    return gettext("%(parts)s and %(last)s") % {"parts": ", ".join(parts[:-1]), "last": parts[-1]}


def duration(minutes: float) -> str:
    whole = round(minutes)
    if whole < 1:
        return gettext("less than 1 min")
    if whole < MINUTES_AN_HOUR:
        return gettext("%d min") % whole
    return gettext("%(hours)d h %(minutes)02d min") % {
        "hours": whole // MINUTES_AN_HOUR,
        "minutes": whole % MINUTES_AN_HOUR,
    }


def day(of: date) -> str:
    return date_format(of, "j F Y")
