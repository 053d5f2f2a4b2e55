"""Two wordings of a requirement, each cut to the words where they part: as much as a line holds."""

from itertools import takewhile

from reports.board.phrases import shorten

_BEFORE = 6  # words
_MOST = 150  # characters


def parting(sent_out: str, said: str) -> tuple[str, str]:
    """Return both from a few words before the first that differs, with dots where something is left out."""
    ours, theirs = sent_out.split(), said.split()
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(ours, theirs, strict=False)))
    first = max(same - _BEFORE, 0)
    return _cut(ours, first), _cut(theirs, first)


def _cut(words: list[str], first: int) -> str:
    before = "… " if first else ""
    return before + shorten(" ".join(words[first:]), _MOST)
