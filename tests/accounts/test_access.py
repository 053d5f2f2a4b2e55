"""Who gets which page: every address is walked, and one that is added stops the run until it is listed."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .conftest import Region, signed_in

OPEN_TO_ALL = {"sign-in", "sign-out", "set_language", "rules", "rule-detail", "about-scores"}
OF_ONESELF = {"home", "organisations", "procurement-list"}
ONLY_POSTED = {"assessment-start", "version-review", "version-withdraw", "version-approve"}
ONLY_FOR_EDITORS = {"procurement-new", "import-specification"} | ONLY_POSTED


def page_names(patterns=None) -> set[str]:
    """The names of every page, but not of the API."""
    names = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver) and not str(pattern.pattern).startswith("api/"):
            names |= page_names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            names.add(pattern.name)
    return names


def addresses_of(region: Region) -> dict[str, str]:
    """The address of everything that belongs to the region, by the name of its page."""
    procurement = region.version.specification.procurement.pk
    belongings = {
        "procurement-detail": procurement,
        "import-specification": procurement,
        "procurement-new": None,
        "version-detail": region.version.pk,
        "assessment-start": region.version.pk,
        "version-review": region.version.pk,
        "version-withdraw": region.version.pk,
        "version-approve": region.version.pk,
        "requirement-detail": region.requirement.pk,
        "report-request": region.assessment.pk,
        "report-detail": region.report.pk,
        "report-download": region.report.pk,
        "job-detail": region.job.pk,
        "job-progress": region.job.pk,
    }
    return {name: reverse(name, args=[key] if key else []) for name, key in belongings.items()}


def ask(client, name: str, address: str) -> int:
    answer = (client.post if name in ONLY_POSTED else client.get)(address)
    if answer.streaming:
        assert b"".join(answer).startswith(b"%PDF")  # read to its end, so that the file is closed
    return answer.status_code


def test_every_page_is_walked_by_these_tests(region):
    assert page_names() == OPEN_TO_ALL | OF_ONESELF | set(addresses_of(region))


def test_an_officer_opens_every_page_of_the_region(region):
    alice = signed_in(region.alice)
    answers = {name: ask(alice, name, address) for name, address in addresses_of(region).items()}
    assert set(answers.values()) <= {200, 302}, answers


def test_a_board_member_reads_and_downloads_but_changes_nothing(region):
    bob = signed_in(region.bob)
    answers = {name: ask(bob, name, address) for name, address in addresses_of(region).items()}
    assert {name for name, answer in answers.items() if answer == 403} == ONLY_FOR_EDITORS, answers
    asked = bob.post(reverse("report-request", args=[region.assessment.pk]), {"language": "sv"})
    assert asked.status_code == 403
    assert region.assessment.reports.count() == 1


def test_somebody_of_another_region_gets_404_everywhere(region, charlie):
    stranger = signed_in(charlie)
    addresses = addresses_of(region)
    del addresses["procurement-new"]
    answers = {name: ask(stranger, name, address) for name, address in addresses.items()}
    assert set(answers.values()) == {404}, answers
    for name in OF_ONESELF:
        assert "Journal" not in stranger.get(reverse(name), follow=True).content.decode()


def test_nobody_in_particular_is_sent_to_sign_in(region, client):
    for name, address in addresses_of(region).items():
        answer = (client.post if name in ONLY_POSTED else client.get)(address)
        assert answer.status_code == 302, name
        assert answer["Location"].startswith(reverse("sign-in")), name


@pytest.mark.parametrize("role", ["officer", "consultant", "administrator"])
def test_each_working_role_may_import(region, role):
    region.bob.role = role
    region.bob.save()
    assert signed_in(region.bob).get(addresses_of(region)["import-specification"]).status_code == 200
