"""Whether a bid has the requirements as they were sent out: rows are known by a key that nobody sees. Pure.

In a sheet of ours only the answers can be written, so that every cell is held against what was sent out. In a
bidder's own file a requirement may be cut short; only other words in it, or other numbers, are told.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from procurement.importers import vocabulary
from procurement.importers.mapping import Mapping
from procurement.importers.place import Place

from .answers import says_yes_or_no
from .known import Asked, unescaped

# The columns of a sheet of ours before those of the answer, in their order; its header is its first row.
OURS = ("number", "area", "text", "kind", "phase", "shown_by")
# What can be another thing in the bid than in what was sent out; `models.Altered` has the words.
TEXT, KIND, PHASE, SHOWN_BY, MOVED, ADDED, REMOVED = (
    "text", "kind", "phase", "shown_by", "moved", "added", "removed",
)  # fmt: skip

_MOST_CELL = 32_000  # characters: more does not go out, see `workbook`
_ALIKE = 0.6  # share of words from which a text is the requirement in other words, and not another text
_LOST = {"Zs", "Zl", "Zp", "Cc", "Cf", "Co", "Pi", "Pf"}  # spaces, breaks, soft hyphens, quotation marks
_QUOTES_AND_BULLETS = "\"'`´•·◦▪●■*"
_HYPHEN = re.compile(r"(?<!\d)-(?!\d)")  # but not that of "-5" and "10-20"
_WORD = re.compile(r"\w+(?:[.,]\d+)*|[<>≤≥=±%+]")
_SENTENCE = re.compile(r"[.!?:;](?=\s)|(?=\n)|$")
_MOST_BETWEEN = 3  # words
_CUT_SHORT = ("…", "...")


@dataclass(frozen=True)
class Repeated:
    """A requirement as a bid has it; `text` is "" where it has none. `is_ours`: in a sheet of ours, where
    `kind` and `phase` (values of procurement.models) and `shown_by` stand too. `is_moved`: the key of the row
    is another requirement's. `is_guessed`: on a page that only looks like paragraphs, a PDF's."""

    text: str
    is_ours: bool = False
    kind: str = ""
    phase: str = ""
    shown_by: str = ""
    is_moved: bool = False
    is_guessed: bool = False


@dataclass(frozen=True)
class Alteration:
    """One thing that is not as it was sent out. `row` is the requirement's in the list that was asked, None
    for what was added; `said` is what the bid has instead: a text, a kind or a phase."""

    what: str
    row: int | None
    place: Place
    said: str = ""


def is_our_sheet(mapping: Mapping) -> bool:
    """Whether a file was read as a sheet that we sent out, its columns in their places."""
    return any(table.header == 1 and (table.roles or ())[: len(OURS)] == OURS for table in mapping.tables)


def plain(text: str) -> str:
    """A text as it is compared: without what a spreadsheet, a line break or a page changes on its own."""
    text = unescaped(text[:_MOST_CELL])
    signs = (
        "-" if unicodedata.category(sign) == "Pd" or sign == "−" else sign
        for sign in unicodedata.normalize("NFKC", text).casefold()
    )
    kept = (
        sign for sign in signs if sign not in _QUOTES_AND_BULLETS and unicodedata.category(sign) not in _LOST
    )
    return _HYPHEN.sub("", "".join(kept)).strip(".,;:")


def of_passage(repeated: Repeated, asked: Asked) -> Iterable[tuple[str, str]]:
    """What of a requirement is not as it was sent out, each with what the bid has instead."""
    if repeated.is_moved:
        yield MOVED, ""
    if _is_other(repeated, asked):
        yield TEXT, repeated.text
    if repeated.is_ours:
        if repeated.kind != asked.kind:
            yield KIND, repeated.kind
        if repeated.phase != asked.phase:
            yield PHASE, repeated.phase
        if plain(repeated.shown_by) != plain(asked.shown_by):
            yield SHOWN_BY, repeated.shown_by


def _is_other(repeated: Repeated, asked: Asked) -> bool:
    if not repeated.text or plain(repeated.text) == plain(asked.text):
        return False
    return repeated.is_ours or differs_clearly(repeated.text, asked, is_guessed=repeated.is_guessed)


def differs_clearly(text: str, asked: Asked, *, is_guessed: bool = False) -> bool:
    """Whether a bidder's own file has a requirement in other words, and not only a part or the name of it.

    Where a page is guessed, many words in the middle are what stood beside it, and nothing is told.
    """
    ours, theirs = _words(asked.text), _words(text)
    number = _words(asked.number)
    if number and theirs[: len(number)] == number != ours[: len(number)]:
        theirs = theirs[len(number) :]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return False
    is_cut = any(sign in text for sign in _CUT_SHORT)
    ends = {len(_words(asked.text[: found.end()])) for found in _SENTENCE.finditer(asked.text)}
    found = matcher.get_opcodes()
    if is_guessed and any(d - c > b - a + _MOST_BETWEEN for what, a, b, c, d in found if what != "equal"):
        return False
    for what, a, b, c, d in found:
        if what == "equal" or "".join(ours[a:b]) == "".join(theirs[c:d]):
            continue  # the same letters, divided otherwise
        ends_early = b == len(ours) and (a in ends or is_guessed)
        is_part = what == "delete" and (is_cut or a == 0 or ends_early)
        is_label = what == "insert" and a == 0
        if not (is_part or is_label):
            return True
    return False


def _words(text: str) -> list[str]:
    """Words, numbers and signs of comparison, a word that a line break divides as one."""
    whole = re.sub(r"(?<=[^\W\d])[-‐\xad]\s*\n\s*(?=[^\W\d])", "", text)
    return _WORD.findall(unicodedata.normalize("NFKC", whole).casefold())


def repeats_until(text: str, question: str) -> int:
    """Where the requirement ends with which a text begins, in words of its own; 0 where it begins with none.

    An answer may say the same as the requirement, but does not oblige, nor begin with yes or no.
    """
    ours = _words(question)
    best, until = _ALIKE, 0
    for found in _SENTENCE.finditer(text, 0, 2 * len(question) + 20):
        begins = text[: found.end()]
        ratio = SequenceMatcher(None, ours, _words(begins), autojunk=False).ratio()
        if ratio > best:
            best, until = ratio, found.end()
    begins = text[:until]
    return until if until and vocabulary.asks(begins) and not says_yes_or_no(begins) else 0


def removed(asked: Sequence[Asked], found: Iterable[int]) -> list[int]:
    """The requirements that a sheet of ours should have and has not, by their place in the list."""
    return sorted(set(range(len(asked))) - set(found))
