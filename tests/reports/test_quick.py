"""What makes reports quick changes nothing of them."""

from weasyprint.html import UA_STYLESHEET

from reports import quick, render
from reports.audit.making import render_audit
from tests.reports.specimens import TEXTS, a_row, an_audit
from tests.reports.test_injection import TEXTS as HOSTILE


def test_this_weasyprint_is_one_whose_lines_we_know():
    """Where it fails: compare the functions that reports/quick stands in for with the new version's."""
    assert quick.FITS


def test_a_document_is_the_same_bytes_as_weasyprint_alone_makes(monkeypatch):
    texts = [*HOSTILE[::12], "E\u0301 e\u0301 x\u0302", "a\nb \n\nc", "ord" * 200, " ".join(TEXTS["sv"] * 9)]
    audit = an_audit("sv", [a_row(text, position) for position, text in enumerate(texts, 1)])
    made = render_audit(audit).content
    monkeypatch.setattr(render, "_basic_sheet", lambda: UA_STYLESHEET)
    quick.set_quick(on=False)
    try:
        assert render_audit(audit).content == made
    finally:
        quick.set_quick()
