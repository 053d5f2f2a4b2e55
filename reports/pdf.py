"""A document before and after it is set, and the files that travel inside it."""

from datetime import datetime
from pathlib import Path
from typing import Literal

from assessments.engine.verdict import Value

from .look import Look


class Pdf(Value):
    content: bytes
    pages: int


class Attached(Value):
    """A file inside a PDF. `relationship` is how it stands to the document (ISO 32000-2, table 43), `day`
    when its content was settled, so that the same content always gives the same bytes."""

    name: str
    description: str
    content: bytes
    relationship: Literal["Source", "Data", "Alternative", "Supplement"]
    day: datetime


class Manuscript(Value):
    """All that setting a document needs, so that what it was made of need not stay in memory meanwhile.

    `digest` is the fingerprint of what it says, `look` gives the sheet its `--accent` and the document its
    logo, the picture `glapp:logo.png`. `well_formed` says that `html` is XML too, which reads twenty times
    quicker.
    """

    html: str
    stylesheet: Path
    digest: str
    look: Look = Look()
    attached: tuple[Attached, ...] = ()
    well_formed: bool = False
