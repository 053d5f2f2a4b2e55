"""Which texts are so alike that one is the other written anew. Pure."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

_ALIKE = 0.6  # share of two texts' words, the rare ones counting more, that stand in both
_FEWEST_WORDS = 4
_COMMON = 40  # texts; a word that stands in more of them does not make two texts worth comparing

Words = Mapping[int, frozenset[str]]


def alike(before: Mapping[int, str], after: Mapping[int, str]) -> list[tuple[int, int]]:
    """Pairs of a text before and one after, by their keys, the most alike first; each text once.

    "The system shall" stands in all of them and says nothing: a word weighs by how rare it is.
    """
    old, new = _words(before), _words(after)
    found = Counter(word for words in (*old.values(), *new.values()) for word in words)
    weights = {word: math.log(1 + (len(old) + len(new)) / count) for word, count in found.items()}
    pairs = sorted(_scored(old, new, weights), key=lambda pair: (-pair[0], pair[1], pair[2]))
    taken: tuple[set[int], set[int]] = set(), set()
    best = []
    for _, one, other in pairs:
        if one not in taken[0] and other not in taken[1]:
            taken[0].add(one)
            taken[1].add(other)
            best.append((one, other))
    return best


def _words(texts: Mapping[int, str]) -> Words:
    words = {key: frozenset(re.findall(r"\w+", text.casefold())) for key, text in texts.items()}
    return {key: found for key, found in words.items() if len(found) >= _FEWEST_WORDS}


def _scored(old: Words, new: Words, weights: Mapping[str, float]) -> Iterator[tuple[float, int, int]]:
    places: defaultdict[str, list[int]] = defaultdict(list)
    for key, words in old.items():
        for word in words:
            places[word].append(key)
    sizes = {key: sum(weights[word] for word in words) for key, words in old.items()}
    for other, words in new.items():
        size = sum(weights[word] for word in words)
        near = {key for word in words if len(places[word]) <= _COMMON for key in places[word]}
        for one in near:
            score = 2 * sum(weights[word] for word in words & old[one]) / (size + sizes[one])
            if score >= _ALIKE:
                yield score, one, other
