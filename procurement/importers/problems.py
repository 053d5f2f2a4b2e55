"""What the importers find, in words; the sentences themselves are in problems.toml."""

import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from .draft import Draft, Place, Problem, Reading, Value

_PLACES_NAMED = 5


class Finding(Value):
    """Something to look at: `id` is an entry of problems.toml, `key` what it is about."""

    id: str
    place: Place
    key: str = ""


class Part(Value):
    """What was read of one sheet, table or run of paragraphs."""

    drafts: tuple[Draft, ...]
    findings: tuple[Finding, ...] = ()


def put_together(parts: Sequence[Part]) -> Reading:
    """A whole file's parts as one reading; findings of one kind and key become one problem."""
    drafts = tuple(draft for part in parts for draft in part.drafts)
    findings = [finding for part in parts for finding in part.findings]
    places: dict[tuple[str, str], list[Place]] = {}
    for finding in [*findings, *_duplicate_numbers(drafts)]:
        places.setdefault((finding.id, finding.key), []).append(finding.place)
    return Reading(drafts=drafts, problems=tuple(_problem(*about, where) for about, where in places.items()))


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
    return Problem(place=where[0], **said)


def _listed(places: Sequence[Place], language: str) -> str:
    """Several places in one phrase: "rad 5, rad 9 och 12 till"."""
    named = [place.named(language) for place in places[:_PLACES_NAMED]]
    if rest := len(places) - len(named):
        named.append(f"{rest} till" if language == "sv" else f"{rest} more")
    between = "; " if any("," in name for name in named) else ", "
    if len(named) == 1:
        return named[0]
    return between.join(named[:-1]) + (" och " if language == "sv" else " and ") + named[-1]
