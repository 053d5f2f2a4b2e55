"""The rule catalogue as a reader turns its pages. Pure."""

from collections.abc import Iterable

from .engine.rule import Rule


def matching(rules: Iterable[Rule], *, effect: str, language: str, words: str) -> tuple[Rule, ...]:
    """The rules with this effect, that read this language, with these words in id or title; "" is any."""
    return tuple(
        rule
        for rule in rules
        if (not effect or rule.effect == effect)
        and (not language or language in rule.texts)
        and words.casefold() in _searched(rule)
    )


def _searched(rule: Rule) -> str:
    return " ".join([rule.id.replace("_", " "), *(text.title for text in rule.texts.values())]).casefold()
