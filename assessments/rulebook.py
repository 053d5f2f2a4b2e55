"""The rule catalogue as a reader turns its pages. Pure."""

from collections.abc import Iterable

from .engine.rule import Rule


def matching(rules: Iterable[Rule], *, effect: str, language: str, words: str) -> tuple[Rule, ...]:
    """The rules with this effect, that read this language, with these words in id or title; "" is any."""
    return tuple(
        rule
        for rule in rules
        if (not effect or rule.effect == effect)
        and (not language or language in rule.readings)
        and words.casefold() in _searched(rule)
    )


def by_title(rules: Iterable[Rule], language: str) -> list[Rule]:
    """The rules as an index in that language has them; å, ä and ö come last, in that order."""

    def title(rule: Rule) -> str:
        wording = rule.texts.get(language) or next(iter(rule.texts.values()))
        return wording.title.casefold().translate(_LAST)

    return sorted(rules, key=title)


_LAST = str.maketrans("åäö", "{|}")


def _searched(rule: Rule) -> str:
    return " ".join([rule.id.replace("_", " "), *(text.title for text in rule.texts.values())]).casefold()
