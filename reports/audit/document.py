"""AuditSnapshot -> Audit: everything that the template prints, in the active language."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext

from assessments import wording as scale
from assessments.dismissed import DismissedCase, DismissedFinding
from assessments.engine.verdict import Effect, Value
from assessments.engine.whole import Case, Finding
from assessments.own_rules import OwnChange
from assessments.summary import FALSE_PRECISE_FROM, Group
from assessments.wording import language_name
from reports.bidding.chapter import Paper
from reports.board.aside import said_of as aside
from reports.board.front import subtitle, version_title
from reports.board.headline import finding as headline
from reports.board.phrases import names, shorten, unbroken

from .entries import Entry, entry
from .snapshot import AuditRow, AuditSnapshot

MOST_PRINTED = 2_000  # requirements; of more, those with the widest gaps
MOST_LISTED = 28  # headings in the table of contents: it ends on page one


class Fact(Value):
    label: str
    text: str


class Part(Value):
    """A chapter. `id` is read out by some readers of PDF where a link leads there, so it is a word."""

    id: str
    number: int
    title: str


class Section(Value):
    """Requirements under one heading of the specification; `listed_as` in the table of contents, "" where it
    is not."""

    id: str
    title: str
    listed_as: str
    entries: tuple[Entry, ...]


class Row(Value):
    label: str
    cells: tuple[str, ...]


class RuleLine(Value):
    """A rule in the index; `where` are the numbers of requirements, as in "1–4, 9"."""

    id: str
    title: str
    effect: str
    why: str
    source: str
    where: str
    count: int


class Together(Value):
    title: str
    why: str
    cases: tuple[str, ...]


class Audit(Value):
    """`page_of` stands before the number of a page and between it and how many there are."""

    title: str
    subtitle: str
    running_title: str
    page_of: tuple[str, str]
    specification: str
    organisation: str
    finding: str
    facts: tuple[Fact, ...]
    own_changes: tuple[str, ...]
    parts: tuple[Part, ...]
    counts: tuple[Fact, ...]
    cut: str
    dimensions: tuple[Row, ...]
    sections: tuple[Section, ...]
    whole: tuple[Together, ...]
    dismissed: tuple[Row, ...]
    look_again: tuple[Row, ...]
    rules: tuple[RuleLine, ...]
    by_dimension: tuple[Fact, ...]
    evidence: tuple[Row, ...]
    threshold: int
    digest: str


def audit_of(snapshot: AuditSnapshot, digest: str) -> Audit:
    """Return the report in the active language, which should be the snapshot's, as `digest` is."""
    source, summary = snapshot.source, snapshot.summary
    title = version_title(source)
    return Audit(
        title=shorten(source.procurement or source.specification, 110),
        subtitle=shorten(subtitle(source), 110),
        running_title=shorten(" · ".join(filter(None, (source.organisation, title))), 80),
        page_of=_page_of(),
        specification=source.specification,
        organisation=source.organisation,
        finding=headline(summary),
        facts=tuple(fact for fact in _facts(snapshot, digest) if fact.text),
        own_changes=tuple(_own(change) for change in snapshot.own_changes),
        parts=_parts(has_evidence=bool(snapshot.evidence)),
        counts=tuple(_counts(snapshot)),
        cut=_cut(snapshot),
        dimensions=tuple(_group(group) for group in summary.by_dimension),
        sections=_sections(snapshot),
        whole=tuple(_together(found, snapshot) for found in snapshot.findings),
        dismissed=tuple(map(_dismissed, (*snapshot.dismissed.cases, *snapshot.dismissed.rows))),
        look_again=tuple(map(_dismissed, (*snapshot.dismissed.cases_again, *snapshot.dismissed.look_again))),
        rules=tuple(_rules(snapshot)),
        by_dimension=tuple(_by_dimension(snapshot.rows)),
        evidence=tuple(_paper(paper) for paper in snapshot.evidence),
        threshold=FALSE_PRECISE_FROM,
        digest=digest,
    )


def _page_of() -> tuple[str, str]:
    before, _, rest = gettext("Page %(page)s of %(pages)s").partition("%(page)s")
    return before, rest.partition("%(pages)s")[0]


def _parts(*, has_evidence: bool) -> tuple[Part, ...]:
    titles = [
        ("reading", gettext("How to read this report")),
        ("overview", gettext("Overview")),
        ("requirements", gettext("The requirements")),
        ("together", gettext("The requirements read together")),
        ("dismissed", gettext("Findings that were set aside")),
        ("rules", gettext("Index by rule")),
        ("dimensions", gettext("Index by dimension")),
    ]
    if has_evidence:
        titles.append(("evidence", gettext("Register of evidence in the bids")))
    return tuple(Part(id=name, number=number, title=title) for number, (name, title) in enumerate(titles, 1))


def _facts(snapshot: AuditSnapshot, digest: str) -> list[Fact]:
    source = snapshot.source
    return [
        Fact(label=gettext("Organisation"), text=source.organisation),
        Fact(label=gettext("Reference number"), text=source.reference),
        Fact(label=gettext("Examined file"), text=source.file_name),
        Fact(label=gettext("File's SHA-256"), text=source.file_sha256),
        Fact(label=gettext("Assessed on"), text=_day(source.assessed_on)),
        Fact(label=gettext("Rule set"), text=_ruleset(snapshot)),
        Fact(label=gettext("Program"), text=f"Glapp {source.app_version}"),
        Fact(label=gettext("Content of the report"), text=digest),
    ]


def _ruleset(snapshot: AuditSnapshot) -> str:
    source = snapshot.source
    if not source.rules:
        return source.ruleset
    return gettext("%(n)d rules, %(hash)s") % {"n": source.rules, "hash": source.ruleset}


def _own(change: OwnChange) -> str:
    return gettext("%(what)s, by %(by)s on %(day)s. %(reason)s") % {
        "what": change.does.in_language(get_language() or "sv"),
        "by": change.by,
        "day": _day(localtime(change.at).date()),
        "reason": change.reason,
    }


def _counts(snapshot: AuditSnapshot) -> Iterable[Fact]:
    summary = snapshot.summary
    dismissed = snapshot.dismissed
    for label, count in (
        (gettext("Rows in the file"), summary.rows),
        (gettext("Rows that ask nothing"), summary.context),
        (gettext("Rows in a language that is not read"), summary.not_judged),
        (gettext("Requirements"), summary.requirements),
        (gettext("Mandatory requirements"), summary.mandatory),
        (gettext("Requirements with a wide gap"), summary.false_precise),
        (gettext("Mandatory requirements with a wide gap"), summary.false_precise_mandatory),
        (gettext("Requirements that were set aside"), dismissed.requirements),
        (gettext("Single findings that were set aside"), dismissed.findings),
        (gettext("Findings about the set that were set aside"), len(dismissed.cases)),
    ):
        yield Fact(label=label, text=str(count))
    for lang, count in summary.experimental.items():
        said = gettext("Requirements in %(language)s, judged as an experiment")
        yield Fact(label=said % {"language": language_name(lang)}, text=str(count))
    yield Fact(label=gettext("Mean of “sounds precise”"), text=str(summary.mean_sounds))
    yield Fact(label=gettext("Mean of “measurable”"), text=str(summary.mean_measurable))


def _cut(snapshot: AuditSnapshot) -> str:
    if len(snapshot.rows) <= MOST_PRINTED:
        return ""
    return gettext(
        "The specification has %(all)d rows that were judged. Printed are the %(most)d with the widest gaps, "
        "in the order of the file; the embedded data have all of them."
    ) % {"all": len(snapshot.rows), "most": MOST_PRINTED}


def _paper(paper: Paper) -> Row:
    cells = (paper.name, paper.sha256, number_format(paper.size), f"{paper.added_by}, {_day(paper.added_on)}")
    return Row(label=paper.supplier, cells=cells)


def _group(group: Group) -> Row:
    cells = (
        group.requirements,
        group.mandatory,
        group.false_precise,
        group.false_precise_mandatory,
        group.mean_gap,
    )
    return Row(label=str(scale.DIMENSIONS[group.id]), cells=tuple(map(str, cells)))


def _printed(rows: Sequence[AuditRow]) -> Sequence[AuditRow]:
    if len(rows) <= MOST_PRINTED:
        return rows
    widest = sorted(rows, key=lambda row: (not row.counts, -row.gap, row.no))[:MOST_PRINTED]
    return sorted(widest, key=lambda row: row.no)


def _sections(snapshot: AuditSnapshot) -> tuple[Section, ...]:
    rules = {rule.id: rule for rule in snapshot.rules}
    dismissed: dict[int, list] = {}
    for finding in snapshot.dismissed.rows:
        dismissed.setdefault(finding.position, []).append(finding)
    groups = [(path, list(rows)) for path, rows in groupby(_printed(snapshot.rows), lambda row: row.headings)]
    listed = _listed([path for path, _ in groups])
    return tuple(
        Section(
            id=f"section{number}",
            title=_heading(path),
            listed_as=listed.get(number, ""),
            entries=tuple(
                entry(row, rules, dismissed.get(row.position, ()), snapshot.language) for row in rows
            ),
        )
        for number, (path, rows) in enumerate(groups, 1)
    )


def _listed(paths: Sequence[tuple[str, ...]]) -> dict[int, str]:
    """What the table of contents calls the sections that it names: each where it begins, as deep as there is
    room for."""
    for depth in (9, 2, 1):
        first: dict[tuple[str, ...], int] = {}
        for number, path in enumerate(paths, 1):
            first.setdefault(path[:depth], number)
        if len(first) <= MOST_LISTED:
            return {number: _heading(path) for path, number in first.items()}
    return {}


def _heading(path: tuple[str, ...]) -> str:
    return shorten(" › ".join(path), 120) or gettext("Without a heading")


def _together(found: Finding, snapshot: AuditSnapshot) -> Together:
    language = snapshot.language
    return Together(
        title=found.title.in_language(language),
        why=found.why.in_language(language),
        cases=tuple(
            _case(case, language) + aside(snapshot.dismissed.of_case(found.id, case)) for case in found.cases
        ),
    )


def _case(case: Case, language: str) -> str:
    says, numbers = case.says.in_language(language), [row.number for row in case.rows]
    if all(number in says for number in numbers):
        return unbroken(says)
    counts = Counter(numbers)
    named = ", ".join(number + (f" (×{count})" if count > 1 else "") for number, count in counts.items())
    return unbroken(f"{says.removesuffix('.')}: {named}.")


def _dismissed(row: DismissedFinding | DismissedCase) -> Row:
    language = get_language() or "sv"
    what = row.title.in_language(language)
    if isinstance(row, DismissedCase):
        label = names(row.names) or gettext("All of it")
        what = f"{what}: {row.case.says.in_language(language)}"
    else:
        label = row.number or f"#{row.position}"
    return Row(label=label, cells=(what, row.reason, row.by, _day(localtime(row.at).date())))


def _rules(snapshot: AuditSnapshot) -> Iterable[RuleLine]:
    """Those that leave most open first, then what sounds, then what can be checked, then the rest."""
    where: dict[str, list[int]] = {rule.id: [] for rule in snapshot.rules}
    for row in snapshot.rows:
        for rule in dict.fromkeys(seen.rule for seen in row.signals):
            where.setdefault(rule, []).append(row.no)
    order = [Effect.EMPTIES, Effect.SOUNDS, Effect.EVIDENCE, Effect.TELLS, Effect.NOTE]
    for rule in sorted(snapshot.rules, key=lambda rule: (order.index(rule.effect), rule.title.casefold())):
        yield RuleLine(
            id=rule.id,
            title=rule.title,
            effect=str(scale.EFFECTS[rule.effect]),
            why=rule.why,
            source=rule.source,
            where=ranges(where[rule.id]),
            count=len(where[rule.id]),
        )


def _by_dimension(rows: Sequence[AuditRow]) -> Iterable[Fact]:
    for dimension, label in scale.DIMENSIONS.items():
        found = [row.no for row in rows if row.counts and row.dimension == dimension]
        if found:
            count = ngettext("%(n)d requirement", "%(n)d requirements", len(found)) % {"n": len(found)}
            yield Fact(label=f"{label} ({count})", text=ranges(found))


def ranges(numbers: Iterable[int]) -> str:
    """1, 2, 3, 7 as "1–3, 7"; the numbers must be in order."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(low) if low == high else f"{low}–{high}" for low, high in runs)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
