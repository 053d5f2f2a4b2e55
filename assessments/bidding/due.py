"""The last day for tenders decides what counts as proof in time: another day, and the bids are read again.

It listens because a procurement is changed in a room below, which knows nothing of readings.
"""

from django.db.models.signals import post_save
from django.dispatch import receiver

from procurement.bidding.queries import bids_of
from procurement.models import Procurement

from .queries import latest_readings
from .services import deadline_of, request_reading


@receiver(post_save, sender=Procurement)
def read_again(instance: Procurement, *, created: bool, **_: object) -> None:
    """Ask for a new reading of every bid whose newest one was held against another day."""
    if created:
        return
    bids = list(bids_of(instance).filter(is_read=True))
    readings = latest_readings(bids)
    for bid in bids:
        bid.procurement = instance
        # One that is being read has no reading yet, and may have begun with the day before.
        if bid.pk not in readings or readings[bid.pk].deadline != deadline_of(bid):
            request_reading(bid=bid)
