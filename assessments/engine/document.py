"""What the texts of one document have in common."""

from collections import Counter
from collections.abc import Iterable

from .language import FULL, JUDGED
from .parse import parse


def main_language(texts: Iterable[str]) -> str:
    """The language most of the texts are in; a row of a few words is then read as its document is.

    Only languages that have rules count; "sv" where there is none. One that is judged as an experiment
    counts where no other is more common: what is taken for Norwegian in a Danish document is Danish.
    """
    count = Counter(parse(text, expect="").lang for text in texts)
    most = max(count.values(), default=0)
    known = [(number, lang) for lang, number in count.items() if lang in FULL or number == most]
    judged = [(number, lang) for number, lang in known if lang in JUDGED]
    return max(judged)[1] if judged else "sv"
