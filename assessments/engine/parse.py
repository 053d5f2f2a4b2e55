"""text -> Parsed: the text as written, and a shadow of it that the matcher can read.

The shadow has one ASCII byte for each character of the text, so that an offset means the same place
in both. It drops diacritics, so that RE2's word boundary works on Swedish words and a text typed
without å, ä and ö reads like any other.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from . import language

_PUNCTUATION = {
    "≥": ">", "≤": "<", "–": "-", "—": "-", "−": "-", "‑": "-", "‐": "-", "’": "'", "‘": "'", "“": '"',
    "”": '"', "„": '"', "«": '"', "»": '"', "…": ".", "•": "*", "·": "*", "▪": "*", "\uf0b7": "*", "◦": "*",
    "×": "x", "§": "\x01", "µ": "u", "\u00ad": "-",
}  # fmt: skip


# Standard library `re` on purpose: single classes with one repeat are linear, and quicker than RE2 here.
_ADDRESS = re.compile(rb"(?<=://)[^\s)\]<>\"]+")
_STARS = re.compile(rb"\*\*+")
_LEFT_OPEN = re.compile(rb"\[([^\[\]\n_]*)(_{3,})\]")  # a blank of our own scaffold: "[limit: ____]"
JUDGED_LENGTH = 3_000  # characters


class _Shadow(dict[int, str]):
    def __missing__(self, code: int) -> str:
        self[code] = shadow = _shadow_of(chr(code))
        return shadow


def _shadow_of(character: str) -> str:
    if character in _PUNCTUATION:
        return _PUNCTUATION[character]
    if character in "\n\t":
        return character
    base = unicodedata.normalize("NFKD", character)[0]
    if " " <= base <= "~":
        return base
    special = {"æ": "a", "Æ": "A", "ø": "o", "Ø": "O", "ß": "s", "đ": "d", "ł": "l"}.get(character)
    return special or ("x" if base.isalpha() else "0" if base.isdigit() else " ")


_SHADOW = _Shadow()


def fold(text: str) -> bytes:
    """Return the shadow: one byte for each character of `text`, ASCII only."""
    return text.translate(_SHADOW).encode("ascii")


def _crossed_out(address: re.Match[bytes]) -> bytes:
    return b"x" * len(address.group())


def _without_label(blank: re.Match[bytes]) -> bytes:
    """What a blank asks for is not in the text yet: its name earns nothing. A dotted line has no words."""
    return b"[" + b" " * len(blank[1]) + b"." * len(blank[2]) + b"]"


def _blank(stars: re.Match[bytes]) -> bytes:
    return b" " * len(stars.group())


@dataclass(frozen=True, eq=False)  # told apart by identity: what was last read of it is kept beside it
class Parsed:
    """A text ready to be matched. `lang` is a language code; `judged` tells whether we have rules for it."""

    text: str
    lang: str
    shadow: bytes

    @cached_property
    def prose(self) -> bytes:
        """The shadow without what only looks like words: addresses are crossed out, and the stars that
        make a word bold are blank."""
        prose = self.shadow
        if b"://" in prose:
            prose = _ADDRESS.sub(_crossed_out, prose)
        return _STARS.sub(_blank, prose) if b"**" in prose else prose

    @property
    def cut(self) -> bool:
        """Whether the text is longer than what is judged of it."""
        return len(self.text) > len(self.shadow)

    @property
    def judged(self) -> bool:
        return self.lang in language.JUDGED

    @cached_property
    def tokens(self) -> tuple[tuple[str, int, int], ...]:
        """The words of the shadow in lower case, each with its start and end."""
        found = language.WORD.finditer(self.prose.decode().lower())
        return tuple((match.group(), *match.span()) for match in found)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the shadow, in lower case."""
        return tuple(word for word, _, _ in self.tokens)


def parse(text: str, lang: str | None = None, expect: str = "en") -> Parsed:
    """Read `text`; `lang` as given, or found from the words, or `expect` where they do not tell.

    Of a text of more than 3,000 characters only the first 3,000 are read: one requirement in 4,000 is so
    long, and the time that one text can take has a bound.
    """
    shadow = _LEFT_OPEN.sub(_without_label, fold(text[:JUDGED_LENGTH]))
    return Parsed(text=text, lang=lang or language.detect(shadow, text, expect), shadow=shadow)
