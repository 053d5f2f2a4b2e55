"""One requirement in, one verdict out. Knows no database, clock, network or random number.

judge(text, lang=None, expect="en") -> Verdict
ruleset_version() -> str               64 hex digits over every rule, checklist and language file
catalogue() -> tuple[Rule, ...]        what the page /rules/ shows
"""

from .document import main_language
from .judge import judge
from .registry import catalogue, ruleset_version

__all__ = ["catalogue", "judge", "main_language", "ruleset_version"]
