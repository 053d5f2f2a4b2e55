"""Identifiers in a text, each checked as far as it can be without a register.

Formats and check digits: reference 1.3 and 2.4. Nothing is looked up: a right check digit says that an
identifier was copied whole, not that it exists.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import re2

from .automaton import Automaton
from .language import LANGUAGES, IdentityNumber
from .parse import Parsed
from .verdict import Text

State = Literal["valid", "invalid", "bare"]

_NEAR = 60  # characters within which a version or an issuer belongs to a name


@dataclass(frozen=True)
class Identifier:
    """`kind` and where it stands. "valid": whole, and its check digit right where it has one; "invalid":
    the check digit is wrong; "bare": lacks what would make it one thing, such as an edition."""

    kind: str
    state: State
    start: int
    end: int


_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)  # the digit sum of twice a digit


def luhn(digits: str) -> bool:
    """Whether the last digit checks the others, as in Swedish identity and organisation numbers."""
    return (sum(map(int, digits[::-2])) + sum(map(_DOUBLED.__getitem__, map(int, digits[-2::-2])))) % 10 == 0


def gtin(digits: str) -> bool:
    """Whether the last digit checks a GTIN-8, -12, -13 or -14 (GS1, modulo 10)."""
    body = [int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits[:-1]))]
    return (10 - sum(body) % 10) % 10 == int(digits[-1])


def cpv(code: str) -> bool:
    """Whether a code has the shape of a CPV code: eight digits of a division 03-98, hyphen, one digit.

    The ninth digit checks nothing: the 2008 list does not follow its own rule, as its keepers say
    (OP-TED/ePO, discussion 589).
    """
    return "03" <= code[:2] <= "98"


_GMN_CHARACTERS = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
_GMN_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83)
_GMN_CHECKS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def gmn(model: str) -> bool:
    """Whether the last two characters check a GS1 global model number, the form of a Basic UDI-DI."""
    body, pair = model[:-2], model[-2:]
    if not 1 <= len(body) <= len(_GMN_PRIMES) or any(character not in _GMN_CHARACTERS for character in body):
        return False
    weights = reversed(_GMN_PRIMES[: len(body)])
    total = sum(
        _GMN_CHARACTERS.index(character) * prime for character, prime in zip(body, weights, strict=True)
    )
    total %= 1021
    return pair == _GMN_CHECKS[total >> 5] + _GMN_CHECKS[total & 31]


_MONTHS = frozenset(f"{month:02}" for month in range(1, 13))
_DAYS = range(1, 32)
_COORDINATION = 60  # added to the day in a coordination number


def personal(digits: str) -> bool:
    """Whether ten or twelve digits are a personal identity or coordination number: a date, and Luhn right."""
    ten = digits[-10:]
    day = int(ten[4:6])
    return ten[2:4] in _MONTHS and (day in _DAYS or day - _COORDINATION in _DAYS) and luhn(ten)


def organisation(digits: str) -> bool:
    """Whether ten digits are an organisation number: the third at least 2, and Luhn right."""
    return digits[2] >= "2" and luhn(digits)


_SRN = re2.compile(rb"\b[A-Z]{2}-(?:MF|AR|IM|PR)-\d{9}\b")
_GTIN = re2.compile(rb"(?i)(?:\(01\)\s?|\b(?:UDI-?DI|GTIN)(?:-\d\d)?\W{0,3})(\d{14}|\d{12,13}|\d{8})\b")
_BASIC_UDI = re2.compile(
    rb"(?i)\bbasic[ -]?udi(?:-?di)?\W{0,4}((?-i:[A-Za-z0-9][A-Za-z0-9!%&'()*+./:;=?_-]{5,24}))"
)
_NOTIFIED_BODY = re2.compile(
    rb"(?:\bCE[ -]?|(?i:anmal(?:t|da) organ|notified body)[^0-9\n]{0,40}|\bNB[ -]?(?:no\.?|nr\.?)?\s?)"
    rb"([013-9]\d{3}|2[1-9]\d\d)\b"  # 20xx is a year
)
_CERTIFICATE = re2.compile(
    rb"(?i:certifikat(?:s?nummer|s?nr)|certificate (?:no\.?|number))[\s.:#]{1,3}"
    rb"([A-Z0-9./-]*\d[A-Z0-9./-]*(?: [A-Z0-9./-]*\d[A-Z0-9./-]*){0,3})"
)
_ISSUER = re2.compile(
    rb"(?i)\b(?:issued by|utfarda[dt]\w* av|utstall[dt]\w* av|notified body|anmal[tda]+ organ"
    rb"|TUV|BSI|DNV|DEKRA"
    rb"|Intertek|SGS|RISE|Kiwa)\b"
)
_EXPIRY = re2.compile(
    rb"(?i)\b(?:expir\w+|valid (?:until|to|through)|giltigt? (?:till|t\.?o\.?m|till och med)|gar ut|utgar)\b"
    rb"[^.\n]{0,20}\d"
)
_STATUTE = re2.compile(rb"\b(?:[A-Z]{2,4}(?:-FS|FS) ?)?(?:19|20)\d{2}:\d{1,4}\b")
_EU_ACT = re2.compile(
    rb"\((?:EU|EG|EC)\)\s*(?:nr |no\.? )?\d{2,4}/\d{2,4}\b|\b(?:19|20)\d{2}/\d{1,4}/(?:EU|EG|EC)\b"
    rb"|\b(?:GDPR|MDR|IVDR|EHDS|PDL|[Pp]atientdatalagen|[Dd]ataskyddsforordningen)\b"
)
_SECTION = re2.compile(
    rb"(?i)\b\d{1,2} ?[a-z]? ?kap\b|\b\d{1,3} ?[a-z]? ?\x01|\x01\x01? ?\d"
    rb"|\b(?:artik(?:el|larna)|art(?:icles?|\.)?|annex|bilaga|section|recital) ?(?:\d|[IVX]+\b)"
)
_STANDARD = re2.compile(
    rb"\b(?:SS-)?(?:EN[ -])?(?:ISO|IEC|IEEE|EN|SS)(?:/(?:IEC|IEEE|TS|TR|HL7|DIS))*[ -]?(?:TS "
    rb"|TR )?\d{3,5}(?: \d{3})?(?:-\d{1,3})*"
    rb"(:(?:19|20)\d{2}(?:[+/]A\w{1,3}:\d{4})?| ?[(,-]? ?(?:utgava|edition|ed\.) ?\d"
    rb"|[ (,]{1,3}(?:19|20)\d{2}\b"
    rb"|[ ,]{1,2}[vV]?\d\.\d+\.\d+)?"
)
_FAMILY = re2.compile(rb"\b(?:HL7 v2|FHIR|WCAG|HL7 CDA|openEHR|RIV-?TA|DICOM|IHE)\b")  # of many parts
_ONLY_WORD = re2.compile(  # names a kind of thing, no demand to follow the standard
    rb"(?i)^[ -]?(?:servers?|clients?|apps?|resources?|api|element|data ?types?|specification"
    rb"|conformant|data|messages?"
    rb"|[a-z]+(?:server|klient|resurs)\w*)\b"
)
_TO_FOLLOW = re2.compile(
    rb"(?i)\b(?:support\w*|compl\w+|conform\w*|accord\w+|based on|follow\w*|standards?|via|using"
    rb"|adher\w+|compatib\w+"
    rb"|stod\w*|enligt|folj\w+|uppfyll\w*|basera\w+|standard\w*|kompatib\w+|anvand\w+|HL7)\b[^.\n]*$"
)
_FAMILY_VERSION = re2.compile(
    rb"^[^.\n]{0,4}(?:v(?:ersion)?\.? ?)?(?:\d+\.\d+|R[2-6]B?\b|STU ?\d|DSTU ?\d|V\d|PS ?3|Part \d)"
)
_CONTRACT = re2.compile(
    rb"\b(?:Get|Register|Delete|Process|Send|Revoke|Make|Cancel|Update|Find|Subscribe"
    rb"|List)[A-Z][A-Za-z]{3,}\b"
    rb"|\burn:riv:[a-z0-9:.]+:[A-Za-z]+(?::\d+)?"
)
_CONTRACT_SAID = re2.compile(
    rb"(?i)tjanstekontrakt|kontraktet|\bservice contract|\bRIV|\bNPO\b|\bNTJP|tjansteplattform"
    rb"|tjansteproducent"
    rb"|tjanstekonsument|engagemangsindex|tjanstedoman"
)
_CONTRACT_VERSION = re2.compile(
    rb"(?i)^[ (,-]{0,3}\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\b|^[^.\n]{0,50}\bv(?:ersion(?:erna|en"
    rb"|s)?)?\.? ?\d{1,2}(?:\.\d{1,2})*\b"
)
_RESOURCES = (
    b"Account|AllergyIntolerance|Appointment|AuditEvent|Binary|Bundle|CapabilityStatement"
    b"|CarePlan|CareTeam|Claim|Communication"
    b"|Composition|Condition|Consent|Coverage|Device|DiagnosticReport|DocumentReference"
    b"|Encounter|EpisodeOfCare"
    b"|FamilyMemberHistory|Goal|Group|ImagingStudy|Immunization|List|Location"
    b"|Medication[A-Z]?\\w*|Observation"
    b"|OperationOutcome|Organization|Patient|Practitioner(?:Role)?|Procedure|Provenance"
    b"|Questionnaire(?:Response)?"
    b"|RelatedPerson|Schedule|ServiceRequest|Slot|Specimen|StructureDefinition|Subscription|Task|ValueSet"
)
_INTERFACE = re2.compile(
    rb"\b(?:ADT|ORM|ORU|OML|OMI|OUL|SIU|MDM|RDE|RDS|RAS|VXU|DFT|BAR|QBP|RSP"
    rb"|ACK)\^[A-Z]\d{2}(?:\^[A-Z]{3}_[A-Z]\d{2})?"
    rb"|\b(?:ITI|RAD|PCC|QRPH|PHARM|DEV|LAB)-\d{1,3}\b"
    rb"|\b(?:QIDO|WADO|STOW)-RS\b|\bC-(?:STORE|FIND|MOVE|GET|ECHO)\b|\bMPPS\b"
    rb"|\b(?:XDS(?:-I)?\.b|XCA|XUA|ATNA|BPPC|PIXm|PIXv3|PDQm|PDQv3|MHD)\b"
    rb"|\b(?:FHIR(?: R[4-6]B?)?|US Core|R[4-6]B?) (?:" + _RESOURCES + rb")\b"
    rb"|\bhl7[a-z]*\.fhir(?:\.[a-z0-9-]+)+(?:[#@ ]\d+\.\d+\.\d+)?"
)
_HSA = re2.compile(rb"\bSE(\d{10})-[A-Z0-9]{1,20}\b")
_OID = re2.compile(  # arcs that are in use: "2.1.1.2.1" is a section
    rb"\burn:oid:[0-2](?:\.\d{1,9}){2,}\b|\b(?:1\.[0-3]\.\d{3,6}|2\.16\.\d{3}|1\.3\.6\.1"
    rb"|2\.999)(?:\.\d{1,20}){1,}\b"
)
_ORGANISATION = re2.compile(rb"(?:^|[^0-9A-Za-z.:/-])(\d{6}-?\d{4})(?:$|[^0-9A-Za-z-])")
_ORGANISATION_SAID = re2.compile(rb"(?i)org(?:anisations?|anization)?\.? ?(?:nr|nummer|number|no)\W{0,3}$")
_PERSONAL = re2.compile(rb"(?:^|[^0-9A-Za-z.:/-])((?:18|19|20)?\d{6}[-+ ]?\d{4})(?:$|[^0-9A-Za-z/-])")
_CPV = re2.compile(rb"\b(?:0[3-9]|[1-8]\d|9[0-8])\d{6}-\d\b")

Found = Iterator[Identifier]
Finder = tuple["re2._Regexp", Callable[[bytes], Found]]  # what must occur, and what then looks closer


def _checked(kind: str, pattern: "re2._Regexp", right: Callable[[str], bool], group: int = 0) -> Finder:
    """A kind whose own characters tell whether it is right."""

    def find(shadow: bytes) -> Found:
        for match in pattern.finditer(shadow):
            state: State = "valid" if right(match.group(group).decode()) else "invalid"
            yield Identifier(kind, state, *match.span(group))

    return pattern, find


def _always(_written: str) -> bool:
    return True


def _near(pattern: "re2._Regexp", shadow: bytes, start: int, end: int) -> bool:
    """Whether the pattern stands within 60 characters of the span."""
    return pattern.search(shadow[max(0, start - _NEAR) : end + _NEAR]) is not None


def _certificates(shadow: bytes) -> Found:
    for match in _CERTIFICATE.finditer(shadow):
        start, end = match.span(1)
        whole = _near(_ISSUER, shadow, start, end) and _near(_EXPIRY, shadow, start, end)
        yield Identifier("certificate", "valid" if whole else "bare", start, end)


def _statutes(shadow: bytes) -> Found:
    yield from _laws(_STATUTE, shadow)


def _eu_acts(shadow: bytes) -> Found:
    yield from _laws(_EU_ACT, shadow)


def _laws(pattern: "re2._Regexp", shadow: bytes) -> Found:
    for match in pattern.finditer(shadow):
        whole = _near(_SECTION, shadow, *match.span())
        yield Identifier("law", "valid" if whole else "bare", *match.span())


def _standards(shadow: bytes) -> Found:
    for match in _STANDARD.finditer(shadow):
        yield Identifier("standard", "valid" if match.group(1) else "bare", *match.span())


def _families(shadow: bytes) -> Found:
    for match in _FAMILY.finditer(shadow):
        after = shadow[match.end() : match.end() + 24]
        if shadow.endswith(b"SMART on ", 0, match.start()):
            continue
        if _ONLY_WORD.search(after) or not _TO_FOLLOW.search(
            shadow[max(0, match.start() - 40) : match.start()]
        ):
            continue
        picked = _FAMILY_VERSION.search(after) or _near(_INTERFACE, shadow, *match.span())
        yield Identifier("family", "valid" if picked else "bare", *match.span())


def _contracts(shadow: bytes) -> Found:
    if not _CONTRACT_SAID.search(shadow):
        return
    for match in _CONTRACT.finditer(shadow):
        start, end = match.span()
        numbered = match.group().startswith(b"urn:") and match.group()[-1:].isdigit()
        versioned = numbered or _CONTRACT_VERSION.search(shadow[end : end + _NEAR])
        yield Identifier("contract", "valid" if versioned else "bare", start, end)


def _organisations(shadow: bytes) -> Found:
    """A number without a hyphen, or with a wrong check digit, is one only where the text says so."""
    for match in _ORGANISATION.finditer(shadow):
        start, end = match.span(1)
        digits = match.group(1).replace(b"-", b"").decode()
        if personal(digits):  # a sole trader's: no note may repeat it
            continue
        said = _ORGANISATION_SAID.search(shadow[max(0, start - 24) : start])
        if said or (b"-" in match.group(1) and organisation(digits)):
            yield Identifier("organisation", "valid" if organisation(digits) else "invalid", start, end)


def _persons(shadow: bytes) -> Found:
    """Only those whose check digit is right: a number that merely looks like one is nobody's."""
    for match in _PERSONAL.finditer(shadow):
        start, end = match.span(1)
        if personal(shadow[start:end].translate(None, b"-+ ").decode()):
            yield Identifier("person", "valid", start, end)


def _numbered(scheme: IdentityNumber) -> Callable[[bytes], Found]:
    """The numbers of a country whose language folder says how they are made."""
    pattern, days = (
        re2.compile(scheme.find.encode()),
        {day + more for day in _DAYS for more in scheme.days_added},
    )

    def right(digits: str) -> bool:
        day, month = digits[slice(*scheme.day)], digits[slice(*scheme.month)]
        sums = (
            sum(int(digit) * by for digit, by in zip(digits, row, strict=False)) for row in scheme.weights
        )
        return month in _MONTHS and int(day) in days and not any(each % scheme.modulo for each in sums)

    def find(shadow: bytes) -> Found:
        for match in pattern.finditer(shadow):
            start, end = match.span(1)
            if right(shadow[start:end].translate(None, b" -").decode()):
                yield Identifier("person", "valid", start, end)

    return find


_SWEDISH = Text(sv="ett personnummer", en="a Swedish personal identity number")
_NUMBERS = tuple(scheme for language in LANGUAGES.values() for scheme in language.identity_numbers)
_PEOPLE = ((_SWEDISH, _persons), *((scheme.name, _numbered(scheme)) for scheme in _NUMBERS))


def persons_in(shadow: bytes) -> tuple[Text, ...]:
    """Which kinds of a person's number stand in the text, each as in "what looks like ..."."""
    return tuple(name for name, find in _PEOPLE if next(find(shadow), None))


_FINDERS: tuple[Finder, ...] = (
    _checked("srn", _SRN, _always),
    _checked("udi", _GTIN, gtin, 1),
    _checked("basic_udi", _BASIC_UDI, gmn, 1),
    _checked("notified_body", _NOTIFIED_BODY, _always, 1),
    _checked("interface", _INTERFACE, _always),
    _checked("hsa", _HSA, lambda written: organisation(written[2:12]) or personal(written[2:12])),
    _checked("oid", _OID, _always),
    _checked("cpv", _CPV, cpv),
    (_CERTIFICATE, _certificates),
    (_STATUTE, _statutes),
    (_EU_ACT, _eu_acts),
    (_STANDARD, _standards),
    (_FAMILY, _families),
    (_CONTRACT, _contracts),
    (_ORGANISATION, _organisations),
    (_PERSONAL, _persons),
    *((re2.compile(scheme.find.encode()), _numbered(scheme)) for scheme in _NUMBERS),
)
_OCCURS = Automaton((pattern.pattern.decode() for pattern, _ in _FINDERS), group=len(_FINDERS))


@lru_cache(maxsize=1)  # several rules and the notes ask about the same text
def identifiers(parsed: Parsed) -> tuple[Identifier, ...]:
    """Every identifier of the text, in its order."""
    found = (each for index in _OCCURS.match(parsed.shadow) for each in _FINDERS[index][1](parsed.shadow))
    return tuple(sorted(found, key=lambda identifier: (identifier.start, identifier.end, identifier.kind)))
