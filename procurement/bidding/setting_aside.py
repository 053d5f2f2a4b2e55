"""Bids that do not count: read in by mistake, or withdrawn. Nothing of them is deleted."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User

from .access import log_look
from .models import Bid, Look


@transaction.atomic
def set_aside(*, bid: Bid, why: str, by: User) -> None:
    """Let a supplier's bid count no longer: every reading of it on this version, so that no older one takes
    its place."""
    same = bid.procurement.bids.filter(supplier=bid.supplier_id, version=bid.version_id, set_aside_at=None)
    same.update(set_aside_at=timezone.now(), set_aside_by=by, set_aside_why=why)
    log_look(procurement=bid.procurement, user=by, what=Look.SET_ASIDE, detail=f"{bid.supplier}: {why}")


@transaction.atomic
def take_back(*, bid: Bid, by: User) -> None:
    """Let it count again, with all its readings."""
    same = bid.procurement.bids.filter(supplier=bid.supplier_id, version=bid.version_id)
    same.update(set_aside_at=None, set_aside_by=None, set_aside_why="")
    log_look(procurement=bid.procurement, user=by, what=Look.TAKEN_BACK, detail=str(bid.supplier))
