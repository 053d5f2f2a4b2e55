"""Snapshots to print: a small specification in each language, without a database."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from assessments.dismissed import Dismissed, DismissedFinding, title_of
from assessments.engine import catalogue, judge, ruleset_version
from assessments.engine.whole import read_whole
from assessments.own_rules import OwnChange, does
from assessments.summary import Judged
from procurement.importers.draft import Place
from reports.audit.snapshot import AuditSnapshot, freeze_audit
from reports.snapshot import Snapshot, Source, freeze

TEXTS = {
    "sv": (
        "Systemet ska vara CE-märkt enligt gällande regelverk.",
        "Systemet ska vara integrerat med NPÖ och följa HL7 FHIR.",
        "Systemet ska ha rollbaserad behörighetsstyrning enligt gällande standard.",
        "Systemet ska stödja konfigurerbara omvårdnadsflöden för avdelningens personal.",
        "Tillgängligheten ska vara 99,5 %.",
        "Systemet ska visa patientöversikten inom 2 sekunder i 95 % av 1 000 sökningar vid 500 samtidiga "
        "användare, visat i lasttest LT-04 före leveransgodkännandet.",
    ),
    "en": (
        "The system shall be CE-marked in accordance with applicable regulations.",
        "The system shall be integrated with the national patient summary and comply with HL7 FHIR.",
        "The system shall provide role-based access control in accordance with applicable standards.",
        "The system shall support configurable nursing workflows.",
        "Availability shall be 99.5 %.",
        "The system shall show the patient overview within 2 seconds in 95 % of 1,000 searches at 500 "
        "simultaneous users, shown in load test LT-04 before acceptance.",
    ),
}


def a_row(text: str, position: int = 1, **fields) -> Judged:
    verdict = fields.pop("verdict", None) or judge(text)
    wanted = {
        "position": position,
        "number": f"K{position}",
        "text": text,
        "kind": "mandatory",
        "phase": verdict.phase,
        "heading_path": ("Krav", "Vårdens behov"),
        "place": Place(sheet="Krav", row=position),
        "verdict": verdict,
    }
    return Judged(**(wanted | fields))


def a_wide_row(text: str, position: int, **fields) -> Judged:
    """A row whose gap is wide whatever the engine thinks this week."""
    return _scored_row(text, position, {"sounds": 85, "measurable": 25, "gap": 60}, **fields)


def a_narrow_row(text: str, position: int, **fields) -> Judged:
    return _scored_row(text, position, {"sounds": 80, "measurable": 70, "gap": 10}, **fields)


def _scored_row(text: str, position: int, scores: dict[str, int], **fields) -> Judged:
    return a_row(text, position, verdict=judge(text).model_copy(update=scores), **fields)


def a_source(**fields) -> Source:
    wanted = {
        "organisation": "Region Väst",
        "procurement": "Nytt vårdinformationssystem",
        "reference": "RV 2026-0117",
        "specification": "Kravspecifikation journal",
        "version": 2,
        "file_name": "krav.xlsx",
        "file_sha256": "0" * 64,
        "assessed_on": date(2026, 3, 2),
        "ruleset": ruleset_version(),
        "rules": len(catalogue()),
        "app_version": "0.1.0",
    }
    return Source(**(wanted | fields))


def a_snapshot(language: str = "sv", **source) -> Snapshot:
    rows = [a_wide_row(text, position) for position, text in enumerate(TEXTS[language][:4], 1)]
    rows += [a_narrow_row(text, position) for position, text in enumerate(TEXTS[language][4:], 5)]
    source = a_source(**source)
    return freeze(source, rows, findings=read_whole(rows), language=language, context_rows=3)


def an_audit(language: str = "sv", rows: Sequence[Judged] = (), **source) -> AuditSnapshot:
    """The same as an audit, with a finding set aside and a change of the rules."""
    rows = rows or [a_row(text, position) for position, text in enumerate(TEXTS[language], 1)]
    return freeze_audit(
        a_source(**source),
        rows,
        findings=read_whole(rows),
        language=language,
        expect=language,
        context_rows=3,
        dismissed=Dismissed(rows=(a_dismissal(rows[0]),) if rows else ()),
        own_changes=[a_change()],
    )


def a_change(**fields) -> OwnChange:
    """One that is told and changes no score."""
    wanted = {
        "id": 1,
        "kind": "term",
        "subject": "NPÖ",
        "does": does("term", "NPÖ"),
        "reason": "Everybody here knows what it is.",
        "by": "Alice",
        "at": datetime(2026, 2, 1, 12, tzinfo=UTC),
    }
    return OwnChange(**(wanted | fields))


def a_dismissal(row: Judged, **fields) -> DismissedFinding:
    wanted = {
        "id": 1,
        "key": UUID(int=1),
        "position": row.position,
        "number": row.number,
        "text": row.text,
        "finding": "",
        "title": title_of(""),
        "reason": "Agreed with the reference group.",
        "by": "Alice",
        "at": datetime(2026, 3, 1, 12, tzinfo=UTC),
        "gap": row.verdict.gap,
        "counts": True,
    }
    return DismissedFinding(**(wanted | fields))
