"""Stand-ins for functions of WeasyPrint 70 that cost a long document most of its time and memory.

lines   lines of plain type, set from a table instead of shaped by Pango three times each
boxes   boxes that hold only what makes them different
pages   one style for all pages of a kind

A document is the same bytes with them and without; a test holds that. They are for this version and no
other: a newer one gets its own functions back, and a test asks for a look here. `docs/decisions/0006` says
what each has brought.
"""

import weasyprint
from weasyprint.text.ffi import pango

from . import boxes, lines, pages

PANGO_SINCE = 14802  # 1.48.2: before it, WeasyPrint sets sizes another way
FITS = weasyprint.__version__.partition(".")[0] == "70" and pango.pango_version() >= PANGO_SINCE

_MISSING = object()
_OURS = (*lines.STAND_INS, *boxes.STAND_INS, *pages.STAND_INS)
_THEIRS = [(holder, name, holder.__dict__.get(name, _MISSING)) for holder, name, _ in _OURS]


def set_quick(on: bool = True) -> None:
    """Have documents set with the stand-ins, or by WeasyPrint alone."""
    for holder, name, value in _OURS if on else _THEIRS:
        if value is _MISSING:
            delattr(holder, name)
        else:
            setattr(holder, name, value)


if FITS:
    set_quick()
