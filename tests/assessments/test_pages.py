"""The page of a version asks the database the same number of questions however long it is."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.services import add_member, create_organisation
from assessments.services import run_assessment
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


def version_of(alice, requirements: int) -> SpecificationVersion:
    procurement = create_procurement(organisation=alice.organisation, title="Journal")
    specification = create_specification(procurement=procurement, title="Kravspecifikation")
    text = "\n\n".join(TEXT.format(number) for number in range(requirements))
    version = import_text(specification=specification, text=text, by=alice.user)
    run_assessment(version=version, progress=lambda done, total, phase="": None)
    return version


def test_a_long_specification_asks_no_more_questions_than_a_short_one(alice, django_assert_max_num_queries):
    client = Client()
    client.force_login(alice.user)
    for requirements in (2, 60):
        version = version_of(alice, requirements)
        with django_assert_max_num_queries(16):
            answer = client.get(reverse("version-detail", args=[version.pk]))
        assert answer.context["summary"].requirements == requirements


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
