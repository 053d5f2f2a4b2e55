"""The labelled texts that the scorecard is fitted on and the engine is measured with.

Three kinds: readers' labels on real requirements (`../shared/labels`), pairs written for this project,
and our own readings of texts in `../shared/texts`, kept here as ids without the texts.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, mode

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
HERE = Path(__file__).resolve().parent
UNSEEN = ("blind", "fresh")  # kinds of labels that nothing is fitted on
KEPT = ("fifth",)  # series of pairs that nothing is fitted on and nobody who writes rules has read


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
    kind: str = "readers"  # whose: "reader" (one each), "own", "blind", "fresh", "anchors", "pairs"


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


def _of_ids(readings: dict[str, list[dict]], kind: str) -> list[Label]:
    """The labels of texts known by id, each with all its readings; dimension and nature as most say."""
    texts = {row["id"]: row for row in lines(SHARED / "texts/real-requirements.jsonl")}
    found = []
    for identifier, rows in readings.items():
        every = {name: [row[name][0] for row in rows] for name in ("sounds", "measurable", "missing")}
        most = {name: mode(row[name] for row in rows) for name in ("dimension", "nature")}
        found.append(_label({**texts[identifier], **every, **most}, kind=kind))
    return found


def _readings(*names: str) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for name in names:
        for row in lines(HERE / f"readings/{name}.jsonl"):
            found.setdefault(row["id"], []).append(row)
    return found


def _with_later(name: str) -> dict[str, list[dict]]:
    """The readings of a file, and for each text those that two further readers made of it."""
    later = _readings("test_lead", "procurement_officer")
    return {each: [*rows, *later.get(each, ())] for each, rows in _readings(name).items()}


def own_readings() -> list[Label]:
    """1,356 texts of collections that the labels above do not touch, read once by a language model that had
    the codebook and had seen some of the labels; 680 of them twice more, see `fresh_readings`."""
    return _of_ids(_with_later("own_readings"), "own")


def anchors() -> list[Label]:
    """Sentences of our own, the seed article's phrases and their kin, scored by the codebook's examples.

    Real specifications hold few of them; without them the fit forgets what the project is for.
    """
    return [_label(row, kind="anchors", weight=5.0) for row in lines(HERE / "readings/anchors.jsonl")]


def blind_readings() -> list[Label]:
    """250 texts that no rule-writer had seen, read when the rules were nearly done. Never fitted on."""
    return _of_ids(_with_later("blind"), "blind")


def fresh_readings() -> list[Label]:
    """Texts that no rule-writer has seen, read by two language models that had nothing but the codebook."""
    known = _readings("own_readings", "blind")
    later = _readings("test_lead", "procurement_officer")
    return _of_ids({each: rows for each, rows in later.items() if each not in known}, "fresh")


def real_texts() -> list[Label]:
    """Texts of real specifications with their readings; those of `UNSEEN` kinds too."""
    return [*readers(), *single_readings(), *own_readings(), *blind_readings(), *fresh_readings()]


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
    """Both sides of every pair that points may be fitted on."""
    for pair in pairs():
        if pair["series"] in KEPT:
            continue
        for side, (sounds, measurable) in (("false_precise", _FALSE_PRECISE), ("measurable", _MEASURABLE)):
            missing = (frozenset(pair["missing"] if side == "false_precise" else ()),)
            yield Label(
                id=f"{pair['pair_id']}/{side}",
                lang=pair["lang"],
                source=f"pairs_{pair['series']}",
                text=pair[side],
                sounds=sounds,
                measurable=measurable,
                missing=missing,
                dimension=pair["dimension"],
                nature="requirement",
                weight=1.5,
                kind="pairs",
            )
