"""The first accounts of a new installation, made at the terminal."""

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Member

PERSON = {
    "organisation": "Region Väst",
    "email": "Alice@west.example",
    "name": "Alice",
    "role": "administrator",
}


@pytest.fixture
def type_password(monkeypatch):
    def type_it(password: str) -> None:
        monkeypatch.setattr("accounts.management.commands.add_member.getpass", lambda _prompt: password)

    return type_it


def test_the_first_member_may_sign_in(client, db, type_password):
    type_password("a long enough password")
    call_command("add_member", **PERSON)
    member = Member.objects.get(organisation__name="Region Väst")
    assert (member.user.email, member.role) == ("alice@west.example", "administrator")
    assert client.login(username="alice@west.example", password="a long enough password")
    with pytest.raises(CommandError, match="is a member of Region Väst already"):
        call_command("add_member", **PERSON)


def test_a_weak_password_makes_nothing(db, type_password):
    type_password("password")
    with pytest.raises(CommandError, match=r"12"):
        call_command("add_member", **PERSON)
    assert not Member.objects.exists()
