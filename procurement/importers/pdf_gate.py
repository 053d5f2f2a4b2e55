"""The look into a PDF before its parser sees it: what its streams inflate to is counted and never held.

Streams and the dictionaries before them stand in the open in every PDF; where a document is encrypted they do
not inflate here, and the limits of the child process are what is left.
"""

import re
import zlib

from .refusal import refusal

_MEGABYTE = 1_000_000
_MOST_INFLATED = 200 * _MEGABYTE
_HIGHEST_RATIO = 200  # inflated to the whole file; text of pages reaches 10, plain pictures 100
_RATIO_FROM = 5 * _MEGABYTE
_CHUNK = 262_144
_STREAM = re.compile(rb"stream\r?\n")
_TWICE = re.compile(rb"/Fl(?:ateDecode)?\s*/Fl(?:ateDecode)?\b")


def inspect_pdf(content: bytes) -> None:
    """Raises `Refused` for a PDF that grows absurdly."""
    if _TWICE.search(content):
        raise refusal("swells_pdf")
    total = 0
    for found in _STREAM.finditer(content):
        total = _inflated(content, found.end(), total)


def _inflated(content: bytes, start: int, total: int) -> int:
    """The bytes inflated so far, after the stream that begins at `start`; others than Flate add nothing."""
    inflater, data = zlib.decompressobj(), content[start : start + _CHUNK]
    while data and not inflater.eof:
        try:
            piece = inflater.decompress(data, _CHUNK)
        except zlib.error:
            break
        total += len(piece)
        if total > _MOST_INFLATED or (total > _RATIO_FROM and total > len(content) * _HIGHEST_RATIO):
            raise refusal("swells_pdf")
        data = inflater.unconsumed_tail
        if not data:
            start += _CHUNK
            data = content[start : start + _CHUNK]
    return total
