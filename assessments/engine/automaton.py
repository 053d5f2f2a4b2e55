"""Which of many patterns occur in a text at all, told in one reading of it."""

import re
from collections.abc import Iterable, Iterator

import re2

_GROUP = 8  # patterns; one automaton of all has so many states that most of the time goes to building them
_MEMORY = 8 << 20  # bytes for each group; without room for its states RE2 finds nothing, silently
_COUNTS = re.compile(r"\{\d*,\d\d+\}")  # a pattern that counts far has many states: with others, far too many


class Automaton:
    """Patterns in groups, each group one deterministic automaton; those that count far apart."""

    def __init__(self, patterns: Iterable[str], group: int = _GROUP) -> None:
        every = tuple(enumerate(patterns))
        alone = [pattern for pattern in every if _COUNTS.search(pattern[1])]
        others = [pattern for pattern in every if not _COUNTS.search(pattern[1])]
        shares = [[pattern] for pattern in alone]
        shares += [others[start : start + group] for start in range(0, len(others), group)]
        self._groups = [
            (tuple(place for place, _ in share), _compiled([text for _, text in share])) for share in shares
        ]

    def match(self, text: bytes) -> Iterator[int]:
        """The places, among the patterns as they were given, of those that `text` holds."""
        for places, group in self._groups:
            for index in group.Match(text) or ():
                yield places[index]


def _compiled(patterns: list[str]) -> "re2.Set":
    options = re2.Options()
    options.max_mem = _MEMORY
    group = re2.Set.SearchSet(options)
    for pattern in patterns:
        group.Add(pattern)
    group.Compile()
    return group
