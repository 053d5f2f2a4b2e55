"""What the texts of one document have in common."""

from collections import Counter
from collections.abc import Iterable

from .language import JUDGED
from .parse import parse


def main_language(texts: Iterable[str]) -> str:
    """The language most of the texts are in; a row of a few words is then read as its document is.

    Only languages that have rules count; "sv" where there is none.
    """
    count = Counter(parse(text, expect="").lang for text in texts)
    judged = [(number, lang) for lang, number in count.items() if lang in JUDGED]
    return max(judged)[1] if judged else "sv"
