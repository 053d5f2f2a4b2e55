"""An import waits until somebody has seen it: corrected, remembered, confirmed, forgotten."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from accounts.services import create_organisation
from procurement.importing.models import PendingImport, RememberedMapping
from procurement.importing.pending import confirm
from procurement.models import SourceFile, SpecificationVersion
from procurement.services import create_procurement

from .steps import ROWS, as_it_stands, begun, chosen, confirmed, listed, member, page_of, priorities, workbook

pytestmark = pytest.mark.django_db


def test_nothing_is_stored_before_somebody_says_so_and_then_all_of_it(alice, procurement):
    client = page_of(alice)
    pending = begun(client, procurement, listed())
    assert not SpecificationVersion.objects.exists()

    pending = chosen(client, pending, **{"t0-c2": "kind"})
    stopped = client.post(f"/imports/{pending.pk}/", as_it_stands(pending) | {"go_on": "1"})
    assert "Say what these words for the kind mean: 1, 2." in stopped.content.decode()
    version = confirmed(client, priorities(client, pending))

    rows = version.requirements.filter(is_context=False)
    assert [(row.number, row.kind, row.motive) for row in rows] == [
        ("A1", "mandatory", "Säkrare ordination"),
        ("A2", "mandatory", ""),
        ("A3", "award", ""),
    ]
    assert version.source_file.name == "lista.csv"
    assert alice.organisation.jobs.filter(kind="assess", arguments={"version": version.pk}).count() == 1
    assert not PendingImport.objects.exists()
    with pytest.raises(PendingImport.DoesNotExist):  # a second click
        confirm(pending=pending, by=alice.user)


def test_a_column_chosen_in_one_sheet_is_chosen_in_all_that_are_alike(alice, procurement):
    client = page_of(alice)
    pending = chosen(client, begun(client, procurement, workbook("Vård", "Drift")), **{"t0-c3": "shown_by"})

    roles = [table.roles for table in pending.what_was_read.mapping.tables]
    assert roles == [("number", "text", "", "shown_by")] * 2
    left = as_it_stands(pending)
    del left["t1-take"]
    client.post(f"/imports/{pending.pk}/", left)
    pending.refresh_from_db()
    assert (len(pending.what_was_read.requirements), pending.what_was_read.left_out) == (3, 4)


def test_another_header_row_finds_the_columns_anew_and_a_wrong_one_leaves_no_requirements(alice, procurement):
    client = page_of(alice)
    content = listed(("Nr", "Krav", "Typ", ""), *ROWS, header=("", "Rubrik", "", ""))
    pending = begun(client, procurement, content)
    first = pending.what_was_read.mapping.tables[0]
    assert (first.header, first.roles[:2]) == (3, ("number", "text"))
    pending = chosen(client, pending, **{"t0-c1": ""})
    assert not pending.what_was_read.requirements
    stopped = client.post(f"/imports/{pending.pk}/", as_it_stands(pending) | {"go_on": "1"})
    assert "No requirements are found" in stopped.content.decode()
    assert not SpecificationVersion.objects.exists()


def test_a_file_without_columns_can_be_told_its_kind(alice, procurement):
    client = page_of(alice)
    content = b'[{"number": "K1", "text": "Systemet ska logga."}]'
    pending = chosen(client, begun(client, procurement, content), kind_when_silent="award")
    assert [row.kind for row in confirmed(client, pending).requirements.all()] == ["award"]


def test_the_next_file_with_the_same_headers_is_read_as_the_last_one_was(alice, procurement):
    client = page_of(alice)
    confirmed(client, priorities(client, begun(client, procurement, listed())))
    again = begun(client, procurement, listed(("B1", "Systemet ska svara.", "2", "Vården väntar")))
    page = client.get(f"/imports/{again.pk}/").content.decode()

    assert again.is_remembered
    assert "have been imported here before" in page
    assert [draft.kind for draft in again.what_was_read.requirements] == ["award"]

    client.post(f"/imports/{again.pk}/reset/")
    again.refresh_from_db()
    assert not again.is_remembered
    assert [draft.kind for draft in again.what_was_read.requirements] == [""]
    confirmed(client, again)
    assert not RememberedMapping.objects.exists()

    other = member(create_organisation(name="Region Två"), "charlie")
    theirs = create_procurement(organisation=other.organisation, title="Journal")
    assert not begun(page_of(other), theirs, listed()).is_remembered


def test_an_import_that_is_cancelled_or_too_old_leaves_no_file_behind(
    alice, procurement, settings, django_capture_on_commit_callbacks
):
    client = page_of(alice)
    pending, old = begun(client, procurement, listed()), begun(client, procurement, listed())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/imports/{pending.pk}/discard/")
    PendingImport.objects.filter(pk=old.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    assert client.get(f"/imports/{old.pk}/").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        last = begun(client, procurement, listed())

    assert list(PendingImport.objects.all()) == [last]
    assert list(SourceFile.objects.all()) == [last.source_file]
    assert list(Path(settings.MEDIA_ROOT).rglob("lista*")) == [Path(last.source_file.content.path)]


def test_a_version_that_nobody_approved_can_be_removed_and_its_file_with_it(
    alice, procurement, settings, django_capture_on_commit_callbacks
):
    client = page_of(alice)
    version = confirmed(client, begun(client, procurement, listed()))
    assert "Remove version 1" in client.get(f"/versions/{version.pk}/remove/").content.decode()
    client.post(f"/versions/{version.pk}/review/")
    client.post(f"/versions/{version.pk}/remove/")
    assert SpecificationVersion.objects.filter(pk=version.pk).exists()
    client.post(f"/versions/{version.pk}/withdraw/")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/versions/{version.pk}/remove/")

    assert not procurement.specifications.exists()
    assert not SourceFile.objects.exists()
    assert not list(Path(settings.MEDIA_ROOT).rglob("lista*"))


def test_a_procurements_own_fields_can_be_changed(alice, procurement):
    client = page_of(alice)
    wrong = client.post(f"/procurements/{procurement.pk}/edit/", {"title": "", "stage": "published"})
    assert "Give the procurement a title." in wrong.content.decode()
    fields = {"title": "Nytt namn", "stage": "published", "currency": "sek", "reference": "RS 1"}
    client.post(f"/procurements/{procurement.pk}/edit/", fields)
    procurement.refresh_from_db()
    assert (procurement.title, procurement.stage, procurement.currency) == ("Nytt namn", "published", "SEK")


def test_an_import_is_its_regions_own_and_a_board_member_begins_none(alice, procurement):
    pending = begun(page_of(alice), procurement, listed())
    version = confirmed(page_of(alice), begun(page_of(alice), procurement, listed()))
    colleague = page_of(member(alice.organisation, "anna"))
    board = page_of(member(alice.organisation, "bob", "board"))
    stranger = page_of(member(create_organisation(name="Region Två"), "charlie"))
    pages = [
        ("get", f"/imports/{pending.pk}/"),
        ("get", f"/imports/{pending.pk}/compare/"),
        ("post", f"/imports/{pending.pk}/reset/"),
        ("post", f"/imports/{pending.pk}/discard/"),
        ("get", f"/versions/{version.pk}/remove/"),
        ("get", f"/procurements/{procurement.pk}/edit/"),
    ]
    for method, address in pages:
        assert getattr(stranger, method)(address).status_code == 404, address
        assert getattr(board, method)(address).status_code == 403, address
    for method, address in pages:
        assert getattr(colleague, method)(address).status_code in (200, 302), address


def test_pages_of_an_import_ask_the_database_the_same_however_long_the_list(
    alice, procurement, django_assert_max_num_queries
):
    client = page_of(alice)
    version = confirmed(client, begun(client, procurement, listed()))
    rows = [(f"A{n}", f"Systemet ska göra sak {n} inom två sekunder.", "1", None) for n in range(1_500)]
    pending = begun(client, procurement, listed(*rows), specification=version.specification_id)
    for address in (f"/imports/{pending.pk}/", f"/imports/{pending.pk}/compare/?show=new"):
        with django_assert_max_num_queries(9):
            assert client.get(address).status_code == 200
