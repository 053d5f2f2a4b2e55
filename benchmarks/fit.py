"""Fits the scorecard: `python -m benchmarks.fit [--write]`.

Least squares with ridge, each sign fixed beforehand (a filled slot never lowers `measurable`, an emptying
phrase never raises it), cross-validated with whole collections left out, rounded to whole points of 100
and written to `assessments/engine/checklists/scorecard.toml`. What the labels are: benchmarks/README.md.
"""

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import lsq_linear

from assessments.engine.check import MOST_MORE, base_of, check, times
from assessments.engine.checklist import homes, shared_slots, slots
from assessments.engine.classify import dimension_of, nature_of
from assessments.engine.detect import detect
from assessments.engine.grades import impression, weigh
from assessments.engine.parse import parse
from assessments.engine.registry import catalogue
from assessments.engine.score import FULL_UP_TO
from assessments.engine.verdict import Dimension

from .labels import ROOT, UNSEEN, Label, anchors, own_readings, pair_labels, readers, single_readings

SCORECARD = ROOT / "assessments/engine/checklists/scorecard.toml"
RIDGE = 5.0
RARER = 4  # times the ridge, for what is seen more than once
OWN = 30  # times the ridge, for a slot of one dimension: its labels are an eighth of all
# Least squares draws every prediction towards the middle, and a gap is a distance between two of them: with
# points as fitted a third of the readers' widest gaps reached 40, spread like this more than half, and hardly
# a text where readers see none. Factor and the score that stays where it is (0-100), chosen on blind.jsonl.
SPREAD = {"measurable": (1.1, 44), "sounds": (1.15, 66)}


@dataclass(frozen=True)
class Design:
    """Names of the features, and for each the lowest and highest points it may get (100 scale)."""

    kind: str
    names: tuple[tuple[str, str], ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


def _design(kind: str) -> Design:
    free, none = (-np.inf, np.inf), 1e-6
    bases = ("requirement", "nothing_open", "context", "duty", "fragment")
    rows = [(("base", base), free) for base in bases]
    rows.append((("weight", "words"), (-none, np.inf)))
    if kind == "measurable":
        for slot in dict.fromkeys(slot.id for dimension in Dimension for slot in slots(dimension)):
            rows += [
                (("points", f"slot:{slot}"), (-none, np.inf)),
                (("more", f"slot:{slot}"), (-none, np.inf)),
            ]
        for rule in catalogue():
            if rule.empties:
                rows += [
                    (("empties", rule.id), (-np.inf, none)),
                    (("empties_more", rule.id), (-np.inf, none)),
                ]
    else:
        for rule in catalogue():
            if rule.only_fills and rule.id in homes():  # as a feature it made no collection's figures better
                continue
            bounds = (-none, np.inf) if rule.sounds else free
            rows += [(("points", rule.id), bounds), (("more", rule.id), free)]
    return Design(
        kind,
        tuple(name for name, _ in rows),
        tuple(bound[0] for _, bound in rows),
        tuple(bound[1] for _, bound in rows),
    )


def _features(label: Label, design: Design) -> list[float]:
    parsed = parse(label.text, label.lang)
    dimension = dimension_of(parsed)
    hits = detect(parsed, dimension)
    filled = {f"slot:{slot.id}": len(slot.spans) for slot in check(hits, dimension)}
    seen = {**times(hits), **filled}
    base = base_of(nature_of(parsed, hits), hits)
    if design.kind == "measurable" and base == "fragment":  # as in `score.measurable_reasons`
        seen = {}
    if design.kind == "sounds":
        weight = impression(parsed).value
    else:
        weight = weigh(parsed).value if base != "fragment" else 0.0
    values = []
    for group, name in design.names:
        count = seen.get(name, 0)
        if group == "base":
            values.append(float(name == base))
        elif group == "weight":
            values.append(weight)
        elif group in ("points", "empties"):
            values.append(float(count > 0))
        else:
            values.append(float(min(max(count - 1, 0), MOST_MORE)))
    return values


def _ridge(group: str, name: str) -> float:
    """How strongly the points of a feature are held at nought; a base is free."""
    if group == "base":
        return 0.0
    everybodys = {f"slot:{slot.id}" for slot in shared_slots() if not slot.about}
    own = OWN if name.startswith("slot:") and name not in everybodys else 1
    return RIDGE * own * (1 if group in ("points", "empties", "weight") else RARER)


def _solve(x: np.ndarray, y: np.ndarray, weight: np.ndarray, design: Design) -> np.ndarray:
    ridge = np.diag([_ridge(group, name) ** 0.5 for group, name in design.names])
    a = np.vstack([x * weight[:, None] ** 0.5, ridge])
    b = np.concatenate([y * weight**0.5, np.zeros(len(design.names))])
    return lsq_linear(a, b, bounds=(design.low, design.high)).x


def _spread(points: np.ndarray, design: Design) -> np.ndarray:
    """The points as they are written, before rounding: see `SPREAD`."""
    factor, middle = SPREAD[design.kind]
    base = np.array([group == "base" for group, _ in design.names])
    return factor * points + base * middle * (1 - factor)


def _scores(x: np.ndarray, points: np.ndarray, design: Design) -> np.ndarray:
    """What the engine would say with these points (0-100): `score.measurable_reasons`, `score.total`."""
    parts = x * _spread(points, design)
    scores = parts.sum(axis=1)
    if design.kind == "measurable":
        no_base = np.array([group != "base" for group, _ in design.names])
        beyond = -np.minimum(parts[:, no_base], 0).sum(axis=1) - FULL_UP_TO
        scores += np.maximum(beyond, 0) / 2
    return np.clip(np.rint(scores), 0, 100)


def cross_validated(labels: list[Label], kind: str) -> np.ndarray:
    """The score of each label (0-100) by a scorecard that has not seen its collection."""
    design = _design(kind)
    x = np.array([_features(label, design) for label in labels])
    y = np.array([25 * getattr(label, kind) for label in labels])
    weight = np.array([label.weight for label in labels])
    fitted_on = np.array([label.kind not in UNSEEN for label in labels])
    source = np.array([label.source for label in labels])
    predicted = np.zeros(len(y))
    for left_out in sorted(set(source)):
        test, train = source == left_out, (source != left_out) & fitted_on
        predicted[test] = _scores(x[test], _solve(x[train], y[train], weight[train], design), design)
    return predicted


def fit(labels: list[Label], kind: str) -> dict[str, dict[str, int]]:
    design = _design(kind)
    x = np.array([_features(label, design) for label in labels])
    y = np.array([25 * getattr(label, kind) for label in labels])
    points = _spread(_solve(x, y, np.array([label.weight for label in labels]), design), design)
    groups: dict[str, dict[str, int]] = {}
    for (group, name), value in zip(design.names, points, strict=True):
        if group == "base" or round(value):
            groups.setdefault(group, {})[name.removeprefix("slot:")] = round(value)
    return groups


def _table(values: dict[str, int]) -> str:
    return "".join(f"{name} = {value}\n" for name, value in values.items())


def write(
    measurable: dict[str, dict[str, int]], sounds: dict[str, dict[str, int]], path: Path = SCORECARD
) -> None:
    parts = [
        "# Written by `python -m benchmarks.fit --write`: points of 100, fitted on labels. Do not edit.\n",
    ]
    for group in ("empties", "empties_more"):
        parts.append(f"\n[{group}]\n" + _table(measurable.get(group, {})))
    for kind, groups in (("measurable", measurable), ("sounds", sounds)):
        parts.append(f"\n[{kind}]\nweight = {groups['weight']['words']}\n")
        for group in ("base", "points", "more"):
            parts.append(f"\n[{kind}.{group}]\n" + _table(groups.get(group, {})))
    path.write_text("".join(parts), "utf-8")


def main() -> None:
    labels = [*readers(), *single_readings(), *own_readings(), *pair_labels(), *anchors()]
    fitted = {kind: fit(labels, kind) for kind in ("measurable", "sounds")}
    if "--write" in sys.argv:
        write(fitted["measurable"], fitted["sounds"])
    for kind, groups in fitted.items():
        print(kind, groups)


if __name__ == "__main__":
    main()
