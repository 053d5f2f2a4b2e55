"""Requirements that say nearly the same.

Two rows are alike where one has the words of the other, in the same order, and few more. Where one word
stands for another ("import" for "export") they are two requirements on purpose, and so they mostly are
where a word stands in the middle that the other lacks, unless both are long. Candidates are found by their
rarest words (prefix filtering: Chaudhuri, Ganti and Kaushik 2006), so that not every pair has to be compared.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from .finding import Case, Read, case, quoted
from .words import content

_LONGER = 0.8  # of the words of both, the share that both have, where the longer only goes on
_ALIKE = 0.9  # and where more words stand in the middle
_FEWEST = 4  # words that say something; of fewer a label is made, which may be repeated
_FEWEST_ELSEWHERE = 6  # words, under another heading: a short rule may be meant for each
_MOST_WITH_A_WORD = 60  # rows; a word that so many rows have picks out none of them

Words = tuple[str, ...]


def near_duplicates(read: Sequence[Read]) -> list[Case]:
    """Groups of rows that are alike, each with how alike its least alike row is to its first."""
    texts = [(each, content(each.parsed)) for each in read]
    pairs = _pairs([words for _, words in texts])
    cases: list[Case] = []
    taken: set[int] = set()
    for first in sorted(pairs):
        like = [
            second for second in sorted(pairs[first] - taken) if _worth_showing(texts[first], texts[second])
        ]
        if like and first not in taken:
            taken.update(like)
            cases.append(_case([texts[index] for index in (first, *like)]))
    return cases


def _pairs(texts: Sequence[Words]) -> dict[int, set[int]]:
    """For each text that has any the later ones that are alike."""
    common = Counter(word for words in texts for word in set(words))
    having: dict[str, list[int]] = defaultdict(list)
    same: dict[Words, list[int]] = defaultdict(list)
    pairs: dict[int, set[int]] = defaultdict(set)
    for index, words in enumerate(texts):
        if len(words) < _FEWEST:
            continue
        before = set(same[words])
        rarest = sorted(set(words), key=lambda word: (common[word], word))
        for word in rarest[: len(words) - int(_LONGER * len(words)) + 1]:
            if common[word] <= _MOST_WITH_A_WORD:
                before.update(other for other in having[word] if _alike(texts[other], words))
                having[word].append(index)
        same[words].append(index)
        for other in before:
            pairs[other].add(index)
    return pairs


def _alike(one: Words, other: Words) -> bool:
    short, long = sorted((one, other), key=len)
    if long[: len(short)] == short:
        return _share(one, other) >= _LONGER
    rest = iter(long)
    return _share(one, other) >= _ALIKE and all(word in rest for word in short)


def _share(one: Words, other: Words) -> float:
    """How much of the longer the shorter is, where it has all words of it."""
    return min(len(one), len(other)) / max(len(one), len(other))


def _worth_showing(one: tuple[Read, Words], other: tuple[Read, Words]) -> bool:
    """A short text is about the thing that its own heading names."""
    enough = min(len(one[1]), len(other[1])) >= _FEWEST_ELSEWHERE
    return enough or one[0].row.heading_path[-1:] == other[0].row.heading_path[-1:]


def _case(group: Sequence[tuple[Read, Words]]) -> Case:
    rows = [each.row for each, _ in group]
    (first, words), *rest = group
    percent = int(100 * min(_share(words, others) for _, others in rest))
    says = "percent"
    if all(each.parsed.words == first.parsed.words for each, _ in rest):
        says = "same"
    elif all(others == words for _, others in rest):
        says = "alike"
    text = quoted(first.row.text, 0, len(first.row.text))
    return case("near_duplicates", says, rows, text=text, n=len(rows), percent=percent)
