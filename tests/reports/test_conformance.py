"""PDF/UA-1 and PDF/A-3a: every check passes what we print, and each is seen to fail."""

import pytest
from django.utils.translation import override

from reports.audit.making import render_audit
from reports.conformance import CHECKS, examine
from reports.conformance.document import Document
from reports.render import render_pdf
from tests.reports.broken import BREAKS, BYTES, LOCKS, saved
from tests.reports.specimens import a_snapshot, an_audit

BY_ID = {check.id: check for check in CHECKS}


@pytest.fixture(scope="module")
def good() -> bytes:
    return render_audit(an_audit("en"), sealed=True).content


def test_what_we_print_passes_every_check(good):
    assert examine(saved(good)).faults == ()
    for language in ("sv", "en"):
        with override("de"):  # whatever the worker did before
            for pdf in (render_audit(an_audit(language)), render_pdf(a_snapshot(language))):
                found = examine(pdf.content)
                assert found.faults == ()
                assert found.ua >= 75
                assert found.a >= 40


@pytest.mark.parametrize("number", sorted(BREAKS))
def test_each_check_sees_a_pdf_that_is_broken_for_it(good, number):
    assert not examine(saved(good, BREAKS[number]), [BY_ID[number]]).passed


@pytest.mark.parametrize("number", sorted(BYTES))
def test_each_check_sees_a_file_that_is_broken_for_it(good, number):
    assert not examine(BYTES[number](good), [BY_ID[number]]).passed


@pytest.mark.parametrize("number", sorted(LOCKS))
def test_each_check_sees_a_lock_that_keeps_readers_out(good, number):
    find = BY_ID[number].find
    with Document(good) as document:
        assert not list(find(document))
        document.pdf.trailer["/Encrypt"] = LOCKS[number]
        assert list(find(document))


def test_no_check_goes_without_being_seen_to_fail():
    ids = [check.id for check in CHECKS]
    assert len(ids) == len(set(ids))
    assert set(ids) == set(BREAKS) | set(BYTES) | set(LOCKS)
