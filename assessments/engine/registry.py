"""The rules, checklists and their version, read once from the TOML files beside this module."""

import hashlib
from functools import cache
from pathlib import Path

import tomli

from .changes import NO_CHANGES, Changes
from .language import JUDGED
from .rule import Rule

HOME = Path(__file__).parent
_KEYS = ("source", "sounds", "evidence", "empties", "tells", "finder", "arguments", "together", "without")


def read_rule(path: Path) -> Rule:
    """Return the rule of one file; raises `pydantic.ValidationError` where it says what no rule may say."""
    file = tomli.loads(path.read_text("utf-8"))
    rest = {key: value for key, value in file.items() if key not in _KEYS}
    head = {key: value for key, value in file.items() if key in _KEYS}
    return Rule(id=path.stem, texts=rest, **head)


@cache
def catalogue() -> tuple[Rule, ...]:
    """Every rule, by id."""
    return tuple(read_rule(path) for path in sorted((HOME / "rules").glob("*.toml")))


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
