"""A message of the catalogue in both languages at once, for values that outlive their page."""

from django.utils.functional import Promise
from django.utils.translation import gettext, override

from .engine.verdict import Text


def in_both(message: str | Promise, *blanks: object, **named: object) -> Text:
    """Return `message`, a msgid or a lazy text, filled with `blanks`; a `Text` fills each language's own."""
    return Text(sv=_in("sv", message, blanks, named), en=_in("en", message, blanks, named))


def _in(language: str, message: str | Promise, blanks: tuple, named: dict) -> str:
    def own(blank: object) -> object:
        return blank.in_language(language) if isinstance(blank, Text) else blank

    with override(language):
        said = gettext(message) if isinstance(message, str) else str(message)
        if named:
            return said % {name: own(blank) for name, blank in named.items()}
        return said % tuple(str(own(blank)) for blank in blanks) if blanks else said
