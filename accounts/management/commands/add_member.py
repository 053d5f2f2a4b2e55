"""`manage.py add_member`: the first accounts of a new installation, and further ones."""

from getpass import getpass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError, transaction

from accounts.models import Organisation, Role, User
from accounts.services import add_member, create_organisation


class Command(BaseCommand):
    help = (
        "Gives a person a role in an organisation; makes the organisation and the account where they are new."
    )

    def add_arguments(self, parser):
        parser.add_argument("--organisation", required=True, help="its name")
        parser.add_argument("--email", required=True)
        parser.add_argument("--name", required=True)
        parser.add_argument("--role", required=True, choices=Role.values)

    @transaction.atomic
    def handle(self, *, organisation: str, email: str, name: str, role: str, **_):
        home = Organisation.objects.filter(name=organisation).first() or create_organisation(
            name=organisation
        )
        is_new = not User.objects.filter(email=email.lower()).exists()
        password = _asked_for() if is_new else None
        try:
            member = add_member(organisation=home, email=email, name=name, role=role, password=password)
        except IntegrityError:
            raise CommandError(f"{email} is a member of {organisation} already.") from None
        self.stdout.write(f"{member.user} may sign in as {email}, {Role(role).value} in {home}.")


def _asked_for() -> str:
    """Ask for a password at the terminal. Raises CommandError where it is weak."""
    try:
        password = getpass("Password: ")
    except EOFError:
        raise CommandError("The password is asked for at a terminal: run this where you can type.") from None
    try:
        validate_password(password)
    except ValidationError as fault:
        raise CommandError(" ".join(fault.messages)) from None
    return password
