"""A finished document, and the files that travel inside it."""

from datetime import datetime
from typing import Literal

from assessments.engine.verdict import Value


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
