"""`manage.py assess FILE`: the main job without any server."""

import json

from tests.without_servers import manage

CSV = """Krav-ID;Krav;Typ;Hur kravet visas
K1;Systemet ska vara CE-märkt enligt gällande regelverk.;Ska;
K2;Systemet ska vara integrerat med NPÖ enligt gällande standard.;Ska;Beskrivning
K3;Systemet bör vara användarvänligt.;Bör;
"""


def test_a_file_becomes_a_table_a_report_and_json_without_any_server(tmp_path):
    file, pdf, out = tmp_path / "krav.csv", tmp_path / "report.pdf", tmp_path / "verdicts.json"
    file.write_text(CSV)
    run = manage("assess", str(file), "--pdf", str(pdf), "--json", str(out), "--lang", "en")
    assert run.returncode == 0, run.stderr.decode()
    assert "mandatory requirements" in run.stdout.decode()
    assert pdf.read_bytes().startswith(b"%PDF-1.7")
    document = json.loads(out.read_text())
    assert [row["number"] for row in document["requirements"]] == ["K1", "K2", "K3"]
    first = document["requirements"][0]
    assert set(first) == {"number", "text", "kind", "provenance", "verdict"}
    assert first["kind"] == "mandatory"
    assert first["provenance"]["row"] == 2
    assert first["verdict"]["text"] == first["text"]


def test_json_on_the_screen_is_nothing_but_json(tmp_path):
    file = tmp_path / "krav.csv"
    file.write_text(CSV + "K1;Systemet ska logga varje läsning.;Ska;\n")
    run = manage("assess", str(file), "--json", "-")
    document = json.loads(run.stdout)
    assert len(document["requirements"]) == 4
    assert [finding["id"] for finding in document["whole"]] == ["number_twice"]
    assert "obligatoriska krav" in run.stderr.decode()


def test_a_file_that_is_not_taken_gets_a_sentence_in_the_language_asked_for(tmp_path):
    file = tmp_path / "notes.xlsx"
    file.write_bytes(b"not a workbook")
    for language in ("sv", "en"):
        run = manage("assess", str(file), "--lang", language)
        assert run.returncode == 2
        assert "notes.xlsx" in run.stderr.decode()
        assert "Traceback" not in run.stderr.decode()
    assert manage("assess", str(tmp_path / "missing.csv")).returncode == 2
