"""The rules for answers and their version, read once from the TOML files beside this module."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path

from .rule import BidRule

HOME = Path(__file__).parent


def read_rule(path: Path) -> BidRule:
    """Return the rule of one file; raises `pydantic.ValidationError` where it says what no rule may say."""
    file = tomllib.loads(path.read_text("utf-8"))
    head = {key: file.pop(key) for key in ("source", "says") if key in file}
    return BidRule(id=path.stem, texts=file, **head)


@cache
def catalogue() -> tuple[BidRule, ...]:
    """Every rule, by id."""
    return tuple(read_rule(path) for path in sorted((HOME / "rules").glob("*.toml")))


@cache
def rule_named(identifier: str) -> BidRule:
    return next(rule for rule in catalogue() if rule.id == identifier)


@cache
def ruleset_version() -> str:
    """64 hex digits over every data file: what judged an answer can be named for ever."""
    digest = hashlib.sha256()
    for path in sorted(HOME.rglob("*.toml")):
        digest.update(f"{path.relative_to(HOME)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()
