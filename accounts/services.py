"""Writes to who works here."""

from django.db import transaction
from django.utils import timezone

from .models import FailedSignIn, Member, Organisation, Role, User
from .queries import SIGN_IN_WINDOW


def create_organisation(*, name: str) -> Organisation:
    """Raises `IntegrityError` where the name is taken."""
    return Organisation.objects.create(name=name)


@transaction.atomic
def add_member(
    *, organisation: Organisation, email: str, name: str, role: str, password: str | None = None
) -> Member:
    """Give a person a role in an organisation; a person who is new here gets an account first.

    `role` is a value of `Role`. Somebody who already has an account keeps their name and password.
    Raises `ValueError` for an unknown role, `IntegrityError` for a second membership of the same
    organisation.
    """
    user = User.objects.filter(email=email.lower()).first()
    if user is None:
        user = User.objects.create_user(email, password, name=name)
    return Member.objects.create(organisation=organisation, user=user, role=Role(role))


def note_failed_sign_in(*, email: str, address: str | None) -> None:
    """Count a wrong password; what is too old to count is swept out at the same time."""
    FailedSignIn.objects.filter(at__lt=timezone.now() - SIGN_IN_WINDOW).delete()
    FailedSignIn.objects.create(email=email.lower(), address=address)


def forget_failed_sign_ins(*, email: str) -> None:
    FailedSignIn.objects.filter(email=email.lower()).delete()
