"""A version as JSON, which Glapp reads in again without loss (procurement.importers.json_format)."""

from collections.abc import Sequence

from procurement.importers.json_format import RequirementRecord, SpecificationFile

from .rows import Row


def as_json(
    rows: Sequence[Row], *, procurement: str, reference: str, specification: str, version: int, ruleset: str
) -> str:
    """Return the rows as JSON text; `ruleset` is "" where nothing was assessed."""
    file = SpecificationFile(
        procurement=procurement,
        reference=reference,
        specification=specification,
        version=version,
        ruleset=ruleset,
        requirements=tuple(map(_record, rows)),
    )
    return file.model_dump_json(indent=1, exclude_defaults=False)


def _record(row: Row) -> RequirementRecord:
    return RequirementRecord(
        key=row.key,
        number=row.number,
        heading_path=row.heading_path,
        text=row.text,
        kind=row.kind,
        phase=row.phase,
        motive=row.motive,
        shown_by=row.shown_by,
        is_context=row.is_context,
        place=row.place,
        scores=row.scores,
    )
