"""Snapshot -> Board: the board report's sentences, rows and pictures in the active language.

Pure but for the language. The templates only loop and print.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

from assessments import wording as scale
from assessments.charts import GapPicture, gap_picture
from assessments.engine.verdict import Value
from assessments.engine.whole import Case, Finding, name_of
from assessments.marking import Piece, mark
from assessments.place import place_in_words
from assessments.summary import FALSE_PRECISE_FROM, Group, Judged, Point, Summary
from procurement.models import Kind, Phase

from . import wording
from .snapshot import Snapshot, Source

SMALL_SAMPLE = 30  # below this many requirements a share says more about chance than about the text
EVEN_IFS = REASONS = 3  # as many as a reader takes in
MINUTES_AN_HOUR = 60
LONGEST_MOTIVE, LONGEST_SHOWN_BY = 200, 400  # characters; the file has the rest
SMALLER_GAP_FROM = 20  # points; below it the band is called little or no gap
MOST_MISSED = 5  # elements; what few requirements lack is not what is most often lacking
CASES = 3  # of a finding about the whole, before "and n more"
NAMED = 8  # numbers listed before "and n more"


class Fact(Value):
    label: str
    text: str


class Why(Value):
    """One of the three that matter most: what it says and what it risks."""

    number: str
    text: str
    lang: str
    dimension: str
    patients: str
    money: str
    law: str


class Row(Value):
    """A line of a table with a bar. `bar` is its length in per cent of the longest, `part` how much of it
    is filled, in per cent."""

    label: str
    requirements: int
    false_precise: int
    bar: float
    part: float
    meaning: str = ""


class Gap(Value):
    """One of the widest gaps on its own."""

    rank: int
    number: str
    title: str
    place: str
    kind: str
    phase: str
    dimension: str
    sounds: int
    sounds_word: str
    measurable: int
    measurable_word: str
    gap: int
    pieces: tuple[Piece, ...]
    motive: str
    shown_by: str
    reasons: tuple[str, ...]
    missing: str
    even_if: str
    questions: tuple[str, ...]
    lang: str


class Multiple(Value):
    """One dimension's own small picture."""

    label: str
    requirements: int
    picture: GapPicture
    says: str


class Together(Value):
    """A finding about all requirements together: its first cases, and how many more there are."""

    title: str
    why: str
    lines: tuple[str, ...]
    more: str


class Downtime(Value):
    number: str
    percent: str
    a_month: str
    a_year: str


class Section(Value):
    """`id` is read out by some readers of PDF where a link leads there, so it is a word."""

    id: str
    number: int
    title: str


class Board(Value):
    """Everything that templates/reports/board/document.html prints."""

    title: str
    subtitle: str
    running_title: str
    specification: str
    organisation: str
    date: str
    cover: tuple[Fact, ...]
    sections: tuple[Section, ...]
    examined: str
    finding: str
    also: str
    small: str
    three: tuple[Why, ...]
    three_title: str
    law: str
    decisions: tuple[str, ...]
    mean_sounds: int
    mean_measurable: int
    picture: GapPicture
    picture_says: str
    multiples: tuple[Multiple, ...]
    dimensions: tuple[Row, ...]
    phases: tuple[Row, ...]
    missing: tuple[Row, ...]
    gaps: tuple[Gap, ...]
    together: tuple[Together, ...]
    whole: tuple[Fact, ...]
    downtimes: tuple[Downtime, ...]
    since: str
    blind_spots: tuple[Fact, ...]
    method: tuple[Fact, ...]
    threshold: int
    requirements: int
    false_precise: int
    digest: str


def board_of(snapshot: Snapshot) -> Board:
    """Return the report in the active language, which should be the snapshot's."""
    source, summary = snapshot.source, snapshot.summary
    return Board(
        title=shorten(source.procurement or source.specification, 90),
        subtitle=shorten(_version_title(source), 110) if source.procurement else "",
        running_title=shorten(" · ".join(filter(None, (source.organisation, _version_title(source)))), 110),
        specification=source.specification,
        organisation=source.organisation,
        date=_day(source.assessed_on),
        cover=tuple(fact for fact in _cover(source) if fact.text),
        sections=_sections(),
        examined=_examined(snapshot),
        finding=finding(summary),
        also=_also(summary),
        small=_small(summary),
        three=tuple(_why(row, law_apart=len(_laws(snapshot)) > 1) for row in snapshot.three),
        three_title=_three_title(len(snapshot.three)),
        law="".join(_laws(snapshot)) if len(_laws(snapshot)) == 1 else "",
        decisions=_decisions(snapshot),
        mean_sounds=summary.mean_sounds,
        mean_measurable=summary.mean_measurable,
        picture=gap_picture(summary.points),
        picture_says=_picture_says(summary),
        multiples=tuple(_multiple(group) for group in summary.by_dimension),
        dimensions=_rows(summary.by_dimension, scale.DIMENSIONS, wording.WARD),
        phases=_rows(summary.by_phase, dict(Phase.choices)),
        missing=_missing_rows(summary),
        gaps=tuple(_gap(rank, row, snapshot.language) for rank, row in enumerate(summary.widest, 1)),
        together=tuple(_together(found, snapshot.language) for found in snapshot.whole.findings),
        whole=tuple(_whole(snapshot)),
        downtimes=tuple(_downtimes(snapshot)),
        since=_since(snapshot),
        blind_spots=tuple(Fact(label=str(label), text=str(text)) for label, text in wording.BLIND_SPOTS),
        method=tuple(_method(snapshot)),
        threshold=FALSE_PRECISE_FROM,
        requirements=summary.requirements,
        false_precise=summary.false_precise,
        digest=snapshot.digest(),
    )


def _sections() -> tuple[Section, ...]:
    titles = (
        ("finding", gettext("What was found, and what to decide")),
        ("picture", gettext("The gap in one picture")),
        ("risk", gettext("Where the risk lies")),
        ("gaps", gettext("The widest gaps")),
        ("whole", gettext("The specification as a whole")),
        ("limits", gettext("What this report cannot see")),
        ("method", gettext("Method, versions and sources")),
    )
    return tuple(
        Section(id=name, number=number, title=title) for number, (name, title) in enumerate(titles, 1)
    )


def _cover(source: Source) -> list[Fact]:
    return [
        Fact(label=gettext("Organisation"), text=source.organisation),
        Fact(label=gettext("Reference number"), text=source.reference),
        Fact(label=gettext("Examined file"), text=shorten(source.file_name, 60)),
        Fact(label=gettext("Date"), text=_day(source.assessed_on)),
    ]


def _version_title(source: Source) -> str:
    if not source.version:
        return source.specification
    return gettext("%(title)s, version %(version)d") % {
        "title": source.specification,
        "version": source.version,
    }


def _three_title(count: int) -> str:
    return {
        0: "",
        1: gettext("The one that matters most"),
        2: gettext("The two that matter most"),
        3: gettext("The three that matter most"),
    }[count]


def finding(summary: Summary) -> str:
    """Return the whole report in one sentence, such as "41 of 214 mandatory requirements sound settled but
    cannot be verified as they are written; 9 of them concern CE-marking and regulation."
    """
    if not summary.requirements:
        return _nothing_to_judge(summary)
    only_mandatory = summary.mandatory > 0
    total = summary.mandatory if only_mandatory else summary.requirements
    found = summary.false_precise_mandatory if only_mandatory else summary.false_precise
    if not found:
        return _nothing_found(total, only_mandatory)
    return _found(found, total, only_mandatory) + _most_of_them(summary, only_mandatory, found)


def _nothing_to_judge(summary: Summary) -> str:
    if summary.not_judged:
        return gettext("No requirement could be judged: the text is in a language that Glapp does not read.")
    return gettext("No requirement was found in the text, so there is nothing to judge.")


def _nothing_found(total: int, only_mandatory: bool) -> str:
    if only_mandatory:
        return ngettext(
            "The only mandatory requirement does not sound much more settled than it can be verified.",
            "None of the %(total)d mandatory requirements sounds much more settled than it can be verified.",
            total,
        ) % {"total": total}
    return ngettext(
        "The only requirement does not sound much more settled than it can be verified.",
        "None of the %(total)d requirements sounds much more settled than it can be verified.",
        total,
    ) % {"total": total}


def _found(found: int, total: int, only_mandatory: bool) -> str:
    numbers = {"found": found, "total": total}
    if only_mandatory:
        return (
            ngettext(
                "%(found)d of %(total)d mandatory requirements sounds settled but cannot be verified as "
                "it is written",
                "%(found)d of %(total)d mandatory requirements sound settled but cannot be verified as "
                "they are written",
                found,
            )
            % numbers
        )
    return (
        ngettext(
            "%(found)d of %(total)d requirements sounds settled but cannot be verified as it is written",
            "%(found)d of %(total)d requirements sound settled but cannot be verified as they are written",
            found,
        )
        % numbers
    )


def _most_of_them(summary: Summary, only_mandatory: bool, found: int) -> str:
    """The end of the sentence: the dimension that holds most of them."""

    def count(group: Group) -> int:
        return group.false_precise_mandatory if only_mandatory else group.false_precise

    groups = [group for group in summary.by_dimension if group.id != "other"]
    largest = max(groups, key=count, default=None)
    if largest is None or not count(largest):
        return "."
    subject = wording.SUBJECTS[largest.id]
    if found == 1:
        return gettext("; it concerns %(subject)s.") % {"subject": subject}
    if count(largest) == 1:  # one of each: none of them stands out
        return "."
    return gettext("; %(count)d of them concern %(subject)s.") % {"count": count(largest), "subject": subject}


def _also(summary: Summary) -> str:
    """What the finding leaves out: requirements that are not mandatory, and smaller gaps."""
    sentences = []
    if 0 < summary.mandatory < summary.requirements:
        sentences.append(
            gettext("With requirements that are not mandatory counted in, it is %(found)d of %(total)d.")
            % {"found": summary.false_precise, "total": summary.requirements}
        )
    smaller = sum(point.count for point in summary.points if _has_smaller_gap(point))
    if smaller:
        sentences.append(
            ngettext(
                "A smaller gap, of %(low)d to %(high)d points, is found in %(n)d requirement.",
                "A smaller gap, of %(low)d to %(high)d points, is found in %(n)d requirements.",
                smaller,
            )
            % {"n": smaller, "low": SMALLER_GAP_FROM, "high": FALSE_PRECISE_FROM - 1}
        )
    return " ".join(sentences)


def _has_smaller_gap(point: Point) -> bool:
    return SMALLER_GAP_FROM <= point.sounds - point.measurable < FALSE_PRECISE_FROM


def _small(summary: Summary) -> str:
    if not 0 < summary.requirements < SMALL_SAMPLE:
        return ""
    return ngettext(
        "This is a small sample: one requirement. Read it rather than the figures.",
        "This is a small sample: %(total)d requirements. Read them rather than the figures.",
        summary.requirements,
    ) % {"total": summary.requirements}


def _examined(snapshot: Snapshot) -> str:
    source, summary = snapshot.source, snapshot.summary
    what = gettext("“%(title)s”") % {"title": source.specification}
    if source.version:
        what = gettext("“%(title)s”, version %(version)d") % {
            "title": source.specification,
            "version": source.version,
        }
    parts = [
        ngettext("%(n)d requirement was read", "%(n)d requirements were read", summary.requirements)
        % {"n": summary.requirements},
        ngettext("%(n)d of them mandatory", "%(n)d of them mandatory", summary.mandatory)
        % {"n": summary.mandatory}
        if summary.mandatory
        else "",
    ]
    sentence = gettext("%(what)s: %(counts)s.") % {
        "what": what,
        "counts": ", ".join(part for part in parts if part),
    }
    return " ".join(part for part in (sentence, _left_out(summary)) if part)


def _left_out(summary: Summary) -> str:
    sentences = []
    if summary.context:
        sentences.append(
            ngettext(
                "%(n)d row asks nothing (background, heading or keyword) and was not counted.",
                "%(n)d rows ask nothing (background, headings, keywords) and were not counted.",
                summary.context,
            )
            % {"n": summary.context}
        )
    if summary.not_judged:
        sentences.append(
            ngettext(
                "%(n)d row is in a language that Glapp does not read and was not judged.",
                "%(n)d rows are in a language that Glapp does not read and were not judged.",
                summary.not_judged,
            )
            % {"n": summary.not_judged}
        )
    return " ".join(sentences)


def _decisions(snapshot: Snapshot) -> tuple[str, ...]:
    if not snapshot.summary.widest:
        return ()
    return tuple(str(text) for text in wording.DECISIONS[snapshot.source.stage])


def _picture_says(summary: Summary) -> str:
    """The picture in words: its alternative text."""
    if not summary.requirements:
        return gettext("An empty picture: there was no requirement to judge.")
    return gettext(
        "Each requirement by how precise it sounds, upwards, and how measurable it is, to the "
        "right, both from "
        "0 to 100. %(found)d of %(total)d lie in the upper left corner, where a requirement sounds at least "
        "%(threshold)d points more precise than it is measurable."
    ) % {"found": summary.false_precise, "total": summary.requirements, "threshold": FALSE_PRECISE_FROM}


def _multiple(group: Group) -> Multiple:
    label = str(scale.DIMENSIONS[group.id])
    return Multiple(
        label=label,
        requirements=group.requirements,
        picture=gap_picture(group.points, small=True),
        says=gettext("%(label)s: %(found)d of %(total)d in the upper left corner.")
        % {"label": label, "found": group.false_precise, "total": group.requirements},
    )


def _laws(snapshot: Snapshot) -> set[str]:
    """What the law means for the three; said once where it is the same for all."""
    return {str(wording.LAW[row.kind]) for row in snapshot.three}


def _why(row: Judged, *, law_apart: bool) -> Why:
    dimension = row.verdict.dimension
    return Why(
        number=name_of(row),
        text=shorten(row.text, 170),
        lang=row.verdict.lang,
        dimension=str(scale.DIMENSIONS[dimension]),
        patients=str(wording.WARD[dimension]),
        law=str(wording.LAW[row.kind]) if law_apart else "",
        money=str(wording.MONEY[dimension]),
    )


def shorten(text: str, most: int) -> str:
    """Return `text` on one line, cut at a word with "…" where it is longer than `most` characters."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(",;:.–-") + " …"


def _rows(groups: tuple[Group, ...], labels: dict, meanings: dict | None = None) -> tuple[Row, ...]:
    longest = max((group.requirements for group in groups), default=1)
    ranked = sorted(groups, key=lambda group: -group.false_precise) if meanings else groups
    return tuple(
        Row(
            label=str(labels[group.id]),
            requirements=group.requirements,
            false_precise=group.false_precise,
            bar=_per_cent(group.requirements, longest),
            part=_per_cent(group.false_precise, group.requirements),
            meaning=str(meanings[group.id]) if meanings else "",
        )
        for group in ranked
    )


def _missing_rows(summary: Summary) -> tuple[Row, ...]:
    return tuple(
        Row(
            label=str(scale.ELEMENTS[missing.element]),
            requirements=summary.requirements,
            false_precise=missing.requirements,
            bar=100,
            part=_per_cent(missing.requirements, summary.requirements),
        )
        for missing in summary.missing[:MOST_MISSED]
    )


def _per_cent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0


def _gap(rank: int, row: Judged, language: str) -> Gap:
    verdict = row.verdict
    marked = mark(verdict, most=REASONS)
    dimension = str(scale.DIMENSIONS[verdict.dimension])
    return Gap(
        rank=rank,
        number=name_of(row),
        title=shorten(row.heading_path[-1], 90) if row.heading_path else dimension,
        place=place_in_words(row.place),
        kind=str(Kind(row.kind).label),
        phase="" if row.phase == Phase.UNKNOWN else str(Phase(row.phase).label),
        dimension=dimension if row.heading_path else "",
        sounds=verdict.sounds,
        sounds_word=str(scale.sounds_word(verdict.sounds)),
        measurable=verdict.measurable,
        measurable_word=str(scale.measurable_word(verdict.measurable)),
        gap=verdict.gap,
        pieces=marked.pieces,
        motive=shorten(row.motive, LONGEST_MOTIVE),
        shown_by=shorten(row.shown_by, LONGEST_SHOWN_BY),
        reasons=tuple(
            f"{signal.title.in_language(language)}. {signal.why.in_language(language)}"
            for signal in marked.reasons
        ),
        missing=_sentence(str(scale.ELEMENTS[element]).lower() for element in verdict.missing),
        even_if=_sentence(str(wording.EVEN_IF[element]) for element in verdict.missing[:EVEN_IFS]),
        questions=tuple(question.text.in_language(language) for question in verdict.questions[:3]),
        lang=verdict.lang,
    )


def _sentence(parts: Iterable[str]) -> str:
    """The parts as the end of a sentence; "" where there are none."""
    joined = "; ".join(parts)
    return joined and f"{joined}."


def _whole(snapshot: Snapshot) -> list[Fact]:
    whole, total = snapshot.whole, snapshot.summary.requirements
    if not total:
        return []
    return [
        Fact(
            label=gettext("Proof and motive"),
            text=gettext(
                "%(shown)d of %(total)d have a text on how the supplier shows that the requirement is met, "
                "and %(motive)d have one on why it is there."
            )
            % {"shown": whole.with_shown_by, "motive": whole.with_motive, "total": total},
        )
    ]


def _together(finding: Finding, language: str) -> Together:
    shown, rest = finding.cases[:CASES], len(finding.cases) - CASES
    return Together(
        title=finding.title.in_language(language),
        why=finding.why.in_language(language),
        lines=tuple(_line(case, language) for case in shown),
        more=ngettext("and %(n)d more", "and %(n)d more", rest) % {"n": rest} if rest > 0 else "",
    )


def _line(case: Case, language: str) -> str:
    """A case with the numbers of its rows, unless its sentence has them."""
    says, numbers = case.says.in_language(language), tuple(row.number for row in case.rows)
    if all(number in says for number in numbers):
        return says
    return f"{says.removesuffix('.')}: {_names(numbers)}."


def _names(numbers: tuple[str, ...]) -> str:
    """The numbers of a group; one that several requirements bear is said once, with how many."""
    counts = Counter(numbers)
    named = ", ".join(
        shorten(number, 24) + (f" (×{count})" if count > 1 else "")
        for number, count in list(counts.items())[:NAMED]
    )
    return named + (gettext(" and %d more") % (len(counts) - NAMED) if len(counts) > NAMED else "")


def _downtimes(snapshot: Snapshot) -> list[Downtime]:
    return [
        Downtime(
            number=found.number,
            percent=found.percent,
            a_month=_duration(found.minutes_a_month),
            a_year=_duration(found.hours_a_year * 60),
        )
        for found in snapshot.whole.availability[:NAMED]
    ]


def _duration(minutes: float) -> str:
    whole = round(minutes)
    if whole < 1:
        return gettext("less than 1 min")
    if whole < MINUTES_AN_HOUR:
        return gettext("%d min") % whole
    return gettext("%(hours)d h %(minutes)02d min") % {
        "hours": whole // MINUTES_AN_HOUR,
        "minutes": whole % MINUTES_AN_HOUR,
    }


def _since(snapshot: Snapshot) -> str:
    if snapshot.since is None:
        return ""
    change = snapshot.since.comparison
    return gettext(
        "Since version %(version)d, %(mended)d requirements have been mended, %(broken)d have "
        "got a wide gap, "
        "%(added)d are new and %(removed)d are gone. The number that sound settled and cannot be "
        "verified went "
        "from %(before)d to %(after)d."
    ) % {
        "version": snapshot.since.version,
        "mended": change.mended,
        "broken": change.broken,
        "added": change.added,
        "removed": change.removed,
        "before": change.false_precise_before,
        "after": change.false_precise_after,
    }


def _method(snapshot: Snapshot) -> list[Fact]:
    source = snapshot.source
    facts = [
        Fact(label=gettext("File"), text=source.file_name),
        Fact(label=gettext("File's SHA-256"), text=source.file_sha256),
        Fact(label=gettext("Reference number"), text=source.reference),
        Fact(label=gettext("Assessed on"), text=_day(source.assessed_on)),
        Fact(
            label=gettext("Rule set"),
            text=gettext("%(n)d rules, %(hash)s") % {"n": source.rules, "hash": source.ruleset[:16]},
        ),
        Fact(label=gettext("Program"), text=f"Glapp {source.app_version}"),
        Fact(label=gettext("Content of the report"), text=snapshot.digest()),
    ]
    return [fact for fact in facts if fact.text]


def _day(day: date) -> str:
    return date_format(day, "j F Y")
