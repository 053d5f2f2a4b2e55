"""The lists of the site as lists of a file: requirements, what differs between two versions, what shows only
in all rows together, and what was dismissed."""

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from assessments.dismissed import Dismissed, DismissedCase, DismissedFinding
from assessments.engine.verdict import Language
from assessments.engine.whole import Finding
from assessments.side_by_side import Fate, Pair, Side
from assessments.views.versions import FATES

from .columns import LIST
from .listing import Cell, Listing
from .rows import Row

_CHANGE_WIDTHS = (22, 14, 14, 60, 60, 12, 12)


def requirement_list(rows: Sequence[Row]) -> Listing:
    """Every row with its fields and scores, under headers that the importer knows."""
    return Listing(
        name=_("Requirements"),
        headers=tuple(column.header for column in LIST),
        widths=tuple(column.width for column in LIST),
        rows=tuple(tuple(column.value(row) for column in LIST) for row in rows),
    )


def change_list(pairs: Iterable[Pair]) -> Listing:
    """What became of each requirement, with number, text and gap (0-100) before and after."""
    return Listing(
        name=_("Changes"),
        headers=(
            _("What happened"),
            _("ID before"),
            _("ID now"),
            _("Wording before"),
            _("Wording now"),
            _("Gap before"),
            _("Gap now"),
        ),
        widths=_CHANGE_WIDTHS,
        rows=tuple(_change(pair) for pair in pairs if pair.fate != Fate.SAME),
    )


def dismissal_list(rows: Iterable[DismissedFinding | DismissedCase], language: Language) -> Listing:
    """What somebody decided not to mend: on what, why, who and when."""
    return Listing(
        name=_("Dismissed findings"),
        headers=(_("Number"), _("Requirement"), _("Finding"), _("Reason"), _("By"), _("Date"), _("Gap")),
        widths=(14, 60, 36, 50, 22, 12, 8),
        rows=tuple(
            (
                *_of_what(row, language),
                row.title.in_language(language),
                row.reason,
                row.by,
                f"{row.at:%Y-%m-%d}",
                row.gap if isinstance(row, DismissedFinding) else None,
            )
            for row in rows
        ),
    )


def whole_list(findings: Iterable[Finding], dismissed: Dismissed, language: Language) -> Listing:
    """What shows in all rows together, case by case, with who dismissed it and why."""
    return Listing(
        name=_("The specification as a whole"),
        headers=(
            _("Finding"),
            _("What it says"),
            _("Requirements"),
            _("What to do"),
            _("Dismissed: reason"),
            _("By"),
            _("Date"),
        ),
        widths=(36, 60, 30, 50, 50, 22, 12),
        rows=tuple(
            (
                finding.title.in_language(language),
                case.says.in_language(language),
                ", ".join(dict.fromkeys(row.number for row in case.rows)),
                finding.mend.in_language(language),
                *_held(dismissed.of_case(finding.id, case)),
            )
            for finding in findings
            for case in finding.cases
        ),
    )


def _held(dismissed: DismissedCase | None) -> tuple[str, str, str]:
    return (dismissed.reason, dismissed.by, f"{dismissed.at:%Y-%m-%d}") if dismissed else ("", "", "")


def _of_what(row: DismissedFinding | DismissedCase, language: Language) -> tuple[str, str]:
    if isinstance(row, DismissedCase):
        return ", ".join(row.names), row.case.says.in_language(language)
    return row.number or f"#{row.position}", row.text


def _change(pair: Pair) -> tuple[Cell, ...]:
    before, now = (_said(side) for side in (pair.before, pair.after))
    return (str(FATES[pair.fate]), *(cell for both in zip(before, now, strict=True) for cell in both))


def _said(side: Side | None) -> tuple[Cell, Cell, Cell]:
    return (side.number, side.text, side.gap) if side else ("", "", None)
