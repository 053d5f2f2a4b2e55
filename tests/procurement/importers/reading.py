"""Reading in tests: files made on the spot, and the real ones beside the repository."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook

from procurement.importers.draft import Reading
from procurement.importers.gate import read_file
from procurement.importers.read_xlsx import read_xlsx

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared" / "samples"
OWN = ROOT / "procurement" / "samples"


def shared(name: str) -> Path:
    """A real file from the folder that stands beside the clone; without it the test fails and says so."""
    if not (SHARED / name).is_file():
        pytest.fail(f"{SHARED / name} is missing: these tests read the real files in ../shared/samples.")
    return SHARED / name


@cache
def read(path: Path) -> Reading:
    """Read a file that does not change, through the gate."""
    return read_file(path, name=path.name)


def read_sheet(folder: Path, rows: Iterable[Iterable[object]], name: str = "Krav") -> Reading:
    """Read one sheet of these rows."""
    workbook = Workbook()
    workbook.active.title = name
    for row in rows:
        workbook.active.append(list(row))
    path = folder / "made.xlsx"
    workbook.save(path)
    return read_xlsx(path)


def said(reading: Reading) -> str:
    return "\n".join(problem.sv for problem in reading.problems)
