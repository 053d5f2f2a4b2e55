"""Fits the terms that tell a text's dimension: `python -m benchmarks.fit_dimensions [--write]`.

Reads the ranked terms of `benchmarks/terms/<language>.txt`, fits their points on the labels (softmax with
ridge towards the ranks, so that a term no label has seen keeps its rank), rounds them to whole points and
writes them into `[terms.<language>]` of the checklists. Prints how often the dimension is the readers', with
whole collections left out of the fit and fitted. The terms were chosen by people who had seen texts of all
collections: the figure for collections left out is an upper bound for new ones.
"""

import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import re2
from scipy.optimize import minimize

from assessments.engine.checklist import HOME
from assessments.engine.classify import lead
from assessments.engine.parse import fold, parse
from assessments.engine.verdict import Dimension

from .labels import HERE, Label, own_readings, pair_labels, readers, single_readings

DIMENSIONS = tuple(Dimension)
RIDGE, RIDGE_BASE = 1.0, 0.5
LOGITS_PER_RANK = 0.65
# What each further term is worth of the one before it: words of functions and of interfaces stand in
# requirements of every dimension, and a long list of them says little more than a short one.
FURTHER = {Dimension.FUNCTIONAL: 0.5, Dimension.INTEGRATION: 0.7}
POINTS_PER_LOGIT = 2.5
MOST = 12
_HEADING = re.compile(r"# (\w+) (\d)$")


@dataclass(frozen=True)
class Term:
    """A ranked term of one dimension, as an RE2 pattern."""

    dimension: Dimension
    pattern: str
    rank: int


def _pattern(term: str) -> str:
    """The RE2 pattern of a line of the terms file."""
    if term.startswith("(?-i:"):
        return term
    open_start, open_end = term.startswith("*"), term.endswith("*")
    body = term.removeprefix("*").removesuffix("*")
    before = r"\b" if not open_start and re.match(r"[\w(]", body) else ""
    after = r"\b" if not open_end and re.search(r"[\w)?+]$", body) else ""
    return before + (f"(?:{body})" if "|" in body else body) + after


def ranked_terms(lang: str) -> list[Term]:
    found: dict[tuple[Dimension, str], int] = {}
    dimension, rank = DIMENSIONS[0], 0
    for line in (HERE / f"terms/{lang}.txt").read_text("utf-8").splitlines():
        if heading := _HEADING.match(line):
            dimension, rank = Dimension(heading[1]), int(heading[2])
        elif line and not line.startswith("##"):
            key = dimension, _pattern(line)
            found[key] = max(rank, found.get(key, 0))
    return [Term(dimension, pattern, rank) for (dimension, pattern), rank in found.items()]


@dataclass(frozen=True)
class Sample:
    """The labels of one language: `x` counts each term's hits (texts x terms; 2 where it is in the lead)."""

    terms: list[Term]
    labels: list[Label]
    x: np.ndarray

    @cached_property
    def own(self) -> np.ndarray:
        """Terms x dimensions: 1 where the term speaks for the dimension."""
        return np.array([[float(term.dimension == each) for each in DIMENSIONS] for term in self.terms])

    def worth(self, points: np.ndarray) -> np.ndarray:
        """`x` with each further term of some dimensions worth less, the strongest by `points` first."""
        worth = self.x.copy()
        for dimension, share in FURTHER.items():
            ours = np.flatnonzero(self.own[:, DIMENSIONS.index(dimension)])
            said = self.x[:, ours] * points[ours] + (self.x[:, ours] > 0) * 1e-6
            turn = (-said).argsort(axis=1, kind="stable").argsort(axis=1)
            worth[:, ours] *= share**turn
        return worth

    @cached_property
    def rank(self) -> np.ndarray:
        return LOGITS_PER_RANK * np.array([term.rank for term in self.terms])

    @cached_property
    def y(self) -> np.ndarray:
        return np.array([DIMENSIONS.index(Dimension(label.dimension)) for label in self.labels])

    @cached_property
    def weight(self) -> np.ndarray:
        return np.array([label.weight for label in self.labels])

    @cached_property
    def source(self) -> np.ndarray:
        return np.array([label.source for label in self.labels])


def sample(lang: str) -> Sample:
    everything = (*readers(), *single_readings(), *own_readings(), *pair_labels())
    labels = [label for label in everything if label.lang == lang]
    terms = ranked_terms(lang)
    shadows = [parse(label.text, lang).shadow for label in labels]
    compiled = [re2.compile(f"(?i:{fold(term.pattern).decode()})".encode()) for term in terms]
    hits = [[bool(each.search(s)) + bool(each.search(lead(s))) for each in compiled] for s in shadows]
    return Sample(terms, labels, np.array(hits, dtype=float))


def fit(data: Sample, train: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Logits of each term (none negative) and the base of each dimension.

    How much a further term counts depends on the logits, so they are fitted, told apart, and fitted again.
    """
    start = np.r_[data.rank, np.zeros(len(DIMENSIONS))]
    for _ in range(2):
        start = _fit(data, data.worth(start[: len(data.terms)])[train], train, start)
    return start[: len(data.terms)], start[len(data.terms) :]


def _fit(data: Sample, x: np.ndarray, train: np.ndarray, start: np.ndarray) -> np.ndarray:
    y, weight, count = data.y[train], data.weight[train], len(data.terms)
    rows = np.arange(len(y))

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        logits, base = values[:count], values[count:]
        scores = x @ (data.own * logits[:, None]) + base
        scores -= scores.max(axis=1, keepdims=True)
        share = np.exp(scores)
        share /= share.sum(axis=1, keepdims=True)
        off = logits - data.rank
        total = -(weight * np.log(share[rows, y] + 1e-12)).sum()
        total += RIDGE * off @ off + RIDGE_BASE * base @ base
        share[rows, y] -= 1
        share *= weight[:, None]
        slope = ((x.T @ share) * data.own).sum(axis=1)
        return total, np.r_[slope + 2 * RIDGE * off, share.sum(axis=0) + 2 * RIDGE_BASE * base]

    bounds = [(0, None)] * count + [(None, None)] * len(DIMENSIONS)
    return minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 300}).x


def whole(logits: np.ndarray, most: int = MOST) -> np.ndarray:
    return np.clip(np.rint(logits * POINTS_PER_LOGIT), -most, most).astype(int)


def predict(data: Sample, points: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
    told = whole(points[0])
    return (data.worth(told) @ (data.own * told[:, None]) + whole(points[1])).argmax(axis=1)


def left_out(data: Sample) -> np.ndarray:
    """The dimension predicted for each label by points that have not seen its collection."""
    predicted = np.zeros(len(data.y), int)
    for source in sorted(set(data.source)):
        test = data.source == source
        predicted[test] = predict(data, fit(data, ~test))[test]
    return predicted


WRITTEN = "\n# Written by `python -m benchmarks.fit_dimensions --write` from benchmarks/terms. Do not edit.\n"


def _table(data: Sample, points: np.ndarray, dimension: Dimension) -> str:
    ours = [(t.pattern, p) for t, p in zip(data.terms, points, strict=True) if t.dimension == dimension and p]
    ours.sort(key=lambda each: (-each[1], each[0]))
    return "".join(f"'{pattern}' = {p}\n" for pattern, p in ours)


def write(fitted: dict[str, tuple[Sample, np.ndarray, np.ndarray]]) -> None:
    for index, dimension in enumerate(DIMENSIONS):
        path = HOME / f"{dimension}.toml"
        parts = [path.read_text("utf-8").partition(WRITTEN)[0].rstrip() + "\n", WRITTEN]
        for lang, (data, points, base) in fitted.items():
            further = f"further = {FURTHER[dimension]}\n" if dimension in FURTHER else ""
            parts.append(f"\n[terms.{lang}]\nbase = {base[index]}\n{further}\n[terms.{lang}.points]\n")
            parts.append(_table(data, points, dimension))
        text = "".join(parts)
        tomllib.loads(text)
        path.write_text(text, "utf-8")


def main() -> None:
    fitted = {}
    for lang in ("sv", "en"):
        data = sample(lang)
        points = fit(data, np.ones(len(data.y), bool))
        fitted[lang] = data, whole(points[0]), whole(points[1])
        right, fit_right = left_out(data) == data.y, predict(data, points) == data.y
        print(f"{lang}: collections left out {right.mean():.3f}, fitted {fit_right.mean():.3f}")
        for source, count in Counter(data.source.tolist()).items():
            print(f"  {source:18} {count:4} {right[data.source == source].mean():.2f}")
    if "--write" in sys.argv:
        write(fitted)


if __name__ == "__main__":
    main()
