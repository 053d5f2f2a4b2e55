"""Abbreviations that the document uses and never writes out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from .finding import Case, Row, case
from .words import folded, lists, words_of

# Two capitals or more that stand alone: no identifier (LT-04, R5), no part of a path or a longer word.
_USED = re.compile(r"(?<![\w./:#&^+-])([A-ZÅÄÆÖØ]{2,})(?=s?\b(?![./:_&^+]\w|-?\d|-[A-Z]))")
_BRACKETED = re.compile(r"([^()\n]{2,80})\(\s*([A-ZÅÄÆÖØ]{2,8})\b[^()]{0,40}\)")  # Service Objectives (SLO)
_EXPLAINED = re.compile(r"\b([A-ZÅÄÆÖØ]{2,8})”?\"?,?\s*[(=–—-]\s*(\w[^()\n]{1,80})")
_GLOSSARY = re.compile(r"^\W*([A-ZÅÄÆÖØ]{2,8})\s*(?:$|[=–—:\t]|- )", re.MULTILINE)  # SLO: ...
_TOLD = re.compile(r"\b([A-ZÅÄÆÖØ]{2,8})”?\"?,? (\w+)")  # SLO means ...
_SHOUTED = 0.5  # of a text's letters in capitals: it is a heading, not abbreviations
_SHORTEST_WORD = 4  # letters; "IS" and "is" are two things
_NEAR = 8  # words before the bracket in which it is written out


def abbreviations(rows: Sequence[Row], background: Iterable[str], accepted: Iterable[str] = ()) -> list[Case]:
    """Each abbreviation with the rows that use it, the most used first; not those that are `accepted`."""
    used: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.counts and not _is_shouted(row.text):
            for word in dict.fromkeys(_USED.findall(row.text)):
                used[word].append(row)
    told = lists().abbreviations
    texts = [*(row.text for row in rows), *background, *(h for row in rows for h in row.heading_path)]
    text = "\n".join(dict.fromkeys(texts))
    written_out, words = _written_out(text) | {*accepted}, {word for row in rows for word in _words(row.text)}
    unknown = {
        word: users
        for word, users in used.items()
        if len(word) <= told.longest and word not in told.known | written_out and not _is_a_word(word, words)
    }
    ranked = sorted(unknown.items(), key=lambda item: (-len(item[1]), item[0]))
    return [case("abbreviations", "word", users, word=word) for word, users in ranked]


def _is_a_word(letters: str, words: set[str]) -> bool:
    """Whether it is a word of the text that somebody wants heard: "REVIEW"."""
    return len(letters) >= _SHORTEST_WORD and letters.lower() in words


def _is_shouted(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return sum(character.isupper() for character in letters) > _SHOUTED * len(letters)


def _written_out(text: str) -> set[str]:
    explaining = words_of("sv").written_out | words_of("en").written_out
    found = set(_GLOSSARY.findall(text))
    found |= {word for word, after in _TOLD.findall(text) if folded(after) in explaining}
    found |= {word for phrase, word in _BRACKETED.findall(text) if _spells(_words(phrase)[-_NEAR:], word)}
    found |= {word for word, phrase in _EXPLAINED.findall(text) if _spells(_words(phrase)[:1], word)}
    return found


def _words(phrase: str) -> list[str]:
    return re.findall(r"\w+", phrase)


def _spells(words: Sequence[str], letters: str) -> bool:
    """Whether one of the words can be what the abbreviation's first letter stands for."""
    return any(word[0].upper() == letters[0] and word != letters for word in words)
