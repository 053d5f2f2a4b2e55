"""A csv to drafts, whatever its separator and encoding."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes

from .cells import clean
from .columns import Row
from .draft import Reading
from .mapping import Mapping
from .place import Place
from .problems import put_together
from .refusal import refusal
from .table import read_table

_SEPARATORS = ";\t,|"
_LAYOUT = "\t\n\v\f\r\x1a"
_MOST_CONTROLS = 0.02  # share of signs: a few stand in what was copied from Word, many in what is no text
_SAMPLE_LINES = 200
_SAMPLE_BYTES = 65_536
# What spreadsheets and databases in our five languages have written; others are guessed wrong more
# often than they occur.
_OLD_ENCODINGS = ["cp1252", "iso8859_15", "mac_roman", "cp850", "cp865"]


def read_csv(path: Path, mapping: Mapping | None = None) -> Reading:
    """Read a csv; raises `Refused` where the bytes are not text or a quotation never ends."""
    text = decode(path.read_bytes())
    separator, text = _separator(text)
    part = read_table(csv_rows(text, separator), mapping=mapping, under_requirements=True)
    return put_together([part], mapping)


def csv_rows(text: str, separator: str) -> list[Row]:
    """Rows with anything in them; a row's place is the line on which a spreadsheet shows it."""
    csv.field_size_limit(1_000_000)
    try:
        if _ends_in_quotes(text, separator):
            raise refusal("open_quote")
        return [
            Row(place=Place(row=number), cells=tuple(clean(cell) for cell in cells))
            for number, cells in enumerate(_records(text, separator), start=1)
            if any(cell.strip() for cell in cells)
        ]
    except csv.Error:
        raise refusal("open_quote") from None


def _records(text: str, separator: str, *, strict: bool = False) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def _ends_in_quotes(text: str, separator: str) -> bool:
    """Whether a quotation is still open at the end: all rows after it would be one cell."""
    try:
        for _ in _records(text, separator, strict=True):
            pass
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def decode(content: bytes) -> str:
    """The text of a file without a stated encoding; raises `Refused` where it is not text."""
    text = _text_of(content)
    controls = sum(sign < " " and sign not in _LAYOUT for sign in text)
    if controls > _MOST_CONTROLS * len(text):
        raise refusal("not_text")
    return text


def _text_of(content: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return _decoded(content, encoding)
    if b"\x00" in content:
        raise refusal("not_text")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, _old_encoding(content))


def _old_encoding(content: bytes) -> str:
    """The one-byte encoding that reads best, judged on the lines that hold other than ASCII."""
    lines = b"\n".join(line for line in content.splitlines() if not line.isascii())
    best = from_bytes(lines[:_SAMPLE_BYTES], cp_isolation=_OLD_ENCODINGS).best()
    return best.encoding if best else "cp1252"


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise refusal("not_text") from None


def _separator(text: str) -> tuple[str, str]:
    """The separator and the text after Excel's own "sep=;" line, if it has one."""
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:  # noqa: PLR2004
        return first.strip()[-1], rest
    return divider(text) or ";", text


def divider(text: str) -> str | None:
    """The separator that gives most rows the same number of columns, or None where none divides them."""
    sample = "".join(text.splitlines(keepends=True)[:_SAMPLE_LINES])
    best: tuple[float, int, str] | None = None
    for separator in _SEPARATORS:
        try:
            widths = Counter(len(row) for row in _records(sample, separator) if row)
        except csv.Error:
            continue
        width, rows = max(widths.items(), key=lambda pair: pair[1], default=(1, 0))
        score = (rows / max(1, widths.total()), width, separator)
        if width > 1 and (best is None or score[:2] > best[:2]):
            best = score
    return best[2] if best else None
