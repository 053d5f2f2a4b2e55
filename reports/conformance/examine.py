"""All checks on one file."""

from collections.abc import Sequence
from itertools import islice

import pikepdf

from . import annotations, archive, files, fonts, structure, text  # noqa: F401 each registers its checks
from .check import CHECKS, Check, Examination, Fault
from .document import Document

NAMED = 3  # places of a fault that are told
MOST = 10_000  # places that are counted


def examine(content: bytes, checks: Sequence[Check] = CHECKS) -> Examination:
    """Run every check on a PDF. Raises `pikepdf.PdfError` where it is no PDF at all."""
    with Document(content) as document:
        faults = [fault for check in checks if (fault := _fault(check, document))]
    ua = sum(check.id.startswith("UA") for check in checks)
    return Examination(ua=ua, a=len(checks) - ua, faults=tuple(faults))


def _fault(check: Check, document: Document) -> Fault | None:
    try:
        places = list(islice(check.find(document), MOST))
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, pikepdf.PdfError) as error:
        places = [
            f"cannot be told: {error!r}"
        ]  # a file so odd that the question has no answer is no good file
    if not places:
        return None
    return Fault(check=check.id, says=check.says, where=tuple(places[:NAMED]), count=len(places))
