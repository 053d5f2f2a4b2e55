"""A requirement is known again in the next version by its number and text, its text, or its number."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pytest

from procurement.following import keys_followed


@dataclass(frozen=True)
class Row:
    number: str
    text: str
    key: UUID = field(default_factory=uuid4)


def followed(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> list[int | None]:
    """For each row after, the place of the row before that it is."""
    old = [Row(*row) for row in before]
    places = {row.key: place for place, row in enumerate(old)}
    keys = keys_followed(old, [Row(*row) for row in after])
    return [places[keys[place]] if place in keys else None for place in range(len(after))]


@pytest.mark.parametrize(
    ("before", "after", "same"),
    [
        pytest.param([("K1", "A"), ("K2", "B")], [("K1", "A"), ("K2", "C")], [0, 1], id="a changed text"),
        pytest.param(
            [("K1", "A"), ("K2", "B")],
            [("K1", "X"), ("K2", "A"), ("K3", "B")],
            [None, 0, 1],
            id="all numbered anew",
        ),
        pytest.param(
            [("K1", "A"), ("K2", "A")], [("K2", "A"), ("K1", "C")], [1, 0], id="texts that are alike"
        ),
        pytest.param([("", "A"), ("", "B")], [("", "B"), ("", "C")], [1, None], id="no numbers"),
        pytest.param(
            [("1", "A"), ("1", "B")], [("1", "C"), ("1", "B")], [0, 1], id="what is left of a number"
        ),
        pytest.param([("1", "A"), ("1", "B")], [("1", "C"), ("1", "D")], [None, None], id="a number twice"),
        pytest.param(
            [
                ("K1", "Läkemedelslistan ska visas inom två sekunder."),
                ("K2", "All läsning ska loggas i journalen."),
            ],
            [
                ("K1", "Alla uppgifter ska kunna exporteras vid avslut."),
                ("K2", "Läkemedelslistan ska visas inom fyra sekunder."),
                ("K3", "All läsning ska loggas i journalen direkt."),
            ],
            [None, 0, 1],
            id="numbered anew and reworded",
        ),
        pytest.param([("K1", "A  b\nc")], [("K9", "A b c")], [0], id="other line breaks"),
        pytest.param([("K1", "A")], [], [], id="gone"),
    ],
)
def test_each_requirement_is_followed_once(before, after, same):
    assert followed(before, after) == same


def test_a_file_of_ours_tells_its_requirements_by_their_keys_whatever_became_of_number_and_text():
    first, second = Row("K1", "A"), Row("K2", "B")
    moved = [
        Row("K9", "B, reworded", second.key),
        Row("K1", "A", first.key),
        Row("K1b", "A, copied", first.key),
    ]
    foreign = [Row("K7", "Never seen", uuid4())]

    assert keys_followed([first, second], moved + foreign) == {0: second.key, 1: first.key}
