"""What the scorecard is worth on collections that it has not seen: each left out in turn while fitting."""

import numpy as np
from scipy.stats import spearmanr

from assessments.engine import judge

from .fit import cross_validated
from .labels import blind_readings, own_readings, pair_labels, readers, single_readings


def by_confidence() -> None:
    """Print the mean error of `measurable` for the texts least, middling and most trusted."""
    labels = [*readers(), *single_readings(), *own_readings(), *blind_readings()]
    rows = []
    for label in labels:
        verdict = judge(label.text, label.lang)
        rows.append((verdict.confidence, abs(verdict.measurable - 25 * label.measurable)))
    rows.sort()
    third = len(rows) // 3
    print("\n## Mean error of measurable by confidence (fitted)")
    for name, part in (("low", rows[:third]), ("middle", rows[third:-third]), ("high", rows[-third:])):
        errors = [error for _, error in part]
        print(f"{name:6} confidence {part[0][0]:.2f}-{part[-1][0]:.2f}  error {np.mean(errors):.1f} of 100")


def main() -> None:
    """Print rank correlation and mean error, collections left out, for each set and language."""
    labels = [*readers(), *single_readings(), *own_readings(), *pair_labels()]
    predicted = {kind: np.clip(cross_validated(labels, kind), 0, 100) for kind in ("measurable", "sounds")}
    true = {kind: np.array([25 * getattr(label, kind) for label in labels]) for kind in predicted}
    predicted["gap"] = np.maximum(0, predicted["sounds"] - predicted["measurable"])
    true["gap"] = np.maximum(0, true["sounds"] - true["measurable"])
    print("\n## Cross-validated: the scorecard fitted without the collection it is held against")
    for kind in ("readers", "reader", "own"):
        for lang in ("sv", "en"):
            which = np.array([label.kind == kind and label.lang == lang for label in labels])
            row = [
                f"{name} {spearmanr(predicted[name][which], true[name][which]).statistic:.3f}"
                for name in predicted
            ]
            error = abs(predicted["measurable"] - true["measurable"])[which].mean()
            print(f"{kind:8} {lang} n={which.sum():3}  rho {'  '.join(row)}", end="")
            print(f"  | mean error measurable {error:.1f} of 100")
