"""The sample's three bids, as suppliers would have sent them: our workbook filled in, and their papers."""

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.apps import apps
from docx import Document
from openpyxl import load_workbook

from procurement.models import SpecificationVersion

from .workbook import ANSWERED, answer_workbook

_NUMBER, _FIRST = 1, 7  # columns of the workbook, from 1: the number, and the first of the answer's


class SampleBid(NamedTuple):
    """A supplier's name, the filled workbook, and its papers as (file name, Word file)."""

    supplier: str
    workbook: bytes
    papers: tuple[tuple[str, bytes], ...]


def sample_bids(version: SpecificationVersion) -> Iterator[SampleBid]:
    """Yield the bids of `procurement/samples/bids.toml` on `version` of the Swedish sample."""
    file = Path(apps.get_app_config("procurement").path) / "samples" / "bids.toml"
    for bid in tomllib.loads(file.read_text("utf-8"))["bids"]:
        papers = tuple((paper["name"], _word_file(paper["text"])) for paper in bid.get("papers", ()))
        yield SampleBid(bid["supplier"], _filled(version, bid), papers)


def _filled(version: SpecificationVersion, bid: dict) -> bytes:
    content = answer_workbook(
        title=str(version.specification.procurement),
        buyer=version.specification.procurement.organisation.name,
        requirements=version.requirements.filter(is_context=False),
        language="sv",
    )
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[1]
    for row in range(2, sheet.max_row + 1):
        said = bid["answers"].get(sheet.cell(row, _NUMBER).value, bid["otherwise"])
        cells = {"how_met": bid["how"]} | _cells(said)
        for column, (field, *_rest) in enumerate(ANSWERED, start=_FIRST):
            sheet.cell(row, column).value = cells.get(field)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _cells(said: str | dict[str, str]) -> dict[str, str]:
    """Field of an answer -> what is written in its column."""
    if isinstance(said, str):
        return {"answer": said}
    names = {"text": "answer", "how": "how_met"}
    return {names.get(name, name): text for name, text in said.items()}


def _word_file(text: str) -> bytes:
    document = Document()
    document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()
