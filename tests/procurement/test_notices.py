"""A new procurement is filled in from its notice, shown, and saved by the user."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.services import add_member, create_organisation
from procurement.models import Procurement
from tests.procurement.importers.reading import shared


@pytest.fixture
def officer(db) -> Client:
    region = create_organisation(name="Region Exempel")
    alice = add_member(organisation=region, email="alice@example.org", name="Alice", role="officer")
    client = Client(headers={"accept-language": "en"})
    client.force_login(alice.user)
    return client


def read(officer: Client, name: str, content: bytes | None = None):
    sent = SimpleUploadedFile(name, shared(name).read_bytes() if content is None else content)
    return officer.post(reverse("procurement-from-notice"), {"notice": sent})


@pytest.mark.parametrize(
    ("name", "fields", "beside"),
    [
        (
            "cn_24_maximal.xml",
            {
                "title": "Procurement Title ---",
                "reference": "2023-P-0001",
                "cpv": "79710000",
                "estimated_value": "9999999.99",
                "currency": "EUR",
                "stage": "published",
            },
            "Financial Adinistration",
        ),
        (
            "cn_24_minimal.xml",
            {
                "title": "Provision of IT Services Related to OP IT Systems "
                "(EUR-Lex, N-Lex, Search Layer, and Others)",
                "cpv": "72230000",
                "stage": "published",
                "tenders_due": "2020-02-04",
            },
            "2020-02-04 10:00",
        ),
        (
            "ocds-tender.json",
            {
                "title": "Planned cycle lane improvements",
                "reference": "ocds-213czf-000-00001-01-tender",
                "cpv": "45233130",
                "estimated_value": "1100000.00",
                "currency": "GBP",
                "stage": "published",
                "tenders_due": "2010-04-01",
            },
            "London Borough of Barnet",
        ),
    ],
)
def test_a_notice_fills_in_what_it_says_and_stores_nothing_by_itself(officer, name, fields, beside):
    page = read(officer, name)
    assert {key: str(value) for key, value in page.context["form"].initial.items()} == fields
    assert beside in page.content.decode()
    assert not Procurement.objects.exists()

    saved = officer.post(reverse("procurement-new"), {"currency": "SEK", "stage": "preparation"} | fields)
    assert saved.status_code == 302
    procurement = Procurement.objects.get()
    assert {key: str(getattr(procurement, key)) for key in fields} == fields


def test_a_notice_with_faults_is_read_as_far_as_it_goes_and_says_what_they_are(officer):
    page = read(officer, "INVALID_cn_24_multiple.xml")
    text = page.content.decode()
    assert page.context["form"].initial["cpv"] == "72230000"
    assert "two names in the same language" in text
    assert "a CPV code is left empty" in text
    assert "an organisation is left empty" in text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty"),
        (b"Hej", "no notice that can be read here"),
        (b'{"releases": [{"ocid": "x"}]}', "no notice that can be read here"),
        (b"[" * 200_000, "no notice that can be read here"),
        (b"<a><b></a>", "no notice that can be read here"),
        (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><ContractNotice>&b;</ContractNotice>',
            "DOCTYPE",
        ),
        (b"<ContractNotice/>", "no notice that can be read here"),
    ],
)
def test_what_is_no_notice_is_refused_with_a_sentence(officer, content, sentence):
    page = read(officer, "notice.xml", content)
    assert page.status_code == 200
    assert sentence in page.content.decode()
