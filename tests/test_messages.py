"""Every text that a user sees is there in Swedish."""

import pytest
from babel.messages.catalog import Message

from config.development.messages import messages, read_swedish

COMMAND = "make messages"


@pytest.fixture(scope="module")
def swedish() -> dict[tuple, Message]:
    return {(message.id, message.context): message for message in read_swedish() if message.id}


@pytest.fixture(scope="module")
def used() -> dict[tuple, Message]:
    return {(message.id, message.context): message for message in messages() if message.id}


def test_no_text_lacks_its_swedish(swedish, used):
    missing = [key for key in used if key not in swedish or not all(_forms(swedish[key]))]
    assert not missing, f"`{COMMAND}` adds these to django.po; write their Swedish there: {missing}"


def test_no_swedish_is_only_a_guess(swedish):
    assert not [message.id for message in swedish.values() if message.fuzzy]


def test_no_swedish_is_left_of_texts_that_are_gone(swedish, used):
    gone = [message.id for key, message in swedish.items() if key not in used]
    assert not gone, f"`{COMMAND}` takes these away: {gone}"


def test_the_blanks_in_both_languages_are_the_same(swedish):
    faults = [(message.id, str(fault)) for message in swedish.values() for fault in message.check()]
    assert not faults


def _forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)
