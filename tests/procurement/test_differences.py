"""Two wordings in one: nothing of either is lost."""

from hypothesis import given
from hypothesis import strategies as st

from procurement.differences import words_changed

WORDS = st.lists(st.sampled_from(["ska", "svara", "inom", "2", "s", ".", "  ", "\n"]), max_size=20).map(
    " ".join
)


def test_what_is_gone_stands_before_what_is_new_in_its_place():
    found = words_changed("Systemet ska vara snabbt.", "Systemet ska svara inom 2 s.")
    assert [tuple(stretch) for stretch in found] == [
        ("same", "Systemet ska "),
        ("gone", "vara snabbt"),
        ("new", "svara inom 2 s"),
        ("same", "."),
    ]


@given(WORDS, WORDS)
def test_both_wordings_can_be_read_out_of_the_difference(before, after):
    found = words_changed(before, after)
    assert "".join(stretch.text for stretch in found if stretch.kind != "new") == before
    assert "".join(stretch.text for stretch in found if stretch.kind != "gone") == after
