"""IDs for tools that read only some of them: made plain on the way out, known again on the way in. Pure.

StrictDoc 0.30.4 reads plain attributes of ReqIF byte by byte (`unescape` in its `helpers/string.py`): "Ä"
becomes two other signs, one of which its own format refuses. It also refuses an ID that stands twice or has
other signs than these.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_REFUSED = re.compile(r"[^A-Za-z0-9_()\-/.: ]+")
_COUNTED = re.compile(r" \(\d+\)\Z")  # after an ID that stood before


def plain_ids(numbers: Iterable[str]) -> list[str]:
    """Each number in letters of ASCII and few other signs, each once; "" stays ""."""
    seen: Counter[str] = Counter()
    return [_once(_plain(number), seen) for number in numbers]


def is_plain_of(said: str, number: str) -> bool:
    """Whether `said` is what `plain_ids` makes of `number`: nobody has given it another since."""
    return bool(number) and said in (plain := _plain(number), plain + (_COUNTED.search(said) or [""])[0])


def _plain(number: str) -> str:
    letters = unicodedata.normalize("NFKD", number.replace("ø", "o").replace("Ø", "O"))
    ascii_only = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = _REFUSED.sub("-", ascii_only.replace("æ", "ae").replace("Æ", "AE")).strip()
    return plain if not plain or plain[0].isalnum() else f"x{plain}"


def _once(plain: str, seen: Counter[str]) -> str:
    seen[plain] += 1
    return f"{plain} ({seen[plain]})" if plain and seen[plain] > 1 else plain
