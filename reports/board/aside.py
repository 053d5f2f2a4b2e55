"""What people decided themselves: findings set aside with their reasons, and changes to the rules."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from assessments.dismissed import Dismissed, DismissedFinding
from reports.snapshot import Snapshot

from .phrases import day, shorten
from .values import Aside, OwnRule, SetAside

MOST = 12  # printed; the rest stands in Glapp
LONGEST_QUOTE, LONGEST_REASON = 110, 300


def in_short(dismissed: Dismissed) -> str:
    """The sentence of page one; "" where nothing was set aside."""
    if not dismissed:
        return ""
    if dismissed.wide_gaps:
        return ngettext(
            "%(n)d of those with a wide gap was set aside with a reason; it is counted all the same.",
            "%(n)d of those with a wide gap were set aside with a reason; they are counted all the same.",
            dismissed.wide_gaps,
        ) % {"n": dismissed.wide_gaps}
    return ngettext(
        "%(n)d finding was set aside with a reason.",
        "%(n)d findings were set aside with a reason.",
        len(dismissed.rows),
    ) % {"n": len(dismissed.rows)}


def in_full(snapshot: Snapshot) -> Aside | None:
    dismissed = snapshot.dismissed
    if not dismissed:
        return None
    # What weighs most first: whole requirements with a wide gap, then the rest as the file has them.
    ranked = sorted(dismissed.rows, key=lambda row: (not (row.is_whole and row.false_precise), row.position))
    rest = len(ranked) - MOST
    return Aside(
        says=_counts(dismissed),
        rows=tuple(_set_aside(row, snapshot) for row in ranked[:MOST]),
        more=ngettext("%(n)d more stands in Glapp.", "%(n)d more stand in Glapp.", rest) % {"n": rest}
        if rest > 0
        else "",
    )


def _counts(dismissed: Dismissed) -> str:
    return gettext(
        "Requirements set aside as a whole: %(whole)d, of which with a wide gap: %(wide)d. Single findings "
        "set aside: %(single)d. No score and no count in this report is changed by it."
    ) % {"whole": dismissed.requirements, "wide": dismissed.wide_gaps, "single": dismissed.findings}


def _set_aside(row: DismissedFinding, snapshot: Snapshot) -> SetAside:
    return SetAside(
        number=row.number or f"#{row.position}",
        text=shorten(row.text, LONGEST_QUOTE),
        lang=snapshot.written_in,
        what=row.title.in_language(snapshot.language),
        reason=shorten(row.reason, LONGEST_REASON),
        by=f"{row.by}, {day(row.at)}",
    )


def own_rules(snapshot: Snapshot) -> Iterable[OwnRule]:
    return [
        OwnRule(
            what=own.does.in_language(snapshot.language),
            reason=own.reason,
            by=f"{own.by}, {day(own.at)}",
        )
        for own in snapshot.own_changes
    ]
