"""Reading bids: every question starts from one procurement, which the view has opened through `access`."""

from django.db.models import QuerySet

from procurement.models import Procurement

from .models import Bid


def bids_of(procurement: Procurement) -> QuerySet[Bid]:
    """Every bid that counts, earlier readings too; by supplier, the newest reading first."""
    bids = procurement.bids.filter(set_aside_at=None)
    # What was read of a file that waits to be confirmed can be as large as the file.
    return bids.select_related("supplier", "version__specification", "created_by").defer("reading")


def set_aside_bids(procurement: Procurement) -> QuerySet[Bid]:
    """The bids that no longer count, the last set aside first."""
    bids = procurement.bids.exclude(set_aside_at=None)
    return bids.select_related("supplier", "set_aside_by").order_by("-set_aside_at")


def current_bids(procurement: Procurement) -> list[Bid]:
    """The newest reading of each supplier's bid on each specification, by supplier."""
    newest: dict[tuple[int, int], Bid] = {}
    for bid in bids_of(procurement):
        newest.setdefault((bid.supplier_id, bid.version.specification_id), bid)
    return list(newest.values())
