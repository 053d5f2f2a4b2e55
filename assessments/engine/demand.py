"""Parsed -> where the demanded verbs stand."""

from collections.abc import Container, Iterator

from .language import small_words
from .parse import Parsed

_START = 2  # an order may start with its verb: "Log access to ..."
_REACH = 7  # words after "shall" within which the demanded verb stands
_NEAR = 2  # and after a word that only links, such as "to" or "and"


def demanded(parsed: Parsed, verbs: Container[int]) -> Iterator[tuple[int, int]]:
    """The spans of the verbs that are demanded: the first verb after each word that demands or offers.

    `verbs` are the starts of the words that can be verbs. A word after an article or a preposition is a
    noun, whatever it looks like: "the record", "on request".
    """
    reach, noun = _START, False
    words = small_words(parsed.lang)
    for word, start, end in parsed.tokens:
        if word in words.demanding:
            reach = _REACH
        elif word in words.linking:
            reach = max(reach, _NEAR)
        elif reach and not noun and start in verbs and word not in words.carrying:
            yield start, end
            reach = 0
        elif reach:
            reach -= 1
        noun = word in words.naming
