"""What a handler of a job talks to: it tells how far it has come, and learns when it must stop."""

from typing import Protocol


class LeaseLost(Exception):
    """The job was cancelled, or another worker has taken it over: stop, and store nothing."""


class CannotFinish(Exception):
    """Trying again would not help. The sentences tell the user what to do."""

    def __init__(self, *, sv: str, en: str) -> None:
        super().__init__(en)
        self.sv = sv
        self.en = en


class Progress(Protocol):
    """Called by a handler as often as it likes; a call costs next to nothing."""

    def __call__(self, done: int, total: int, phase: str = "") -> None:
        """Tell that `done` of `total` steps are finished; `phase` is an English msgid.

        Raises LeaseLost.
        """
