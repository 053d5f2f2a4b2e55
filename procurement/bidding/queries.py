"""Reading bids: every question starts from one procurement, which the view has opened through `access`."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from procurement.models import Procurement, Requirement, Revision

from .altered import KIND, PHASE, SHOWN_BY, TEXT, plain
from .models import Alteration, Altered, Bid

_SAID = (TEXT, KIND, PHASE, SHOWN_BY)  # each called as the requirement's field


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


def said_before(bid: Bid, requirements: Iterable[Requirement]) -> set[tuple[UUID, str, str]]:
    """Every (key, field, what it said, as `altered.plain` compares it) that these requirements have had.

    In this version before they were changed on the site, and in the specification's other versions: two
    queries, none where there are no requirements.
    """
    keys = {requirement.key for requirement in requirements}
    if not keys:
        return set()
    specification = bid.version.specification_id
    versions = Requirement.objects.filter(version__specification=specification, key__in=keys)
    revisions = Revision.objects.filter(
        requirement__version__specification=specification, requirement__key__in=keys
    )
    rows = [*versions.values_list("key", *_SAID), *revisions.values_list("requirement__key", *_SAID)]
    return {
        (key, field, plain(said)) for key, *fields in rows for field, said in zip(_SAID, fields, strict=True)
    }


class AlteredCount(NamedTuple):
    """In how much a bid's file is not what was sent out. `changed` and `earlier` count requirements: altered
    by the bidder, and as the buyer had them before; the others rows."""

    changed: int
    earlier: int
    moved: int
    removed: int
    added: int


def altered_counts(bids: Iterable[Bid]) -> dict[int, AlteredCount]:
    """How much is altered in those of the bids in which anything is, by the bid's key: one query."""
    rows = Alteration.objects.filter(bid__in=bids).order_by()
    found = defaultdict(list)
    for bid, *row in rows.values_list("bid_id", "what", "requirement_id", "is_earlier"):
        found[bid].append(row)
    return {bid: altered_count(rows) for bid, rows in found.items()}


def altered_count(rows: Sequence[tuple[str, int | None, bool]]) -> AlteredCount:
    """Count what is altered: (what, requirement, is_earlier) each."""
    own = Altered.of_the_requirement()
    changed = {requirement for what, requirement, is_earlier in rows if what in own and not is_earlier}
    earlier = {requirement for what, requirement, is_earlier in rows if what in own and is_earlier}
    times = Counter(what for what, *_ in rows)
    return AlteredCount(
        changed=len(changed),
        earlier=len(earlier - changed),
        moved=times[Altered.MOVED],
        removed=times[Altered.REMOVED],
        added=times[Altered.ADDED],
    )


def is_of_another_version(bid: Bid, keys: Collection[str]) -> bool:
    """Whether a sheet with just these keys went out with another version of the specification."""
    rows = Requirement.objects.filter(
        version__specification=bid.version.specification_id, is_context=False
    ).exclude(version=bid.version_id)
    asked = defaultdict(set)
    for version, key in rows.values_list("version_id", "key"):
        asked[version].add(str(key))
    return set(keys) in asked.values()
