"""`manage.py judge-bid`, through which the judging of answers is measured from outside."""

import json

from assessments.bids.verdict import Label
from tests.without_servers import manage

YES = {"id": "a", "requirement": "The list shall be shown. Attach a print.", "answer": "Yes."}
SWEDISH = {
    "id": 7, "requirement": "Modulen ska vara CE-märkt.", "answer": "Ansökan är inlämnad.",
    "phase": "tender", "lang": "sv",
}  # fmt: skip


def test_each_line_is_answered_in_its_turn_with_the_fields_that_are_promised():
    run = manage("judge-bid", given="\n".join(map(json.dumps, (YES, SWEDISH))))
    assert (run.returncode, run.stderr) == (0, b"")
    first, second = map(json.loads, run.stdout.splitlines())
    assert list(first) == ["id", "label", "strength", "evidence", "reasons"]
    assert (first["id"], first["label"]) == ("a", Label.CLAIMED)
    assert (second["id"], second["label"]) == (7, Label.PROMISED)
    assert second["reasons"][0]["title"].keys() == {"sv", "en"}


def test_a_bad_line_is_named_and_the_good_ones_are_answered_all_the_same():
    bad = ["no json", '{"id": "x", "requirement": "a"}', json.dumps(YES | {"phase": "someday"})]
    run = manage("judge-bid", given="\n".join([json.dumps(YES), *bad, "", json.dumps(SWEDISH)]))
    assert run.returncode == 2
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["a", 7]
    complaints = run.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in complaints] == ["Line 2", "Line 3", "Line 4"]
    assert '"answer"' in complaints[1]
    assert '"phase"' in complaints[2]
