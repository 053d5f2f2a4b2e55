"""What a check is, and the list of all of them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from assessments.engine.verdict import Value

from .document import Document

Places = Iterable[str]


class Check(NamedTuple):
    """`id` is "UA 01-003" (Matterhorn Protocol) or "A 6.1.3" (clause of ISO 19005-3), a letter after it
    where a clause says several things. `says` is what is wrong where it fails; `find` yields the places."""

    id: str
    says: str
    find: Callable[[Document], Places]


class Fault(Value):
    """A check that failed, at `count` places; the first few are named."""

    check: str
    says: str
    where: tuple[str, ...]
    count: int


class Examination(Value):
    """How many checks of each standard were made, and those that failed."""

    ua: int
    a: int
    faults: tuple[Fault, ...]

    @property
    def passed(self) -> bool:
        return not self.faults


CHECKS: list[Check] = []


def check(number: str, says: str) -> Callable[[Callable[[Document], Places]], Callable[[Document], Places]]:
    """Register a function as the check `number`."""

    def register(find: Callable[[Document], Places]) -> Callable[[Document], Places]:
        CHECKS.append(Check(number, says, find))
        return find

    return register
