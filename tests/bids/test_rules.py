"""Every rule's own examples: what it must mark, to the letter, and near misses that it must leave alone.

An example may begin with its requirement: "Data shall stay in the EU. => Support is given from «India»."
This test never changes when a rule is added.
"""

import re

import pytest

from assessments.bids.detect import detect
from assessments.bids.registry import catalogue
from assessments.bids.rule import BidRule
from assessments.engine.parse import parse

MARKED = re.compile(r"«(.*?)»")


def examples(kind: str) -> list:
    return [
        pytest.param(rule, lang, text, id=f"{rule.id}-{lang}-{number}")
        for rule in catalogue()
        for lang, wording in rule.texts.items()
        for number, text in enumerate(getattr(wording, kind))
    ]


def spans(rule: BidRule, lang: str, requirement: str, answer: str) -> set[tuple[int, int]]:
    hits = detect(parse(answer, lang), parse(requirement, lang))
    return {(hit.start, hit.end) for hit in hits if hit.rule.id == rule.id}


@pytest.mark.parametrize(("rule", "lang", "marked"), examples("flags"))
def test_a_rule_marks_exactly_the_span_of_its_example(rule: BidRule, lang: str, marked: str) -> None:
    requirement, _, answer = marked.rpartition(" => ")
    expected, removed = set(), 0
    for match in MARKED.finditer(answer):
        expected.add((match.start() - removed, match.end() - removed - 2))
        removed += 2
    assert expected, "the example marks nothing: put the span in «»"
    assert spans(rule, lang, requirement, answer.replace("«", "").replace("»", "")) == expected


@pytest.mark.parametrize(("rule", "lang", "text"), examples("passes"))
def test_a_rule_leaves_its_near_misses_alone(rule: BidRule, lang: str, text: str) -> None:
    requirement, _, answer = text.rpartition(" => ")
    assert spans(rule, lang, requirement, answer) == set()


@pytest.mark.parametrize("rule", catalogue(), ids=lambda rule: rule.id)
def test_a_rule_speaks_both_languages(rule: BidRule) -> None:
    assert set(rule.texts) == {"sv", "en"}
