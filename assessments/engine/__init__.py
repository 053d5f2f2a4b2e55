"""One requirement in, one verdict out. Knows no database, clock, network or random number.

    judge(text, lang=None) -> Verdict      `lang` "sv" or "en"; found from the text where it is None
    ruleset_version() -> str               64 hex digits over every rule, checklist and language file
    catalogue() -> tuple[Rule, ...]        what the page /rules/ shows
"""
