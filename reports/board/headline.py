"""Page one: what was examined, the finding in one sentence, and what it leaves out."""

from django.utils.translation import gettext, ngettext

from assessments.summary import FALSE_PRECISE_FROM, Group, Point, Summary
from assessments.wording import language_name
from reports.snapshot import Snapshot

from . import wording
from .phrases import shorten

SMALL_SAMPLE = 30  # below this many requirements a share says more about chance than about the text
SMALLER_GAP_FROM = 20  # points; below it the band is called little or no gap


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
    if total == 1:
        return (
            gettext("The only mandatory requirement sounds settled but cannot be verified as it is written")
            if only_mandatory
            else gettext("The only requirement sounds settled but cannot be verified as it is written")
        )
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


def also(summary: Summary) -> str:
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


def small(summary: Summary) -> str:
    if not 0 < summary.requirements < SMALL_SAMPLE:
        return ""
    return ngettext(
        "This is a small sample: one requirement. Read it rather than the figures.",
        "This is a small sample: %(total)d requirements. Read them rather than the figures.",
        summary.requirements,
    ) % {"total": summary.requirements}


def examined(snapshot: Snapshot) -> str:
    source, summary = snapshot.source, snapshot.summary
    title = shorten(source.specification, 80)
    what = gettext("“%(title)s”") % {"title": title}
    if source.version:
        what = gettext("“%(title)s”, version %(version)d") % {
            "title": title,
            "version": source.version,
        }
    parts = [
        ngettext("%(n)d requirement was read", "%(n)d requirements were read", summary.requirements)
        % {"n": summary.requirements},
        _mandatory(summary),
    ]
    sentence = gettext("%(what)s: %(counts)s.") % {
        "what": what,
        "counts": ", ".join(part for part in parts if part),
    }
    return " ".join(part for part in (sentence, _left_out(summary)) if part)


def _mandatory(summary: Summary) -> str:
    if summary.mandatory == summary.requirements:
        return gettext("all of them mandatory") if summary.requirements > 1 else gettext("a mandatory one")
    if not summary.mandatory:
        return ""
    return ngettext("%(n)d of them mandatory", "%(n)d of them mandatory", summary.mandatory) % {
        "n": summary.mandatory
    }


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
    for lang, count in summary.experimental.items():
        sentences.append(
            ngettext(
                "%(n)d requirement is in %(language)s, which is judged as an experiment: take its scores as "
                "a hint.",
                "%(n)d requirements are in %(language)s, which is judged as an experiment: take their scores "
                "as a hint.",
                count,
            )
            % {"n": count, "language": language_name(lang)}
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
