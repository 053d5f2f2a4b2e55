"""Draft, in review, approved: each step from the state before it, and nothing moves an approved version."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.services import add_member, create_organisation
from procurement.models import Requirement, SpecificationVersion
from procurement.review import WrongState, approve, send_for_review, withdraw
from procurement.services import create_procurement, create_specification, import_text


@pytest.fixture
def alice(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return add_member(
        organisation=create_organisation(name="Region Exempel"),
        email="alice@example.org",
        name="Alice",
        role="officer",
    )


@pytest.fixture
def version(alice) -> SpecificationVersion:
    procurement = create_procurement(organisation=alice.organisation, title="Journal")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    return import_text(specification=specification, text="Systemet ska vara modernt.", by=alice.user)


@pytest.fixture
def approved(alice, version) -> SpecificationVersion:
    send_for_review(version=version, by=alice.user)
    return approve(version=version, by=alice.user)


def test_a_version_goes_to_review_and_back_and_is_approved_by_somebody(alice, version):
    assert send_for_review(version=version, by=alice.user).state == "in_review"
    assert withdraw(version=version, by=alice.user).state == "draft"
    send_for_review(version=version, by=alice.user)
    approve(version=version, by=alice.user)
    version.refresh_from_db()
    assert (version.state, version.approved_by) == ("approved", alice.user)
    assert version.approved_at


@pytest.mark.parametrize(
    ("language", "sentence"), [("sv", "Skicka den på granskning"), ("en", "Send it for review")]
)
def test_a_draft_is_not_approved_and_the_sentence_says_what_to_do(alice, version, language, sentence):
    with translation.override(language), pytest.raises(WrongState, match=sentence):
        approve(version=version, by=alice.user)
    version.refresh_from_db()
    assert (version.state, version.approved_at) == ("draft", None)


@pytest.mark.parametrize("step", [send_for_review, withdraw, approve])
def test_no_step_leads_away_from_approved(alice, approved, step):
    with pytest.raises(WrongState):
        step(version=approved, by=alice.user)


def test_the_database_keeps_an_approved_version_and_its_requirements(approved):
    row = approved.requirements.get()
    changes = [
        lambda: Requirement.objects.filter(pk=row.pk).update(text="Annat"),
        lambda: Requirement.objects.bulk_create([Requirement(version=approved, position=2, text="Nytt")]),
        lambda: SpecificationVersion.objects.filter(pk=approved.pk).update(state="draft"),
        lambda: _delete_now(row),
    ]
    for change in changes:
        with pytest.raises(IntegrityError, match="frozen"), transaction.atomic():
            change()
    assert [row.text for row in approved.requirements.all()] == ["Systemet ska vara modernt."]


def _delete_now(row: Requirement) -> None:
    """Delete a row and have checked at once what is else checked when the transaction ends."""
    row.delete()
    transaction.get_connection().check_constraints()


def test_a_whole_specification_can_still_be_deleted(approved):
    approved.specification.procurement.organisation.procurements.all().delete()
    transaction.get_connection().check_constraints()
    assert not SpecificationVersion.objects.exists()


def test_the_page_offers_the_next_step_to_editors_and_only_tells_a_board_member(alice, version):
    bob = add_member(organisation=alice.organisation, email="bob@example.org", name="Bob", role="board")
    pages = {}
    for who in (alice, bob):
        pages[who] = Client(headers={"accept-language": "en"})
        pages[who].force_login(who.user)

    def offered(who) -> set[str]:
        page = pages[who].get(reverse("version-detail", args=[version.pk])).content.decode()
        return {step for step in ("review", "withdraw", "approve") if f"/{version.pk}/{step}/" in page}

    assert (offered(alice), offered(bob)) == ({"review"}, set())
    pages[alice].post(reverse("version-review", args=[version.pk]))
    assert (offered(alice), offered(bob)) == ({"withdraw", "approve"}, set())
    pages[alice].post(reverse("version-approve", args=[version.pk]))
    assert (offered(alice), offered(bob)) == (set(), set())
    late = pages[alice].post(reverse("version-withdraw", args=[version.pk]), follow=True).content.decode()
    assert "Approved by Alice" in late
    assert "Version 1 is approved and stays as it is." in late
