"""Who may see the bids of a procurement: named members only, and every look is written down.

Source: OSL (2009:400) 19 kap. 3 § on absolute secrecy for tenders, from memory (reference 5.8 [K]): shown in
the product as what to check, never as law.
"""

from collections.abc import Callable
from functools import wraps

from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from accounts.access import member_required
from accounts.models import Member, Organisation, User
from procurement.models import Procurement, Stage
from procurement.queries import procurements_of

from .models import BidAccess, BidLook, Look


class NotAllowed(Exception):
    """A step that would leave the bids without anybody who may see them, or that is not this person's."""


def is_named(user: User, procurement: Procurement) -> bool:
    return BidAccess.objects.filter(procurement=procurement, user=user).exists()


def is_open_to_naming(member: Member, procurement: Procurement) -> bool:
    """Whether `member` may become the first who is named: nobody is yet, and the role lets one edit."""
    return member.may_edit and not holders(procurement).exists()


def holders(procurement: Procurement) -> QuerySet[BidAccess]:
    """Who is named and still works there: else nobody could follow on the last one who left."""
    members = Member.objects.filter(organisation=procurement.organisation_id).values("user")
    return BidAccess.objects.filter(procurement=procurement, user__in=members)


def is_secret(procurement: Procurement) -> bool:
    """Until the award decision: up to and with evaluation."""
    return procurement.stage not in (Stage.CONTRACT, Stage.CLOSED)


def log_look(*, procurement: Procurement, user: User, what: Look, detail: str = "") -> None:
    BidLook.objects.create(procurement=procurement, user=user, what=what, detail=detail[:300])


@transaction.atomic
def name(*, procurement: Procurement, user: User, by: User) -> BidAccess:
    """Let `user` see the bids of `procurement`. Raises `NotAllowed` where `by` may not say so.

    The first names himself; after that only somebody named names others, members of the same organisation.
    """
    Procurement.objects.select_for_update().get(pk=procurement.pk)
    first = not holders(procurement).exists()
    may = user == by if first else is_named(by, procurement)
    if not may:
        raise NotAllowed
    if not procurement.organisation.members.filter(user=user).exists():
        raise NotAllowed
    access, _ = BidAccess.objects.get_or_create(procurement=procurement, user=user, defaults={"named_by": by})
    log_look(procurement=procurement, user=by, what=Look.NAMED, detail=str(user))
    return access


@transaction.atomic
def remove(*, access: BidAccess, by: User) -> None:
    """Take away a person's access. Raises `NotAllowed` for the last one: somebody has to hold the bids."""
    procurement = Procurement.objects.select_for_update().get(pk=access.procurement_id)
    others = holders(procurement).exclude(pk=access.pk)
    if not is_named(by, procurement) or not others.exists():
        raise NotAllowed
    log_look(procurement=procurement, user=by, what=Look.REMOVED, detail=str(access.user))
    access.delete()


def enter(procurement: int, *, organisation: Organisation, user: User, path: str) -> Procurement:
    """Return the procurement with that number, whose bids `user` may see. Raises `Http404` for all others.

    Where `user` is of the organisation and not named, the log says that they tried `path`.
    """
    found = procurements_of(organisation).filter(pk=procurement).first()
    if found is None:
        raise Http404
    if not is_named(user, found):
        log_look(procurement=found, user=user, what=Look.REFUSED, detail=path)
        raise Http404
    return found


def named_only(what: Look | None) -> Callable:
    """A view of `(request, procurement, ...)` whose address starts with the procurement's number.

    Others of the organisation get 404, and the log says that they tried; so does everybody elsewhere,
    without a line in anybody's log. A look that is let through is logged as `what`, with what the view says
    it was in `request.looked_at` (text); None where the step that the view takes is logged by itself. A view
    that turns out to show or do something else says so in `request.look`.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @member_required
        @wraps(view)
        def guarded(request: HttpRequest, procurement: int, *args: object, **kwargs: object) -> HttpResponse:
            organisation = request.member.organisation
            found = enter(procurement, organisation=organisation, user=request.user, path=request.path)
            request.look, request.looked_at = what, ""
            answer = view(request, found, *args, **kwargs)
            if request.look is not None:
                log_look(procurement=found, user=request.user, what=request.look, detail=request.looked_at)
            return answer

        return guarded

    return decorate
