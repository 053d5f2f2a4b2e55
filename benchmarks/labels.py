"""The labelled texts that the scorecard is fitted on and the engine is measured with.

Three kinds: readers' labels on real requirements (`../shared/labels`), pairs written for this project,
and our own single readings of texts in `../shared/texts`, kept here as ids without the texts.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Label:
    """One labelled text; `sounds` and `measurable` are means of readings, 0-4; `weight` by their count."""

    id: str
    lang: str
    source: str
    text: str
    sounds: float
    measurable: float
    missing: tuple[frozenset[str], ...]
    dimension: str
    nature: str
    weight: float
    kind: str = "readers"  # whose: "readers" (three each), "reader" (one), "own", "pairs"


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _label(row: dict, **known: str | float) -> Label:
    row = {**row, **known}
    return Label(
        id=row["id"],
        lang=row["lang"],
        source=row["source"],
        text=row["text"],
        sounds=mean(row["sounds"]),
        measurable=mean(row["measurable"]),
        missing=tuple(frozenset(reading) for reading in row["missing"]),
        dimension=row["dimension"],
        nature=row["nature"],
        weight=row.get("weight", len(row["sounds"]) ** 0.5),
        kind=row.get("kind", "readers"),
    )


def readers() -> list[Label]:
    """160 requirements read by three readers."""
    return [_label(row) for row in lines(SHARED / "labels/requirements_dev.jsonl")]


def single_readings() -> list[Label]:
    """898 requirements read by one reader each."""
    return [_label(row, kind="reader") for row in lines(SHARED / "labels/requirements_dev_more.jsonl")]


def own_readings() -> list[Label]:
    """About 700 texts of collections that the labels above do not touch, read once by a language model
    that had the codebook and had seen some of the labels."""
    texts = {row["id"]: row for row in lines(SHARED / "texts/real-requirements.jsonl")}
    return [
        _label({**texts[row["id"]], **row}, kind="own") for row in lines(HERE / "readings/own_readings.jsonl")
    ]


def anchors() -> list[Label]:
    """50 sentences of our own, the seed article's phrases and their kin, scored by the codebook's examples.

    Real specifications hold few of them; without them the fit forgets what the project is for.
    """
    return [_label(row, kind="own", weight=5.0) for row in lines(HERE / "readings/anchors.jsonl")]


def blind_readings() -> list[Label]:
    """250 texts that no rule-writer had seen, read once when the rules were nearly done. Never fitted on."""
    texts = {row["id"]: row for row in lines(SHARED / "texts/real-requirements.jsonl")}
    return [_label({**texts[row["id"]], **row}, kind="blind") for row in lines(HERE / "readings/blind.jsonl")]


# What the pairs' authors set out to write: their classes as readings on the codebook's scale.
_FALSE_PRECISE, _MEASURABLE = (3.6, 0.7), (3.5, 3.7)


def pairs() -> list[dict]:
    """Every pair, each with the `series` it was written in."""
    return [
        {**row, "series": path.stem}
        for path in sorted((HERE / "pairs").glob("*.jsonl"))
        for row in lines(path)
    ]


def pair_labels() -> Iterator[Label]:
    for pair in pairs():
        for side, (sounds, measurable) in (("false_precise", _FALSE_PRECISE), ("measurable", _MEASURABLE)):
            missing = (frozenset(pair["missing"] if side == "false_precise" else ()),)
            yield Label(
                id=f"{pair['pair_id']}/{side}",
                lang=pair["lang"],
                source="pairs",
                text=pair[side],
                sounds=sounds,
                measurable=measurable,
                missing=missing,
                dimension=pair["dimension"],
                nature="requirement",
                weight=1.5,
                kind="pairs",
            )
