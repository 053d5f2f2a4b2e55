"""Writes to who works here."""

from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlsafe_base64_encode

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


class LastAdministrator(Exception):
    """Nobody would be left to say who works in the organisation."""


class WorksElsewhere(Exception):
    """The person is a member of another organisation too: their password is not one organisation's matter."""


@transaction.atomic
def change_role(*, member: Member, role: str) -> None:
    """`role` is a value of `Role`. Raises `LastAdministrator`."""
    if role != Role.ADMINISTRATOR:
        _keep_an_administrator(without=member)
    member.role = Role(role)
    member.save(update_fields=["role"])


@transaction.atomic
def remove_member(*, member: Member) -> None:
    """End a membership; what the person did stays, their tokens here end. Raises `LastAdministrator`."""
    _keep_an_administrator(without=member)
    member.delete()


def _keep_an_administrator(*, without: Member) -> None:
    # Two administrators who remove each other at once do it one after the other.
    members = Organisation.objects.select_for_update().get(pk=without.organisation_id).members
    others = members.filter(role=Role.ADMINISTRATOR).exclude(pk=without.pk)
    if members.filter(pk=without.pk, role=Role.ADMINISTRATOR).exists() and not others.exists():
        raise LastAdministrator


def password_link(*, member: Member) -> str:
    """The path of a page where the person chooses a password: works once, and for `PASSWORD_RESET_TIMEOUT`.

    Nobody else then knows it. Raises `WorksElsewhere`.
    """
    if Member.objects.filter(user=member.user).exclude(pk=member.pk).exists():
        raise WorksElsewhere
    who = urlsafe_base64_encode(str(member.user_id).encode())
    return reverse("password-set", args=[who, default_token_generator.make_token(member.user)])


def note_failed_sign_in(*, email: str, address: str | None) -> None:
    """Count a wrong password; what is too old to count is swept out at the same time."""
    FailedSignIn.objects.filter(at__lt=timezone.now() - SIGN_IN_WINDOW).delete()
    FailedSignIn.objects.create(email=email.lower(), address=address)


def forget_failed_sign_ins(*, email: str) -> None:
    FailedSignIn.objects.filter(email=email.lower()).delete()
