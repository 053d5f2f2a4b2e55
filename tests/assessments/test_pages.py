"""The page of a version asks the database the same number of questions however long it is."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.services import add_member, create_organisation
from assessments import refreshing
from assessments.dismissals import dismiss
from assessments.editing import save_requirement
from assessments.queries import whole_of
from assessments.services import run_assessment
from procurement.editing import wording_of
from procurement.models import SpecificationVersion
from procurement.services import create_procurement, create_specification, import_text

TEXT = "Systemet ska stödja integration med NPÖ enligt gällande standarder, del {}."


@pytest.fixture
def alice(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return add_member(
        organisation=create_organisation(name="Region Exempel"),
        email="alice@example.org",
        name="Alice",
        role="officer",
    )


MENDED = (
    "Systemet ska visa patientöversikten inom 2 sekunder i 95 % av 1 000 sökningar, visat i lasttest LT-04."
)


def version_of(alice, requirements: int) -> SpecificationVersion:
    procurement = create_procurement(organisation=alice.organisation, title="Journal")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    text = "\n\n".join(TEXT.format(number) for number in range(requirements))
    version = import_text(specification=specification, text=text, by=alice.user)
    run_assessment(version=version, progress=lambda done, total, phase="": None)
    return version


def questions_of(client, address: str) -> int:
    """How many questions a page asks the database, when everything else is asked already."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_a_long_specification_asks_no_more_questions_than_a_short_one(alice):
    client = Client()
    client.force_login(alice.user)
    asked = []
    for requirements in (20, 60):
        version = version_of(alice, requirements)
        first, *_, last = version.requirements.all()
        dismiss(version=version, requirements=[first, last], finding="", reason="Ja.", by=alice.user)
        page, filters = reverse("version-detail", args=[version.pk]), "?dismissed=changed&missing=moment"
        addresses = (
            page,
            f"{page}{filters}&section=x&rule=figure&near=25-80-wide&phase=exit",
            reverse("version-dismissals", args=[version.pk]),
            reverse("dismiss-many", args=[version.pk]) + "?finding=borrowed_authority",
            reverse("requirement-detail", args=[first.pk]),
            reverse("procurement-detail", args=[version.specification.procurement_id]),
        )
        asked.append([questions_of(client, address) for address in addresses])
    assert asked[0] == asked[1]
    assert max(asked[0]) <= 22


def test_a_procurement_of_many_specifications_asks_no_more_questions_than_one_of_one(alice):
    client = Client()
    client.force_login(alice.user)
    version = version_of(alice, 1)
    procurement = version.specification.procurement
    address = reverse("procurement-detail", args=[procurement.pk])
    before = questions_of(client, address)
    for number in range(3):
        specification = create_specification(procurement=procurement, title=f"Krav {number}")
        import_text(specification=specification, text=MENDED, by=alice.user)
    assert questions_of(client, address) == before


def test_filters_in_the_address_that_make_no_sense_are_taken_as_not_said(alice):
    client = Client()
    client.force_login(alice.user)
    version = version_of(alice, 2)
    wild = {"dimension": "x", "band": "'", "show": "y", "order": "--", "page": "many", "words": "\x00"}
    answer = client.get(reverse("version-detail", args=[version.pk]), wild)
    assert answer.status_code == 200
    assert answer.context["page"].paginator.count == 2


def test_what_is_found_in_all_rows_together_leads_to_the_rows(alice):
    client = Client(headers={"accept-language": "en"})
    client.force_login(alice.user)
    version = version_of(alice, 20)
    page = client.get(reverse("version-detail", args=[version.pk])).content.decode()
    whole = page[page.index('id="together-title"') : page.index('id="rows-title"')]
    assert "20 of 20 requirements do not say when they must hold" in whole
    for row in version.requirements.all():
        assert reverse("requirement-detail", args=[row.pk]) in whole


def test_a_second_version_tells_what_changed_since_the_first(alice):
    client = Client(headers={"accept-language": "en"})
    client.force_login(alice.user)
    first = version_of(alice, 3)
    assert "What changed" not in client.get(reverse("version-detail", args=[first.pk])).content.decode()
    rows = [f"{row.number} {row.text}".strip() for row in first.requirements.all()]
    second = import_text(
        specification=first.specification, text="\n\n".join([*rows[1:], MENDED]), by=alice.user
    )
    kept = set(first.requirements.values_list("key", flat=True)) & set(
        second.requirements.values_list("key", flat=True)
    )
    assert len(kept) == 2
    run_assessment(version=second, progress=lambda done, total, phase="": None)
    answer = client.get(reverse("version-detail", args=[second.pk]))
    found = answer.context["changed"]["found"]
    assert (found.added, found.removed, found.reworded) == (1, 1, 0)
    assert (found.narrower, found.wider) == ((), ())
    assert "What changed since version 1" in answer.content.decode()


def test_new_rules_tell_what_they_changed_in_the_same_version(alice):
    client = Client(headers={"accept-language": "en"})
    client.force_login(alice.user)
    version = version_of(alice, 2)
    before = version.assessments.get()
    before.verdicts.filter(requirement__position=1).update(gap=0)
    version.assessments.update(ruleset="an older one")
    run_assessment(version=version, progress=lambda done, total, phase="": None)
    page = client.get(reverse("version-detail", args=[version.pk]))
    changed = page.context["changed"]
    assert (changed["before"], changed["other_version"], changed["other_rules"]) == (before, False, True)
    assert [change.same_text for _key, change in changed["worse"]] == [True]
    assert "What changed with the new rules" in page.content.decode()


def test_the_columns_beside_the_text_are_shown_under_it_to_those_who_only_read(alice):
    bob = add_member(organisation=alice.organisation, email="bob@example.org", name="Bob", role="board")
    client = Client(headers={"accept-language": "en"})
    client.force_login(bob.user)
    version = version_of(alice, 1)
    version.requirements.update(motive="Vården behöver den.", shown_by="Visas i lasttest.")
    page = client.get(reverse("requirement-detail", args=[version.requirements.get().pk])).content.decode()
    text, named, shown = (
        page.index(part) for part in ("written--large", "says the file", "Visas i lasttest.")
    )
    assert text < named < shown < page.index("Questions to answer")
    assert "Vården behöver den." in page


def test_after_an_edit_a_long_specification_says_that_its_whole_was_read_before(alice, monkeypatch):
    monkeypatch.setattr(refreshing, "AT_ONCE", 10)
    client = Client(headers={"accept-language": "en"})
    client.force_login(alice.user)
    version = version_of(alice, 20)
    row = version.requirements.first()
    wording = wording_of(row).model_copy(update={"text": MENDED})
    save_requirement(requirement=row, wording=wording, revision=1, by=alice.user)
    address = reverse("version-detail", args=[version.pk])
    page = client.get(address)
    assert page.context["summary"].false_precise == 19
    assert "20 of 20 requirements do not say when" in page.content.decode()
    assert "Read it anew" in page.content.decode()
    page = client.get(address, {"whole": "now"})
    assert "Read it anew" not in page.content.decode()
    assert whole_of(version.assessments.get()) == as_if_new(version)


def as_if_new(version: SpecificationVersion) -> tuple:
    """What a new assessment would find in all rows together."""
    version.assessments.all().delete()
    return whole_of(run_assessment(version=version, progress=lambda done, total, phase="": None))


def test_a_verdict_in_norwegian_says_that_it_is_an_experiment_wherever_it_is_shown(alice):
    client = Client(headers={"accept-language": "en"})
    client.force_login(alice.user)
    procurement = create_procurement(organisation=alice.organisation, title="Journal")
    texts = (
        "Løsningen skal støtte sømløs integrasjon med Kjernejournal og øvrige nasjonale tjenester.",
        "Systemet skal vise oplysninger om brugere, der ikke længere har adgang til løsningen.",
    )
    version = import_text(
        specification=create_specification(procurement=procurement, title="Kravspesifikasjon"),
        text="\n\n".join(texts),
        by=alice.user,
    )
    run_assessment(version=version, progress=lambda done, total, phase="": None)
    norwegian, danish = version.requirements.order_by("position")

    def page(address: str) -> str:
        return " ".join(client.get(address).content.decode().split())

    whole = page(reverse("version-detail", args=[version.pk]))
    assert "1 requirement is in Norwegian, which is judged as an experiment" in whole
    assert "Norwegian: judged as an experiment" in whole
    assert "1 requirement is in a language that Glapp does not judge" in whole
    shown = page(reverse("requirement-detail", args=[norwegian.pk]))
    assert "Low certainty: Norwegian is judged as an experiment." in shown
    assert "as an experiment Norwegian" in page(reverse("requirement-detail", args=[danish.pk]))
