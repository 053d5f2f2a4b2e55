"""What no specification is: refused however it was read."""

from .draft import Reading
from .refusal import refusal

_MOST_DRAFTS = 20_000
_LONGEST_TEXT = 32_767  # characters of one requirement: what a cell of Excel can hold


def bounded(reading: Reading) -> Reading:
    """Return the reading; raises `Refused` for too many rows, or a text that is too long to be one."""
    if len(reading.drafts) > _MOST_DRAFTS:
        raise refusal("too_many_rows", most=_MOST_DRAFTS)
    for draft in reading.drafts:
        if len(draft.text) > _LONGEST_TEXT:
            where = {f"where_{language}": draft.place.named(language) for language in ("sv", "en")}
            raise refusal("too_long_text", length=len(draft.text), most=_LONGEST_TEXT, **where)
    return reading
