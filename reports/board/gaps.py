"""The widest gaps, one by one: the text marked, an easy yes to it, what is not said, and what to ask."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext, ngettext

from assessments import wording as scale
from assessments.dismissed import Dismissed, open_questions
from assessments.engine.language import EXPERIMENTAL
from assessments.engine.verdict import Signal, Verdict
from assessments.engine.whole import name_of
from assessments.marking import Piece, mark
from assessments.place import place_in_words
from assessments.summary import Judged
from procurement.models import Kind, Phase
from reports.snapshot import Snapshot

from .easy_yes import Told
from .phrases import duration, percent, shorten
from .values import Gap, Mark

MARKS, QUESTIONS = 3, 3  # as many as a reader takes in
LONGEST_MOTIVE, LONGEST_SHOWN_BY, LONGEST_CLAIM = 160, 240, 70  # characters; the file has the rest
LEFT_HANGING = re.compile(r"(\s+(enligt|med|för|till|av|på|i|och|with|to|by|in|of|for|and))+$", re.IGNORECASE)
REST_OF_WORD = re.compile(r"[\w-]*")
# Between two marks that read as one: small words such as "with all" and "som HL7".
GLUE = re.compile(r"\s*(?:(?:\w{1,4}|enligt)\s+){0,2}")
# Nearly every requirement has it, so that marking it ten times over tells nothing of any of them.
TOO_COMMON = frozenset({"modal_mandatory"})


def widest(snapshot: Snapshot) -> Iterable[Gap]:
    dismissed, told, told_at = _dismissed(snapshot.dismissed), Told(), {}
    downtimes = _downtimes(snapshot)
    for rank, row in enumerate(snapshot.widest, 1):
        hidden = dismissed[row.position]
        marked = mark(_marked_for(row.verdict, hidden), most=MARKS)
        yield Gap(
            rank=rank,
            **_named(row),
            **_scored(row.verdict),
            pieces=marked.pieces,
            motive=shorten(row.motive, LONGEST_MOTIVE),
            shown_by=shorten(row.shown_by, LONGEST_SHOWN_BY),
            marks=tuple(_marks(marked.reasons, rank, told_at, snapshot.language)),
            missing=tuple(str(scale.ELEMENTS[element]) for element in row.verdict.missing),
            claim=_claim(marked.pieces),
            even_if=tuple(clause.in_language(snapshot.language) for clause in told.of(row.verdict)),
            questions=tuple(
                question.text.in_language(snapshot.language)
                for question in open_questions(row.verdict, hidden)[:QUESTIONS]
            ),
            downtime=downtimes.get(name_of(row), ""),
        )


def how_many(shown: int, wide: int) -> str:
    """Of how many wide gaps these are: nobody is to take ten for all of them, or look for a tenth."""
    if shown == wide:
        return ngettext(
            "It is the only requirement with a wide gap.",
            "They are all %(n)d requirements with a wide gap, the widest first.",
            wide,
        ) % {"n": wide}
    return gettext(
        "They are %(shown)d of %(wide)d requirements with a wide gap, the widest first. Of texts that are "
        "alike one is shown, and none that was set aside."
    ) % {"shown": shown, "wide": wide}


def _dismissed(dismissed: Dismissed) -> Mapping[int, set[str]]:
    """Findings that were set aside, by the position of the row."""
    found: dict[int, set[str]] = defaultdict(set)
    for row in dismissed.rows:
        found[row.position].add(row.finding)
    return found


def _marked_for(verdict: Verdict, hidden: set[str]) -> Verdict:
    unmarked = TOO_COMMON | hidden
    return verdict.model_copy(
        update={"signals": tuple(signal for signal in verdict.signals if signal.rule not in unmarked)}
    )


def _named(row: Judged) -> dict[str, str]:
    dimension = str(scale.DIMENSIONS[row.verdict.dimension])
    return {
        "number": name_of(row),
        "title": shorten(row.heading_path[-1], 90) if row.heading_path else dimension,
        "title_lang": row.verdict.lang if row.heading_path else "",
        "place": place_in_words(row.place),
        "kind": " · ".join(_kind(row)),
        "phase": "" if row.phase == Phase.UNKNOWN else str(Phase(row.phase).label),
        "dimension": dimension if row.heading_path else "",
        "lang": row.verdict.lang,
    }


def _kind(row: Judged) -> Iterable[str]:
    """What kind of requirement it is, and that its language is judged as an experiment where it is."""
    yield str(Kind(row.kind).label)
    if row.verdict.lang in EXPERIMENTAL:
        yield gettext("%(language)s, judged as an experiment") % {
            "language": scale.language_name(row.verdict.lang)
        }


def _scored(verdict: Verdict) -> dict[str, int | str]:
    return {
        "sounds": verdict.sounds,
        "sounds_word": str(scale.sounds_word(verdict.sounds)),
        "measurable": verdict.measurable,
        "measurable_word": str(scale.measurable_word(verdict.measurable)),
        "gap": verdict.gap,
    }


def _marks(reasons: Sequence[Signal], rank: int, told_at: dict[str, int], language: str) -> Iterable[Mark]:
    """Each with its reason where it comes first, and with where that stands after that."""
    for number, signal in enumerate(reasons, 1):
        first = told_at.setdefault(signal.rule, rank)
        title = signal.title.in_language(language)
        if first == rank:
            yield Mark(number=number, title=title, why=signal.why.in_language(language))
        else:
            yield Mark(number=number, title=title, told_at=first)


def _claim(pieces: Sequence[Piece]) -> str:
    """The longest run of marked words, small words between them included: what a yes is a yes to."""
    runs, run, between = [], "", ""
    for piece in pieces:
        if piece.number:
            run += between + piece.text
            runs.append(run)
            between = ""
        elif run and GLUE.fullmatch(piece.text):
            between = piece.text
        else:
            if run:  # a mark may end inside a word, such as "future" of "future-proof"
                runs.append(run + REST_OF_WORD.match(piece.text)[0])
            run = between = ""
    claims = [LEFT_HANGING.sub("", run.rstrip(".:;, ")) for run in runs]
    return shorten(max(claims, key=len, default=""), LONGEST_CLAIM)


def _downtimes(snapshot: Snapshot) -> dict[str, str]:
    """What an availability figure allows, by the number of the requirement that asks for it."""
    return {
        found.number: gettext("%(percent)s allows %(year)s of downtime in a year.")
        % {"percent": percent(found.percent), "year": duration(found.hours_a_year * 60)}
        for found in snapshot.whole.availability
    }
