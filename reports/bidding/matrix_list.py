"""The matrix as a list: a row a requirement, two columns a bidder."""

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from assessments.bidding.queries import Cell
from assessments.bidding.wording import value_of
from procurement.bidding.models import Alteration, Bid
from procurement.models import Requirement
from reports.exports.listing import Listing


def matrix_list(
    rows: Sequence[tuple[Requirement, Sequence[Cell | None]]], bids: Sequence[Bid], *, is_secret: bool
) -> Listing:
    """Return the matrix; while bids are secret its name and its first header say so.

    A bid in which one of these requirements is altered has a third column: what it has instead.
    """
    mark, number, decision = _("Secret until the award decision."), _("Number"), _("decision")
    name = _("SECRET – bids") if is_secret else _("Requirements and bidders")  # a sheet's: 31 characters
    headers = [
        f"{number} – {mark}" if is_secret else number,
        _("Requirement"),
        _("Kind"),
        _("Phase"),
    ]
    widths = [16.0, 60.0, 16.0, 16.0]
    altered = {place for _row, cells in rows for place, cell in enumerate(cells) if cell and cell.altered}
    instead = _("the requirement in the bid")
    for place, bid in enumerate(bids):
        headers += [f"{bid.supplier}", f"{bid.supplier}: {decision}"]
        widths += [24.0, 40.0]
        if place in altered:
            headers.append(f"{bid.supplier}: {instead}")
            widths.append(60.0)
    return Listing(
        name=name,
        headers=tuple(headers),
        widths=tuple(widths),
        rows=tuple(_row(requirement, cells, altered) for requirement, cells in rows),
    )


def _row(requirement: Requirement, cells: Sequence[Cell | None], altered: Collection[int]) -> tuple[str, ...]:
    row = [
        str(requirement),
        requirement.text,
        requirement.get_kind_display(),
        requirement.get_phase_display(),
    ]
    for place, cell in enumerate(cells):
        row += [str(cell.shown.word) if cell else "", _decided(cell)]
        if place in altered:
            row.append("\n".join(map(_instead, cell.altered)) if cell else "")
    return tuple(row)


def _instead(each: Alteration) -> str:
    earlier = _("an earlier wording of yours")
    what = f"{each.get_what_display()} ({earlier})" if each.is_earlier else each.get_what_display()
    said = value_of(each)
    return f"{what}: {said}" if said else what


def _decided(cell: Cell | None) -> str:
    if cell is None or cell.decision is None:
        return _("decision required") if cell and cell.waits else ""
    decision = cell.decision
    return f"{decision.get_way_display()}: {decision.reason} ({decision.by}, {decision.at:%Y-%m-%d})"
