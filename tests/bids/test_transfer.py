"""Every example of the transferability checklist, and silence that never counts as likeness."""

import tomllib
from pathlib import Path

import pytest

from assessments.bids import transfer
from assessments.bids.transfer import Likeness, compare_references
from assessments.bids.whole import Answered

TABLE = tomllib.loads((Path(transfer.__file__).parent / "transfer.toml").read_text())
ASKS = "Anbudsgivaren ska visa två referenser där systemet är i drift."
CASES = [(each["id"], example) for each in TABLE["dimensions"] for example in each["flags"]]


@pytest.mark.parametrize(("dimension", "example"), CASES)
def test_what_an_answer_states_of_elsewhere_is_quoted(dimension, example):
    words = example[example.index("«") + 1 : example.index("»")]
    found = compare_references([Answered("K1", ASKS, example.replace("«", "").replace("»", ""))])
    told = next(each for each in found if each.dimension == dimension)
    assert told.likeness is Likeness.SAME
    assert words in told.quote


def test_a_difference_is_told_and_silence_is_unknown():
    answer = "Systemet är i drift på sjukhus i Sverige och Norge."
    found = {each.dimension: each.likeness for each in compare_references([Answered("K1", ASKS, answer)])}
    assert found["country"] is Likeness.DIFFERENT
    assert found["usability"] is Likeness.UNKNOWN


def test_nothing_is_compared_where_no_references_are_asked_for():
    assert compare_references([Answered("K1", "Systemet ska visa listan.", "Ja, i Sverige.")]) == ()
