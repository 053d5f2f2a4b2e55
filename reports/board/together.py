"""What shows only when all requirements are read together, or beside the version before."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext, ngettext, ngettext_lazy

from assessments.dismissed import Dismissed
from assessments.engine.whole import Case, Finding
from reports.snapshot import Moved, Snapshot

from .aside import said_of
from .phrases import NAMED, duration, enumerated, names, percent, shorten, unbroken
from .values import Changed, Downtime, Fact, Move, Stretch, Together

CASES = 3  # of a finding about the whole, before "and n more"
LONGEST_QUOTE = 110
QUOTED = re.compile(r"([“”][^“”]+”)")
MENDED = ngettext_lazy("%(n)d requirement has been mended", "%(n)d requirements have been mended", "n")
BROKEN = ngettext_lazy("%(n)d requirement has got a wide gap", "%(n)d requirements have got a wide gap", "n")
ADDED = ngettext_lazy("%(n)d requirement is new", "%(n)d requirements are new", "n")
REMOVED = ngettext_lazy("%(n)d requirement is gone", "%(n)d requirements are gone", "n")


def facts(snapshot: Snapshot) -> Iterable[Fact]:
    whole, total = snapshot.whole, snapshot.summary.requirements
    if not total:
        return []
    if not whole.with_shown_by and not whole.with_motive:
        text = gettext(
            "No requirement has a text on how the supplier shows that it is met, or on why it is there."
        )
    else:
        text = gettext(
            "Of %(total)d requirements, %(shown)s a text on how the supplier shows that the requirement is "
            "met, and %(motive)s one on why it is there."
        ) % {
            "shown": _having(whole.with_shown_by, total),
            "total": total,
            "motive": _having(whole.with_motive, total),
        }
    return [Fact(label=gettext("Proof and motive"), text=text)]


def _having(number: int, total: int) -> str:
    """As it stands inside "Of 42 requirements, ... a text"."""
    if number == total:
        return gettext("all have")
    if not number:
        return gettext("none has")
    return ngettext("%(n)d has", "%(n)d have", number) % {"n": number}


def findings(snapshot: Snapshot) -> Iterable[Together]:
    foreign = snapshot.written_in if snapshot.written_in != snapshot.language else ""
    return [
        _together(found, snapshot.dismissed, snapshot.language, foreign) for found in snapshot.whole.findings
    ]


def _together(finding: Finding, dismissed: Dismissed, language: str, written_in: str) -> Together:
    """The cases that are open first, then those that were set aside, each with its reason."""
    held = {case: dismissed.of_case(finding.id, case) for case in finding.cases}
    shown = sorted(finding.cases, key=lambda case: held[case] is not None)[:CASES]
    rest = len(finding.cases) - CASES
    return Together(
        title=finding.title.in_language(language),
        why=finding.why.in_language(language),
        lines=tuple(
            (*_stretches(_line(case, language), written_in), *_own(said_of(held[case]))) for case in shown
        ),
        more=ngettext("and %(n)d more", "and %(n)d more", rest) % {"n": rest} if rest > 0 else "",
        mend=finding.mend.in_language(language),
    )


def _line(case: Case, language: str) -> str:
    """A case with the numbers of its rows, unless its sentence has them."""
    says, numbers = case.says.in_language(language), tuple(row.number for row in case.rows)
    if all(number in says for number in numbers):
        return unbroken(says)
    return unbroken(f"{says.removesuffix('.')}: {names(numbers)}.")


def _stretches(sentence: str, written_in: str) -> tuple[Stretch, ...]:
    """The sentence with what it quotes apart, in the language `written_in`; "" where all is in one."""
    if not written_in:
        return (Stretch(text=sentence),)
    parts = enumerate(QUOTED.split(sentence))
    return tuple(Stretch(text=text, lang=written_in if at % 2 else "") for at, text in parts if text)


def _own(words: str) -> tuple[Stretch, ...]:
    return (Stretch(text=words),) if words else ()


def downtimes(snapshot: Snapshot) -> Iterable[Downtime]:
    return [
        Downtime(
            number=found.number,
            percent=percent(found.percent),
            a_month=duration(found.minutes_a_month),
            a_year=duration(found.hours_a_year * 60),
        )
        for found in snapshot.whole.availability[:NAMED]
    ]


def changed(snapshot: Snapshot) -> Changed | None:
    if snapshot.since is None:
        return None
    return Changed(
        since=gettext("Since version %d:") % snapshot.since.version,
        says=_says(snapshot),
        better=tuple(map(_move, snapshot.since.better)),
        worse=tuple(map(_move, snapshot.since.worse)),
    )


def _says(snapshot: Snapshot) -> str:
    change = snapshot.since.comparison
    told = (
        (change.mended, MENDED),
        (change.broken, BROKEN),
        (change.added, ADDED),
        (change.removed, REMOVED),
    )
    parts = [text % {"n": n} for n, text in told if n]
    moved = enumerated(parts) if parts else gettext("no requirement has been mended or has got a wide gap")
    return gettext(
        "%(moved)s. The number that sound settled and cannot be verified went from %(before)d to %(after)d."
    ) % {
        "moved": moved,
        "before": change.false_precise_before,
        "after": change.false_precise_after,
    }


def _move(moved: Moved) -> Move:
    return Move(
        number=moved.number,
        text=shorten(moved.text, LONGEST_QUOTE),
        lang=moved.lang,
        before=moved.before,
        after=moved.after,
    )
