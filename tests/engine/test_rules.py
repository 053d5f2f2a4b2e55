"""Every rule's own examples: what it must mark, to the letter, and near misses that it must leave alone.

This test never changes when a rule is added: the example is the test is the documentation.
"""

import re

import pytest

from assessments.engine.detect import detect
from assessments.engine.language import FULL
from assessments.engine.parse import parse
from assessments.engine.registry import catalogue
from assessments.engine.rule import Rule

MARKED = re.compile(r"«(.*?)»")


def examples(kind: str) -> list:
    return [
        pytest.param(rule, lang, text, id=f"{rule.id}-{lang}-{number}")
        for rule in catalogue()
        for lang, reading in rule.readings.items()
        for number, text in enumerate(getattr(reading, kind))
    ]


def spans(rule: Rule, lang: str, text: str) -> set[tuple[int, int]]:
    return {(hit.start, hit.end) for hit in detect(parse(text, lang)) if hit.rule.id == rule.id}


@pytest.mark.parametrize(("rule", "lang", "marked"), examples("flags"))
def test_a_rule_marks_exactly_the_span_of_its_example(rule: Rule, lang: str, marked: str) -> None:
    expected, removed = set(), 0
    for match in MARKED.finditer(marked):
        expected.add((match.start() - removed, match.end() - removed - 2))
        removed += 2
    assert expected, "the example marks nothing: put the span in «»"
    assert spans(rule, lang, marked.replace("«", "").replace("»", "")) == expected


@pytest.mark.parametrize(("rule", "lang", "text"), examples("passes"))
def test_a_rule_leaves_its_near_misses_alone(rule: Rule, lang: str, text: str) -> None:
    assert spans(rule, lang, text) == set()


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.id)
def test_a_rule_speaks_every_full_language(rule: Rule) -> None:
    assert set(rule.texts) == FULL
