"""A requirement as it is printed, in the active language."""

from collections.abc import Iterable, Sequence

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext

from assessments import wording as scale
from assessments.checklist import Standing
from assessments.dismissed import DismissedFinding
from assessments.engine.language import EXPERIMENTAL
from assessments.engine.verdict import Value
from assessments.place import place_in_words
from assessments.wording import language_name
from procurement.models import Kind, Phase

from .places import Places, pairs, raised
from .snapshot import AuditRow, Points, RuleUsed

MARGIN, FIGURE_SPACE = 8, "\u2007"  # report.css has the margin's width
HASH = 12  # hex digits of a text's fingerprint that are printed


class Said(Value):
    label: str
    text: str


class Line(Value):
    """A paragraph under a text: some things said, each with its label. `lang` is that of quoted words, "" for
    our own. What is short shares a paragraph: each costs a twentieth of a page's time."""

    said: tuple[Said, ...]
    lang: str = ""


class Entry(Value):
    """`hanging` is `no` with as many spaces, each as wide as a figure, as fill the margin."""

    no: int
    hanging: str
    number: str
    scores: str
    facts: str
    text: str
    lang: str
    lines: tuple[Line, ...]


def entry(
    row: AuditRow, rules: dict[str, RuleUsed], dismissed: Sequence[DismissedFinding], language: str
) -> Entry:
    places = Places(row.text, ((seen.start, seen.end) for seen in row.signals))
    lines = _evidence(row, places, rules) if row.counts else ()
    return Entry(
        no=row.no,
        hanging=str(row.no).ljust(MARGIN, FIGURE_SPACE),
        number=row.number,
        scores=_scores(row),
        facts=" · ".join(filter(None, _facts(row))),
        text=places.marked(),
        lang="" if row.lang == language else row.lang,
        lines=tuple(
            line for line in (*_beside(row, language), *lines, *map(_set_aside, dismissed)) if line.said
        ),
    )


def _scores(row: AuditRow) -> str:
    if not row.judged:
        return gettext("not judged")
    if not row.counts:
        return str(scale.NATURES[row.nature])
    scores = {"gap": row.gap, "sounds": row.sounds, "measurable": row.measurable}
    if not row.gap:
        return gettext("no gap: sounds precise %(sounds)d, measurable %(measurable)d") % scores
    return gettext("gap %(gap)d: sounds precise %(sounds)d, measurable %(measurable)d") % scores


def _facts(row: AuditRow) -> Iterable[str]:
    if row.counts:
        yield str(scale.DIMENSIONS[row.dimension])
        yield str(Kind(row.kind).label)
        yield "" if row.phase == Phase.UNKNOWN else str(Phase(row.phase).label)
    if row.judged and row.lang in EXPERIMENTAL:
        yield gettext("%(language)s, judged as an experiment") % {"language": language_name(row.lang)}
    yield place_in_words(row.place)
    yield (gettext("text %(hash)s") % {"hash": row.sha256[:HASH]}).replace(" ", "\u00a0")


def _beside(row: AuditRow, language: str) -> Iterable[Line]:
    lang = "" if row.lang == language else row.lang
    yield _line((gettext("How it is shown, says the file:"), row.shown_by), lang=lang)
    yield _line((gettext("Why it is there, says the file:"), row.motive), lang=lang)


def _line(*said: tuple[str, str], lang: str = "") -> Line:
    return Line(said=tuple(Said(label=label, text=text) for label, text in said if text), lang=lang)


def _evidence(row: AuditRow, places: Places, rules: dict[str, RuleUsed]) -> Iterable[Line]:
    stands = {seen.rule: [] for seen in row.signals}
    for seen in row.signals:
        stands[seen.rule].append((seen.start, seen.end))
    fills = {slot.id: pairs(slot.spans) for slot in row.checklist}
    told = {points.rule for points in (*row.sounds_points, *row.measurable_points)}
    besides = _list(
        f"{_low(rules[rule].title)}{raised(places.numbers(spans))}"
        for rule, spans in stands.items()
        if rule not in told and rule in rules
    )
    yield _line((gettext("Sounds precise %d:") % row.sounds, _sum(row.sounds_points, places, stands)))
    yield _line(
        (gettext("Measurable %d:") % row.measurable, _sum(row.measurable_points, places, stands | fills))
    )
    yield _line((gettext("Seen, worth no points:"), besides), (gettext("Checklist:"), _checklist(row)))
    yield _line((gettext("Ask:"), " ".join(row.questions)))


def _sum(points: Sequence[Points], places: Places, spans: dict[str, list[tuple[int, int]]]) -> str:
    return _list(
        f"{_name(each)}{raised(places.numbers(spans.get(each.rule, ())))}\u00a0{_signed(each.points)}"
        for each in points
    )


def _name(points: Points) -> str:
    return _low(points.says) if points.rule else gettext("start")


def _signed(points: int) -> str:
    return f"+{points}" if points >= 0 else f"−{-points}"


def _low(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _list(parts: Iterable[str]) -> str:
    joined = ", ".join(parts)
    return joined and f"{joined}."


def _checklist(row: AuditRow) -> str:
    """Which elements stand how; those this kind of requirement does without are left out."""
    said = []
    for standing in (Standing.MISSING, Standing.WEAK, Standing.PRESENT):
        elements = [str(scale.ELEMENTS[element]) for element, how in row.elements.items() if how == standing]
        if elements:
            said.append(f"{scale.STANDINGS[standing]}: {', '.join(elements)}")
    return "; ".join(said) + "." if said else ""


def _set_aside(dismissal: DismissedFinding) -> Line:
    text = gettext("%(what)s, by %(by)s on %(day)s. %(reason)s") % {
        "what": dismissal.title.in_language(get_language() or "sv"),
        "by": dismissal.by,
        "day": date_format(localtime(dismissal.at), "j F Y"),
        "reason": dismissal.reason,
    }
    return _line((gettext("Set aside:"), text))
