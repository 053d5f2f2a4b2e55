"""JSON to drafts: a file of our own (json_format), or a plain list of objects as other tools write it."""

import json
import re

from pydantic import ValidationError

from .cells import clean
from .draft import Draft, Reading
from .json_format import FORMAT, RequirementRecord, SpecificationFile
from .place import Place
from .problems import put_together
from .records import Record, fields_of, read_records
from .refusal import refusal

_OUR_NAMES = {  # what json_format calls its fields, in a list that somebody made by hand
    "number": "number",
    "text": "text",
    "kind": "kind",
    "phase": "phase",
    "motive": "motive",
    "shown_by": "shown_by",
}
_MOST_ITEMS = 20_000
_OBJECTS_OF_ONE = 20  # in one requirement; our own files have three
_LISTS = ("requirements", "krav", "items")


def is_json(text: str) -> bool:
    """Whether text is meant as JSON: an object, or a list of objects or strings."""
    return bool(re.match(r"\s*(\{|\[\s*[\[{\"\]])", text))


def read_json(text: str) -> Reading:
    """Read JSON text; raises `Refused` where it is none or holds no list of requirements."""
    if text.count("{") > _MOST_ITEMS * _OBJECTS_OF_ONE:
        raise refusal("too_many_rows", most=_MOST_ITEMS)
    content = _parsed(text)
    found = content if isinstance(content, list) else _list_in(content)
    if not found:
        raise refusal("unknown_json")
    if len(found) > _MOST_ITEMS:
        raise refusal("too_many_rows", most=_MOST_ITEMS)
    if isinstance(content, dict) and content.get("format") == FORMAT:
        return _ours(content)
    records = [_record(place, item) for place, item in enumerate(found, start=1)]
    return put_together([read_records(records, fields_of(records, _OUR_NAMES))])


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise refusal("damaged_json", line=error.lineno, column=error.colno) from None
    except (RecursionError, ValueError):
        raise refusal("unknown_json") from None


def _list_in(content: object) -> list | None:
    if not isinstance(content, dict):
        return None
    by_name = {name.lower(): value for name, value in content.items()}
    if "releases" in by_name or "ocid" in by_name:
        raise refusal("notice")
    return next((by_name[name] for name in _LISTS if isinstance(by_name.get(name), list)), None)


def _ours(content: dict) -> Reading:
    try:
        file = SpecificationFile.model_validate(content)
    except ValidationError as error:
        field = ".".join(map(str, error.errors()[0]["loc"]))
        raise refusal("wrong_json", field=field) from None
    drafts = (_draft(place, record) for place, record in enumerate(file.requirements, start=1))
    return Reading(drafts=tuple(drafts))


def _draft(count: int, record: RequirementRecord) -> Draft:
    return Draft(
        text=record.text,
        place=record.place if record.place != Place() else Place(item=count),
        number=record.number,
        heading_path=record.heading_path,
        kind=record.kind,
        phase=record.phase,
        motive=record.motive,
        shown_by=record.shown_by,
        is_context=record.is_context,
        key=str(record.key or ""),
    )


def _record(count: int, item: object) -> Record:
    """An object's plain values as text; a bare string is a requirement's text."""
    values = item if isinstance(item, dict) else {"text": item}
    headings = values.get("heading_path")
    context = values.get("is_context")
    return Record(
        place=Place(item=count),
        values={name.strip(): text for name, value in values.items() if (text := _text(value))},
        headings=tuple(map(str, headings)) if isinstance(headings, list) else (),
        asks=not context if isinstance(context, bool) else None,
    )


def _text(value: object) -> str:
    match value:
        case str():
            return clean(value)
        case bool() | None:
            return ""
        case int() | float():
            return str(value)
    return ""
