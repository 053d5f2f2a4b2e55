"""Requirements that come as named values - ReqIF attributes, JSON objects - to drafts."""

from collections.abc import Mapping, Sequence

from . import vocabulary
from .draft import Cell, Draft
from .place import Place, Value
from .problems import Finding, Part

_ONE_OF = ("number", "kind", "phase")  # fields of which a requirement has one; other names stay beside it


class Record(Value):
    """One object of a file: its values by name, the headings above it, the key we gave it, if any.

    `asks` is False where the file itself says that it is no requirement, None where it does not say.
    """

    place: Place
    values: dict[str, str]
    headings: tuple[str, ...] = ()
    asks: bool | None = None
    key: str = ""

    def filled(self, name: str) -> str:
        value = self.values.get(name, "")
        return "" if vocabulary.says_nothing(value) else value


class Fields(Value):
    """Which names hold what, decided over all records; `letters` are the meanings of a kind's letters."""

    text: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    number: str = ""
    kind: str = ""
    phase: str = ""
    motive: tuple[str, ...] = ()
    shown_by: tuple[str, ...] = ()
    area: tuple[str, ...] = ()
    letters: dict[str, str] = {}

    def names(self) -> set[str]:
        single = {self.number, self.kind, self.phase}
        return {*single, *self.text, *self.title, *self.motive, *self.shown_by, *self.area}


def fields_of(records: Sequence[Record], known: Mapping[str, str] | None = None) -> Fields:
    """The fields of these records; `known` names some outright, the vocabulary tells the others."""
    names = dict.fromkeys(name for record in records for name in record.values)
    by_field: dict[str, list[str]] = {}
    for name in names:
        field = (known or {}).get(name) or vocabulary.field_of(name)
        if field:
            by_field.setdefault(field, []).append(name)
    kinds = by_field.get("kind", [])
    chosen = {field: _most_told(by_field.get(field, []), records) for field in _ONE_OF}
    return Fields(
        text=tuple(by_field.get("text", []) + by_field.get("weak_text", [])),
        title=tuple(by_field.get("title", [])),
        motive=tuple(by_field.get("motive", [])),
        shown_by=tuple(by_field.get("shown_by", [])),
        area=tuple(by_field.get("area", [])),
        letters=vocabulary.letters_of(chosen["kind"], _told(chosen["kind"], records)) if kinds else {},
        **chosen,
    )


def _told(name: str, records: Sequence[Record]) -> set[str]:
    return {record.values[name] for record in records if record.values.get(name)}


def _most_told(names: Sequence[str], records: Sequence[Record]) -> str:
    """The name with most different values: an ID rather than a column of the same chapter number."""
    return max(names, key=lambda name: len(_told(name, records)), default="")


def read_records(records: Sequence[Record], fields: Fields) -> Part:
    """A draft for each record that holds anything, as requirement or as context."""
    findings: list[Finding] = []
    drafts = []
    for record in records:
        number = record.filled(fields.number)
        if len(number) > vocabulary.LONGEST_NUMBER:
            findings.append(Finding(id="long_number", place=record.place, key=number[:40]))
            number = ""
        title = _first(record, fields.title)
        text = _first(record, fields.text)
        if not text and title and number and record.asks is not False:
            findings.append(Finding(id="title_as_text", place=record.place, key=number))
            text, title = title, ""
        if not text:
            drafts += _context(record, title or number, "heading" if title else "no_text")
        elif not _asks(record, text, number):
            drafts += _context(record, "\n".join(filter(None, (title, text))), "asks_nothing")
        else:
            drafts.append(_requirement(record, fields, (number, title, text), findings))
    return Part(drafts=tuple(drafts), findings=tuple(findings))


def _first(record: Record, names: Sequence[str]) -> str:
    return next(filter(None, map(record.filled, names)), "")


def _asks(record: Record, text: str, number: str) -> bool:
    if record.asks is not None:
        return record.asks
    return bool(number) or vocabulary.asks(text) or not vocabulary.looks_like_heading(text)


def _context(record: Record, text: str, why: str) -> list[Draft]:
    """At most one draft: a record without any text leaves nothing to keep."""
    draft = Draft(
        text=text,
        place=record.place,
        heading_path=record.headings,
        is_context=True,
        why=why,
        key=record.key,
    )
    return [draft] if text else []


def _requirement(
    record: Record, fields: Fields, said: tuple[str, str, str], findings: list[Finding]
) -> Draft:
    """`said` are the number, the title and the text."""
    number, title, text = said
    areas = (value for name in fields.area if (value := record.filled(name)))
    path = tuple(dict.fromkeys((*record.headings, *areas, *([title] if title else []))))
    told = record.filled(fields.kind)
    kind = _known(vocabulary.kind_of(told, fields.letters), "unknown_kind", told, record, findings)
    when = record.filled(fields.phase)
    phase = _known(vocabulary.phase_of(when) if when else "", "unknown_phase", when, record, findings)
    taken = fields.names() - set(fields.text[1:])
    others = (Cell(header=name, text=record.filled(name)) for name in record.values if name not in taken)
    return Draft(
        text=text,
        place=record.place,
        number=number,
        heading_path=path,
        kind=kind or vocabulary.kind_of_surroundings(text, path),
        phase=phase,
        motive=_joined(record, fields.motive),
        shown_by=_joined(record, fields.shown_by),
        others=tuple(cell for cell in others if cell.text and cell.text != text),
        key=record.key,
    )


def _known(meaning: str | None, finding: str, told: str, record: Record, findings: list[Finding]) -> str:
    if told and not meaning:
        findings.append(Finding(id=finding, place=record.place, key=told[:40]))
    return meaning or ""


def _joined(record: Record, names: Sequence[str]) -> str:
    """One value as it is; several under their names."""
    filled = [(name, record.filled(name)) for name in names if record.filled(name)]
    if len(filled) == 1:
        return filled[0][1]
    return "\n\n".join(f"{name}:\n{value}" for name, value in filled)
