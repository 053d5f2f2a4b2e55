"""Fits which elements are missed: `python -m benchmarks.fit_missing [--write]`.

One small logistic regression an element on the cues of `assessments.engine.missing`, cross-validated with
whole collections left out. Three readers name more elements than one does, and the authors of pairs name
those they left out; so each kind of label has its own level, and what is written speaks for three readers.
"""

import sys

import numpy as np
from scipy.optimize import minimize

from assessments.engine.check import check
from assessments.engine.classify import dimension_of, nature_of
from assessments.engine.detect import detect
from assessments.engine.grades import impression, weigh
from assessments.engine.missing import counts, cues
from assessments.engine.parse import parse
from assessments.engine.score import measurable_reasons, sounds_reasons, total
from assessments.engine.verdict import Dimension, Element

from .labels import ROOT, Label, own_readings, pair_labels, readers, single_readings

ABSENCE = ROOT / "assessments/engine/checklists/absence.toml"
KINDS = ("readers", "reader", "own", "pairs")
THRESHOLD = -60  # hundredths of log-odds: naming one too many costs less than leaving one out


def _cues(label: Label) -> dict[Element, dict[str, float]]:
    parsed = parse(label.text, label.lang)
    dimension = dimension_of(parsed)
    hits = detect(parsed, dimension)
    nature, checklist = nature_of(parsed, hits), check(hits, dimension)
    measurable = measurable_reasons(nature, checklist, hits, weight=weigh(parsed))
    scores = total(sounds_reasons(nature, hits, weight=impression(parsed))), total(measurable)
    counted = counts(checklist, hits)
    return {element: cues(element, counted, dimension, scores) for element in Element}


def _logistic(x: np.ndarray, y: np.ndarray, weight: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    def loss(t: np.ndarray) -> tuple[float, np.ndarray]:
        p = 1 / (1 + np.exp(-x @ t))
        value = (
            -(weight * (y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))).sum() + (ridge * t * t).sum()
        )
        return value, x.T @ (weight * (p - y)) + 2 * ridge * t

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x


def _names() -> list[str]:
    return ["always", "sounds", "measurable", "filled", "filled_more", "emptied", "emptied_more", *Dimension]


def fit(
    labels: list[Label], all_cues: list[dict[Element, dict[str, float]]]
) -> dict[Element, dict[str, int]]:
    """Points for each element and cue, in hundredths of log-odds."""
    names = _names()
    ridge = [0.0 if name == "always" else 2.0 if name in set(Dimension) else 0.5 for name in names]
    weight = np.array([3.0 if label.kind == "readers" else 1.0 for label in labels])
    kinds = [[float(label.kind == kind) for kind in KINDS[1:]] for label in labels]
    table = {}
    for element in Element:
        x = np.array(
            [
                [row[element].get(name, 0.0) for name in names] + kind
                for row, kind in zip(all_cues, kinds, strict=True)
            ]
        )
        y = np.array([np.mean([element in reading for reading in label.missing]) for label in labels])
        points = _logistic(x, y, weight, np.array(ridge + [0.1] * 3))
        table[element] = {
            name: round(100 * value) for name, value in zip(names, points, strict=False) if round(100 * value)
        }
    return table


def named(
    table: dict[Element, dict[str, int]], row: dict[Element, dict[str, float]], threshold: int
) -> set[Element]:
    return {
        element
        for element in Element
        if sum(table[element].get(cue, 0) * value for cue, value in row[element].items()) >= threshold
    }


def f1(labels: list[Label], found: list[set[Element]]) -> float:
    """As tools/evaluate.py: what at least two of three readers, or the one, missed."""
    hit = said = true = 0
    for label, names in zip(labels, found, strict=True):
        need = 2 if len(label.missing) > 1 else 1
        missed = {
            element for element in Element if sum(element in reading for reading in label.missing) >= need
        }
        if missed:
            hit, said, true = hit + len(missed & names), said + len(names), true + len(missed)
    return 2 * hit / (said + true) if said + true else 0.0


def main() -> None:
    labels = [*readers(), *single_readings(), *own_readings(), *pair_labels()]
    labels = [label for label in labels if label.nature == "requirement"]
    all_cues = [_cues(label) for label in labels]
    sources = [label.source.split("_own")[0] for label in labels]
    predicted: dict[int, dict[int, set[Element]]] = {}
    thresholds = (-100, -80, -60, -40, -20, 0)
    for left_out in sorted(set(sources)):
        train = [i for i, source in enumerate(sources) if source != left_out]
        table = fit([labels[i] for i in train], [all_cues[i] for i in train])
        for i in (i for i, source in enumerate(sources) if source == left_out):
            predicted[i] = {threshold: named(table, all_cues[i], threshold) for threshold in thresholds}
    for kind in KINDS:
        for lang in ("sv", "en"):
            which = [i for i, label in enumerate(labels) if label.kind == kind and label.lang == lang]
            row = [
                f"{t}: {f1([labels[i] for i in which], [predicted[i][t] for i in which]):.3f}"
                for t in thresholds
            ]
            print(f"{kind:8} {lang}  F1 by threshold, collections left out  " + "  ".join(row))
    if "--write" in sys.argv:
        table = fit(labels, all_cues)
        parts = [
            "# Written by `python -m benchmarks.fit_missing --write`: hundredths of log-odds. Do not edit.\n"
        ]
        parts.append(f"threshold = {THRESHOLD}\n")
        parts += [
            f"\n[points.{element}]\n" + "".join(f"{cue} = {value}\n" for cue, value in row.items())
            for element, row in table.items()
        ]
        ABSENCE.write_text("".join(parts), "utf-8")


if __name__ == "__main__":
    main()
