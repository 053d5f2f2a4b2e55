"""Which of many patterns occur in a text at all, told in one reading of it."""

from collections.abc import Iterable, Iterator

import re2

_GROUP = 8  # patterns; one automaton of all has so many states that most of the time goes to building them
_MEMORY = 8 << 20  # bytes for each group; without room for its states RE2 finds nothing, silently


class Automaton:
    """Patterns in groups, each group one deterministic automaton."""

    def __init__(self, patterns: Iterable[str], group: int = _GROUP) -> None:
        every = tuple(patterns)
        self._group = group
        self._sets = [_compiled(every[start : start + group]) for start in range(0, len(every), group)]

    def match(self, text: bytes) -> Iterator[int]:
        """The places, in the order they were given, of the patterns that `text` holds."""
        for number, group in enumerate(self._sets):
            for index in group.Match(text) or ():
                yield number * self._group + index


def _compiled(patterns: tuple[str, ...]) -> "re2.Set":
    options = re2.Options()
    options.max_mem = _MEMORY
    group = re2.Set.SearchSet(options)
    for pattern in patterns:
        group.Add(pattern)
    group.Compile()
    return group
