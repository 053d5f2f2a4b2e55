"""The requirements that were asked, told again in a bid by key, number or words. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from procurement.importers.draft import Draft

from .answers import field_named, says_yes_or_no

_LEAST = 16  # letters and digits by which a text without a number is told
_REWORDED = 0.8  # share of words from which one that begins alike is the same in other words
_CALLED = re.compile(
    r"(?i)\s*(?:(?:svar|answer|response|reply)\s+(?:på|till|to|on)\s+)?"
    r"(?P<called>(?:ska|bör)?-?krav(?:et)?\b|requirement\b|req\b\.?)?\s*(?:nr|nummer|no|number)?\.?\s*[:#]?\s*"
)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_AFTER = re.compile(r"[\s.:;,)\]|–—-]*")


@dataclass(frozen=True)
class Asked:
    """A requirement as far as matching it, and holding the bid's own wording of it against it, need it."""

    key: str
    number: str
    text: str
    kind: str = ""
    phase: str = ""
    shown_by: str = ""


def whole(draft: Draft) -> str:
    """A paragraph with the number, or the label, that stood before it."""
    between = ": " if field_named(draft.number) else " "
    return between.join(filter(None, (draft.number, draft.text)))


def squeezed(text: str) -> str:
    """Letters and digits alone: what a line break, a hyphen at its end or a quote mark does not change."""
    return "".join(each for each in unescaped(text).casefold() if each.isalnum())


def unescaped(text: str) -> str:
    """A text without Excel's way to keep signs that XML does not, such as _x000D_."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


class Known:
    """The requirements that were asked, to be told by key, number or words."""

    def __init__(self, asked: Sequence[Asked]) -> None:
        self.asked = asked
        self.seen: set[int] = set()
        self.by_key = {each.key: place for place, each in enumerate(asked)}
        self.by_number = _only_once((_number(each.number), place) for place, each in enumerate(asked))
        self.by_text = _only_once((squeezed(each.text), place) for place, each in enumerate(asked))
        self.by_start = _only_once((text[:_LEAST], place) for text, place in self.by_text.items())
        self.series = {_series(_number(each.number)) for each in asked} - {""}

    def of_row(self, draft: Draft) -> int | None:
        """The requirement that a row of a table is about: what can be read in it weighs more than its key."""
        words = squeezed(draft.text)
        for found in (
            self.by_text.get(words) if len(words) >= _LEAST else None,
            self.by_key.get(draft.key),
            self.by_number.get(_number(draft.number)),
            self.by_number.get(_number(draft.text)),
            self.by_text.get(words),
        ):
            if found is not None:
                return found
        number, _rest = self._leading(draft.text)
        begun = self._begun(draft.text)
        return self.by_number.get(number, self._reworded(draft.text) if begun is None else begun)

    def start(self, draft: Draft) -> tuple[int | None, str] | None:
        """The requirement whose answer begins with a paragraph, and what stands after its number.

        None for the requirement where a number of the same shape was not asked; None in all where the
        paragraph begins nothing.
        """
        if draft.number:
            number, rest = _number(draft.number), draft.text
        else:
            number, rest = self._leading(draft.text)
        row = self.by_number.get(number)
        if row is not None and not (number.isdigit() and row in self.seen):
            return row, rest
        begun = self._begun(rest)
        if begun is not None and begun not in self.seen:
            return begun, rest
        return (None, whole(draft)) if row is None and _series(number) in self.series else None

    def _leading(self, text: str) -> tuple[str, str]:
        """The number that a paragraph begins with and the rest; "" where it begins with none that was asked.

        A bare number needs a sign after it, or a word before it: "12 månader" begins no answer.
        """
        called = _CALLED.match(text)
        words = text[called.end() :].split(None, 3)
        for count in (3, 2, 1):
            if count > len(words):
                continue
            said = re.match(r"\s+".join(map(re.escape, words[:count])), text[called.end() :])[0]
            number = _number(said)
            rest = text[called.end() + len(said) :]
            ends = said[-1] in ".:;)]-" or not rest.strip() or rest.lstrip()[0] in "|:–—-\t"
            is_bare = not re.search(r"[^\W\d]", number)
            sure = called["called"] or ends or not is_bare or "\t" in rest[:2]
            if number in self.by_number and (sure or ("." in number and _begins(rest))):
                return number, rest[_AFTER.match(rest).end() :]
            if count == 1 and _series(number) in self.series and (sure or _begins(rest)):
                return number, rest[_AFTER.match(rest).end() :]
        return "", text

    def _begun(self, text: str) -> int | None:
        """The requirement whose words a paragraph begins with."""
        begins = squeezed(text)
        row = self.by_start.get(begins[:_LEAST])
        wanted = squeezed(self.asked[row].text) if row is not None else ""
        return row if wanted and len(wanted) >= _LEAST and begins.startswith(wanted) else None

    def _reworded(self, text: str) -> int | None:
        """The requirement that begins as a text does and has most of its words."""
        row = self.by_start.get(squeezed(text)[:_LEAST])
        if row is None:
            return None
        ours, theirs = self.asked[row].text.casefold().split(), text.casefold().split()
        alike = SequenceMatcher(None, ours, theirs, autojunk=False).ratio()
        return row if alike >= _REWORDED else None


def _begins(rest: str) -> bool:
    return rest.strip()[:1].isupper() or says_yes_or_no(rest)


def _number(text: str) -> str:
    """A number as it is compared: "Krav 12." and "krav 12" are one, "SÄK - 003" and "säk-003" too."""
    bare = re.sub(r"\s*([-_./])\s*", r"\1", " ".join(text.casefold().split()))
    return re.sub(r"^(?:krav|requirement|req)\s+(?=\d)", "", bare).strip(" .:;()[]")


def _series(number: str) -> str:
    """What numbers of one series share: "int-" of INT-07, "0.0" of 3.12; "" where that is nothing."""
    found = re.fullmatch(r"(\D*)(\d+(?:[-._/]\d+)*)[a-z]{0,2}", number)
    if not found or (not found[1] and found[2].isdigit()):
        return ""
    return found[1] or re.sub(r"\d+", "0", found[2])


def _only_once(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """What is said of one place only: two requirements of one number cannot be told apart by it."""
    pairs = [(name, place) for name, place in pairs if name]
    count = Counter(name for name, _ in pairs)
    return {name: place for name, place in pairs if count[name] == 1}
