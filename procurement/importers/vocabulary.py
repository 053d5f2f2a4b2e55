"""What words mean in a requirement sheet; the words themselves are in vocabulary.toml."""

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from .place import Value

_SENTENCE_END = re.compile(r"[.!?:;][\"'”’)]*$")
_LONGEST_HEADING = 120  # characters
LONGEST_NUMBER = 60  # characters, as the database holds it
_NUMBER_WORDS = {"krav", "req", "requirement", "k", "r"}
# No two parts of these patterns can share the same letters, so that they stay linear whatever the text.
_NUMBER = re.compile(
    r"""(?ix)
    (?: (?:krav|req(?:uirement)?|vaatimus|anforderung) \s* [-:.\#]? \s* )?  # "Krav 12"
    (?: [a-zåäöæøü]{1,12} (?: [-_.\s] [a-zåäöæøü]{1,12} )* [-_.\s]? )?     # "GPC-STR-MED" of "GPC-STR-MED01"
    \d+ [a-z]? (?: [-._/] \d+ [a-z]? )*                                   # "3.1.2a"
    """
)
_LEADING_NUMBER = re.compile(
    r"""(?x)
    (?P<id> [A-ZÅÄÖÆØÜ][A-Za-zÅÄÖåäöÆØæøÜü]{0,11} (?: [-_.][A-Za-zÅÄÖåäöÆØæøÜü]{1,12} )*
            [-_.]? \d+ (?: [-._]\d+ )* [a-z]?                   # K12, SÄK-003, Krav-4.1
      | (?: [Kk]rav | [Rr]eq(?:uirement)? ) \s \d+ (?: [-._]\d+ )*          # Krav 12
      | \d+ (?: \.\d+ )+ [a-z]?                                            # 3.1.2
      | \d{1,4} (?= [.):] )                                                # 12.
      | \( \d{1,3} \) )
    (?P<after> [.):]* (?: \s+ | (?<=[:)]) ) )
    (?P<rest> \S )
    """
)
_TYPED_ITEM = re.compile(r"([-•*–—▪◦·]|\(?[a-z]\)|[a-z]\.)\s+(?=\S)")


class _Vocabulary(Value):
    headers: dict[str, tuple[str, ...]]
    kinds: dict[str, tuple[str, ...]]
    letters: tuple[dict[str, str], ...]
    phases: dict[str, tuple[str, ...]]
    wording: dict[str, tuple[str, ...]]


@cache
def _vocabulary() -> _Vocabulary:
    return _Vocabulary.model_validate(
        tomllib.loads(Path(__file__).with_name("vocabulary.toml").read_text("utf-8"))
    )


@cache
def _fields() -> dict[str, str]:
    return {
        normalise(word): field for field, words in _vocabulary().headers.items() for word in reversed(words)
    }


@cache
def _kinds() -> dict[str, str]:
    return {normalise(word): kind for kind, words in _vocabulary().kinds.items() for word in words}


@cache
def _phases() -> tuple[tuple[str, str], ...]:
    """Phrase and phase, the longest phrase first."""
    pairs = [(normalise(word), phase) for phase, words in _vocabulary().phases.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _words(name: str) -> re.Pattern[str]:
    words = sorted(_vocabulary().wording[name], key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(word) for word in words)})(?!\w)", re.IGNORECASE)


@lru_cache(4096)
def normalise(text: str) -> str:
    """Lower case, with every run of other than letters, digits and "#" as one space."""
    return " ".join(re.sub(r"[^\w#]|_", " ", text.casefold()).split())


def field_of(header: str) -> str | None:
    """The field that a column header names, or None.

    Tried in turn: the whole header, without what stands in brackets, each part around "/" or a line
    break, and the longest known phrase that the header begins with.
    """
    fields = _fields()
    outside = re.sub(r"\(.*?\)|\[.*?\]", " ", header)
    for part in (header, outside, *re.split(r"[/\n|]", outside)):
        if found := fields.get(normalise(part)):
            return found
    words = normalise(outside).split()
    for length in range(min(len(words), 4), 0, -1):
        phrase = " ".join(words[:length])
        if len(phrase) > 3 and (found := fields.get(phrase)):  # noqa: PLR2004 "no", "nr" begin other words
            return found
    return None


def letters_of(header: str, values: set[str]) -> dict[str, str]:
    """What single letters mean in one column: letter (upper case) to kind, {} where no scheme fits."""
    used = {value.strip(" ().").upper() for value in values if len(value.strip(" ().")) == 1}
    schemes = [scheme for scheme in _vocabulary().letters if used and used <= scheme.keys()]
    in_header = set(re.findall(r"\b[A-ZÅÄÖ]\b", header))
    schemes.sort(key=lambda scheme: -len(in_header & scheme.keys()))  # stable: the file's order otherwise
    return dict(schemes[0]) if schemes else {}


def kind_of(value: str, letters: dict[str, str] | None = None) -> str:
    """The kind that a cell names ("Ska-krav", "BÖR", "Mandatory", "M"), or ""."""
    bare = value.strip(" ().")
    if letters and len(bare) == 1:
        return letters.get(bare.upper(), "")
    kinds = _kinds()
    words = normalise(value).split()
    for length in range(min(len(words), 4), 0, -1):
        if found := kinds.get(" ".join(words[:length])):
            return found
    return ""


def kind_of_surroundings(text: str, headings: tuple[str, ...]) -> str:
    """The kind where no column tells it: laid on by a heading ("Bör-krav"), the innermost first, or
    "award" where the text only recommends; "" where neither says anything.
    """
    told = next(filter(None, map(_kind_of_heading, reversed(headings))), "")
    if told or not _words("recommendation").search(text):
        return told
    without = _words("recommendation").sub(" ", text)
    return "" if _words("obligation").search(without) else "award"


def _kind_of_heading(heading: str) -> str:
    words = normalise(heading).split()
    while words and words[0].isdigit():
        words = words[1:]
    phrase = " ".join(words)
    return _kinds().get(phrase, "") if len(phrase) > 5 else ""  # noqa: PLR2004 "krav", "info" say too little


def phase_of(value: str) -> str | None:
    """The phase that a cell names; "unknown" where it says so, None where it cannot be told."""
    text = f" {normalise(value)} "
    for phrase, phase in _phases():
        if phrase and f" {phrase} " in text:
            return phase
    return "unknown" if not text.strip() else None


def is_plain_phase(value: str) -> bool:
    """Whether a cell says no more than one of the known phrases ("Vid anbud")."""
    return not value or normalise(value) in dict(_phases())


def asks(text: str) -> bool:
    """Whether the text holds a word of obligation in one of the languages that importers know."""
    return bool(_words("obligation").search(text))


def stands_over_requirements(heading: str) -> bool:
    """Whether a heading or sheet name says that requirements follow ("SLA-krav", "Kravlista")."""
    words = normalise(heading)
    return bool(_words("requirement_heading").search(words)) or bool(
        re.search(r"krav(en|lista|spec\w*)?\b", words)
    )


def looks_like_heading(text: str) -> bool:
    """Short, without an end of sentence and without an obligation."""
    return (
        len(text) <= _LONGEST_HEADING
        and "\n" not in text
        and not _SENTENCE_END.search(text)
        and not asks(text)
    )


def looks_like_number(text: str) -> bool:
    """Whether a cell can be a requirement's number: an ID as people write it, at most 60 characters."""
    return len(text) <= LONGEST_NUMBER and bool(_NUMBER.fullmatch(text.strip().rstrip(".):")))


def split_number(text: str) -> tuple[str, str]:
    """The number that a paragraph begins with, and the rest; ("", text) where it begins with none.

    "ISO-27001 certifiering", "HL7 FHIR" and "1.5 timmar" begin with no number: what follows must start
    like a sentence, and letters must be joined to their digits by a sign or be followed by one.
    """
    found = _LEADING_NUMBER.match(text)
    if not found:
        return "", text
    number, after = found["id"], found["after"]
    if number[0].isalpha():
        prefix = re.split(r"[-_.\d\s]", number)[0].casefold()
        if prefix in _vocabulary().wording["never_a_number"]:
            return "", text
        if (
            not re.search(r"[-_.]", number)
            and after.isspace()
            and "\t" not in after
            and prefix not in _NUMBER_WORDS
        ):
            return "", text
    if after == " " and not (found["rest"].isupper() or found["rest"] in "\"'”“«"):
        return "", text
    return number.strip("()"), text[found.end() - 1 :]


def split_item(text: str) -> tuple[str, str]:
    """A list mark that was typed ("-", "•", "a)") and the rest; ("", text) where there is none."""
    found = _TYPED_ITEM.match(text)
    if not found:
        return "", text
    mark = found.group(1)
    return (mark if mark[-1] in ").“" or mark[0].isalpha() else "•"), text[found.end() :]


def says_yes(text: str) -> bool:
    return text.strip().casefold() in _vocabulary().wording["yes"]


def says_no(text: str) -> bool:
    return text.strip().casefold() in _vocabulary().wording["no"]


def says_nothing(text: str) -> bool:
    return not text.strip() or text.strip().casefold() in _vocabulary().wording["nothing"]


def names_nothing(sheet: str) -> bool:
    """Whether a sheet name is one that the program gave ("Blad1")."""
    return bool(
        re.fullmatch(rf"(?:{'|'.join(_vocabulary().wording['nameless_sheet'])})\s*\d*", sheet.casefold())
    )
