"""Cell values and text as they are kept."""

import datetime as dt
import re

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_LINE_END = re.compile(r"_x000[Dd]_\n?|\r\n?|[\x0b\x0c\u2028\u2029]")
_DECIMALS = re.compile(r"0\.(0+)(%?)")


def clean(text: str) -> str:
    """The text with line endings as "\\n", without control characters and white space at both ends."""
    return _CONTROL.sub("", _LINE_END.sub("\n", text)).strip()


def as_text(value: object, number_format: str = "General") -> str:
    """A cell's value as Excel shows it, as far as its number format is a plain one."""
    match value:
        case None:
            return ""
        case str():
            return clean(value)
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(value, number_format)
        case dt.datetime():
            at_midnight = value.time() == dt.time()
            return value.date().isoformat() if at_midnight else value.isoformat(sep=" ", timespec="minutes")
    return str(value)


def _number(value: float, number_format: str) -> str:
    """Decimals as the format says ("1.10" stays a number with two), else the shortest form."""
    shown = _DECIMALS.fullmatch(number_format)
    if shown:
        share = bool(shown.group(2))
        return f"{value * 100 if share else value:.{len(shown.group(1))}f}" + ("%" if share else "")
    if number_format == "0%":
        return f"{value * 100:.0f}%"
    return f"{value:.15g}"
