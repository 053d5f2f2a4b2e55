"""Fits which elements are missed: `python -m benchmarks.fit_missing [--write]`.

One small logistic regression an element on the cues of `assessments.engine.missing`, cross-validated with
whole collections and whole series of pairs left out, of the scores that are among the cues too. Three
readers name more elements than one does, so each kind of label has its own level, and what is written
speaks for three readers. The authors of pairs are held to that level: they write what false precision is.
"""

import sys
from collections.abc import Iterator

import numpy as np
from scipy.optimize import minimize

from assessments.engine.check import check
from assessments.engine.classify import dimension_of, nature_of
from assessments.engine.detect import detect
from assessments.engine.missing import VERDICT_FOLLOWS, cues
from assessments.engine.parse import parse
from assessments.engine.verdict import Dimension, Element, Nature

from .fit import cross_validated
from .labels import ROOT, UNSEEN, Label, anchors, pair_labels, real_texts

ABSENCE = ROOT / "assessments/engine/checklists/absence.toml"
THRESHOLD = -80  # hundredths of log-odds: naming one too many costs less than leaving one out
THRESHOLDS = [THRESHOLD + more for more in (-30, -10, 0, 10, 30)]  # those that are shown
NAMES = [
    "always",
    "sounds",
    "measurable",
    "gap",
    "far_from_middle",
    *Dimension,
    *(f"{element}_{state}" for element in Element for state in ("filled", "emptied")),
]
RIDGE = [0.0 if name == "always" else 0.5 if name in NAMES[:5] else 2.0 for name in NAMES]
# The level of a kind of label beside that of three readers, and how strongly it is held at nought.
LEVELS = {"reader": 0.1, "own": 0.1, "own, thrice": 0.1, "pairs": 10.0}

Cues = dict[str, float]
Table = dict[Element, dict[str, int]]


def _cues(label: Label, scores: tuple[int, int]) -> tuple[bool, Cues]:
    """Whether the engine names anything in the text at all, and the cues."""
    parsed = parse(label.text, label.lang)
    dimension = dimension_of(parsed)
    hits = detect(parsed, dimension)
    asks = nature_of(parsed, hits) is Nature.REQUIREMENT and scores[1] < VERDICT_FOLLOWS
    return asks, cues(check(hits, dimension), hits, dimension, scores)


def _logistic(x: np.ndarray, y: np.ndarray, weight: np.ndarray, ridge: np.ndarray) -> np.ndarray:
    def loss(t: np.ndarray) -> tuple[float, np.ndarray]:
        p = 1 / (1 + np.exp(-x @ t))
        value = (
            -(weight * (y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))).sum() + (ridge * t * t).sum()
        )
        return value, x.T @ (weight * (p - y)) + 2 * ridge * t

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B").x


def _level(label: Label) -> str:
    return "own, thrice" if label.kind == "own" and len(label.missing) > 1 else label.kind


def fit(labels: list[Label], all_cues: list[Cues], seen: list[bool]) -> Table:
    """Points for each element and cue, in hundredths of log-odds, from the labels that may be `seen`."""
    train = [
        (label, row)
        for label, row, may in zip(labels, all_cues, seen, strict=True)
        if may and label.kind not in UNSEEN and label.nature == "requirement"
    ]
    labels = [label for label, _ in train]
    rows = [
        [row.get(name, 0.0) for name in NAMES] + [float(_level(label) == level) for level in LEVELS]
        for label, row in train
    ]
    x, ridge = np.array(rows), np.array([*RIDGE, *LEVELS.values()])
    weight = np.array([3.0 if len(label.missing) > 1 else 1.0 for label in labels])
    table = {}
    for element in Element:
        y = np.array([np.mean([element in reading for reading in label.missing]) for label in labels])
        points = _logistic(x, y, weight, ridge)
        table[element] = {
            name: round(100 * value) for name, value in zip(NAMES, points, strict=False) if round(100 * value)
        }
    return table


def named(table: Table, row: Cues, threshold: int) -> set[Element]:
    return {
        element
        for element in Element
        if sum(table[element].get(cue, 0) * value for cue, value in row.items()) >= threshold
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


def _figures(labels: list[Label], predicted: list[dict[int, set[Element]]]) -> Iterator[str]:
    """F1 by threshold for every kind of label and every series of pairs."""
    kinds = [{label.kind, label.source} if label.kind == "pairs" else {_level(label)} for label in labels]
    for kind in dict.fromkeys(kind for both in kinds for kind in sorted(both)):
        for lang in ("sv", "en"):
            which = [i for i, label in enumerate(labels) if kind in kinds[i] and label.lang == lang]
            row = [
                f"{t}: {f1([labels[i] for i in which], [predicted[i][t] for i in which]):.3f}"
                for t in THRESHOLDS
            ]
            yield f"{kind:12} {lang}  F1 by threshold, collections left out  " + "  ".join(row)


def _left_out(labels: list[Label], all_cues: list[Cues], asks: list[bool]) -> list[dict[int, set[Element]]]:
    """What is named by points that have not seen the collection, by threshold."""
    sources = [label.source for label in labels]
    predicted: list[dict[int, set[Element]]] = [{} for _ in labels]
    for left_out in sorted(set(sources)):
        table = fit(labels, all_cues, [source != left_out for source in sources])
        for i in (i for i, source in enumerate(sources) if source == left_out):
            predicted[i] = {t: named(table, all_cues[i], t) if asks[i] else set() for t in THRESHOLDS}
    return predicted


def main() -> None:
    labels = [*real_texts(), *pair_labels()]
    sounds, measurable = (
        cross_validated([*labels, *anchors()], kind)[: len(labels)] for kind in ("sounds", "measurable")
    )
    seen = [_cues(label, (s, m)) for label, s, m in zip(labels, sounds, measurable, strict=True)]
    asks, all_cues = [asks for asks, _ in seen], [row for _, row in seen]
    print("\n".join(_figures(labels, _left_out(labels, all_cues, asks))))
    if "--write" in sys.argv:
        table = fit(labels, all_cues, [True] * len(labels))
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
