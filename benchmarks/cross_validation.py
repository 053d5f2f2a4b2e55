"""What the engine is worth on collections that its points have not seen, beside what it says of those it has.

`python -m benchmarks.cross_validation`. Each collection is left out in turn while the points are fitted. Its
texts were there when words were chosen, so what is printed as left out is still on the kind side.
"""

from collections.abc import Iterator

import numpy as np
from scipy.stats import spearmanr

from assessments.engine import judge
from assessments.engine.verdict import Verdict

from . import fit_confidence, fit_dimensions, fit_missing
from .fit import cross_validated
from .labels import Label, anchors, pair_labels, real_texts

KINDS = {
    "readers": "three readers each",
    "reader": "one reader each",
    "own": "our own readings, half of them three each",
    "blind": "read blind by us, no points fitted on them",
    "fresh": "never looked at, two readers each, no points fitted on them",
}
WIDE = 40  # points of gap
WORST = 10
Scores = dict[str, np.ndarray]


def _with_gap(scores: Scores) -> Scores:
    return {**scores, "gap": np.maximum(0, scores["sounds"] - scores["measurable"])}


def _agreement(true: Scores, found: Scores, which: np.ndarray) -> list[float]:
    """Rank correlations of measurable, sounds and gap, and the mean error of measurable (points of 100)."""
    rho = [spearmanr(found[name][which], true[name][which]).statistic for name in true]
    return [*rho, abs(found["measurable"] - true["measurable"])[which].mean()]


def _rows(labels: list[Label], true: Scores, fitted: Scores, left_out: Scores) -> Iterator[str]:
    for kind, title in KINDS.items():
        for lang in ("sv", "en"):
            which = np.array([label.kind == kind and label.lang == lang for label in labels])
            now, out = (_agreement(true, found, which) for found in (fitted, left_out))
            parts = [
                f"{name} {one:.2f} | {other:.2f}" for name, one, other in zip(true, now, out, strict=False)
            ]
            error = f"mean error {now[-1]:.1f} | {out[-1]:.1f}"
            yield f"{kind:8} {lang} n={which.sum():3}  rho {'  '.join(parts)}  {error}  ({title})"
    for lang in ("sv", "en"):
        sides = [
            np.array([label.lang == lang and label.id.endswith(side) for label in labels])
            for side in ("/false_precise", "/measurable")
        ]
        shares = [
            [*(np.mean(found["gap"][side] >= WIDE) for side in sides), _ordered(found["gap"], sides)]
            for found in (fitted, left_out)
        ]
        names = ("false-precise with a wide gap", "measurable with one", "ordered right")
        text = "  ".join(f"{name} {a:.2f} | {b:.2f}" for name, a, b in zip(names, *shares, strict=True))
        yield f"pairs    {lang} n={sides[0].sum():3}  {text}"


def _ordered(gap: np.ndarray, sides: list[np.ndarray]) -> float:
    bad, good = (gap[side] for side in sides)
    return float(np.mean(bad > good))


def _worst(
    labels: list[Label], verdicts: list[Verdict], true: Scores, fitted: Scores, left_out: Scores
) -> Iterator[str]:
    """The texts of others' labels where `measurable` errs most, the first words of each."""
    error = abs(fitted["measurable"] - true["measurable"])
    of_others = [at for at, label in enumerate(labels) if label.kind in ("readers", "reader", "blind")]
    for at in sorted(of_others, key=lambda at: -error[at])[:WORST]:
        label, verdict = labels[at], verdicts[at]
        out = left_out["measurable"][at]
        says = f"{true['measurable'][at]:3.0f} -> {verdict.measurable:3} ({out:3.0f} left out)"
        sure = verdict.certainty.level if verdict.certainty else ""
        start = " ".join(label.text.split())[:90]
        yield f"{label.kind:8} {label.id:7} {says}  {verdict.nature}, {verdict.dimension}, {sure}: {start}"


def main() -> None:
    real = real_texts()
    labels = [*real, *pair_labels()]
    verdicts = [judge(label.text, label.lang) for label in labels]
    kinds = ("measurable", "sounds")
    true = _with_gap({kind: np.array([25 * getattr(label, kind) for label in labels]) for kind in kinds})
    fitted = _with_gap({kind: np.array([getattr(each, kind) for each in verdicts]) for kind in kinds})
    left_out = _with_gap(
        {kind: cross_validated([*labels, *anchors()], kind)[: len(labels)] for kind in kinds}
    )
    print("\n## Fitted | with the collection left out of the fit")
    print("\n".join(_rows(labels, true, fitted, left_out)))
    print("\n## Dimension, fitted and with collections left out")
    fit_dimensions.main()
    print("\n## Missing elements, with collections left out")
    fit_missing.main()
    fit_confidence.show(real, left_out["measurable"][: len(real)])
    print(f"\n## The {WORST} worst errors of measurable: readers -> engine")
    print("\n".join(_worst(labels, verdicts, true, fitted, left_out)))


if __name__ == "__main__":
    main()
