"""Identifiers found and checked. Each row: the text, and each identifier as (kind, state, words)."""

import pytest

from assessments.engine import identifiers as module
from assessments.engine.identifiers import identifiers
from assessments.engine.parse import parse

FOUND = [
    ("Tillverkarens SRN är SE-MF-000012345.", [("srn", "valid", "SE-MF-000012345")]),
    ("(01)04006381333931", [("udi", "valid", "04006381333931")]),
    ("UDI-DI: 04006381333932", [("udi", "invalid", "04006381333932")]),
    ("Basic UDI-DI 1987654Ad4X4bL5ttr2310c2K", [("basic_udi", "valid", "1987654Ad4X4bL5ttr2310c2K")]),
    ("Basic UDI-DI 1987654Ad4X4bL5ttr2310c22", [("basic_udi", "invalid", "1987654Ad4X4bL5ttr2310c22")]),
    ("CE 0123", [("notified_body", "valid", "0123")]),
    ("by notified body no. 2797 in 2024", [("notified_body", "valid", "2797")]),
    ("CE 2017", []),
    (
        "Certificate number: G1 012345 0001, issued by BSI, valid until 2027-05-31",
        [("certificate", "valid", "G1 012345 0001")],
    ),
    ("Certifikatnummer G1-012345", [("certificate", "bare", "G1-012345")]),
    ("4 kap. 2 § lagen (2008:355)", [("law", "valid", "2008:355")]),
    ("enligt HSLF-FS 2016:40", [("law", "bare", "HSLF-FS 2016:40")]),
    ("Article 10 of Regulation (EU) 2017/745", [("law", "valid", "(EU) 2017/745")]),
    ("Directive 2014/24/EU", [("law", "bare", "2014/24/EU")]),
    ("SS-EN ISO 14971:2019", [("standard", "valid", "SS-EN ISO 14971:2019")]),
    ("EN 301 549 V3.2.1", [("standard", "valid", "EN 301 549 V3.2.1")]),
    ("IEC 62304", [("standard", "bare", "IEC 62304")]),
    ("support FHIR R4", [("family", "valid", "FHIR")]),
    ("support FHIR", [("family", "bare", "FHIR")]),
    ("the FHIR server and SMART on FHIR", []),
    ("tjänstekontraktet GetDiagnosis 2.0", [("contract", "valid", "GetDiagnosis")]),
    ("tjänstekontraktet GetDiagnosis", [("contract", "bare", "GetDiagnosis")]),
    (
        "urn:riv:clinicalprocess:healthcond:description:GetDiagnosisResponder:2",
        [("contract", "valid", "urn:riv:clinicalprocess:healthcond:description:GetDiagnosisResponder:2")],
    ),
    ("funktionen GetDiagnosis", []),
    ("ADT^A01 and ITI-41", [("interface", "valid", "ADT^A01"), ("interface", "valid", "ITI-41")]),
    ("C-STORE, QIDO-RS", [("interface", "valid", "C-STORE"), ("interface", "valid", "QIDO-RS")]),
    ("HSA-id SE2321000016-1003", [("hsa", "valid", "SE2321000016-1003")]),
    ("HSA-id SE2321000017-1003", [("hsa", "invalid", "SE2321000017-1003")]),
    ("OID 1.2.752.129.2.1.4.1", [("oid", "valid", "1.2.752.129.2.1.4.1")]),
    ("2.1.1.2.1.10 The system", []),
    ("Region Stockholm 232100-0016", [("organisation", "valid", "232100-0016")]),
    ("organisationsnummer 2321000016", [("organisation", "valid", "2321000016")]),
    ("organisationsnummer 232100-0017", [("organisation", "invalid", "232100-0017")]),
    ("order 232100-0017", []),
    ("CPV 48000000-8", [("cpv", "valid", "48000000-8")]),
    ("CPV 99000000-8", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_an_identifier_is_found_and_checked(text: str, expected: list) -> None:
    found = identifiers(parse(text, "sv"))
    assert [(each.kind, each.state, text[each.start : each.end]) for each in found] == expected


def test_check_digits_of_published_examples_are_right() -> None:
    assert module.gmn("1987654Ad4X4bL5ttr2310c2K")  # GS1's example of a global model number
    assert module.gtin("4006381333931")
    assert module.luhn("1212121212")  # Skatteverket's example of a personal identity number
    assert module.organisation("2321000016")  # Region Stockholm


@pytest.mark.parametrize("digit", "0123456789")
def test_every_single_wrong_digit_is_noticed(digit: str) -> None:
    for number, check in (("4006381333931", module.gtin), ("2321000016", module.luhn)):
        for place, right in enumerate(number):
            assert check(number[:place] + digit + number[place + 1 :]) is (digit == right)


def test_a_global_model_number_has_known_characters_and_a_body() -> None:
    assert not module.gmn("2K")
    assert not module.gmn("1987654#d4X4bL5ttr2310c2K")
