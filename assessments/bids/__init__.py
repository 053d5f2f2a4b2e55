"""One bid answer and its requirement in, one verdict out. Pure: no database, clock, network or random number.

judge(requirement, answer, phase=None, lang=None, deadline=None) -> BidVerdict
catalogue() -> tuple[BidRule, ...]
ruleset_version() -> str               64 hex digits over every rule file
"""

from .judge import judge
from .registry import catalogue, ruleset_version

__all__ = ["catalogue", "judge", "ruleset_version"]
