"""Fits how signals in bid answers are weighed: `python -m benchmarks.fit_bids [--write]`.

Multinomial logistic regression with ridge, whole points of `SCALE` to a unit, written to
`assessments/bids/points.toml`. Nothing that speaks against a proof may speak for it, whatever the data.

Phrases were written after reading errors, so on the rounds they were written for they look better than they
are. Hence, in the fit and in its cross-validation, a phrase counts in a round's answers only if another
round has it too. Left out is always a whole round: the answers that one hand wrote before one look.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize

from assessments.bids.decide import open_labels
from assessments.bids.detect import Hit, phrases
from assessments.bids.judge import read_answer
from assessments.bids.signals import signals
from assessments.bids.verdict import Label, Phase
from assessments.engine.parse import parse

from .labels import HERE, ROOT, lines

POINTS = ROOT / "assessments/bids/points.toml"
SCALE = 10  # points to a unit of the logistic function: tenfold odds are 23 points
RIDGE = 2.0
LEAST = 3  # answers that have a signal before it gets points
LABELS = tuple(Label)
AGAINST_PROOF = re.compile(
    r"(?:says|often):(?:withheld|mismatch|denial|refusal|condition|contrary|or_else|buyer_acts|promise|pending|step|filler|shortfall"
    r"|otherwise)|check:.*|with:(?:mismatch|praise|promise|later|paper).*|asks:to_show_nothing_shown"
)


@dataclass(frozen=True)
class Example:
    """An answer with its label, its round, its signals, and the labels that are open to it."""

    label: Label
    lang: str
    round: str
    seen: frozenset[str]
    open: tuple[Label, ...]


def examples() -> list[Example]:
    """Every published answer, its phrases counted only where another round has them too."""
    rows = [row for path in sorted((HERE / "bids").glob("*.jsonl")) for row in lines(path)]
    found = [tuple(_found(row)) for row in rows]
    rounds = [round_of(row["id"]) for row in rows]
    support: dict[str, set[str]] = {}
    for which, hits in zip(rounds, found, strict=True):
        for phrase, _ in hits:
            support.setdefault(phrase, set()).add(which)
    return [
        _example(row, which, tuple(hit for phrase, hit in hits if support[phrase] - {which}))
        for row, which, hits in zip(rows, rounds, found, strict=True)
    ]


def round_of(identifier: str) -> str:
    """`first` for dsv and den, "new-a" for new-a-sv-01, else what stands before the language."""
    name = re.split(r"-(?:sv|en|bid)-", identifier)[0]
    return {"dsv": "first", "den": "first"}.get(name, name)


def _found(row: dict) -> Iterator[tuple[str, Hit]]:
    return phrases(parse(row["answer"], row["lang"]), parse(row["requirement"], row["lang"]))


def _example(row: dict, which: str, hits: tuple[Hit, ...]) -> Example:
    once = {(hit.start, hit.end, hit.rule.id): hit for hit in hits}
    ordered = tuple(once[key] for key in sorted(once))
    asked, said = parse(row["requirement"], row["lang"]), parse(row["answer"], row["lang"])
    read = read_answer(asked, said, ordered)
    seen = signals(read, Phase(row.get("phase") or "tender"))
    return Example(Label(row["label"]), row["lang"], which, seen, open_labels(read))


def names(given: list[Example]) -> list[str]:
    counted = Counter(name for each in given for name in each.seen)
    return ["base", *sorted(name for name, number in counted.items() if number >= LEAST)]


def _matrix(given: list[Example], columns: list[str]) -> np.ndarray:
    return np.array([[name == "base" or name in each.seen for name in columns] for each in given], float)


def fit(given: list[Example], columns: list[str]) -> np.ndarray:
    """Whole points, a row for every signal and a column for every label."""
    x, wanted = _matrix(given, columns), np.array([LABELS.index(each.label) for each in given])
    target = np.eye(len(LABELS))[wanted]
    ridge = np.array([0.01 if name == "base" else RIDGE for name in columns])[:, None]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(columns), len(LABELS))
        odds = x @ weights
        odds -= odds.max(axis=1, keepdims=True)
        chance = np.exp(odds)
        chance /= chance.sum(axis=1, keepdims=True)
        value = -np.log(chance[np.arange(len(wanted)), wanted] + 1e-12).sum()
        value += 0.5 * (ridge * weights**2).sum()
        return value, (x.T @ (chance - target) + ridge * weights).ravel()

    bounds = [
        (None, 0.0) if label is Label.MET_WITH_PROOF and AGAINST_PROOF.fullmatch(name) else (None, None)
        for name in columns
        for label in LABELS
    ]
    start = np.zeros(len(columns) * len(LABELS))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 400})
    return np.rint(SCALE * found.x.reshape(len(columns), len(LABELS)))


def _labels(given: list[Example], columns: list[str], points: np.ndarray) -> list[Label]:
    sums = _matrix(given, columns) @ points
    sums[[[label not in each.open for label in LABELS] for each in given]] = -np.inf
    return [LABELS[number] for number in sums.argmax(axis=1)]


def cross_validated(given: list[Example]) -> list[Label]:
    """The label of each answer by points that have not seen its round."""
    columns = names(given)
    found: dict[int, Label] = {}
    for left_out in sorted({each.round for each in given}):
        test = [number for number, each in enumerate(given) if each.round == left_out]
        points = fit([each for each in given if each.round != left_out], columns)
        found.update(zip(test, _labels([given[number] for number in test], columns, points), strict=True))
    return [found[number] for number in range(len(given))]


def macro_f1(wanted: list[Label], found: list[Label]) -> float:
    scores = []
    for label in LABELS:
        both = sum(a is b is label for a, b in zip(wanted, found, strict=True))
        either = sum(a is label for a in wanted) + sum(b is label for b in found)
        if either:
            scores.append(2 * both / either)
    return float(np.mean(scores))


def report(given: list[Example], found: list[Label]) -> None:
    """Macro F1 of everything, of each language and of each round left out."""
    groups = {"all": given, **{lang: [each for each in given if each.lang == lang] for lang in ("sv", "en")}}
    groups |= {which: [each for each in given if each.round == which] for which in
               sorted({each.round for each in given})}  # fmt: skip
    pairs = dict(zip(map(id, given), found, strict=True))
    for name, group in groups.items():
        said = [pairs[id(each)] for each in group]
        score = macro_f1([each.label for each in group], said)
        wrong = sum(
            label is Label.MET_WITH_PROOF is not each.label for each, label in zip(group, said, strict=True)
        )
        print(f"{name:8} {len(group):4} answers  macro F1 {score:.3f}  unproven passed {wrong}")


def write(columns: list[str], points: np.ndarray) -> None:
    parts = ["# Written by `python -m benchmarks.fit_bids --write`. Do not edit.\n"]
    for number, label in enumerate(LABELS):
        parts.append(f"\n[{label}]\n")
        parts += [
            f'"{name}" = {int(value)}\n'
            for name, value in zip(columns, points[:, number], strict=True)
            if value or name == "base"
        ]
    POINTS.write_text("".join(parts), "utf-8")


def main() -> None:
    given = examples()
    report(given, cross_validated(given))
    if "--write" in sys.argv:
        columns = names(given)
        write(columns, fit(given, columns))


if __name__ == "__main__":
    main()
