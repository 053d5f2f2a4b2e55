"""What the report was made of, for whoever wants to make it again."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from reports.snapshot import Snapshot

from .phrases import day
from .values import Fact


def facts(snapshot: Snapshot) -> Iterable[Fact]:
    source = snapshot.source
    told = (
        (gettext("File"), source.file_name),
        (gettext("File's SHA-256"), source.file_sha256),
        (gettext("Reference number"), source.reference),
        (gettext("Assessed on"), day(source.assessed_on)),
        (gettext("Rule set"), _rules(snapshot)),
        (gettext("Program"), f"Glapp {source.app_version}"),
        (gettext("Content of the report"), snapshot.digest()),
    )
    return [Fact(label=label, text=text) for label, text in told if text]


def _rules(snapshot: Snapshot) -> str:
    source, own = snapshot.source, len(snapshot.own_changes)
    rules = gettext("%(n)d rules, %(hash)s") % {"n": source.rules, "hash": source.ruleset[:16]}
    if not own:
        return rules
    changes = ngettext(
        "%(n)d change of the organisation's own", "%(n)d changes of the organisation's own", own
    )
    return f"{rules}; {changes % {'n': own}}"
