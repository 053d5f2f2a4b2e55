"""Every example of the findings on a bid as a whole, and nothing flagged beside what it is an example of."""

import tomllib
from pathlib import Path

import pytest

from assessments.bids import whole
from assessments.bids.whole import Answered, Paper, read_bid

CHECKS = tomllib.loads((Path(whole.__file__).parent / "whole.toml").read_text())
CASES = [
    pytest.param(check, example, kind == "flags", id=f"{check}-{kind}-{number}")
    for check, words in CHECKS.items()
    for kind in ("flags", "passes")
    for number, example in enumerate(words[kind], 1)
]


@pytest.mark.parametrize(("check", "example", "flagged"), CASES)
def test_a_finding_on_the_bid_is_made_where_its_examples_say(check, example, flagged):
    answers = [Answered(f"K{row}", "", text) for row, text in enumerate(example["answers"], 1)]
    papers = [Paper(*paper) for paper in example.get("papers", ())]
    found = read_bid(
        answers, papers, bidder=example.get("bidder", "Ordina AB"), deadline=example.get("deadline")
    )
    assert [each.check for each in found if each.check == check] == [check] * flagged
    for each in found:
        assert all(quote.text and quote.where for quote in each.quotes)
