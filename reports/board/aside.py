"""What people decided themselves: findings set aside with their reasons, and changes to the rules."""

from collections.abc import Iterable

from django.utils.translation import gettext, ngettext

from assessments.dismissed import Dismissed, DismissedCase, DismissedFinding
from reports.snapshot import Snapshot

from .phrases import day, names, shorten
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
        dismissed.number,
    ) % {"n": dismissed.number}


def in_full(snapshot: Snapshot) -> Aside | None:
    dismissed = snapshot.dismissed
    if not dismissed:
        return None
    # What weighs most first: whole requirements with a wide gap, then what shows in all of them together.
    ranked = sorted(dismissed.rows, key=lambda row: (not (row.is_whole and row.false_precise), row.position))
    first = [row for row in ranked if row.is_whole and row.false_precise]
    ranked = [*first, *dismissed.cases, *ranked[len(first) :]]
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
        "set aside: %(single)d. Findings about the set: %(set)d. No score and no count in this report is "
        "changed by it."
    ) % {
        "whole": dismissed.requirements,
        "wide": dismissed.wide_gaps,
        "single": dismissed.findings,
        "set": len(dismissed.cases),
    }


def said_of(case: DismissedCase | None) -> str:
    """What is added to a case of what shows in all rows together; "" where it was not set aside."""
    if case is None:
        return ""
    return " " + gettext("Set aside by %(by)s on %(day)s: %(reason)s") % {
        "by": case.by,
        "day": day(case.at),
        "reason": shorten(case.reason, LONGEST_REASON),
    }


def _set_aside(row: DismissedFinding | DismissedCase, snapshot: Snapshot) -> SetAside:
    if isinstance(row, DismissedCase):
        return SetAside(
            number=names(row.names) or gettext("All of it"),
            text=shorten(row.case.says.in_language(snapshot.language), LONGEST_QUOTE),
            lang=snapshot.language,
            what=row.title.in_language(snapshot.language),
            reason=shorten(row.reason, LONGEST_REASON),
            by=f"{row.by}, {day(row.at)}",
        )
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
