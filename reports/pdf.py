"""A finished document."""

from assessments.engine.verdict import Value


class Pdf(Value):
    content: bytes
    pages: int
