"""An answer put into the text of its requirement, as a proposal for the officer to accept or change. Pure.

An answer that is a sentence becomes one. A part of a sentence goes where such parts stand: a limit, a
condition or a moment into the sentence that demands something, a proof or a method after it.
"""

import re
from typing import NamedTuple

from .engine.verdict import Element

_STOP = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ0-9]|\s*\Z)")
_DEMAND = re.compile(r"\b(?:ska|skall|måste|bör|shall|must|should|will)\b", re.IGNORECASE)
_BLANK = re.compile(r"\[[^\[\]\n]*_{3,}\]")


class _Frame(NamedTuple):
    """Where a part of a sentence goes: into the last sentence of the text, or into one of its own."""

    own_sentence: bool
    words: str


_INTO = " {}"
_BRACKETS = " ({})"
_FRAMES = {
    "sv": {
        Element.ACTOR: _Frame(True, "Detta utförs av {}."),
        Element.OBSERVABLE: _Frame(True, "Det visar sig genom att {}."),
        Element.OBJECT: _Frame(True, "Det gäller {}."),
        Element.VERSION: _Frame(False, _BRACKETS),
        Element.LIMIT: _Frame(False, _INTO),
        Element.CONDITION: _Frame(False, _INTO),
        Element.METHOD: _Frame(True, "Kontrolleras genom {}."),
        Element.EVIDENCE: _Frame(True, "Leverantören lämnar {}."),
        Element.MOMENT: _Frame(False, _INTO),
        Element.RESPONSIBLE: _Frame(True, "Godkänns av {}."),
    },
    "en": {
        Element.ACTOR: _Frame(True, "This is done by {}."),
        Element.OBSERVABLE: _Frame(True, "It shows in that {}."),
        Element.OBJECT: _Frame(True, "It applies to {}."),
        Element.VERSION: _Frame(False, _BRACKETS),
        Element.LIMIT: _Frame(False, _INTO),
        Element.CONDITION: _Frame(False, _INTO),
        Element.METHOD: _Frame(True, "Verified by {}."),
        Element.EVIDENCE: _Frame(True, "The supplier hands over {}."),
        Element.MOMENT: _Frame(False, _INTO),
        Element.RESPONSIBLE: _Frame(True, "Accepted by {}."),
    },
}


def with_answer(text: str, answer: str, element: Element, lang: str) -> str:
    """Return `text` with `answer` to the question about `element` in it; `lang` is the text's language.

    Nothing of the text is taken away. An empty answer gives the text as it is.
    """
    answer = " ".join(answer.split())
    if not answer:
        return text
    frame = _FRAMES["en" if lang == "en" else "sv"][element]
    if _is_sentence(answer):
        return _followed_by(text, answer)
    if frame.own_sentence:
        return _followed_by(text, frame.words.format(_part(answer)))
    return _within(text, frame.words.format(_part(answer)))


def blanks_in(text: str) -> int:
    """How many blanks of a scaffold are still to be filled in."""
    return len(_BLANK.findall(text))


def _is_sentence(answer: str) -> bool:
    if not (answer[-1] in ".!?" and answer[0].isupper() and " " in answer):
        return False
    return answer.split(maxsplit=1)[0].lower() not in _PLAIN or bool(_DEMAND.search(answer))


def _part(answer: str) -> str:
    """Without a final stop, and in lower case where its first word is no name or abbreviation."""
    answer = answer.rstrip(" .;,") or answer
    first = answer.split()[0]
    plain = first[0].isupper() and (len(first) == 1 or first[1:].islower()) and first.lower() in _PLAIN
    return answer[0].lower() + answer[1:] if plain else answer


_PLAIN = frozenset(
    [
        "inom",
        "vid",
        "högst",
        "minst",
        "alla",
        "när",
        "efter",
        "före",
        "under",
        "senast",
        "mellan",
        "en",
        "ett",
        "den",
        "det",
        "de",
        "i",
        "på",
        "för",
        "within",
        "at",
        "all",
        "when",
        "after",
        "before",
        "during",
        "no",
        "not",
        "every",
        "each",
        "a",
        "an",
        "the",
        "in",
        "on",
        "for",
        "by",
        "between",
    ]
)


def _followed_by(text: str, sentence: str) -> str:
    """A sentence of its own, after all others."""
    body = text.rstrip()
    if not body:
        return sentence
    if body.endswith((".", "!", "?")):
        return f"{body} {sentence}{text[len(body) :]}"
    space = "\n" if body.endswith((":", ";")) else ". "
    return f"{body}{space}{sentence}{text[len(body) :]}"


def _within(text: str, words: str) -> str:
    """Words at the end of the first sentence that demands something, else of the first."""
    if not text.strip():
        return words.strip()
    end = _end_of_demand(text)
    stop = "" if _STOP.match(text, end) else "."
    return f"{text[:end].rstrip()}{words}{stop}{text[end:]}"


def _end_of_demand(text: str) -> int:
    """Where the words of that sentence end: before its stop, or before the space that ends the text."""
    ends = [match.start() for match in _STOP.finditer(text)]
    whole = len(text.rstrip())
    if not ends or ends[-1] + 1 < whole:
        ends.append(whole)
    starts = [0, *(end + 1 for end in ends)]
    for start, end in zip(starts, ends, strict=False):
        if _DEMAND.search(text, start, end):
            return end
    return ends[0]
