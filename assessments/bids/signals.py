"""Read -> signals: what is seen in an answer beside its requirement, each there or not there.

A signal's name says where it comes from: `says:` what some phrase does, `often:` the same at least twice,
`check:` a comparison that failed, `shape:` how the answer stands to the requirement, `asks:` what the
requirement wants, `with:` two things together. `points.toml` gives each its points for every label.
"""

from collections import Counter
from collections.abc import Iterator

import re2

from .clauses import Clause, shared
from .dates import dates
from .reading import FIGURE, Read
from .rule import Says
from .scope import items, split_list
from .verdict import Phase

TELL = re2.compile(  # wants to be told something, first of all
    rb"(?i)^(?:please )?(?:state|name|describe|list|specify|indicate|give|explain|ange|beskriv|redovisa"
    rb"|namnge|lista|specificera|forklara)\b"
    rb"|^[^.]*?\b(?:shall|must|ska|skall)\b (?:(?:\w+ ){0,4}?(?:state|describe|specify|indicate|explain|ange"
    rb"|beskriva|redovisa|namnge|specificera|rapportera)|(?:\w+ly )?(?:list|name|report))\b"
)
_TELL_TOO = re2.compile(
    rb"(?i)[.] (?:please )?(?:state|name|describe|list|specify|indicate|give|explain|ange|beskriv|redovisa"
    rb"|namnge)\b|\b(?:anges|redovisas|beskrivas|stated|described|named)\b"
)
_SHOW = re2.compile(
    rb"(?i)\b(?:attach\w*|enclos\w+|append\w*|bifog\w+|bilagg\w+|styrk\w+|visa att|show that|shown|shows?"
    rb"|intyg\w*|proof|evidence|bevis\w*|certifi[ck]at\w*|lamnas|provided?|produced|present)\b"
)
_SEVERAL = re2.compile(rb"(?i)\b(?:and|och|samt|both|bade|including|inklusive)\b")
_OURSELVES = re2.compile(rb"(?i)\b(?:we|our|us|vi|var|vart|vara|oss)\b")
_TURN = re2.compile(
    rb"(?i)\b(?:but|however|whereas|while|although|though|yet|men|medan|daremot|dock|emellertid|fast)\b"
)
_SHORT, _LONG = 8, 30  # words
_MANY = 3  # sentences, or parts of a list


def signals(read: Read, due: Phase) -> frozenset[str]:
    """The names of everything seen; `due` is when the requirement has to be true."""
    return frozenset((*_said(read), *_held(read), *_shape(read), *_asked(read), *_together(read, due)))


def _seen(**signs: object) -> Iterator[str]:
    return (name for name, sign in signs.items() if sign)


def _said(read: Read) -> Iterator[str]:
    times = Counter(hit.says for part in read.parts for hit in part.hits)
    for kind, number in times.items():
        yield f"says:{kind}"
        if number > 1:
            yield f"often:{kind}"
    if not times:
        yield "shape:no_phrase"


def _held(read: Read) -> Iterator[str]:
    for found in (*read.failed, *read.broken, *read.dated_ahead):
        yield f"check:{found.rule}"
    if split_list(read.requirement, read.answer.shadow, read.parts):
        yield "check:list_is_split"


def _shape(read: Read) -> Iterator[str]:
    shadow, parts = read.answer.shadow, read.parts
    common = len(shared(read.asked, frozenset(stem for part in parts for stem in part.stems)))
    share = common / max(1, len(read.asked))
    sentences = len({part.sentence for part in parts})
    ourselves = len(_OURSELVES.findall(shadow))
    first, last = parts[0].shared, parts[-1].shared
    days = dates(shadow)
    names = _seen(
        proof=read.proof, sound_proof=read.proof and not read.faults,
        nothing_shared=common == 0, hardly_shared=common <= 1, much_shared=common > _MANY,
        a_third_shared=share >= 1 / 3, half_shared=share >= 1 / 2,
        answered=read.covered, answered_twice=len(read.covered) > 1,
        figure=FIGURE.search(shadow), dated=days, until=any(each.until for each in days),
        short=read.words < _SHORT, long=read.words > _LONG,
        one_sentence=sentences == 1, many_sentences=sentences > _MANY,
        exclaims=b"!" in shadow, turns=_TURN.search(shadow),
        of_ourselves=ourselves > 1, of_ourselves_much=ourselves >= _MANY,
        starts_on_it=first, ends_on_it=last,
        ends_elsewhere=len(parts) > 1 and first and last and not first & last,
    )  # fmt: skip
    return (f"shape:{name}" for name in names)


def _asked(read: Read) -> Iterator[str]:
    wanted, figure = read.requirement.shadow, FIGURE.search(read.answer.shadow)
    tells, tells_too, shows = TELL.search(wanted), _TELL_TOO.search(wanted), _SHOW.search(wanted)
    names = _seen(
        to_tell=tells, to_tell_no_figure=tells and not figure,
        to_tell_too=tells_too, to_tell_too_no_figure=tells_too and not figure,
        to_show=shows, to_show_nothing_shown=shows and not read.kinds & {Says.ATTACHED, Says.IDENTIFIER},
        nothing_to_show=not (shows or tells or tells_too),
        list=len(items(read.requirement)) >= _MANY, several=_SEVERAL.search(wanted),
        figure=FIGURE.search(wanted),
    )  # fmt: skip
    return (f"asks:{name}" for name in names)


def _together(read: Read, due: Phase) -> Iterator[str]:
    kinds = read.kinds
    lacking = kinds & {Says.DENIAL, Says.OTHERWISE}
    coming = kinds & {Says.PROMISE, Says.PENDING}
    names = _seen(
        lacking_and_answered=lacking and read.covered, lacking_and_not_answered=lacking and not read.covered,
        lacking_in_a_list=lacking and len(items(read.requirement)) > 1,
        praise_and_answered=Says.FILLER in kinds and read.covered,
        praise_and_not_answered=Says.FILLER in kinds and not read.covered,
        promise_and_condition=Says.CONDITION in kinds and coming,
        later_and_ahead=due is not Phase.TENDER and (coming or Says.MILESTONE in kinds or read.dated_ahead),
        shortfall_and_lacking=Says.SHORTFALL in kinds and lacking,
        answered_then_lacking=lacking and _later(read.covered, read, Says.DENIAL, Says.OTHERWISE),
        yes_and_no=Says.ASSENT in kinds and Says.DENIAL in kinds,
        only_yes=kinds == {Says.ASSENT},
        mismatch_and_proof=Says.MISMATCH in kinds and read.proof,
        paper_and_no_proof=kinds & {Says.ATTACHED, Says.IDENTIFIER} and not read.proof,
    )  # fmt: skip
    return (f"with:{name}" for name in names)


def _later(first: tuple[Clause, ...], read: Read, *says: Says) -> bool:
    """Whether something is said after a clause of `first`."""
    return any(hit.start >= part.end for part in first[:1] for hit in read.hits(*says))
