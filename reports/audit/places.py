"""The words of a text that signals stand on, numbered in reading order. Pure."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from assessments.engine.verdict import Span

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
EVERYWHERE = 6  # places; a signal that touches more is about the text as a whole


class Places:
    """Stretches of `text` that do not overlap: of signals that do, the shorter ones, so that a number stands
    beside as few words as possible. A longer signal goes by the numbers of those it touches."""

    def __init__(self, text: str, spans: Iterable[tuple[int, int]]) -> None:
        self._text = text
        chosen: list[tuple[int, int]] = []
        for start, end in sorted(set(spans), key=lambda span: (span[1] - span[0], span)):
            at = bisect_left(chosen, (start, end))
            after_before = at == 0 or chosen[at - 1][1] <= start
            before_after = at == len(chosen) or chosen[at][0] >= end
            if end > start and after_before and before_after:
                chosen.insert(at, (start, end))
        self._chosen = chosen
        self._starts, self._ends = [start for start, _ in chosen], [end for _, end in chosen]

    def marked(self) -> str:
        """The text with raised numbers: ska² after one word, ‹vara integrerat›³ around several."""
        parts, at = [], 0
        for number, (start, end) in enumerate(self._chosen, 1):
            words = self._text[start:end]
            shown = f"‹{words}›" if " " in words.strip() else words
            parts += [self._text[at:start], shown, raised([number])]
            at = end
        return "".join([*parts, self._text[at:]])

    def numbers(self, spans: Iterable[tuple[int, int]]) -> list[int]:
        """The numbers of the places that `spans` touch, each once; none where they touch too many to help."""
        found: set[int] = set()
        for start, end in spans:
            found.update(range(bisect_right(self._ends, start) + 1, bisect_left(self._starts, end) + 1))
        return sorted(found) if len(found) <= EVERYWHERE else []


def pairs(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span.start, span.end) for span in spans]


def raised(numbers: Iterable[int]) -> str:
    """¹ ⁴: as they stand in the text."""
    return "\u00a0".join(str(number).translate(RAISED) for number in numbers)
