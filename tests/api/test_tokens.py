"""A token stands for one membership, and ends when that, its time or the password does."""

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import ApiToken
from accounts.services import add_member, create_organisation

from .conftest import PASSWORD, Caller, People

TOKENS = "/api/v1/tokens/"
LIST = "/api/v1/procurements/"


def sign_in(email: str = "alice@example.org", password: str = PASSWORD, language: str = "en", **more):
    body = {"email": email, "password": password, **more}
    return APIClient().post(TOKENS, body, headers={"Accept-Language": language})


def test_a_password_gives_a_token_that_opens_the_api_and_is_not_kept(people: People):
    answer = sign_in(name="nightly import", days=2)
    assert answer.status_code == 201
    token = answer.json()
    assert (token["organisation"], token["role"], token["name"]) == (
        "Region Ett",
        "officer",
        "nightly import",
    )
    assert Caller(people.alice.member, token["token"]).get(LIST).status_code == 200
    assert answer["Cache-Control"] == "no-store"
    kept = ApiToken.objects.get(public_id=token["id"])
    assert token["token"] not in str(vars(kept))
    assert timedelta(days=1) < kept.expiry - timezone.now() < timedelta(days=2)


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(people: People):
    wrong, unknown = sign_in(password="guess"), sign_in(email="nobody@example.org")
    assert wrong.status_code == unknown.status_code == 400
    assert wrong.json() == unknown.json()
    assert "e-mail address or the password is wrong" in wrong.json()["detail"]


def test_wrong_passwords_close_the_door_also_for_the_right_one(people: People):
    assert {sign_in(password="guess").status_code for _ in range(5)} == {400}
    answer = sign_in()
    assert answer.status_code == 400
    assert "Too many wrong passwords" in answer.json()["detail"]


def test_many_sign_ins_from_one_address_are_throttled(people: People):
    codes = [sign_in(email="not an address").status_code for _ in range(21)]
    assert codes[0] == 400
    assert codes[-1] == 429


def test_a_consultant_in_two_organisations_says_which(people: People):
    other = create_organisation(name="Region Tre")
    add_member(organisation=other, email="alice@example.org", name="Alice", role="consultant")
    answer = sign_in()
    assert answer.status_code == 400
    assert answer.json()["errors"] == {
        "organisation": ["Name one of your organisations: Region Ett, Region Tre."]
    }
    assert sign_in(organisation="Region Två").status_code == 400
    assert sign_in(organisation="Region Tre").json()["role"] == "consultant"


def test_each_organisation_sees_its_own_tokens_and_things(people: People, belongings):
    other = create_organisation(name="Region Tre")
    member = add_member(organisation=other, email="alice@example.org", name="Alice", role="consultant")
    consultant = Caller(member)
    assert consultant.get(LIST).json()["results"] == []
    assert [row["current"] for row in consultant.get(TOKENS).json()["results"]] == [True]
    assert consultant.delete(f"{TOKENS}{belongings['tokens'].public_id}/").status_code == 404


def test_a_revoked_token_opens_nothing(people: People):
    [token] = people.alice.get(TOKENS).json()["results"]
    assert people.alice.delete(f"{TOKENS}{token['id']}/").status_code == 204
    assert people.alice.get(LIST).status_code == 401


def expire(member) -> None:
    member.api_tokens.update(expiry=timezone.now() - timedelta(seconds=1))


def leave(member) -> None:
    member.delete()


def change_password(member) -> None:
    member.user.set_password("another long password")
    member.user.save()


def close_account(member) -> None:
    member.user.is_active = False
    member.user.save()


@pytest.mark.parametrize("ending", [expire, leave, change_password, close_account])
def test_a_token_ends_with_its_time_the_membership_the_password_and_the_account(people: People, ending):
    assert people.alice.get(LIST).status_code == 200
    ending(people.alice.member)
    assert people.alice.get(LIST).status_code == 401


def test_a_role_taken_away_is_taken_from_living_tokens_too(people: People):
    people.alice.member.role = "board"
    people.alice.member.save()
    assert people.alice.post(LIST, {"title": "Ny"}).status_code == 403


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer a b", "Bearer \xe5\xff", "Bearer glapp_x", "Basic YTpi"]
)
def test_a_header_that_is_no_token_is_refused(db, header):
    answer = APIClient(HTTP_AUTHORIZATION=header).get(LIST)
    assert answer.status_code == 401
    assert answer.json()["detail"]


def test_a_member_has_twenty_tokens_at_most(people: People, settings):
    for _ in range(19):
        Caller(people.alice.member)
    assert "Revoke one" in sign_in().json()["detail"]


def test_sentences_come_in_the_callers_language(people: People):
    assert "lösenord" in sign_in(password="fel", language="sv").json()["detail"]
