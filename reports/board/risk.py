"""Where the gaps lie: the picture, and its parts by dimension, by phase and by what is not said."""

from collections.abc import Iterable

from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from assessments import wording as scale
from assessments.charts import gap_picture, share_bar
from assessments.summary import FALSE_PRECISE_FROM, Group, Summary
from procurement.models import Phase

from . import wording
from .values import Multiple, Row

MOST_MISSED = 5  # elements; what few requirements lack is not what is most often lacking


def picture_says(summary: Summary) -> str:
    """The picture in words: its alternative text."""
    if not summary.requirements:
        return gettext("An empty picture: there was no requirement to judge.")
    return gettext(
        "Each requirement by how precise it sounds, upwards, and how measurable it is, to the "
        "right, both from "
        "0 to 100. %(found)d of %(total)d lie in the upper left corner, where a requirement sounds at least "
        "%(threshold)d points more precise than it is measurable."
    ) % {"found": summary.false_precise, "total": summary.requirements, "threshold": FALSE_PRECISE_FROM}


def multiples(summary: Summary) -> Iterable[Multiple]:
    """One a dimension, those with the most wide gaps first."""
    ranked = sorted(summary.by_dimension, key=lambda group: -group.false_precise)
    return [_multiple(group) for group in ranked]


def _multiple(group: Group) -> Multiple:
    label = str(scale.DIMENSIONS[group.id])
    return Multiple(
        label=label,
        requirements=group.requirements,
        false_precise=group.false_precise,
        counts=_of(group.false_precise, group.requirements),
        picture=gap_picture(group.points, small=True),
        says=gettext("%(label)s: %(found)d of %(total)d in the upper left corner.")
        % {"label": label, "found": group.false_precise, "total": group.requirements},
        meaning=str(wording.WARD[group.id]) if group.false_precise else gettext("No wide gap found."),
    )


def _of(part: int, total: int) -> str:
    return ngettext("%(part)d of %(total)d requirement", "%(part)d of %(total)d requirements", total) % {
        "part": part,
        "total": total,
    }


def phases(summary: Summary) -> Iterable[Row]:
    longest = max((group.requirements for group in summary.by_phase), default=1)
    return [
        Row(
            label=str(Phase(group.id).label),
            requirements=group.requirements,
            part=group.false_precise,
            bar=share_bar(group.false_precise, group.requirements, longest=longest, width=135),
            says=_of(group.false_precise, group.requirements),
            meaning=str(wording.WARD_BY_PHASE[group.id])
            if group.false_precise
            else gettext("No wide gap found."),
        )
        for group in summary.by_phase
    ]


def missing(summary: Summary) -> Iterable[Row]:
    return [
        Row(
            label=capfirst(str(scale.ELEMENTS[missing.element])),
            requirements=summary.requirements,
            part=missing.requirements,
            bar=share_bar(
                missing.requirements, summary.requirements, longest=summary.requirements, width=340
            ),
            says=_of(missing.requirements, summary.requirements),
        )
        for missing in summary.missing[:MOST_MISSED]
    ]
