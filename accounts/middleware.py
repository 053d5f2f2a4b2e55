"""Puts the signed-in person's membership on the request: `request.member`, a Member or None."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from .models import Member
from .queries import memberships_of

CURRENT = "organisation"


def member_middleware(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable:
    def middleware(request: HttpRequest) -> HttpResponse:
        request.memberships = memberships_of(request.user) if request.user.is_authenticated else []
        request.member = current_member(request)
        return get_response(request)

    return middleware


def current_member(request: HttpRequest) -> Member | None:
    """The membership chosen in this session, else the first; None for somebody who has none."""
    chosen = request.session.get(CURRENT) if request.memberships else None
    for member in request.memberships:
        if member.organisation_id == chosen:
            return member
    return request.memberships[0] if request.memberships else None
