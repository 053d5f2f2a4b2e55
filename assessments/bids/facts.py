"""What an answer or a paper states that can be held against another: products, identifiers, dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import re2

from assessments.engine.parse import Parsed

from .dates import dates

_PRODUCT = re2.compile(rb"\b([A-Z][a-z]+(?: [A-Z][a-z]+)?) (\d+\.(?:\d+|x)(?:\.\d+)*)\b")
_NO_PRODUCT = (
    b"version", b"release", b"bilaga", b"annex", b"appendix", b"avsnitt", b"section", b"punkt", b"tabell",
    b"table", b"kapitel", b"chapter", b"utgava", b"regel", b"rule", b"ehds", b"fhir", b"wcag", b"tls",
    b"krav", b"requirement", b"klass", b"class", b"sida", b"page", b"dicom", b"saml", b"rev",
)  # fmt: skip
_CLASS = re2.compile(rb"(?i)\b(?:risk)?(?:class|klass)(?:en)? (iii|iib|iia|i)\b")
_UDI = re2.compile(rb"(?i:basic[ -]?udi(?:-?di)?)\W{0,4}([A-Za-z0-9!-/:-?_+]{6,25}[A-Za-z0-9])")
_SRN = re2.compile(rb"\b[A-Z]{2}-MF-\d{9}\b")
_CERTIFICATE = re2.compile(
    rb"(?i:\bcertifi[ck]at(?:e|et|s?n(?:umme)?r)?\.?(?: (?:no|nr|number|nummer))?\.?)[\s:#]*"
    rb"([A-Z][A-Z0-9]*[-/ ]?\d[A-Z0-9./-]*[A-Z0-9])\b"
)
_MAKER = re2.compile(
    rb"(?i:\b(?:legal )?manufacturer|\btillverkare)n?(?i:(?: of the device)? ?(?:is|ar)?) ?:? ?"
    rb"([A-Z][\w&.-]*(?: [A-Z][\w&.-]*){0,4})"
)
_CONTRACT = re2.compile(
    rb"\b((?:Get|Process|Register|Update|Find|Send)[A-Z][A-Za-z]+) (?:v(?:ersion)? ?)?(\d+\.\d+)\b"
)
_ANNEX = re2.compile(rb"(?i)\b(?:bilaga|annex|appendix|attachment) (\d{1,3} ?[a-z]?)\b")
_EXCLUDED = re2.compile(
    rb"(?i)[^.\n]*\b(?:not (?:intended|to be used|for use)\b|is not indicated|(?:inte|ej) avsed[dt]\w*"
    rb"|(?:far|ska) inte anvandas|contraindicat\w*|kontraindik\w*)[^.\n]*"
)
_OUTSIDE = (
    b"usa", b"u.s.a", b"united states", b"uk", b"united kingdom", b"storbritannien", b"england", b"india",
    b"indien", b"china", b"kina", b"canada", b"kanada", b"switzerland", b"schweiz", b"israel", b"australia",
    b"australien", b"japan", b"south korea", b"sydkorea", b"singapore", b"california", b"massachusetts",
)  # fmt: skip
_ADDRESS = re2.compile(rb"(?i)\b(?:" + b"|".join(re2.escape(name) for name in _OUTSIDE) + rb")\b")
_REPRESENTATIVE = re2.compile(
    rb"(?i)\b(?:authorised representative|authorized representative|ec rep|auktorisera\w+ representant\w*)\b"
    rb"|\b[a-z]{2}-ar-\d{9}\b"
)
_DIRECTIVE = re2.compile(rb"(?i)\b93/42/(?:eec|eeg)\b|\bmdd\b")


@dataclass(frozen=True)
class Fact:
    """A value with the words it stands in: `start` and `end` are characters of its source's text."""

    value: str
    start: int
    end: int


@dataclass(frozen=True)
class Facts:
    """What one text states. `products` have "name version" as value; `expiries` ISO dates."""

    products: tuple[Fact, ...]
    classes: tuple[Fact, ...]
    udis: tuple[Fact, ...]
    manufacturers: tuple[Fact, ...]
    srns: tuple[Fact, ...]
    certificates: tuple[Fact, ...]
    contracts: tuple[Fact, ...]
    annexes: tuple[Fact, ...]
    expiries: tuple[Fact, ...]
    exclusions: tuple[Fact, ...]
    addresses_outside: tuple[Fact, ...]
    representatives: tuple[Fact, ...]
    directives: tuple[Fact, ...]


def facts_of(said: Parsed) -> Facts:
    """Read what `said` states; its text itself decides nothing about whether that is true."""
    return Facts(
        products=tuple(_products(said)),
        classes=tuple(_found(said, _CLASS, group=1)),
        udis=tuple(_found(said, _UDI, group=1, upper=False)),
        manufacturers=tuple(_found(said, _MAKER, group=1, upper=False)),
        srns=tuple(_found(said, _SRN)),
        certificates=tuple(_found(said, _CERTIFICATE, group=1)),
        contracts=tuple(_pairs(said, _CONTRACT)),
        annexes=tuple(_found(said, _ANNEX, group=1)),
        expiries=tuple(
            Fact(each.last.isoformat(), each.start, each.end) for each in dates(said.shadow) if each.until
        ),
        exclusions=tuple(_found(said, _EXCLUDED)),
        addresses_outside=tuple(_found(said, _ADDRESS)),
        representatives=tuple(_found(said, _REPRESENTATIVE)),
        directives=tuple(_found(said, _DIRECTIVE)),
    )


def _found(said: Parsed, pattern: "re2._Regexp", *, group: int = 0, upper: bool = True) -> Iterator[Fact]:
    for match in pattern.finditer(said.shadow):
        value = said.text[slice(*match.span(group))]
        yield Fact(value.upper() if upper else value, *match.span())


def _pairs(said: Parsed, pattern: "re2._Regexp") -> Iterator[Fact]:
    for match in pattern.finditer(said.shadow):
        yield Fact(f"{match.group(1).decode()} {match.group(2).decode()}", *match.span())


def _products(said: Parsed) -> Iterator[Fact]:
    for fact in _pairs(said, _PRODUCT):
        words = said.shadow[fact.start : fact.end].lower().split()
        if not any(word in _NO_PRODUCT for word in words):
            yield fact


def day(fact: Fact) -> date:
    """The day of an expiry."""
    return date.fromisoformat(fact.value)
