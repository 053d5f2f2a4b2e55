import re

from django.urls import reverse

from accounts.models import Role, User
from accounts.queries import WRONG_PASSWORDS_FROM_ONE_PLACE
from accounts.services import add_member

from .conftest import PASSWORD, member, signed_in


def knock(client, password: str, address: str = "192.0.2.1"):
    return client.post(
        reverse("sign-in"),
        {"username": "alice@example.org", "password": password},
        REMOTE_ADDR=address,
        headers={"accept-language": "en"},
    )


def test_five_wrong_passwords_close_the_door_for_that_address_only(region, client):
    for _ in range(WRONG_PASSWORDS_FROM_ONE_PLACE):
        assert "is wrong" in knock(client, "guess").content.decode()
    assert "Wait 15 minutes" in knock(client, PASSWORD).content.decode()
    assert knock(client, PASSWORD, address="192.0.2.2").status_code == 302


def test_a_right_password_forgets_the_wrong_ones(region, client):
    for _ in range(WRONG_PASSWORDS_FROM_ONE_PLACE - 1):
        knock(client, "guess")
    assert knock(client, PASSWORD).status_code == 302
    client.logout()
    knock(client, "guess")
    assert knock(client, PASSWORD).status_code == 302


def test_an_e_mail_address_is_the_same_in_capitals(region, client):
    answer = client.post(reverse("sign-in"), {"username": "Alice@Example.org", "password": PASSWORD})
    assert answer.status_code == 302


def test_somebody_without_an_organisation_is_told_whom_to_ask(db, client):
    client.force_login(User.objects.create_user("dora@example.org", PASSWORD, name="Dora"))
    answer = client.get(reverse("procurement-list"), headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert "Ask an administrator" in answer.content.decode()


def test_somebody_in_two_organisations_works_in_one_at_a_time(region, charlie):
    both = add_member(
        organisation=region.alice.organisation, email="charlie@example.org", name="", role="board"
    )
    client = signed_in(charlie)
    assert "Journal" in client.get(reverse("procurement-list")).content.decode()
    client.post(reverse("organisations"), {"member": charlie.pk})
    assert "Journal" not in client.get(reverse("procurement-list")).content.decode()
    client.post(reverse("organisations"), {"member": both.pk})
    assert "Journal" in client.get(reverse("procurement-list")).content.decode()
    assert client.post(reverse("organisations"), {"member": region.bob.pk}).status_code == 404


def test_an_administrator_says_who_works_here_and_the_person_alone_knows_the_password(
    region, charlie, client
):
    people, here = reverse("members"), region.alice.organisation
    dora = signed_in(member(here, "dora", Role.ADMINISTRATOR))
    eva = {"name": "Eva", "email": "Eva@example.org", "role": Role.BOARD}
    assert signed_in(region.alice).post(people, eva).status_code == 403
    link = re.search(r"http://testserver(/password/\S+?)<", dora.post(people, eva).content.decode())[1]
    assert "works here already" in dora.post(people, eva).content.decode()
    passwords = {"new_password1": "four words in row", "new_password2": "four words in row"}
    page = client.get(link, follow=True)
    assert (
        client.post(page.redirect_chain[-1][0], passwords, follow=True).redirect_chain[-1][0] == "/sign-in/"
    )
    assert "no longer works" in client.get(link, headers={"accept-language": "en"}).content.decode()
    assert client.login(username="eva@example.org", password="four words in row")
    passwords["old_password"] = "four words in row"
    passwords |= {"new_password1": "quite other words", "new_password2": "quite other words"}
    assert client.post(reverse("password-change"), passwords).status_code == 302
    assert client.login(username="eva@example.org", password="quite other words")

    # Whoever works elsewhere too keeps the password used there; who works elsewhere only is not found.
    both = {"name": "C", "email": charlie.user.email, "role": Role.CONSULTANT}
    assert "works in another organisation too" in dora.post(people, both).content.decode()
    assert dora.post(people, {"member": charlie.pk, "do": "remove"}).status_code == 404
    ids = dict(here.members.values_list("user__name", "pk"))
    dora.post(people, {"member": ids["Eva"], "role": Role.OFFICER})
    dora.post(people, {"member": ids["Bob"], "do": "remove"})
    last = dora.post(people, {"member": ids["Dora"], "do": "remove"}, follow=True).content.decode()
    assert "Dora is the only administrator" in last
    roles = dict(here.members.values_list("user__name", "role"))
    assert roles == {"Alice": "officer", "Dora": "administrator", "Eva": "officer", "Charlie": "consultant"}
