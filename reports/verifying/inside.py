"""What a PDF tells of itself: fingerprints, embedded data, seal; and its scores again. No database."""

import hashlib
import io
from collections.abc import Iterator
from enum import StrEnum

import pikepdf
from pydantic import ValidationError

from assessments.engine import judge, ruleset_version
from assessments.engine.verdict import Value
from reports.audit.embedded import DATA, WORKBOOK, embedded
from reports.audit.snapshot import AuditRow, AuditSnapshot
from reports.sealing import Seal

PREFIX = 32  # hex digits of the fingerprint that the PDF's own identifier holds
NAMED = 5  # requirements whose scores came out otherwise


class Part(StrEnum):
    """How something embedded stands to the fingerprint."""

    NONE = "none"
    INTACT = "intact"
    CHANGED = "changed"


class Again(Value):
    """Scores computed again: of `total`, those of `different` requirements came out otherwise."""

    total: int
    different: int
    named: tuple[str, ...]


class Inside(Value):
    """`readable` says that it is a PDF at all, `ours` that it says it is from Glapp. `fingerprint` is what
    its identifier claims, the first 32 hex digits; `digest` the SHA-256 of the embedded data. `again` is None
    where there is nothing to compute from, or where the rules are others than here."""

    sha256: str
    readable: bool = False
    ours: bool = False
    fingerprint: str = ""
    data: Part = Part.NONE
    workbook: Part = Part.NONE
    digest: str = ""
    specification: str = ""
    organisation: str = ""
    version: int | None = None
    assessed_on: str = ""
    ruleset: str = ""
    ruleset_here: str = ""
    again: Again | None = None
    seal: Seal | None = None


def look_inside(content: bytes) -> Inside:
    """Tell what can be told from the file alone."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            ours = str(pdf.trailer.get("/Info", {}).get("/Creator", "")) == "Glapp"
            fingerprint = _fingerprint(pdf)
            files = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
    except (pikepdf.PdfError, ValueError):
        return Inside(sha256=sha256)
    told = {"sha256": sha256, "readable": True, "ours": ours, "seal": _seal(content)}
    if ours:
        told |= {"fingerprint": fingerprint, **_data(files, fingerprint)}
    return Inside(**told)


def _fingerprint(pdf: pikepdf.Pdf) -> str:
    parts = pdf.trailer.get("/ID", [])
    text = bytes(parts[0]).decode("ascii", errors="replace") if len(parts) else ""
    return text if len(text) == PREFIX else ""


def _data(files: dict[str, bytes], fingerprint: str) -> dict:
    if DATA not in files:
        return {}
    digest = hashlib.sha256(files[DATA]).hexdigest()
    told = {"digest": digest, "data": Part.INTACT if digest[:PREFIX] == fingerprint else Part.CHANGED}
    try:
        snapshot = AuditSnapshot.model_validate_json(files[DATA])
    except ValidationError:
        return told
    workbook = next(file.content for file in embedded(snapshot, files[DATA]) if file.name == WORKBOOK)
    here = ruleset_version(snapshot.changes)
    return told | {
        "workbook": _same(files.get(WORKBOOK), workbook),
        "specification": snapshot.source.specification,
        "organisation": snapshot.source.organisation,
        "version": snapshot.source.version,
        "assessed_on": snapshot.source.assessed_on.isoformat(),
        "ruleset": snapshot.source.ruleset,
        "ruleset_here": here,
        "again": again(snapshot) if here == snapshot.source.ruleset else None,
    }


def _same(found: bytes | None, expected: bytes) -> Part:
    if found is None:
        return Part.NONE
    return Part.INTACT if found == expected else Part.CHANGED


def again(snapshot: AuditSnapshot) -> Again:
    """Compute every score again from the embedded texts, with the organisation's changes."""
    different = list(_different(snapshot))
    return Again(total=len(snapshot.rows), different=len(different), named=tuple(different[:NAMED]))


def _different(snapshot: AuditSnapshot) -> Iterator[str]:
    for row in snapshot.rows:
        verdict = judge(row.text, expect=snapshot.expect or "en", changes=snapshot.changes)
        if (verdict.sounds, verdict.measurable, verdict.gap) != (row.sounds, row.measurable, row.gap):
            yield _name(row)


def _name(row: AuditRow) -> str:
    return row.number or f"#{row.position}"


def _seal(content: bytes) -> Seal | None:
    if b"/ByteRange" not in content:
        return None
    from reports.sealing.pades import seal_of  # a second to load, for the few files that need it

    return seal_of(content)
