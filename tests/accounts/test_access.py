"""Who gets which page: every address is walked, and one that is added stops the run until it is listed."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from .conftest import Region, signed_in

OPEN_TO_ALL = {
    "sign-in", "sign-out", "set_language", "rules", "rule-detail", "about-scores", "accessibility",
    "help-switch", "password-set", "verify", "audit-schema", "specification-schema",
}  # fmt: skip
OF_ONESELF = {
    "home", "organisations", "members", "password-change", "procurement-list", "procurement-new",
    "procurement-from-notice", "sample-start", "own-rules", "own-rules-try",
    "report-template-list", "report-template-new",
}  # fmt: skip
ONLY_POSTED = {
    "assessment-start", "version-review", "version-withdraw", "version-approve", "version-next-draft",
    "guide-end", "requirement-preview", "requirement-propose", "requirement-save", "requirement-undo",
    "requirement-comment", "finding-dismiss", "job-cancel", "requirement-restore", "bids-open",
    "bid-person-add", "bid-person-remove", "bid-evidence-add", "import-reset", "import-discard",
    "bid-alike", "bid-set-aside", "bid-take-back",
    "dismissal-take-back", "own-rules-take-back",
}  # fmt: skip
# Where a board member is told that the role is to read.
ONLY_FOR_EDITORS = {
    "procurement-edit", "import-specification", "version-remove", "version-rows", "requirement-row",
    "dismiss-many", "letter-new", "audit-new",
} | (ONLY_POSTED - {"requirement-comment", "guide-end"})  # fmt: skip
# What a page is about, by the beginning of its address, where it is no procurement's bids.
ABOUT = {
    "procurements/": "procurement", "versions/": "version", "requirements/": "requirement",
    "assessments/": "assessment", "reports/": "report", "jobs/": "job",
}  # fmt: skip
# There is no logo, no workbook, no earlier version and no filter here.
WITHOUT_CONTENT = {
    "report-read",
    "report-word",
    "report-style",
    "report-logo",
    "version-workbook",
    "version-changes-file",
    "dismiss-many",
}
# These are about things that the region of these tests does not have: nobody finds them, and nobody else's.
OF_OTHER_THINGS = {
    "import-reset", "import-discard", "import-review", "import-compare", "dismissal-take-back",
    "own-rules-take-back", "requirement-restore", "report-template-edit", "report-template-delete",
    "report-template-logo", "report-template-preview", "report-template-style", "set-case",
}  # fmt: skip


def pages(patterns=None, before: str = "") -> dict[str, str]:
    """The address of every page as its pattern has it, by name, but not of the API."""
    found = {}
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver) and not str(pattern.pattern).startswith("api/"):
            found |= pages(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            found[pattern.name] = address
    return found


def bid_pages() -> set[str]:
    return {name for name, address in pages().items() if "/bids/" in address}


def addresses_of(region: Region) -> dict[str, str]:
    """The address of everything that belongs to the region, by the name of its page."""
    belongings = {
        "procurement": region.version.specification.procurement.pk,
        "version": region.version.pk,
        "requirement": region.requirement.pk,
        "assessment": region.assessment.pk,
        "report": region.report.pk,
        "job": region.job.pk,
    }
    left = pages().keys() - OPEN_TO_ALL - OF_ONESELF - OF_OTHER_THINGS - bid_pages()
    return {name: _address(name, belongings) for name in sorted(left)}


def _address(name: str, belongings: dict) -> str:
    """Raises `KeyError` for a page that is about something new: say in `ABOUT` what."""
    pattern = pages()[name].lstrip("^")
    start = pattern[: pattern.index("/") + 1]
    key = belongings[ABOUT[start]]
    return reverse(name, args=[key, "csv"] if "ending" in pattern else [key])


def ask(client, name: str, address: str) -> int:
    answer = (client.post if name in ONLY_POSTED else client.get)(address)
    if answer.streaming:
        assert b"".join(answer).startswith(b"%PDF")  # read to its end, so that the file is closed
    return answer.status_code


def test_an_officer_opens_every_page_of_the_region(region):
    alice = signed_in(region.alice)
    answers = {name: ask(alice, name, address) for name, address in addresses_of(region).items()}
    # 400 and 409: a form that was posted empty, or a step that comes too late; 404: a report of no snapshot.
    assert {name for name, answer in answers.items() if answer in (403, 500)} == set(), answers
    assert {name for name, answer in answers.items() if answer == 404} <= WITHOUT_CONTENT, answers


def test_a_board_member_reads_and_downloads_but_changes_nothing(region):
    bob = signed_in(region.bob)
    answers = {name: ask(bob, name, address) for name, address in addresses_of(region).items()}
    assert {name for name, answer in answers.items() if answer == 403} == ONLY_FOR_EDITORS & answers.keys()
    asked = bob.post(reverse("report-request", args=[region.assessment.pk]), {"language": "sv"})
    assert asked.status_code == 403
    assert region.assessment.reports.count() == 1


def test_somebody_of_another_region_gets_404_everywhere(region, charlie):
    stranger = signed_in(charlie)
    answers = {name: ask(stranger, name, address) for name, address in addresses_of(region).items()}
    assert set(answers.values()) == {404}, answers
    for name in ("home", "organisations", "procurement-list", "own-rules", "report-template-list"):
        assert "Journal" not in stranger.get(reverse(name), follow=True).content.decode()


def test_bids_are_found_by_nobody_who_is_not_named(region, charlie):
    procurement = region.version.specification.procurement.pk
    for who in (region.bob, charlie):
        client = signed_in(who)
        for name in bid_pages():
            address = re.sub(r"<[^>]+>", "1", pages()[name].replace("<int:procurement>", str(procurement)))
            if name != "bid-matrix-file":
                status = ask(client, name, f"/{address}")
                assert status in (403, 404), (who.user, name, status)


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
