"""`manage.py score`, through which the engine is measured from outside."""

import json

from assessments.engine.verdict import Dimension, Element
from tests.without_servers import manage

VAGUE = {"id": "a", "text": "The system shall support patient summary integration."}
SWEDISH = {"id": 7, "text": "Systemet ska ha stöd för NPÖ enligt gällande standard.", "lang": "sv"}


def test_each_line_is_answered_in_its_turn_with_the_fields_that_are_promised():
    run = manage("score", given="\n".join(map(json.dumps, (VAGUE, SWEDISH))))
    assert (run.returncode, run.stderr) == (0, b"")
    first, second = map(json.loads, run.stdout.splitlines())
    assert list(first) == [
        *("id", "lang", "sounds", "measurable", "gap", "dimension"),
        *("nature", "obligation", "phase", "missing", "confidence"),
    ]
    assert (first["id"], first["lang"], first["nature"]) == ("a", "en", "requirement")
    assert (second["id"], second["lang"]) == (7, "sv")
    for line in (first, second):
        assert line["gap"] == max(0, line["sounds"] - line["measurable"])
        assert set(line["missing"]) <= set(Element)
        assert line["dimension"] in set(Dimension)


def test_a_bad_line_is_named_and_the_good_ones_are_answered_all_the_same():
    bad = ["no json", '{"id": "x"}', '["a list"]', '{"id": "x", "text": "a", "lang": "xx"}']
    given = "\n".join([json.dumps(VAGUE), *bad, "", json.dumps(SWEDISH)]).encode() + b'\n{"id": "\xff"}\n'
    run = manage("score", given=given)
    assert run.returncode == 2
    assert [json.loads(line)["id"] for line in run.stdout.splitlines()] == ["a", 7]
    complaints = run.stderr.decode().splitlines()
    assert [line.split(":")[0] for line in complaints] == ["Line 2", "Line 3", "Line 4", "Line 5", "Line 8"]
    assert '"text"' in complaints[1]
    assert "Traceback" not in run.stderr.decode()
