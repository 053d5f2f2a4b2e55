"""One requirement in, one verdict out. Knows no database, clock, network or random number.

judge(text, lang=None, expect="en", changes=NO_CHANGES) -> Verdict
ruleset_version(changes=NO_CHANGES) -> str    64 hex digits over every rule, checklist and language file
Changes                                what an organisation reads otherwise than the rule set
catalogue() -> tuple[Rule, ...]        what the page /rules/ shows
"""

from .changes import NO_CHANGES, Changes
from .document import main_language
from .judge import judge
from .registry import catalogue, ruleset_version

__all__ = ["NO_CHANGES", "Changes", "catalogue", "judge", "main_language", "ruleset_version"]
