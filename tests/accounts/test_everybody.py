"""For everybody: the accessibility statement, help that can be put away, a first visit with a sample."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.services import add_member, create_organisation
from jobs.models import Job
from procurement.models import Procurement


@pytest.fixture
def region(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return create_organisation(name="Region Exempel")


def client_of(region, name: str, role: str, language: str = "en") -> Client:
    member = add_member(organisation=region, email=f"{name}@example.org", name=name.title(), role=role)
    client = Client(headers={"accept-language": language})
    client.force_login(member.user)
    return client


def test_anybody_reads_how_accessible_the_site_is_and_whom_to_tell(db, settings):
    settings.OPERATOR, settings.OPERATOR_EMAIL = "Region Exempel", "webb@region.example"
    text = Client(headers={"accept-language": "en"}).get(reverse("accessibility")).content.decode()
    for needed in (
        "Region Exempel is behind this site", "partially compliant", "2018:1937", "PDF reports",
        "does not cover", "disproportionate burden", "mailto:webb@region.example",
        "https://www.digg.se/tdosanmalan", "We assessed the site ourselves", "2026",
    ):  # fmt: skip
        assert needed in text


def test_help_is_put_away_and_comes_back_and_leads_nowhere_else(region):
    client = client_of(region, "alice", "officer")
    page = reverse("procurement-detail", args=[Procurement.objects.create(organisation=region, title="Q").pk])
    assert 'class="help"' in client.get(page).content.decode()
    assert client.post(reverse("help-switch"), {"next": page}).url == page
    assert 'class="help"' not in client.get(page).content.decode()
    assert client.post(reverse("help-switch"), {"next": "https://evil.example/"}).url == "/"
    assert 'class="help"' in client.get(page).content.decode()


def test_a_first_visit_starts_with_a_sample_of_ones_own_and_a_guide_beside_it(region):
    alice, bob = client_of(region, "alice", "officer", "sv"), client_of(region, "bob", "board")
    assert "exempel" in alice.get(reverse("procurement-list")).content.decode()
    assert bob.post(reverse("sample-start")).status_code == 403
    page = alice.post(reverse("sample-start")).url
    assert "Ett första besök" in alice.get(page).content.decode()
    assert Job.objects.get().kind == "assess"
    version = Procurement.objects.get().specifications.get().versions.get()
    assert version.requirements.filter(is_context=False).count() == 80
    assert "first visit" not in bob.get(page).content.decode()
    alice.post(reverse("guide-end", args=[version.pk]))
    assert "Ett första besök" not in alice.get(page).content.decode()
