"""A newer file is compared first, and takes nothing from what was written on the site."""

import pytest

from procurement.editing import Wording, change_requirement, wording_of
from procurement.models import Requirement
from procurement.services import import_file, import_text

from .steps import ROWS, as_it_stands, begun, confirmed, listed, page_of, priorities

pytestmark = pytest.mark.django_db


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
