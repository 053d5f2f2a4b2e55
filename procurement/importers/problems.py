"""What the importers find, in words; the sentences themselves are in problems.toml."""

import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from .draft import Draft, Problem, Reading
from .mapping import Mapping, Table, Word
from .place import Place, Value

_PLACES_NAMED = 5
_MOST_WORDS = 60  # a column with more tells neither kinds nor phases


class Finding(Value):
    """Something to look at: `id` is an entry of problems.toml, `key` what it is about."""

    id: str
    place: Place
    key: str = ""


class Said(Value):
    """A word that the kind or phase column of one requirement has, and what it was taken to mean."""

    word: str
    meaning: str


class Part(Value):
    """What was read of one sheet, table or run of paragraphs; `table` is how, where it has columns."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...] = ()
    table: Table | None = None
    kinds: tuple[Said, ...] = ()
    phases: tuple[Said, ...] = ()


def put_together(parts: Sequence[Part], mapping: Mapping | None = None) -> Reading:
    """A whole file's parts as one reading; findings of one kind and key become one problem.

    `mapping` is what the file was read by, if anybody asked for it to be read in a certain way.
    """
    tables = tuple(part.table for part in parts if part.table)
    mapping = (mapping or Mapping()).model_copy(update={"tables": tuple(table.mapping for table in tables)})
    drafts = tuple(draft for part in parts for draft in part.drafts)
    findings = [finding for part in parts for finding in part.findings]
    places: dict[tuple[str, str], list[Place]] = {}
    for finding in [*findings, *_duplicate_numbers(drafts)]:
        places.setdefault((finding.id, finding.key), []).append(finding.place)
    return Reading(
        drafts=drafts,
        problems=tuple(_problem(*about, where) for about, where in places.items()),
        mapping=mapping,
        tables=tables,
        kinds=_words(said for part in parts for said in part.kinds),
        phases=_words(said for part in parts for said in part.phases),
        paragraphs=sum(len(part.drafts) for part in parts if not part.table),
        left_out=sum(table.rows for table in tables if not table.mapping.take),
    )


def _words(said: Iterable[Said]) -> tuple[Word, ...]:
    """Words as first written, the frequent before the rare; where there are too many, the understood go."""
    counts: Counter[str] = Counter()
    firsts: dict[str, Said] = {}
    for one in said:
        counts[one.word.casefold()] += 1
        firsts.setdefault(one.word.casefold(), one)
    words = [Word(word=one.word, count=counts[key], meaning=one.meaning) for key, one in firsts.items()]
    kept = sorted(words, key=lambda word: (bool(word.meaning), -word.count))[:_MOST_WORDS]
    return tuple(sorted(kept, key=lambda word: (-word.count, word.word)))


def _duplicate_numbers(drafts: Sequence[Draft]) -> list[Finding]:
    """Numbers that stand on more than one requirement of the whole file."""
    places: dict[str, list[Place]] = {}
    for draft in drafts:
        if draft.number and not draft.is_context:
            places.setdefault(draft.number, []).append(draft.place)
    return [
        Finding(id="duplicate_number", key=number, place=place)
        for number, where in places.items()
        if len(where) > 1
        for place in where
    ]


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("problems.toml").read_text("utf-8"))


def _problem(finding: str, key: str, where: list[Place]) -> Problem:
    sentences = _sentences()[finding]
    said = {
        language: sentences[language].format(key=key, where=_listed(where, language))
        for language in ("sv", "en")
    }
    return Problem(place=where[0], about=finding, **said)


def _listed(places: Sequence[Place], language: str) -> str:
    """Several places in one phrase: "rad 5, rad 9 och 12 till"."""
    named = [place.named(language) for place in places[:_PLACES_NAMED]]
    if rest := len(places) - len(named):
        named.append(f"{rest} till" if language == "sv" else f"{rest} more")
    between = "; " if any("," in name for name in named) else ", "
    if len(named) == 1:
        return named[0]
    return between.join(named[:-1]) + (" och " if language == "sv" else " and ") + named[-1]
