"""What a supplier could answer yes to without any work, told of each requirement by what it leaves open."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import tomli

from assessments.engine.verdict import Element, Slot, State, Text, Value, Verdict

FILE = Path(__file__).with_name("even_if.toml")
MOST = 2  # clauses for a requirement


class EvenIf(Value):
    """The clauses of `even_if.toml`, by slot of a checklist and by element."""

    slot: dict[str, Text]
    element: dict[Element, Text]


@cache
def clauses() -> EvenIf:
    return EvenIf.model_validate(tomli.loads(FILE.read_text("utf-8")))


class Told:
    """Remembers what a report has told already: of two requirements alike each tells something of its own
    as long as there is something left to tell."""

    def __init__(self) -> None:
        self._told: set[str] = set()

    def of(self, verdict: Verdict) -> tuple[Text, ...]:
        """At most `MOST` clauses, those that no requirement before has told first."""
        possible = dict(_possible(verdict))
        fresh = [name for name in possible if name not in self._told]
        chosen = (fresh + [name for name in possible if name not in fresh])[:MOST]
        self._told.update(chosen)
        return tuple(possible[name] for name in chosen)


def _possible(verdict: Verdict) -> Iterator[tuple[str, Text]]:
    """By slots that are open, in the order in which what they belong to is missed; then by element."""
    known = clauses()
    for element in verdict.missing:
        for slot in verdict.checklist:
            if _is_open(slot, element) and slot.id in known.slot:
                yield slot.id, known.slot[slot.id]
    for element in verdict.missing:
        yield f"element {element}", known.element[element]


def _is_open(slot: Slot, element: Element) -> bool:
    return slot.element == element and slot.state == State.MISSING
