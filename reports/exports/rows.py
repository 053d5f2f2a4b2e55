"""What a file can say of a requirement, with its scores; read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import QuerySet

from assessments.dismissals import dismissals_of
from assessments.dismissed import MISSING, THE_WHOLE
from assessments.engine.verdict import Language, Text, Value
from assessments.models import Assessment
from procurement.importers.json_format import Scores
from procurement.importers.place import Place
from procurement.models import Requirement, SpecificationVersion


class Row(Value):
    """A requirement as it stands, and what was found. `scores` is None for background, for a text in a
    language that is not read, and before an assessment; what was dismissed is left out of it.

    `brought` is the text that the source file has, "" where that is not known.
    """

    key: UUID
    place: Place
    number: str
    heading_path: tuple[str, ...]
    text: str
    brought: str
    kind: str
    phase: str
    motive: str
    shown_by: str
    is_context: bool
    scores: Scores | None = None

    @property
    def was_reworded(self) -> bool:
        return bool(self.brought) and self.brought.split() != self.text.split()


def rows_of(
    version: SpecificationVersion,
    assessment: Assessment | None,
    *,
    language: Language,
    rows: QuerySet[Requirement] | None = None,
) -> list[Row]:
    """The version's rows, or those of `rows` in their order, with the scores of `assessment`."""
    chosen = list(version.requirements.all() if rows is None else rows)
    scores = _scores(version, assessment, language)
    return [_row(requirement, scores.get(requirement.pk)) for requirement in chosen]


def _row(requirement: Requirement, scores: Scores | None) -> Row:
    return Row(
        key=requirement.key,
        place=Place.model_validate(requirement.provenance),
        number=requirement.number,
        heading_path=tuple(requirement.heading_path),
        text=requirement.text,
        brought=requirement.brought.get("text", ""),
        kind=requirement.kind,
        phase=requirement.phase,
        motive=requirement.motive,
        shown_by=requirement.shown_by,
        is_context=requirement.is_context,
        scores=scores,
    )


_COLUMNS = ("sounds", "measurable", "gap", "confidence", "dimension", "nature", "missing")


def _scores(
    version: SpecificationVersion, assessment: Assessment | None, language: Language
) -> dict[int, Scores]:
    """Scores by the requirement's primary key.

    Of the stored verdicts only what a file says is fetched: unpacking whole ones takes seconds.
    """
    if assessment is None:
        return {}
    aside: defaultdict[UUID, set[str]] = defaultdict(set)
    for one in dismissals_of(version, assessment).rows:
        aside[one.key].add(one.finding)
    found = assessment.verdicts.filter(judged=True).values_list(
        "requirement_id", "requirement__key", "data__questions", "data__scaffold", *_COLUMNS
    )
    return {
        pk: _one(
            aside[key], questions or [], scaffold or "", dict(zip(_COLUMNS, rest, strict=True)), language
        )
        for pk, key, questions, scaffold, *rest in found
    }


def _one(
    aside: Collection[str], questions: Iterable[dict], scaffold: str, columns: dict, language: Language
) -> Scores:
    missing, questions = columns.pop("missing"), sorted(questions, key=lambda question: -question["gain"])
    if THE_WHOLE in aside:
        missing, questions, scaffold = (), (), ""
    asked = (Text.model_validate(one["text"]) for one in questions if MISSING + one["element"] not in aside)
    return Scores(
        **columns,
        missing=tuple(element for element in missing if MISSING + element not in aside),
        questions=tuple(text.in_language(language) for text in asked),
        scaffold=scaffold,
    )
