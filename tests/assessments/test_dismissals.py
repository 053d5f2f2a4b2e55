"""Disagreeing is part of the work: what is set aside, with its reason, until the text changes."""

from django.urls import reverse

from assessments.dismissals import dismissals_of, dismissed_on
from assessments.dismissed import sign
from assessments.editing import save_requirement
from assessments.models import Dismissal
from assessments.queries import whole_of
from procurement.editing import wording_of

from .regions import ROWS, WORSE, browser_of, member, next_version, specification_of


def dismiss_first(client, version, finding="borrowed_authority", **more):
    first = version.requirements.first()
    said = {"finding": finding, "reason": "Our annex 4 names the standards.", **more}
    return client.post(reverse("finding-dismiss", args=[first.pk]) + "?order=text", said)


def test_what_is_dismissed_keeps_its_scores_and_is_told_with_who_and_why(alice):
    client, version = browser_of(alice), next_version(specification_of(alice), alice)
    before = list(version.assessments.get().verdicts.values_list("sounds", "measurable", "gap"))
    second = version.requirements.all()[1]
    answer = dismiss_first(client, version, go="next")
    assert answer.url == reverse("requirement-detail", args=[second.pk]) + "?order=text"
    found = dismissals_of(version)
    assert [(row.number, row.finding, row.by) for row in found.rows] == [
        ("K1", "borrowed_authority", "Alice")
    ]
    assert (found.findings, found.requirements, found.wide_gaps) == (1, 0, 0)
    assert list(version.assessments.get().verdicts.values_list("sounds", "measurable", "gap")) == before
    dismiss_first(client, version, finding="")
    assert (dismissals_of(version).requirements, dismissals_of(version).wide_gaps) == (1, 1)


def test_a_dismissal_follows_the_requirement_until_its_text_changes(alice):
    specification = specification_of(alice)
    client, first = browser_of(alice), next_version(specification, alice)
    dismiss_first(client, first)
    same = next_version(specification, alice)
    assert [row.number for row in dismissals_of(same).rows] == ["K1"]
    changed = next_version(specification, alice, (WORSE, *ROWS[1:]))
    found = dismissals_of(changed)
    assert (found.rows, [row.number for row in found.look_again]) == ((), ["K1"])
    assert dismissed_on(changed.requirements.first()) == {}
    assert [row.number for row in dismissals_of(first).rows] == ["K1"]  # there the text is what it was


def test_a_dismissal_can_be_taken_back_and_nothing_is_forgotten(alice):
    client, version = browser_of(alice), next_version(specification_of(alice), alice)
    dismiss_first(client, version)
    back = reverse("dismissal-take-back", args=[Dismissal.objects.get().pk])
    assert client.post(back, {"next": "https://elsewhere.example/"}).url == reverse("procurement-list")
    assert not dismissals_of(version)
    assert str(Dismissal.objects.get().withdrawn_by) == "Alice"
    dismiss_first(client, version)
    assert len(dismissals_of(version).rows) == 1


def test_nothing_is_dismissed_without_a_reason_or_by_those_who_only_read(alice):
    client, version = browser_of(alice), next_version(specification_of(alice), alice)
    dismiss_first(client, version, reason=" ")
    dismiss_first(client, version, finding="no_such_rule")
    board = browser_of(member("", "bob", "board", known=alice.organisation))
    assert dismiss_first(board, version).status_code == 403
    assert not Dismissal.objects.exists()


def test_another_region_can_neither_dismiss_nor_take_back(alice):
    client, version = browser_of(alice), next_version(specification_of(alice), alice)
    charlie = browser_of(member("Region Annan", "charlie"))
    assert dismiss_first(charlie, version).status_code == 404
    dismiss_first(client, version)
    back = reverse("dismissal-take-back", args=[Dismissal.objects.get().pk])
    assert charlie.post(back).status_code == 404
    assert len(dismissals_of(version).rows) == 1


def test_a_finding_is_dismissed_in_the_rows_of_the_filter_that_is_on_and_taken_back_together(alice):
    client, version = browser_of(alice), next_version(specification_of(alice), alice)
    many = reverse("dismiss-many", args=[version.pk]) + "?words=integration&finding=borrowed_authority"
    page = client.get(many).content.decode()
    assert "2 rows have this finding" in page
    assert ROWS[1] not in page
    assert client.post(many, {"finding": "borrowed_authority", "reason": ""}).status_code == 200
    assert not Dismissal.objects.exists()
    answer = client.post(
        many, {"finding": "borrowed_authority", "reason": "Annex 4 lists them."}, follow=True
    )
    assert "2 rows: dismissed." in answer.content.decode()
    assert [row.number for row in dismissals_of(version).rows] == ["K1", "K3"]
    assert "No row that the filters leave" in client.get(many).content.decode()
    back = reverse("dismissal-take-back", args=[Dismissal.objects.last().pk])
    client.post(back, {"all": "1"})
    assert not dismissals_of(version)


def test_the_list_shows_what_is_in_force_what_to_look_at_again_and_what_was_taken_back(alice):
    specification = specification_of(alice)
    client, first = browser_of(alice), next_version(specification, alice)
    dismiss_first(client, first)
    second = next_version(specification, alice, (WORSE, *ROWS[1:]))
    of_first, of_second = (reverse("version-dismissals", args=[version.pk]) for version in (first, second))
    assert "Our annex 4 names the standards." in client.get(of_first).content.decode()
    assert "Our annex 4" not in client.get(of_second).content.decode()
    assert "Our annex 4" in client.get(of_second, {"state": "changed"}).content.decode()
    assert "1 to look at again" in client.get(reverse("version-detail", args=[second.pk])).content.decode()
    client.post(reverse("dismissal-take-back", args=[Dismissal.objects.get().pk]))
    assert "taken back by Alice" in client.get(of_first, {"state": "taken-back"}).content.decode()
    charlie = browser_of(member("Region Annan", "charlie"))
    assert charlie.get(of_first).status_code == 404
    assert charlie.get(reverse("dismiss-many", args=[first.pk]) + "?finding=figure").status_code == 404


def test_the_list_of_what_is_dismissed_comes_as_a_file_with_its_filter(alice):
    client, version = browser_of(alice), next_version(specification_of(alice), alice)
    dismiss_first(client, version)
    address = reverse("version-dismissals-file", args=[version.pk, "csv"])
    assert "Our annex 4 names the standards." in client.get(address).content.decode("utf-8-sig")
    assert "Our annex 4" not in client.get(address, {"words": "xyzzy"}).content.decode("utf-8-sig")


def test_the_list_of_requirements_filters_by_what_is_dismissed(alice):
    specification = specification_of(alice)
    spaced = (ROWS[0].replace(" ", "\u00a0 "), *ROWS[1:])
    client, first = browser_of(alice), next_version(specification, alice, spaced)
    dismiss_first(client, first, finding="")

    def numbers(version, state):
        page = client.get(reverse("version-detail", args=[version.pk]), {"dismissed": state, "order": "text"})
        return [row.number for row in page.context["page"]]

    assert (numbers(first, "yes"), numbers(first, "no")) == (["K1"], ["K2", "K3"])
    assert numbers(first, "changed") == []
    second = next_version(specification, alice, (WORSE, *ROWS[1:]))
    assert (numbers(second, "yes"), numbers(second, "changed")) == ([], ["K1"])
    dismiss_first(client, second, finding="borrowed_authority")
    assert numbers(second, "yes") == ["K1"]
    second.assessments.get().verdicts.update(rules=[])
    assert numbers(second, "yes") == []


def test_what_the_rules_do_not_find_any_more_is_not_counted_as_dismissed(alice):
    client, version = browser_of(alice), next_version(specification_of(alice), alice)
    dismiss_first(client, version)
    dismiss_first(client, version, finding="missing.version")
    assert dismissals_of(version).findings == 2
    version.assessments.get().verdicts.update(rules=[], missing=["version"])
    assert [row.finding for row in dismissals_of(version).rows] == ["missing.version"]


UP = (
    "Systemet ska ha en tillgänglighet på minst 99,5 %.",
    "Systemet ska visa svar inom 2 sekunder.",
    "Systemet ska ha en tillgänglighet på minst 99,9 %.",
    "Systemet ska visa läkemedelslistan med ZKPX enligt avtalet.",
)


def address_of(version, kind):
    finding = next(found for found in whole_of(version.assessments.get()) if found.id == kind)
    return reverse("set-case", args=[version.pk, kind, sign(kind, finding.cases[0])])


def test_what_shows_in_all_rows_together_is_dismissed_until_its_rows_change(alice):
    specification = specification_of(alice)
    client, version = browser_of(alice), next_version(specification, alice, UP)
    page = client.get(address_of(version, "different_values")).content.decode()
    assert "99,9 %" in page
    assert UP[0] in page
    assert UP[1] not in page
    refused = client.post(address_of(version, "different_values"), {"reason": " "}).content.decode()
    assert "Say why first" in refused
    said = {"reason": "Two services, two levels."}
    after = client.post(address_of(version, "different_values"), said | {"go": "next"})
    assert after.url == address_of(version, "abbreviations")
    assert client.post(after.url, {"reason": "Known to all."}, follow=True).status_code == 200
    assert [each.kind for each in dismissals_of(version).cases] == ["different_values", "abbreviations"]
    shown = client.get(reverse("version-detail", args=[version.pk])).content.decode()
    assert "2 dismissed findings" in shown
    assert "Two services, two levels." in shown
    file = client.get(reverse("version-whole-file", args=[version.pk, "csv"])).content.decode("utf-8-sig")
    assert ("K1, K3" in file, "Two services, two levels." in file) == (True, True)
    listed = client.get(reverse("version-dismissals", args=[version.pk]), {"words": "services"})
    assert "Two services, two levels." in listed.content.decode()
    assert "Known to all." not in listed.content.decode()

    same = next_version(specification, alice, (*UP, "Systemet ska larma."))
    assert len(dismissals_of(same).cases) == 2
    row = same.requirements.get(number="K3")
    reworded = wording_of(row).model_copy(update={"text": UP[2].replace("99,9", "99,8")})
    save_requirement(requirement=row, wording=reworded, revision=row.revision, by=alice.user)
    assert client.get(reverse("version-detail", args=[same.pk])).status_code == 200
    found = dismissals_of(same)
    assert [each.kind for each in found.cases] == ["abbreviations"]
    assert [each.names for each in found.cases_again] == [("K1", "K3")]
    assert len(dismissals_of(version).cases) == 2


def test_a_dismissed_case_is_taken_back_and_only_its_own_region_touches_it(alice):
    client, version = browser_of(alice), next_version(specification_of(alice), alice, UP)
    case = address_of(version, "different_values")
    charlie = browser_of(member("Region Annan", "charlie"))
    board = browser_of(member("", "bob", "board", known=alice.organisation))
    assert charlie.get(case).status_code == 404
    assert board.post(case, {"reason": "Because."}).status_code == 403
    client.post(case, {"reason": "Two services, two levels.", "go": "stay"})
    client.post(case, {"reason": "Once more."})
    back = reverse("dismissal-take-back", args=[Dismissal.objects.get().pk])
    assert "Two services" in board.get(case).content.decode()
    assert charlie.post(back).status_code == 404
    client.post(back)
    assert not dismissals_of(version)
    gone = reverse("version-dismissals", args=[version.pk]) + "?state=taken-back"
    assert "Two services, two levels." in client.get(gone).content.decode()
