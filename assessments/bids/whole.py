"""A bid as a whole -> findings: where its answers and its papers disagree with one another. Pure."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import re2

from assessments.engine.language import FULL
from assessments.engine.parse import Parsed, parse
from assessments.engine.verdict import Text, Value

from .facts import Fact, Facts, day, facts_of

_MOST_QUOTES = 8
_GATHERED = ("number_not_in_papers", "annex_not_sent")
_AROUND = 60  # characters of a quotation on either side of what it is about


@dataclass(frozen=True)
class Answered:
    """One requirement and what the bid says to it; `row` is what the requirement is called."""

    row: str
    requirement: str
    answer: str


@dataclass(frozen=True)
class Paper:
    """A file that came with the bid, as far as it has a text layer; `text` is "" where it has none."""

    name: str
    text: str


class Quote(Value):
    """Words of the bid and where they stand: a requirement's name, or a file's."""

    where: str
    text: str
    is_paper: bool = False


class BidFinding(Value):
    """Something that shows only when the bid is read as a whole, as `whole.toml` names it in `check`.

    `quotes` stand side by side; `provision` is what to look up, with its provenance mark, "" where none is.
    """

    check: str
    title: Text
    why: Text
    ask: Text
    quotes: tuple[Quote, ...]
    provision: str = ""


@dataclass(frozen=True)
class Source:
    """An answer or a paper, read."""

    where: str
    is_paper: bool
    parsed: Parsed
    facts: Facts

    def quote(self, fact: Fact) -> Quote:
        """The words of a fact with a little of what stands round them, cut at spaces."""
        text = self.parsed.text
        start = text.rfind(" ", 0, max(0, fact.start - _AROUND)) + 1 if fact.start > _AROUND else 0
        end = text.find(" ", fact.end + _AROUND)
        words = " ".join(text[start : end if end >= 0 else len(text)].split())
        return Quote(where=self.where, text=words, is_paper=self.is_paper)


Case = tuple[str, tuple[Quote, ...]]


def read_bid(
    answers: Sequence[Answered], papers: Sequence[Paper], *, bidder: str, deadline: date | None = None
) -> tuple[BidFinding, ...]:
    """Return the findings in the order of `whole.toml`; empty where nothing disagrees.

    `bidder` is the supplier's name; `deadline` the last day for tenders, None where it is not known.
    """
    said = [_source(each.row, each.answer, is_paper=False) for each in answers if each.answer.strip()]
    sent = [_source(each.name, each.text, is_paper=True) for each in papers if each.text.strip()]
    named = [paper.name for paper in papers]
    cases = [
        *_disagreeing([*said, *sent]),
        *_maker(said, sent, bidder),
        *_between(said, sent),
        *_in_papers(sent, deadline),
        *_outside_eu([*said, *sent]),
        *_not_found(said, sent, named),
    ]
    order = list(_texts())
    return tuple(sorted(map(_finding, _gathered(cases)), key=lambda finding: order.index(finding.check)))


def _gathered(cases: Iterable[Case]) -> Iterator[Case]:
    """What is missing is one finding, however many times: a list of quotations, not of findings."""
    missing: dict[str, tuple[Quote, ...]] = {}
    for check, quotes in cases:
        if check in _GATHERED:
            missing[check] = missing.get(check, ()) + quotes
        else:
            yield check, quotes
    yield from missing.items()


@cache
def _texts() -> dict[str, dict[str, Any]]:
    return tomllib.loads((Path(__file__).parent / "whole.toml").read_text())


def _finding(case: Case) -> BidFinding:
    check, quotes = case
    words = _texts()[check]

    def both(name: str) -> Text:
        return Text(sv=words["sv"][name], en=words["en"][name])

    return BidFinding(
        check=check,
        title=both("title"),
        why=both("why"),
        ask=both("ask"),
        quotes=quotes[:_MOST_QUOTES],
        provision=words["provision"],
    )


def _source(where: str, text: str, *, is_paper: bool) -> Source:
    found = parse(text, expect="sv")
    parsed = found if found.lang in FULL else parse(text, "en")
    return Source(where, is_paper, parsed, facts_of(parsed))


def _disagreeing(sources: Sequence[Source]) -> Iterator[Case]:
    """The same product with two classes, or two Basic UDI-DIs."""
    for check, name in (("class_disagrees", "classes"), ("identifiers_disagree", "udis")):
        stated: dict[str, dict[str, Quote]] = {}
        for source in sources:
            for product in _names(source):
                for fact in getattr(source.facts, name):
                    stated.setdefault(product, {}).setdefault(fact.value, source.quote(fact))
        for values in stated.values():
            if len(values) > 1 and len({quote.where for quote in values.values()}) > 1:
                yield check, tuple(values.values())


def _names(source: Source) -> set[str]:
    """The one product that a source is about; empty where it names none or several."""
    names = {fact.value.rpartition(" ")[0] for fact in source.facts.products}
    return names if len(names) == 1 else set()


_RELATED = re2.compile(
    rb"(?i)\b(?:reseller|subcontract\w*|distributor|on behalf of|aterforsalj\w*|underleverant\w*"
    rb"|distribut\w*|pa uppdrag av|koncern\w*|subsidiary|dotterbolag\w*|parent company|moderbolag\w*)\b"
)


def _maker(said: Sequence[Source], sent: Sequence[Source], bidder: str) -> Iterator[Case]:
    """A paper whose manufacturer is not the bidder, in a bid that names no relation."""
    if any(_RELATED.search(source.parsed.shadow) for source in [*said, *sent]):
        return
    for source in sent:
        for fact in source.facts.manufacturers:
            if not _same_company(fact.value, bidder):
                yield "other_entity", (source.quote(fact),)
                break


_FORMS = frozenset(
    {"ab", "as", "a/s", "oy", "oyj", "gmbh", "ltd", "limited", "inc", "plc", "aps", "asa", "bv"}
)


def _same_company(one: str, other: str) -> bool:
    """Whether two names share their first word that is no form of company."""
    first, second = (
        [word for word in name.lower().replace(",", " ").replace(".", " ").split() if word not in _FORMS]
        for name in (one, other)
    )
    return bool(first and second) and (first[0] == second[0])


def _between(said: Sequence[Source], sent: Sequence[Source]) -> Iterator[Case]:
    """What an answer offers against what the papers are of: versions of a product, of a service contract."""
    for check, name in (("version_disagrees", "products"), ("contract_version_disagrees", "contracts")):
        papers = [(source, fact) for source in sent for fact in getattr(source.facts, name)]
        told: set[str] = set()
        for source in said:
            for fact in getattr(source.facts, name):
                stem, _, version = fact.value.rpartition(" ")
                same = [(other, each) for other, each in papers if each.value.rpartition(" ")[0] == stem]
                if (
                    same
                    and fact.value not in told
                    and not any(_covers(each.value.rpartition(" ")[2], version) for _, each in same)
                ):
                    told.add(fact.value)
                    other, each = same[0]
                    yield check, (source.quote(fact), other.quote(each))
                    break


def _covers(stated: str, version: str) -> bool:
    """Whether "4.x" or "4" covers "4.2"."""
    stem = stated.removesuffix(".x")
    return version == stem or version.startswith(stem + ".")


def _in_papers(sent: Sequence[Source], deadline: date | None) -> Iterator[Case]:
    for source in sent:
        facts = source.facts
        ends = [fact for fact in facts.expiries if deadline and day(fact) < deadline]
        if ends and len(ends) == len(facts.expiries):
            yield "expires_before_need", (source.quote(ends[0]),)
        if facts.exclusions:
            yield "outside_intended_purpose", (source.quote(facts.exclusions[0]),)
        if facts.directives:
            yield "legacy_device", (source.quote(facts.directives[0]),)


def _outside_eu(sources: Sequence[Source]) -> Iterator[Case]:
    """A manufacturer's name with an address outside the EU, and nowhere an authorised representative."""
    if any(source.facts.representatives for source in sources):
        return
    for source in sources:
        near = [
            address
            for maker in source.facts.manufacturers
            for address in source.facts.addresses_outside
            if 0 <= address.start - maker.start <= 2 * _AROUND
        ]
        if near:
            yield "no_authorised_representative", (source.quote(near[0]),)
            return


def _not_found(said: Sequence[Source], sent: Sequence[Source], named: Sequence[str]) -> Iterator[Case]:
    """Certificates and annexes that an answer names and no paper is or holds; only where papers came."""
    if not named:
        return
    read = [source.parsed.text.upper() for source in sent]
    for source in said:
        missing = [fact for fact in source.facts.certificates if not _stands(fact.value, read, named)]
        if missing and len(read) == len(named):
            yield "number_not_in_papers", (source.quote(missing[0]),)
    annexes = {
        fact.value.replace(" ", ""): (source, fact) for source in said for fact in source.facts.annexes
    }
    for number, (source, fact) in annexes.items():
        if not any(_is_annex(name, number) for name in named):
            yield "annex_not_sent", (source.quote(fact),)


def _stands(number: str, texts: Iterable[str], names: Iterable[str]) -> bool:
    return any(number in text for text in texts) or any(number in name.upper() for name in names)


def _is_annex(name: str, number: str) -> bool:
    """Whether a file is called by an annex's number: "Bilaga 7a - certifikat.pdf", "annex_7A.pdf"."""
    words = "".join(each if each.isalnum() else " " for each in name.upper()).split()
    joined = {"".join(pair) for pair in pairwise(words)} | {word.removeprefix("BILAGA") for word in words}
    return number in words or number in joined
