"""A file or text that is not taken; the sentences themselves are in refusals.toml."""

import tomllib
from functools import cache
from pathlib import Path


class Refused(Exception):
    """A whole file or text that is not taken, with what to do about it in both languages.

    `reason` is its entry in refusals.toml.
    """

    def __init__(self, sv: str, en: str, reason: str = "") -> None:
        super().__init__(sv, en)
        self.sv = sv
        self.en = en
        self.reason = reason

    def __str__(self) -> str:
        return self.en

    def in_language(self, language: str) -> str:
        return self.sv if language == "sv" else self.en


@cache
def _sentences() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_name("refusals.toml").read_text("utf-8"))


def refusal(reason: str, **values: object) -> Refused:
    """The refusal of an entry of refusals.toml, with its blanks filled."""
    sentences = _sentences()[reason]
    return Refused(sentences["sv"].format(**values), sentences["en"].format(**values), reason)
