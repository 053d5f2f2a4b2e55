"""Who somebody is here, and whether they may try the door again."""

from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from .models import FailedSignIn, Member, Organisation, User

SIGN_IN_WINDOW = timedelta(minutes=15)
WRONG_PASSWORDS_FROM_ONE_PLACE = 5
WRONG_PASSWORDS_IN_ALL = 20


def memberships_of(user: User) -> list[Member]:
    """By the organisation's name, each with its user and organisation."""
    return list(
        Member.objects.filter(user=user).select_related("organisation", "user").order_by("organisation__name")
    )


def members_of(organisation: Organisation) -> QuerySet[Member]:
    """Everybody who works there, by name."""
    return (
        Member.objects.filter(organisation=organisation).select_related("user").order_by("user__name", "pk")
    )


def sign_in_is_closed(*, email: str, address: str | None) -> bool:
    """Whether too many wrong passwords came for this e-mail within `SIGN_IN_WINDOW`.

    Five from one address close it for that address; it takes twenty to close it for everybody, so
    that a stranger cannot easily shut somebody out.
    """
    recent = FailedSignIn.objects.filter(email=email.lower(), at__gt=timezone.now() - SIGN_IN_WINDOW)
    tries = recent.aggregate(all=Count("pk"), here=Count("pk", filter=Q(address=address)))
    return tries["here"] >= WRONG_PASSWORDS_FROM_ONE_PLACE or tries["all"] >= WRONG_PASSWORDS_IN_ALL
