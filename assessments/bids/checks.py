"""Comparisons that no phrase can make: dates, versions, classes, standards and documents of the answer
against the requirement (reference 1.4, CE1 to CE12, as far as the text of one answer allows)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import re2

from assessments.engine.parse import Parsed

from .clauses import Clause
from .dates import Dated, dates, deadline_of, months_before
from .figures import amounts, too_few
from .rule import Says

_MONTH = 2592000


@dataclass(frozen=True)
class Found:
    """A check that failed, with the place in the answer (0, 0 where it is about something absent)."""

    rule: str
    start: int = 0
    end: int = 0


def proof_checks(
    requirement: Parsed, answer: Parsed, parts: tuple[Clause, ...], deadline: date | None
) -> tuple[Found, ...]:
    """What is wrong with the evidence of an answer; empty where nothing was found."""
    day = deadline or deadline_of(requirement.shadow)
    return (
        *_dates(requirement, answer, dates(answer.shadow), day),
        *_versions(requirement, answer, parts),
        *_classes(requirement, answer),
        *_levels(requirement, answer),
        *_standards(requirement, answer),
        *_documents(requirement, answer),
        *_counts(requirement, answer),
        *_check_digits(answer),
    )


def _dates(
    requirement: Parsed, answer: Parsed, found: tuple[Dated, ...], day: date | None
) -> Iterator[Found]:
    borne = [each for each in found if not each.until]
    ends = [each for each in found if each.until] or _ends_by_term(answer, borne)
    # The bid cannot be older than the latest date that it reports; a plan's date may be later, so only
    # validities are held against it.
    latest = day or max((each.first for each in borne), default=None)
    lapsed = [each for each in ends if latest and each.last < latest]
    if lapsed and len(lapsed) == len(ends):
        yield Found("expires_before_need", lapsed[0].start, lapsed[0].end)
    first = _first_allowed(requirement)
    if first and found and max(each.last for each in found) < first:
        yield Found("too_old", found[-1].start, found[-1].end)
    if day is None or not borne:
        return
    if all(each.first > day for each in borne):
        yield Found("dated_after_deadline", borne[0].start, borne[0].end)
    oldest = _oldest_allowed(requirement, day)
    if oldest and max(each.last for each in borne) < oldest:
        yield Found("too_old", borne[-1].start, borne[-1].end)


_TERM = re2.compile(
    rb"(?i)\b(?:valid|giltig\w*|gall(?:er|de)|validity|in force)\b[^.;]{0,25}\b(?:for|in|under|i|om|of)\s$"
    rb"|\b(?:med|with)\s(?:an? )?$"
)
_TERM_AFTER = re2.compile(rb"(?i)^s?\x27?s? ?(?:giltighet\w*|validity|term)\b")


def _ends_by_term(answer: Parsed, borne: list[Dated]) -> list[Dated]:
    """The end of a validity told as a term: "issued 2 May 2023 and valid for three years"."""
    if not borne:
        return []
    for amount in amounts(answer):
        before = answer.shadow[max(0, amount.start - 50) : amount.start]
        after = answer.shadow[amount.end : amount.end + 14]
        months = round(amount.value / _MONTH) if amount.kind == "time" else 0
        if months > 1 and (_TERM.search(before) or _TERM_AFTER.search(after)):
            end = months_before(borne[0].first, -months)
            return [Dated(amount.start, amount.end, end, end, True)]
    return []


_AGE = re2.compile(
    rb"(?i)\b(?:old|older|gammal|aldre|last|latest|past|senaste|previous|before|prior|fore|innan)\b"
)
_GRACE = timedelta(days=1)
_SINCE = re2.compile(
    rb"(?i)\b(?:tidigast|(?:no|not) earlier than|not before|inte fore|ej fore|efter den|after)\s$"
)
_OR_LATER = re2.compile(rb"(?i)^ (?:or later|eller senare|or newer)\b")


def _first_allowed(requirement: Parsed) -> date | None:
    """The first day that the requirement lets its evidence be of, where it names one."""
    shadow = requirement.shadow
    return min(
        (
            each.first
            for each in dates(shadow)
            if _SINCE.search(shadow[max(0, each.start - 20) : each.start])
            or _OR_LATER.search(shadow[each.end : each.end + 15])
        ),
        default=None,
    )


def _oldest_allowed(requirement: Parsed, day: date) -> date | None:
    """The earliest date that a document may bear, where the requirement limits its age in months or years."""
    for amount in amounts(requirement):
        around = requirement.shadow[max(0, amount.start - 25) : amount.end + 25]
        months = round(amount.value / _MONTH) if amount.kind == "time" else 0
        if months and amount.value >= _MONTH and _AGE.search(around):
            return months_before(day, months) - _GRACE
    return None


_VERSION = re2.compile(
    rb"\b(?:(?i:versions?|release|utgava|ver\.?)\.? ?(?i:(?:is|ar|of|nr|no\.?) )?|(?i:v)\.? ?)"
    rb"(\d+(?:\.(?:\d+|x))*)\b"
    rb"|\b[A-Z][A-Za-z]+ (\d+\.(?:\d+|x)(?:\.\d+)*)\b"
)
_NO_PRODUCT = re2.compile(
    rb"(?i)(?:fhir|hl7|wcag|tls|en 301 549|standard\w*|saml|oauth|dicom|iec|iso|guide|handbok|manual"
    rb"|spec\w*|soa|tillamplighet\w*"
    rb"|profile|template|avsnitt|section|policy|punkt|tabell|table|bilaga|annex|appendix|kapitel"
    rb"|chapter)\W*(?:v(?:ersion)?\.?)?\W*$"
)
_OFFERED = re2.compile(
    rb"(?i)\boffered (?:\w+ )?(?:version|release)\b|\b(?:erbju|offere|anbju)\w+ (?:version|utgava"
    rb"|release)\w*\b|\bversion offered\b"
)
_NEAR = 45  # characters between "offered" and its version


def _versions(requirement: Parsed, answer: Parsed, parts: tuple[Clause, ...]) -> Iterator[Found]:
    """The offered version against those that the evidence names."""
    if span := _two_editions(answer.shadow):
        yield Found("version_not_covered", *span)
    offers = [hit for part in parts for hit in part.hits if hit.says is Says.OFFERED]
    if not offers:
        if _OFFERED.search(requirement.shadow):
            yield Found("version_not_covered")
        return
    named = [
        (_number(match), match.start(), match.end())
        for match in _VERSION.finditer(answer.shadow)
        if not _NO_PRODUCT.search(answer.shadow[max(0, match.start() - 30) : match.start()])
    ]
    near = [
        each
        for each in named
        if any(abs(hit.start - each[2]) < _NEAR or abs(each[1] - hit.end) < _NEAR for hit in offers)
    ]
    if len(near) > 1:  # the one closest to the word is the offered one
        near = [
            min(
                near,
                key=lambda each: min(min(abs(hit.start - each[2]), abs(each[1] - hit.end)) for hit in offers),
            )
        ]
    for offered, start, end in near:
        others = {number for number, *_ in named if number != offered}
        if (
            others
            and not any(_covers(number, offered) for number in others)
            and not any(number == offered for number, *place in named if place != [start, end])
        ):
            yield Found("version_not_covered", start, end)


_EDITION = re2.compile(rb"\b([A-Z][a-z]{2,}) (\d{1,2}(?:\.(?:\d+|x))*)\b")
_NO_NAME = re2.compile(
    rb"(?i)^(?:annex|bilaga|appendix|attachment|exhibit|enclosure|schedule|form|section|avsnitt|kapitel|chapter"
    rb"|table|tabell|page|sida|sid|punkt|clause|artikel|article|rule|regel|class|klass|level|niva|tier|stage|steg"
    rb"|phase|fas|part|del|week|vecka|version|release|utgava|site|hall|ward|avdelning|row|rad|line|flik|item"
    rb"|jan\w*|feb\w*|mar\w*|apr\w*|ma[jy]|jun\w*|jul\w*|aug\w*|sep\w*|o[ck]t\w*|nov\w*|de[ck]\w*|tls|prio\w*"
    rb"|den|the|for|fran|from|med|with|och|and|over|under|inom|within|minst|hogst|about|all|these|those|only)$"
)


def _two_editions(shadow: bytes) -> tuple[int, int] | None:
    """Where a name stands with another number than before: "Carta 8" is offered, "Carta 7" was tested."""
    seen: dict[bytes, str] = {}
    for match in _EDITION.finditer(shadow):
        name, number = match.group(1), match.group(2).decode()
        if _NO_NAME.search(name):
            continue
        before = seen.setdefault(name, number)
        if not (_covers(before, number) or _covers(number, before)):
            return match.start(), match.end()
    return None


def _number(match: "re2._Match") -> str:
    number: bytes = match.group(1) or match.group(2)
    return number.decode()


def _covers(named: str, offered: str) -> bool:
    """Whether "3.x" or "3" covers "3.2"."""
    stem = named.removesuffix(".x")
    return offered == stem or offered.startswith(stem + ".") or stem.startswith(offered + ".")


_CLASS = re2.compile(rb"(?i)\b(?:risk)?(?:class|klass)(?:en)? (iii|iib|iia|i)\b")
_RANK = {"i": 1, "iia": 2, "iib": 3, "iii": 4}
_LEVEL = re2.compile(
    rb"(?i)\b(?:(?:risk)?(?:class|klass)(?:en)?|niva|level|tier|tillitsniva|assurance level"
    rb"|loa|grade?|eal|sil) ((?:i{1,3}|iv|[1-9]|aaa|aa|[a-d])\b)"
)
_BODY = re2.compile(rb"(?i)\bnotified body\b|\banmalt organ\b|\bcertifi[ck]at\w*|\bnb \d{4}\b")
_CE = re2.compile(rb"(?i)\bce[ -]?ma?rk\w*|\bmdr\b|\bivdr\b|2017/74[56]")


def _classes(requirement: Parsed, answer: Parsed) -> Iterator[Found]:
    """CE4: a class from IIa needs a notified body; a class under the one asked does not meet it."""
    asked = [_RANK[match.group(1).decode().lower()] for match in _CLASS.finditer(requirement.shadow)]
    for match in _CLASS.finditer(answer.shadow):
        said = _RANK[match.group(1).decode().lower()]
        bodiless = said > 1 and _CE.search(requirement.shadow) and not _BODY.search(answer.shadow)
        if bodiless or (asked and said < min(asked)):
            yield Found("class_disagrees", *match.span())


_STEPS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "a": 1, "aa": 2, "aaa": 3, "b": 2, "c": 3, "d": 4}


def _levels(requirement: Parsed, answer: Parsed) -> Iterator[Found]:
    """A level, tier, grade or lettered class under the one asked."""
    asked, said = list(_LEVEL.finditer(requirement.shadow)), list(_LEVEL.finditer(answer.shadow))
    for scale in ("iv", "abcd", "123456789"):
        wanted = [rank for rank in (_step(match, scale) for match in asked) if rank]
        given = [(rank, match.span()) for match in said if (rank := _step(match, scale))]
        if wanted and given and max(rank for rank, _ in given) < min(wanted):
            yield Found("class_disagrees", *given[0][1])


def _step(match: "re2._Match[bytes]", scale: str) -> int:
    """The rank of a level on the Roman, the lettered or the numbered scale; 0 where it is of another."""
    value = match.group(1).decode().lower()
    return (int(value) if value.isdigit() else _STEPS[value]) if value[0] in scale else 0


_STANDARD = re2.compile(
    rb"(?i)\b(?:iso/iec|iso|iec|en)(?: iso)?[ /-]?(\d{3,5}(?: \d{3})?(?:-\d{1,2})?)(?::(\d{4}))?"
)


def _standards(requirement: Parsed, answer: Parsed) -> Iterator[Found]:
    asked = {match.group(1): match.group(2) for match in _STANDARD.finditer(requirement.shadow)}
    said = [(match.group(1), match.group(2), match.span()) for match in _STANDARD.finditer(answer.shadow)]
    if not asked or not said:
        return
    if not any(number in asked for number, _, _ in said):
        yield Found("other_standard", *said[0][2])
    for number, edition, span in said:
        if asked.get(number) and edition and edition != asked[number]:
            yield Found("other_standard", *span)


_KINDS = {
    "certificate": (rb"(?i)\bcertificates?\b|\bcertifikat(?:et|en)?\b", rb"(?i)\bcertificates?\b|certifikat"),
    "declaration": (
        rb"(?i)\bdeclarations? of conformity\b|\bforsakran om overensstammelse\b|\beu-forsakran\b",
        rb"(?i)\bdeclarations?\b|\bdoc\b|forsakran",
    ),
    "report": (rb"(?i)\breports?\b|rapport(?:en)?\b", rb"(?i)\breports?\b|rapport|\bprotokoll|\brecords?\b"),
    "soa": (rb"(?i)\bstatement of applicability\b|\bsoa\b|tillamplighetsforklaring", rb"(?i)\bsoa\b"
    rb"|statement of applicability|tillamplighetsforklaring"),
    "approval": (rb"(?i)\bapproval letter\b|\bgodkannandebeslut\w*"
    rb"|\bbeslut(?:et)? om godkann\w*", rb"(?i)\bapprov\w+|godkann\w+|\bbeslut\w*"),
}  # fmt: skip
_DEMANDED = {kind: re2.compile(pair[0]) for kind, pair in _KINDS.items()}
_GIVEN = {kind: re2.compile(pair[1]) for kind, pair in _KINDS.items()}


def _documents(requirement: Parsed, answer: Parsed) -> Iterator[Found]:
    """Each kind of document that the requirement names has to be named in the answer."""
    for kind, demanded in _DEMANDED.items():
        if kind == "certificate" and b"class IIa and above" in requirement.shadow:
            continue
        if demanded.search(requirement.shadow) and not _GIVEN[kind].search(answer.shadow):
            yield Found("document_not_given")


def _counts(requirement: Parsed, answer: Parsed) -> Iterator[Found]:
    if span := too_few(requirement, answer):
        yield Found("outside_limit", *span)


_UDI = re2.compile(rb"(?i:basic[ -]?udi(?:-?di)?)\W{0,4}([A-Za-z0-9!-/:-?_+]{6,25}[A-Za-z0-9])")
_CHARACTERS = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83)
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def check_pair(body: str) -> str:
    """GS1's two check characters for a Basic UDI-DI without its last two; source: reference 1.3."""
    weights = _PRIMES[: len(body)][::-1]
    total = (
        sum(_CHARACTERS.index(character) * weight for character, weight in zip(body, weights, strict=True))
        % 1021
    )
    return _ALPHABET[total >> 5] + _ALPHABET[total & 31]


def _check_digits(answer: Parsed) -> Iterator[Found]:
    for match in _UDI.finditer(answer.shadow):
        value = match.group(1).decode()
        issuer_is_gs1 = value[:1].isdigit()  # HIBC starts "++", IFA "PP"; they have other rules
        if (
            issuer_is_gs1
            and all(character in _CHARACTERS for character in value)
            and check_pair(value[:-2]) != value[-2:]
        ):
            yield Found("check_digit", *match.span(1))
