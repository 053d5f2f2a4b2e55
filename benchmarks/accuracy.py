"""How near the engine comes to readers: the figures of `../shared/tools/evaluate.py`, beside baselines.

The baselines know nothing of requirements: one calls a text measurable when it contains a digit, one the
longer it is, one the shorter. The engine must beat them all, or it only counts digits.
"""

import contextlib
import importlib.util
import io
from collections.abc import Callable
from types import ModuleType

from assessments.engine import judge

from .labels import SHARED, Label, blind_readings, own_readings, pairs, readers, single_readings

Score = dict[str, object]


def evaluate_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("evaluate", SHARED / "tools/evaluate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _by_engine(identifier: str, lang: str, text: str) -> Score:
    verdict = judge(text, lang)
    return {
        "id": identifier,
        "sounds": verdict.sounds,
        "measurable": verdict.measurable,
        "gap": verdict.gap,
        "dimension": verdict.dimension.value,
        "nature": verdict.nature.value,
        "missing": [element.value for element in verdict.missing],
    }


def _by(measurable: Callable[[str], float]) -> Callable[[str, str, str], Score]:
    def score(identifier: str, lang: str, text: str) -> Score:
        value = measurable(text)
        return {
            "id": identifier,
            "sounds": 50,
            "measurable": value,
            "gap": max(0, 50 - value),
            "dimension": "functional",
            "nature": "requirement",
            "missing": ["object", "method"],
        }

    return score


BASELINES: dict[str, Callable[[str, str, str], Score]] = {
    "contains a digit": _by(lambda text: 75.0 if any(character.isdigit() for character in text) else 25.0),
    "long is measurable": _by(lambda text: min(100.0, len(text) / 4)),
    "short is measurable": _by(lambda text: max(0.0, 100 - len(text) / 4)),
}


def _row(label: Label) -> dict:
    return {
        "id": label.id,
        "lang": label.lang,
        "sounds": [label.sounds],
        "measurable": [label.measurable],
        "missing": [list(reading) for reading in label.missing],
        "dimension": label.dimension,
        "nature": label.nature,
    }


def figures(what: Callable[[list, list], None], rows: list, scores: list[Score]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        what(rows, scores)
    return printed.getvalue()


def main() -> None:
    """Print the figures of engine and baselines on every labelled set."""
    tool = evaluate_tool()
    sets = (
        ("requirements, three readers each", readers()),
        ("requirements, one reader each", single_readings()),
        ("requirements of other collections, our own readings", own_readings()),
        ("requirements read before anybody had looked at them, our own readings", blind_readings()),
    )
    scorers = {"Glapp": _by_engine, **BASELINES}
    for title, labels in sets:
        print(f"\n## {len(labels)} {title}")
        for name, score in scorers.items():
            found = [score(label.id, label.lang, label.text) for label in labels]
            print(f"{name}\n{figures(tool.requirements, [_row(label) for label in labels], found)}", end="")
    for series in sorted({pair["series"] for pair in pairs()}):
        rows = [pair for pair in pairs() if pair["series"] == series]
        print(f"\n## pairs, series {series}")
        for name, score in scorers.items():
            found = [
                score(f"{pair['pair_id']}/{side}", pair["lang"], pair[side])
                for pair in rows
                for side in ("false_precise", "measurable")
            ]
            text = figures(tool.pairs, rows, found)
            print(f"{name}\n{text}", end="")
