"""What a published notice says of a procurement: an EU notice (eForms) or an Open Contracting release.

eForms: the fields BT-21 (title), BT-22 (internal identifier), BT-262 (main CPV), BT-27 (estimated value),
BT-131 (deadline for tenders) and the buyer's name, of the eForms SDK 1.x. Open Contracting: OCDS 1.1.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from enum import StrEnum

import defusedxml.ElementTree

from .cells import clean
from .markup import is_notice, root_of
from .place import Value
from .refusal import refusal

_LONGEST_TITLE = 300
_LONGEST_REFERENCE = 100
_CPV = re.compile(r"\d{8}(-\d)?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)")
_TIME = re.compile(r"(\d\d:\d\d)")
_LARGEST_VALUE = Decimal(10) ** 13

# The kind of notice, as eForms names its list of codes, and where the procurement then stands.
_STAGES = {
    "planning": "preparation",
    "consultation": "market_dialogue",
    "competition": "published",
    "dir-awa-pre": "evaluation",
    "result": "contract",
    "cont-modif": "contract",
    "completion": "closed",
}
_OCDS_STATUS = {
    "planning": "preparation",
    "planned": "preparation",
    "active": "published",
    "complete": "evaluation",
    "cancelled": "closed",
    "unsuccessful": "closed",
    "withdrawn": "closed",
}
_OCDS_TAGS = {"planning": "preparation", "tender": "published", "award": "evaluation", "contract": "contract"}
_LANGUAGES = {"sv": "SWE", "en": "ENG"}


class Fault(StrEnum):
    """Something that a notice may not leave as it is."""

    TWO_NAMES = "two_names"
    NO_CPV = "no_cpv"
    EMPTY_ORGANISATION = "empty_organisation"
    UNKNOWN_BUYER = "unknown_buyer"
    VALUE_BY_LOT = "value_by_lot"  # no fault of the notice, but the whole's value is not in it


class Notice(Value):
    """What was found; "" and None where the notice is silent.

    `stage` is a value of procurement.models.Stage, `estimated_value` in whole units of `currency`
    (ISO 4217), `deadline` for tenders as the notice writes it: "2020-02-04 10:00".
    """

    title: str = ""
    reference: str = ""
    cpv: str = ""
    estimated_value: Decimal | None = None
    currency: str = ""
    stage: str = ""
    buyer: str = ""
    deadline: str = ""
    faults: tuple[Fault, ...] = ()


def read_notice(content: bytes, *, language: str) -> Notice:
    """Read a notice, its title in `language` where it has several; raises `Refused` where it is none."""
    is_markup = content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<")
    notice = _eforms(content, language) if is_markup else _ocds(content)
    if notice == Notice(faults=notice.faults):
        raise refusal("no_notice")
    return notice


def _eforms(content: bytes, language: str) -> Notice:
    if not is_notice(root_of(content)):
        raise refusal("no_notice")
    root = defusedxml.ElementTree.fromstring(content)
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    return _Eforms(root, language).read()


class _Eforms:
    """A notice whose tags have lost their namespaces."""

    def __init__(self, root, language: str) -> None:
        self.root = root
        self.languages = (_LANGUAGES.get(language, ""), _text(root, "NoticeLanguageCode"))
        self.project = root.find("ProcurementProject")
        self.lots = root.findall("ProcurementProjectLot")
        self.faults: list[Fault] = []

    def read(self) -> Notice:
        self._check()
        value, currency = self._value()
        return Notice(
            title=self._named(self.project)[:_LONGEST_TITLE],
            reference=_text(self.project, "ID")[:_LONGEST_REFERENCE],
            cpv=_cpv(_text(self.project, "MainCommodityClassification/ItemClassificationCode")),
            estimated_value=value,
            currency=currency,
            stage=self._stage(),
            buyer=self._buyer(),
            deadline=self._deadline(),
            faults=tuple(dict.fromkeys(self.faults)),
        )

    def _check(self) -> None:
        """Note what would make the notice invalid where it concerns what we read."""
        for project in self.root.iter("ProcurementProject"):
            languages = [name.get("languageID") for name in project.findall("Name")]
            if len(languages) != len(set(languages)):
                self.faults.append(Fault.TWO_NAMES)
            classes = project.findall("MainCommodityClassification")
            if any(not _text(each, "ItemClassificationCode") for each in classes):
                self.faults.append(Fault.NO_CPV)
        if any(not len(organisation) for organisation in self.root.iter("Organization")):
            self.faults.append(Fault.EMPTY_ORGANISATION)

    def _named(self, element) -> str:
        """The name in the reader's language, else in the notice's own, else the first."""
        names = element.findall("Name") if element is not None else []
        by_language = {name.get("languageID"): clean(name.text or "") for name in reversed(names)}
        wanted = (by_language[each] for each in self.languages if each in by_language)
        return " ".join(next(wanted, clean(names[0].text or "") if names else "").split())

    def _value(self) -> tuple[Decimal | None, str]:
        path = "RequestedTenderTotal/EstimatedOverallContractAmount"
        amount = self.project.find(path) if self.project is not None else None
        if amount is None:
            found = [lot.find(f"ProcurementProject/{path}") for lot in self.lots]
            by_lot = [each for each in found if each is not None]
            if len(self.lots) > 1 and by_lot:
                self.faults.append(Fault.VALUE_BY_LOT)
                return None, ""
            amount = next(iter(by_lot), None)
        if amount is None:
            return None, ""
        return _amount(amount.text), _currency(amount.get("currencyID"))

    def _stage(self) -> str:
        code = self.root.find("NoticeTypeCode")
        return _STAGES.get(code.get("listName", ""), "") if code is not None else ""

    def _buyer(self) -> str:
        wanted = _text(self.root, "ContractingParty/Party/PartyIdentification/ID")
        for company in self.root.iter("Company"):
            if wanted and _text(company, "PartyIdentification/ID") == wanted:
                return self._named(company.find("PartyName"))
        if wanted:
            self.faults.append(Fault.UNKNOWN_BUYER)
        return ""

    def _deadline(self) -> str:
        """The first of the lots' deadlines, which mostly are one."""
        return min(filter(None, map(_deadline_of, self.lots)), default="")


def _deadline_of(lot) -> str:
    period = lot.find("TenderingProcess/TenderSubmissionDeadlinePeriod")
    if period is None:
        return ""
    return _moment(_text(period, "EndDate"), _text(period, "EndTime"))


def _text(element, path: str) -> str:
    return clean(element.findtext(path) or "") if element is not None else ""


def _moment(day: str, time: str) -> str:
    """ "2020-02-04 10:00", or the day alone; the time zone is left to the notice."""
    found = (_DAY.match(day), _TIME.match(time))
    return " ".join(each.group(1) for each in found if each)


def _cpv(said: str) -> str:
    found = _CPV.match(said)
    return found.group() if found else ""


def _currency(said: object) -> str:
    return said if isinstance(said, str) and _CURRENCY.fullmatch(said) else ""


def _amount(said: object) -> Decimal | None:
    try:
        amount = Decimal(str(said).strip())
    except InvalidOperation:
        return None
    return amount.quantize(Decimal("0.01")) if amount.is_finite() and 0 <= amount < _LARGEST_VALUE else None


def _ocds(content: bytes) -> Notice:
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        raise refusal("no_notice") from None
    releases = sorted(_releases(said), key=lambda release: str(release.get("date", "")))
    with_tender = [release for release in releases if isinstance(release.get("tender"), dict)]
    if not with_tender:
        raise refusal("no_notice")
    release = with_tender[-1]
    tender = release["tender"]
    value = _part(tender, "value")
    return Notice(
        title=_said(tender, "title")[:_LONGEST_TITLE],
        reference=(_said(tender, "id") or _said(release, "ocid"))[:_LONGEST_REFERENCE],
        cpv=next(_cpvs(tender), ""),
        estimated_value=_amount(value.get("amount")),
        currency=_currency(value.get("currency")),
        stage=_ocds_stage(release, tender),
        buyer=_said(_part(release, "buyer"), "name") or _said(_part(tender, "procuringEntity"), "name"),
        deadline=_moment(*_said(_part(tender, "tenderPeriod"), "endDate").partition("T")[::2]),
    )


def _releases(said: object) -> Iterator[dict]:
    """The releases of a release package or a record package, or the one release itself."""
    if not isinstance(said, dict):
        return
    listed = said.get("releases")
    records = said.get("records")
    compiled = [record.get("compiledRelease") for record in records or [] if isinstance(record, dict)]
    for release in [*(listed if isinstance(listed, list) else []), *compiled, said]:
        if isinstance(release, dict):
            yield release


def _part(element: dict, name: str) -> dict:
    part = element.get(name)
    return part if isinstance(part, dict) else {}


def _said(element: dict, name: str) -> str:
    value = element.get(name)
    return " ".join(clean(str(value)).split()) if isinstance(value, str | int) else ""


def _cpvs(tender: dict) -> Iterator[str]:
    items = tender.get("items")
    for item in items if isinstance(items, list) else []:
        classification = _part(item, "classification") if isinstance(item, dict) else {}
        if classification.get("scheme") == "CPV" and (code := _cpv(str(classification.get("id", "")))):
            yield code


def _ocds_stage(release: dict, tender: dict) -> str:
    tags = release.get("tag")
    reached = [_OCDS_TAGS[tag] for tag in tags if tag in _OCDS_TAGS] if isinstance(tags, list) else []
    if reached and reached[-1] in ("evaluation", "contract"):
        return reached[-1]
    return _OCDS_STATUS.get(_said(tender, "status"), next(iter(reached), ""))
