"""What an organisation reads otherwise: tried first, then made with a reason, kept with every score."""

import pytest
from django.urls import reverse

from assessments.engine import ruleset_version
from assessments.engine.checklist import scorecard
from assessments.models import RuleChange
from assessments.rule_changes import changes_of, own_changes_in
from assessments.services import run_assessment
from jobs.models import Job

from .regions import browser_of, member, next_version, specification_of

OFF = {"kind": "off", "subject": "borrowed_authority"}
TERM = {"kind": "term", "subject": "gällande standarder"}


def quietly(done, total, phase=""):
    pass


def address(change) -> str:
    return reverse("own-rules-try") + "?" + "&".join(f"{name}={value}" for name, value in change.items())


def test_a_term_is_tried_then_accepted_and_every_score_keeps_that_it_was(alice):
    client, version = browser_of(alice), next_version(specification_of(alice), alice)
    before = version.assessments.get()
    page = client.get(address(TERM))
    assert page.context["trial"].changed == 2
    assert "It changes 2 of your 3 requirements" in page.content.decode()
    assert not RuleChange.objects.exists()
    assert "Say why first" in client.post(address(TERM), {"reason": ""}).content.decode()
    client.post(address(TERM), {"reason": "Annex 4 lists them."})
    assert Job.objects.get(kind="assess").arguments == {"version": version.pk}
    after = run_assessment(version=version, progress=quietly)
    assert after.ruleset == ruleset_version(changes_of(alice.organisation)) != before.ruleset
    narrower = [row.gap for row in after.verdicts.order_by("pk")]
    assert [old.gap > new for old, new in zip(before.verdicts.order_by("pk"), narrower, strict=True)] == [
        True,
        False,
        True,
    ]
    predicted = {row.requirement.number: row.after for row in page.context["trial"].most_moved}
    assert predicted == {"K1": narrower[0], "K3": narrower[2]}
    (change,) = own_changes_in(after)
    assert (change.subject, change.reason, change.by) == (
        "gällande standarder",
        "Annex 4 lists them.",
        "Alice",
    )
    assert (
        "Judged with 1 change of your own"
        in client.get(reverse("version-detail", args=[version.pk])).content.decode()
    )


def test_going_back_to_the_rules_of_before_judges_anew(alice):
    client, version = browser_of(alice), next_version(specification_of(alice), alice)
    client.post(address(OFF), {"reason": "We want it so."})
    run_assessment(version=version, progress=quietly)
    client.post(reverse("own-rules-take-back", args=[RuleChange.objects.get().pk]))
    assert Job.objects.filter(kind="assess").count() == 2
    again = run_assessment(version=version, progress=quietly)
    assert version.assessments.count() == 3
    assert (again.ruleset, again.changes) == (ruleset_version(), {})
    assert "taken back by Alice" in client.get(reverse("own-rules")).content.decode()


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "off", "subject": "modal_mandatory"},
        {"kind": "off", "subject": "no_such_rule"},
        {"kind": "points", "of": "empties", "subject": "borrowed_authority", "points": "5"},
        {"kind": "points", "of": "fills", "subject": "borrowed_authority", "points": "5"},
        {"kind": "points", "of": "empties", "subject": "borrowed_authority", "points": "-400"},
        {"kind": "term", "subject": "x"},
        {},
    ],
)
def test_what_would_turn_a_sign_or_blind_the_engine_is_not_taken(alice, change):
    client = browser_of(alice)
    assert client.post(address(change), {"reason": "Because."}).status_code == 302
    assert not RuleChange.objects.exists()


def test_points_can_be_moved_within_their_bounds_from_the_page_of_the_rule(alice):
    client = browser_of(alice)
    next_version(specification_of(alice), alice)
    page = client.get(reverse("rule-detail", args=["borrowed_authority"])).content.decode()
    today = scorecard().empties["borrowed_authority"]
    assert f'value="{today}" min="-40" max="0"' in page
    heavier = {"kind": "points", "of": "empties", "subject": "borrowed_authority", "points": str(today - 6)}
    trial = client.get(address(heavier)).context["trial"]
    assert trial.most_moved
    assert all(each.after > each.before for each in trial.most_moved)
    client.post(address(heavier), {"reason": "It misled us twice."})
    assert (
        "It misled us twice."
        in client.get(reverse("rule-detail", args=["borrowed_authority"])).content.decode()
    )


def test_another_region_is_not_touched_and_those_who_only_read_change_nothing(alice):
    client, charlie = browser_of(alice), member("Region Annan", "charlie")
    client.post(address(OFF), {"reason": "We want it so."})
    assert not changes_of(charlie.organisation)
    assert "We want it so" not in browser_of(charlie).get(reverse("own-rules")).content.decode()
    back = reverse("own-rules-take-back", args=[RuleChange.objects.get().pk])
    assert browser_of(charlie).post(back).status_code == 404
    board = browser_of(member("", "bob", "board", known=alice.organisation))
    assert board.post(back).status_code == board.get(address(OFF)).status_code == 403
    assert "We want it so" in board.get(reverse("own-rules")).content.decode()
