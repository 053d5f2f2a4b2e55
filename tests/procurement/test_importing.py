"""An import waits until somebody has seen it: corrected, remembered, compared, confirmed, forgotten."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from accounts.models import Member
from accounts.services import add_member, create_organisation
from procurement.editing import Wording, change_requirement, wording_of
from procurement.importing.models import PendingImport, RememberedMapping
from procurement.importing.pending import confirm
from procurement.models import Procurement, Requirement, SourceFile, SpecificationVersion
from procurement.services import create_procurement, import_file, import_text

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough password"
HEADER = ("Ref", "Vad vi vill ha", "Prio", "Varför")
ROWS = (
    ("A1", "Systemet ska visa läkemedelslistan i den takt som vården kräver.", "1", "Säkrare ordination"),
    ("A2", "Systemet ska logga varje läsning med användare och tid.", "1", None),
    ("A3", "Systemet ska larma vid överkänslighet.", "2", None),
)


@pytest.fixture
def alice(settings, tmp_path) -> Member:
    settings.MEDIA_ROOT = tmp_path / "files"
    return member(create_organisation(name="Region Ett"), "alice")


def member(organisation, name: str, role: str = "officer") -> Member:
    email = f"{name}@example.org"
    return add_member(organisation=organisation, email=email, name=name, role=role, password=PASSWORD)


def page_of(who: Member) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(who.user)
    return client


@pytest.fixture
def procurement(alice) -> Procurement:
    return create_procurement(organisation=alice.organisation, title="Journal")


def listed(*rows: tuple, header: tuple = HEADER) -> bytes:
    """A list as somebody exported it, under a line that says what it is."""
    lines = (("Behov i vården", "", "", ""), header, *(rows or ROWS))
    return "\n".join(";".join(cell or "" for cell in row) for row in lines).encode()


def workbook(*sheets: str) -> bytes:
    """The same rows in each of these sheets."""
    made, content = Workbook(), io.BytesIO()
    made.remove(made.active)
    for name in sheets:
        sheet = made.create_sheet(name)
        for row in (HEADER, *ROWS):
            sheet.append(row)
    made.save(content)
    return content.getvalue()


def begun(client: Client, procurement: Procurement, content: bytes, **more) -> PendingImport:
    file = SimpleUploadedFile("lista.csv", content)
    answer = client.post(f"/procurements/{procurement.pk}/import/", {"file": file, **more})
    assert answer.status_code == 302, answer.content.decode()
    return PendingImport.objects.latest("pk")


def as_it_stands(pending: PendingImport) -> dict:
    """What the form of the page sends when nothing was changed in it."""
    reading, fields = pending.what_was_read, {"paragraphs": "on"}
    for at, table in enumerate(reading.tables):
        mapping = table.mapping
        fields |= {f"t{at}-header": mapping.header} | ({f"t{at}-take": "on"} if mapping.take else {})
        fields |= {f"t{at}-c{column}": role for column, role in enumerate(mapping.roles)}
    return fields


def chosen(client: Client, pending: PendingImport, **changes) -> PendingImport:
    fields = as_it_stands(pending) | changes
    answer = client.post(f"/imports/{pending.pk}/", fields, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    pending.refresh_from_db()
    return pending


def confirmed(client: Client, pending: PendingImport) -> SpecificationVersion:
    client.post(f"/imports/{pending.pk}/", as_it_stands(pending) | {"go_on": "1"})
    if PendingImport.objects.filter(pk=pending.pk).exists():
        latest = pending.specification.versions.first().number
        client.post(f"/imports/{pending.pk}/compare/", {"confirm": "1", "latest": latest})
    return SpecificationVersion.objects.latest("pk")


def priorities(client: Client, pending: PendingImport) -> PendingImport:
    """The officer says that "Prio" is the kind, and what its figures mean."""
    pending = chosen(client, pending, **{"t0-c2": "kind"})
    words = {"kind-word": ["1", "2"], "kind-meaning": ["mandatory", "award"]}
    return chosen(client, pending, **words)


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


def changed(row: Requirement, **what) -> None:
    wording = Wording(**wording_of(row).model_dump() | what)
    change_requirement(requirement=row, wording=wording, revision=row.revision, by=None)


def test_a_newer_file_is_compared_and_takes_nothing_from_what_was_written_on_the_site(alice, procurement):
    client = page_of(alice)
    first = confirmed(client, priorities(client, begun(client, procurement, listed())))
    a1, a2, a3 = first.requirements.filter(is_context=False)
    changed(a1, text="Systemet ska visa läkemedelslistan inom 2 sekunder.", kind="award")
    changed(a2, motive="Krav enligt patientdatalagen")
    changed(a3, text="Systemet ska larma vid känd överkänslighet.")
    newer = listed(
        ROWS[0],
        ("A9", "Journalen ska kunna exporteras.", "1", None),
        ("A2", "Systemet ska logga varje läsning med användare, patient och tid.", "1", None),
        ("A4", "Systemet ska larma vid överkänslighet mot läkemedel.", "2", None),
    )
    pending = begun(client, procurement, newer, specification=first.specification_id)
    answer = client.post(f"/imports/{pending.pk}/", as_it_stands(pending) | {"go_on": "1"})
    assert answer.url == f"/imports/{pending.pk}/compare/"
    page = client.get(answer.url).content.decode()

    assert "2 requirements keep what was written here" in page
    assert "1 requirement was changed both here and in the file" in page
    assert page.index("Changed in both places") < page.index("New <") < page.index("Stay as written here")
    words = client.get(f"{answer.url}?show=changed").content.decode()
    assert "<ins>" in words
    assert client.get(f"{answer.url}?show=nonsense&page=99").status_code == 200

    client.post(answer.url, {f"side-{a3.key}": "site", "latest": 1})
    late = client.post(answer.url, {"confirm": "1", "latest": 0}, follow=True)
    assert "came in the meantime" in late.content.decode()
    second = confirmed(client, pending)
    rows = {row.key: row for row in second.requirements.filter(is_context=False)}
    assert rows.keys() > {a1.key, a2.key, a3.key}
    assert (rows[a1.key].text, rows[a1.key].kind) == (
        "Systemet ska visa läkemedelslistan inom 2 sekunder.",
        "award",
    )
    assert rows[a2.key].text.endswith("patient och tid.")
    assert rows[a2.key].motive == "Krav enligt patientdatalagen"
    assert rows[a3.key].text == "Systemet ska larma vid känd överkänslighet."
    assert first.requirements.get(key=a2.key).text.endswith("användare och tid.")
    assert second.number == first.number + 1


def test_a_list_without_numbers_keeps_what_was_rewritten_on_the_site(alice, procurement):
    specification = procurement.specifications.create(title="Lista")
    text = "Systemet ska vara modernt.\nSystemet ska logga varje läsning."
    first = import_text(specification=specification, text=text, by=None)
    row = first.requirements.first()
    changed(row, text="Varje vy ska visas inom 2 sekunder i 95 % av fallen, mätt i acceptanstest.")
    second = import_text(specification=specification, text=text + "\nSystemet ska larma.", by=None)

    assert second.requirements.get(key=row.key).text.startswith("Varje vy ska visas")
    assert second.requirements.count() == 3


def test_a_file_that_says_less_takes_neither_kind_nor_motive_away(alice, procurement):
    client = page_of(alice)
    first = confirmed(client, priorities(client, begun(client, procurement, listed())))
    bare = "\n".join(["Krav-ID;Krav", *(f"{number};{text}" for number, text, *_ in ROWS)])
    second = import_file(
        specification=first.specification, upload_name="bara.csv", content=bare.encode(), by=None
    )

    kept = ("number", "key", "kind", "motive")
    both = [list(v.requirements.filter(is_context=False).values_list(*kept)) for v in (first, second)]
    assert both[0] == both[1]


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
