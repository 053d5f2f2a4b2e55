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
        *_dates(requirement, dates(answer.shadow), day),
        *_versions(requirement, answer, parts),
        *_classes(requirement, answer),
        *_standards(requirement, answer),
        *_documents(requirement, answer),
        *_counts(requirement, answer),
        *_check_digits(answer),
    )


def _dates(requirement: Parsed, found: tuple[Dated, ...], day: date | None) -> Iterator[Found]:
    ends = [each for each in found if each.until]
    borne = [each for each in found if not each.until]
    # The bid cannot be older than the latest date that it reports; a plan's date may be later, so only
    # validities are held against it.
    latest = day or max((each.first for each in borne), default=None)
    lapsed = [each for each in ends if latest and each.last < latest]
    if lapsed and len(lapsed) == len(ends):
        yield Found("expires_before_need", lapsed[0].start, lapsed[0].end)
    if day is None or not borne:
        return
    if all(each.first > day for each in borne):
        yield Found("dated_after_deadline", borne[0].start, borne[0].end)
    oldest = _oldest_allowed(requirement, day)
    if oldest and max(each.last for each in borne) < oldest:
        yield Found("too_old", borne[-1].start, borne[-1].end)


_AGE = re2.compile(
    rb"(?i)\b(?:old|older|gammal|aldre|last|latest|past|senaste|previous|before|prior|fore|innan)\b"
)
_GRACE = timedelta(days=1)


def _oldest_allowed(requirement: Parsed, day: date) -> date | None:
    """The earliest date that a document may bear, where the requirement limits its age in months or years."""
    for amount in amounts(requirement):
        around = requirement.shadow[max(0, amount.start - 25) : amount.end + 25]
        months = round(amount.value / _MONTH) if amount.kind == "time" else 0
        if months and amount.value >= _MONTH and _AGE.search(around):
            return months_before(day, months) - _GRACE
    return None


_VERSION = re2.compile(
    rb"\b(?:(?i:versions?|release|utgava|ver\.?|v)\.? ?)(\d+(?:\.(?:\d+|x))*)\b"
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


def _number(match: "re2._Match") -> str:
    number: bytes = match.group(1) or match.group(2)
    return number.decode()


def _covers(named: str, offered: str) -> bool:
    """Whether "3.x" or "3" covers "3.2"."""
    stem = named.removesuffix(".x")
    return offered == stem or offered.startswith(stem + ".") or stem.startswith(offered + ".")


_CLASS = re2.compile(rb"(?i)\b(?:risk)?(?:class|klass)(?:en)? (iii|iib|iia|i)\b")
_RANK = {"i": 1, "iia": 2, "iib": 3, "iii": 4}
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
_INDEPENDENT = re2.compile(
    rb"(?i)\bindependent\w*|\boberoende\b|\bextern\w*|\bexternal\w*|\bthird[ -]party\b|\bnot linked\b"
    rb"|\btredje ?part\w*|\backredit\w+|\baccredit\w+"
)


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
