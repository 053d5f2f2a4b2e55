"""Fits how far `measurable` can be trusted: `python -m benchmarks.fit_confidence [--write]`.

The errors are out of sample: of a scorecard that has not seen the text's collection. On them the points of
the cues of `assessments.engine.confidence` are fitted by least squares, a doubt never below nought and a
trust never above. What is printed is held out once more: points and levels fitted without the collection.
"""

import sys
from collections.abc import Iterator

import numpy as np
from scipy.optimize import lsq_linear
from scipy.stats import spearmanr

from assessments.engine.check import check
from assessments.engine.classify import dimension_of, nature_of, obligation_of
from assessments.engine.confidence import cues
from assessments.engine.detect import detect
from assessments.engine.grades import weigh
from assessments.engine.notes import unseen
from assessments.engine.parse import parse
from assessments.engine.score import measurable_reasons
from assessments.engine.verdict import Level

from .fit import cross_validated
from .labels import ROOT, Label, anchors, pair_labels, real_texts

CONFIDENCE = ROOT / "assessments/engine/checklists/confidence.toml"
DOUBTS = ("piece", "between", "relation", "topic", "unknown", "both")
TRUSTS = ("short", "low", "edge", "figure")
CUES = (*DOUBTS, *TRUSTS)
RIDGE = 20.0
HIGH, LOW = 0.3, 0.2  # of the texts: the least and the most doubtful are called high and low
KINDS = ("readers", "reader", "own", "blind", "fresh")


def held_out_scores(labels: list[Label]) -> np.ndarray:
    """`measurable` of each label (0-100) by a scorecard that has not seen its collection."""
    return cross_validated([*labels, *pair_labels(), *anchors()], "measurable")[: len(labels)]


def _cues(label: Label, score: int) -> list[float]:
    parsed = parse(label.text, label.lang)
    dimension = dimension_of(parsed)
    hits = detect(parsed, dimension)
    nature, obligation = nature_of(parsed, hits), obligation_of(hits)
    reasons = measurable_reasons(nature, check(hits, dimension), hits, weight=weigh(parsed))
    found = cues(
        parsed,
        hits,
        reasons,
        score,
        dimension=dimension,
        obligation=obligation,
        unseen=bool(unseen(parsed)),
    )
    return [float(found.get(cue, 0)) for cue in CUES]


def fit(x: np.ndarray, error: np.ndarray) -> np.ndarray:
    """What is usual and the points of each cue, in points of error; ridge towards nought."""
    mean, usual = x.mean(axis=0), error.mean()
    a = np.vstack([x - mean, RIDGE**0.5 * np.eye(len(CUES))])
    b = np.concatenate([error - usual, np.zeros(len(CUES))])
    low = [0.0] * len(DOUBTS) + [-np.inf] * len(TRUSTS)
    high = [np.inf] * len(DOUBTS) + [1e-9] * len(TRUSTS)
    points = lsq_linear(a, b, bounds=(low, high)).x
    return np.array([usual - mean @ points, *points])


def expected(x: np.ndarray, points: np.ndarray) -> np.ndarray:
    return points[0] + x @ points[1:]


def levels(found: np.ndarray, among: np.ndarray) -> np.ndarray:
    """The place in `Level`, 0 for low to 2 for high: where the expected errors lie among those fitted on."""
    high, low = np.quantile(among, [HIGH, 1 - LOW])
    return np.where(found >= low, 0, np.where(found < high, 2, 1))


def held_out(labels: list[Label], x: np.ndarray, error: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The expected error and the level of each label, fitted without its collection."""
    source = np.array([label.source for label in labels])
    found, level = np.zeros(len(labels)), np.zeros(len(labels), int)
    for left_out in sorted(set(source)):
        test = source == left_out
        points = fit(x[~test], error[~test])
        found[test] = expected(x[test], points)
        level[test] = levels(found[test], expected(x[~test], points))
    return found, level


def _rows(labels: list[Label], found: np.ndarray, level: np.ndarray, error: np.ndarray) -> Iterator[str]:
    kind = np.array([label.kind for label in labels])
    lang = np.array([label.lang for label in labels])
    sets = {"all": np.ones(len(labels), bool), **{name: kind == name for name in KINDS}}
    sets |= {name: lang == name for name in ("sv", "en")}
    for name, which in sets.items():
        parts = [error[which & (level == each)] for each in range(3)]
        text = "  ".join(
            f"{title} {part.mean():4.1f} (n={len(part)})" for title, part in zip(Level, parts, strict=True)
        )
        rho = spearmanr(found[which], error[which]).statistic
        ratio = parts[0].mean() / parts[2].mean()
        yield f"{name:8} {text}  low/high {ratio:.2f}  rho with the error {rho:.2f}"


def show(labels: list[Label], scores: np.ndarray) -> dict[str, dict[str, int]]:
    """Print what confidence is worth; return the fitted file. `scores` are `held_out_scores`."""
    x = np.array([_cues(label, int(score)) for label, score in zip(labels, scores, strict=True)])
    error = abs(scores - np.array([25 * label.measurable for label in labels]))
    print("\n## Mean error of measurable by confidence, all held out: scorecard, cues' points and levels")
    found, level = held_out(labels, x, error)
    print("\n".join(_rows(labels, found, level, error)))
    points = fit(x, error)
    tenths = {cue: round(10 * value) for cue, value in zip(("usual", *CUES), points, strict=True)}
    high, low = np.quantile(expected(x, points), [HIGH, 1 - LOW])
    for cue, column in zip(CUES, x.T, strict=True):
        holds = column >= 0.5
        print(
            f"{cue:9} {tenths[cue] / 10:+.1f}  holds for {holds.sum():4}: error {error[holds].mean():.1f}, "
            f"else {error[~holds].mean():.1f}"
        )
    return {
        "": {"usual": tenths.pop("usual"), "high_below": round(10 * high), "low_from": round(10 * low)},
        "points": tenths,
        "held_out": {name: round(error[level == each].mean()) for each, name in enumerate(Level)},
    }


def write(tables: dict[str, dict[str, int]]) -> None:
    parts = ["# Written by `python -m benchmarks.fit_confidence --write`: tenths of a point. Do not edit.\n"]
    for name, table in tables.items():
        parts.append(f"\n[{name}]\n" if name else "")
        parts += [f"{key} = {value}\n" for key, value in table.items()]
    CONFIDENCE.write_text("".join(parts), "utf-8")


def main() -> None:
    labels = real_texts()
    fitted = show(labels, held_out_scores(labels))
    if "--write" in sys.argv:
        write(fitted)


if __name__ == "__main__":
    main()
