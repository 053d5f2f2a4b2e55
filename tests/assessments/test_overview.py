"""What to mend next, and where it is warm."""

from uuid import UUID

from assessments.overview import LightRow, heat, plan, section_level


def row(position: int, gap: int = 50, gains=(11, 8), **fields) -> LightRow:
    given = {"heading_path": ("Allt", "Drift"), "kind": "award", "dimension": "integration"} | fields
    known = {"pk": position, "key": UUID(int=position), "position": position, "number": f"K{position}"}
    given = {"text": "abcdefgh"[position]} | given
    return LightRow(**known, **given, sounds=90, measurable=90 - gap, gap=gap, gains=gains)


def test_what_removes_most_risk_a_minute_comes_first_and_all_risk_adds_up():
    wide, hardly, narrow = row(1, 60, (16, 8)), row(2, 44, (3, 2)), row(3, 39)
    found = plan([narrow, hardly, wide])
    assert [step.row for step in found.steps] == [wide, hardly]
    assert [(step.questions, step.minutes) for step in found.steps] == [(2, 6), (2, 6)]
    whole = 60**2 + 44**2
    assert [step.share for step in found.steps] == [(60**2 - 36**2) / whole, (44**2 - 39**2) / whole]
    assert (found.now, found.minutes) == (found.steps, 12)
    assert (found.wide, found.minutes_in_all) == (2, 12)
    slow, quick = row(4, 60, (6, 6, 6, 6)), row(5, 44, (5,))
    found = plan([wide, slow, quick])
    assert [step.row for step in found.now] == [wide, quick]  # for what is between there is no time


def test_what_says_the_same_is_answered_once_and_repeated():
    (step,) = plan([row(1, 44, text="Stödja NPÖ, del 1."), row(2, 44, text="stödja NPÖ, del 2.")]).steps
    assert (step.row.position, step.others, step.questions, step.minutes) == (1, 1, 1, 5)
    assert step.share == (44**2 - 33**2) / 44**2


def test_where_there_is_much_risk_the_next_step_is_a_longer_one():
    letters = [chr(number) for number in range(0x4E00, 0x4E00 + 60)]
    found = plan([row(1, 50, text=letter) for letter in letters])
    assert (found.minutes, found.requirements) == (60, 15)
    assert (len(found.steps), found.wide) == (5, 60)


def test_a_mandatory_requirement_is_twice_the_risk():
    found = plan([row(1), row(2, kind="mandatory")])
    first, second = found.steps
    assert (first.row.position, first.share) == (2, 2 * second.share)


def test_what_cannot_be_mended_by_the_questions_alone_counts_in_part():
    (step,) = plan([row(1, 80, (16, 4))]).steps
    assert (step.questions, step.share) == (2, (80**2 - 60**2) / 80**2)


def test_what_was_dismissed_is_no_risk_and_nothing_is_left_to_do_without_one():
    first = row(1)
    assert plan([first, row(2, 20)], {first.key}) is None


def test_the_sections_are_the_outermost_headings_that_tell_rows_apart():
    rows = [
        row(1),
        row(2, 10, heading_path=("Allt", "Vård"), dimension="performance"),
        row(3, 60, heading_path=("Allt", "Drift", "Nät")),
    ]
    assert section_level([each.heading_path for each in rows]) == 1
    table = heat(rows)
    assert table.dimensions == ["integration", "performance"]
    assert [line.section for line in table.lines] == ["Drift", "Vård"]
    drift, care = table.lines
    assert [(cell.false_precise, cell.requirements) for cell in drift.cells] == [(2, 2), (0, 0)]
    assert [cell.warmth for cell in (drift.total, care.total, table.total.total)] == [3, 0, 3]
