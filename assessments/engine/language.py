"""Which language a text is in, told by its small words. Each language is one file of `languages/`."""

import re
from dataclasses import dataclass
from pathlib import Path

import tomli

# Standard library `re` on purpose: a single class with one repeat is linear, and quicker than RE2 here.
WORD = re.compile(r"[0-9A-Za-z_]+")

_FOLDER = Path(__file__).parent / "languages"
_FILES = {path.stem: tomli.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.toml"))}

JUDGED = frozenset(code for code, file in _FILES.items() if file["judged"])
_SMALL_WORDS = {code: frozenset(file["small_words"]) for code, file in _FILES.items()}
_LETTERS = {code: frozenset(file.get("letters", "")) for code, file in _FILES.items()}


@dataclass(frozen=True)
class SmallWords:
    """The words of a language, folded, that show where the demanded verb stands."""

    demanding: frozenset[str]  # it stands after these: "shall", "kunna"
    linking: frozenset[str]  # or right after these: "to", "and"
    carrying: frozenset[str]  # not these, what they offer: "provide the ability to ..."
    naming: frozenset[str]  # after these stands a noun: "the", "of"


_KEYS = ("demand_words", "linking_words", "not_verbs", "noun_words")
_SMALL = {code: SmallWords(*(frozenset(file.get(key, ())) for key in _KEYS)) for code, file in _FILES.items()}


def small_words(lang: str) -> SmallWords:
    return _SMALL[lang]


def noun_endings(lang: str) -> tuple[tuple[str, str], ...]:
    """How the nouns of a language are inflected: what a noun ends in, and what that becomes."""
    return tuple((end, inflected) for end, inflected in _FILES[lang].get("noun_endings", ()))


_SPELLINGS = {code: re.compile(file["spelling"]) for code, file in _FILES.items() if "spelling" in file}


def spelled_like(lang: str, word: str) -> bool:
    """Whether a folded word in lower case has letters that stand side by side in `lang` and not in the
    languages beside it."""
    pattern = _SPELLINGS.get(lang)
    return bool(pattern and pattern.search(word))


_REASONS = {
    code: re.compile(rb"(?i)\b(?:%s)\b[^.|\n]*" % "|".join(file["reason_phrases"]).encode())
    for code, file in _FILES.items()
    if "reason_phrases" in file
}


def reasons(shadow: bytes, lang: str) -> list[tuple[int, int]]:
    """Where the text says why and not what: from a reason phrase to the end of its sentence.

    A reason that begins the sentence stands before the demand and is left alone.
    """
    pattern = _REASONS.get(lang)
    found = pattern.finditer(shadow) if pattern else ()
    before = ((match, shadow[max(0, match.start() - 9) : match.start()]) for match in found)
    return [match.span() for match, ahead in before if ahead.strip(b" .:|[\n")]


def detect(shadow: bytes, text: str, expect: str) -> str:
    """Return the code of the language whose small words and letters are most in the text.

    `expect` wins a tie, so that a keyword row follows the document it stands in.
    """
    words = [word.lower() for word in WORD.findall(shadow[:2000].decode())]
    letters = frozenset(text[:2000].lower())
    score = {
        code: sum(word in small for word in words) + 2 * len(letters & _LETTERS[code])
        for code, small in _SMALL_WORDS.items()
    }
    best = max(score.values())
    if score.get(expect) == best:
        return expect
    return max(score, key=lambda code: (score[code], code in JUDGED))


def small_words_in(words: tuple[str, ...], code: str) -> int:
    """How many of the words, in lower case, are small words of this language and no other judged one."""
    own = _OWN[code]
    return sum(word in own for word in words)


_OWN = {
    code: _SMALL_WORDS[code].difference(*(_SMALL_WORDS[other] for other in JUDGED - {code}))
    for code in JUDGED
}
