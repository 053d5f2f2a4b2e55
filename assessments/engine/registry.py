"""The rules, and the version of all data, read once from the TOML files beside this module."""

import hashlib
from functools import cache
from pathlib import Path

import tomli
from pydantic import RootModel

from .changes import NO_CHANGES, Changes
from .language import HOME as LANGUAGES
from .language import JUDGED, BadLanguage, read
from .rule import Reading, Rule

HOME = Path(__file__).parent
_KEYS = ("source", "sounds", "evidence", "empties", "tells", "finder", "arguments", "together", "without")


def read_rule(path: Path, added: dict[str, Reading]) -> Rule:
    """Return the rule of one file, with what other languages add to it; raises `pydantic.ValidationError`
    where it says what no rule may say."""
    file = tomli.loads(path.read_text("utf-8"))
    rest = {key: value for key, value in file.items() if key not in _KEYS}
    head = {key: value for key, value in file.items() if key in _KEYS}
    rule = Rule(id=path.stem, texts=rest, **head)
    return rule.model_copy(update={"added": {lang: _whole(rule, lang, each) for lang, each in added.items()}})


def _whole(rule: Rule, lang: str, reading: Reading) -> Reading:
    """What a language adds, with what it takes from another; raises `BadLanguage` where it cannot be."""
    if reading.like and reading.like not in rule.texts:
        raise BadLanguage(f"{lang}/rules.toml: {rule.id} cannot be like {reading.like!r}")
    whole = reading.with_those_of(rule.texts[reading.like]) if reading.like else reading
    if (rule.finder == "pattern") is not bool(whole.find or whole.find_exact):
        needed = "needs find or find_exact" if rule.finder == "pattern" else "has a finder of its own"
        raise BadLanguage(f"{lang}/rules.toml: {rule.id} {needed}")
    return whole


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, by id. Raises `BadLanguage` where a language adds to a rule what cannot be."""
    added = _added()
    paths = sorted((HOME / "rules").glob("*.toml"))
    rules = tuple(read_rule(path, added.pop(path.stem, {})) for path in paths)
    for unknown, readings in added.items():
        raise BadLanguage(f"{next(iter(readings))}/rules.toml: there is no rule {unknown!r}")
    return rules


class _Added(RootModel[dict[str, Reading]]):
    """What the file `rules.toml` of a language may say: by the id of a rule, what it reads there."""


def _added() -> dict[str, dict[str, Reading]]:
    """What each rule reads in the languages that are added by a folder alone."""
    found: dict[str, dict[str, Reading]] = {}
    for path in sorted(LANGUAGES.glob("*/rules.toml")):
        for rule, reading in read(path, _Added).root.items():
            found.setdefault(rule, {})[path.parent.name] = reading
    return found


def ruleset_version(changes: Changes = NO_CHANGES) -> str:
    """64 hex digits over every data file of the engine, and an organisation's own changes: what scored a
    text can be named for ever."""
    return changes.digest(_ruleset())


@cache
def _ruleset() -> str:
    digest = hashlib.sha256()
    for path in sorted(HOME.rglob("*.toml")):
        digest.update(f"{path.relative_to(HOME)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


__all__ = ["JUDGED", "catalogue", "read_rule", "ruleset_version"]
