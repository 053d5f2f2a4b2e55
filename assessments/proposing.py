"""An answer put into the text of its requirement, as a proposal for the officer to accept or change. Pure.

An answer that is a sentence becomes one. A part of a sentence goes where such parts stand: a limit, a
condition or a moment into the sentence that demands something, a proof or a method after it.
"""

import re
from functools import cache
from typing import NamedTuple

from .engine.language import JUDGED, sources, writing
from .engine.verdict import Element

_STOP = re.compile(r"[.!?](?=\s+[A-ZÅÄÆÖØ0-9]|\s*\Z)")
_BLANK = re.compile(r"\[[^\[\]\n]*_{3,}\]")


class _Words(NamedTuple):
    """How a text of one language is added to: `answers` hold "{}" where the answer goes, `demand` finds a
    word that demands, and a part of a sentence may begin with those of `starts` in lower case."""

    answers: dict[Element, str]
    demand: re.Pattern[str]
    starts: frozenset[str]


@cache
def _words(lang: str) -> _Words:
    own = lang if lang in JUDGED else "sv"
    every = [writing(own), *(language.writing for language in sources(own)[1:] if language.writing)]
    demand = "|".join(word for each in every for word in each.demand)
    return _Words(
        answers=every[0].answers,
        demand=re.compile(rf"\b(?:{demand})\b", re.IGNORECASE),
        starts=frozenset(word for each in every for word in each.starts),
    )


def with_answer(text: str, answer: str, element: Element, lang: str) -> str:
    """Return `text` with `answer` to the question about `element` in it; `lang` is the text's language.

    Nothing of the text is taken away. An empty answer gives the text as it is.
    """
    answer = " ".join(answer.split())
    if not answer:
        return text
    words = _words(lang)
    if _is_sentence(answer, words):
        return _followed_by(text, answer)
    part = words.answers[element].format(_part(answer, words))
    return _within(text, part, words) if part.startswith(" ") else _followed_by(text, part)


def blanks_in(text: str) -> int:
    """How many blanks of a scaffold are still to be filled in."""
    return len(_BLANK.findall(text))


def _is_sentence(answer: str, words: _Words) -> bool:
    if not (answer[-1] in ".!?" and answer[0].isupper() and " " in answer):
        return False
    return answer.split(maxsplit=1)[0].lower() not in words.starts or bool(words.demand.search(answer))


def _part(answer: str, words: _Words) -> str:
    """Without a final stop, and in lower case where its first word is no name or abbreviation."""
    answer = answer.rstrip(" .;,") or answer
    first = answer.split()[0]
    plain = first[0].isupper() and (len(first) == 1 or first[1:].islower()) and first.lower() in words.starts
    return answer[0].lower() + answer[1:] if plain else answer


def _followed_by(text: str, sentence: str) -> str:
    """A sentence of its own, after all others."""
    body = text.rstrip()
    if not body:
        return sentence
    if body.endswith((".", "!", "?")):
        return f"{body} {sentence}{text[len(body) :]}"
    space = "\n" if body.endswith((":", ";")) else ". "
    return f"{body}{space}{sentence}{text[len(body) :]}"


def _within(text: str, part: str, words: _Words) -> str:
    """Words at the end of the first sentence that demands something, else of the first."""
    if not text.strip():
        return part.strip()
    end = _end_of_demand(text, words)
    stop = "" if _STOP.match(text, end) else "."
    return f"{text[:end].rstrip()}{part}{stop}{text[end:]}"


def _end_of_demand(text: str, words: _Words) -> int:
    """Where the words of that sentence end: before its stop, or before the space that ends the text."""
    ends = [match.start() for match in _STOP.finditer(text)]
    whole = len(text.rstrip())
    if not ends or ends[-1] + 1 < whole:
        ends.append(whole)
    starts = [0, *(end + 1 for end in ends)]
    for start, end in zip(starts, ends, strict=False):
        if words.demand.search(text, start, end):
            return end
    return ends[0]
