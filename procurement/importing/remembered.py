"""How an organisation had tables of one shape read the last time, for the next file of that shape.

A shape is the words of the headers as the importer finds them. What is kept is only what somebody
corrected: a file that was read well enough by itself leaves nothing behind.
"""

from accounts.models import Organisation
from procurement.importers.mapping import NO_HEADER, Mapping, TableMapping
from procurement.importers.place import Value

from .models import RememberedMapping


class Settings(Value):
    """How one table is read, wherever in its sheet the header stands.

    `header` is told in rows below the header that the importer finds; None means that there is none.
    """

    take: bool
    header: int | None
    height: int | None
    roles: tuple[str, ...]
    paragraphs: bool
    kinds: dict[str, str]
    phases: dict[str, str]
    kind_when_silent: str


def recalled(*, organisation: Organisation, found: Mapping) -> Mapping | None:
    """The mapping that files like this one had, over the one just found; None where none is known."""
    shapes = [table.shape for table in found.tables]
    known: dict[tuple[str, str], Settings] = {}
    # The latest last: it is what is said of a sheet that has another name now.
    rows = RememberedMapping.objects.filter(organisation=organisation, shape__in=shapes)
    for row in rows.order_by("updated_at"):
        kept = Settings.model_validate(row.settings)
        known[row.shape, row.name] = kept
        known[row.shape, ""] = kept
    if not known:
        return None
    tables = tuple(_as_last_time(table, known) for table in found.tables)
    return Mapping(
        tables=tables,
        paragraphs=kept.paragraphs,
        kinds=kept.kinds,
        phases=kept.phases,
        kind_when_silent=kept.kind_when_silent,
    )


def _as_last_time(table: TableMapping, known: dict[tuple[str, str], Settings]) -> TableMapping:
    same_name = known.get((table.shape, _name(table)))
    kept = same_name or known.get((table.shape, ""))
    if kept is None:
        return table
    header = NO_HEADER if kept.header is None else max(1, table.header + kept.header)
    changes = {"header": header, "height": kept.height, "roles": kept.roles}
    if same_name:  # one of several alike sheets that was left out says nothing of the others
        changes["take"] = kept.take
    return table.model_copy(update=changes)


def remember(*, organisation: Organisation, found: Mapping, mapping: Mapping) -> None:
    """Keep how a file was read; where that is as it was found, forget what was known of its like."""
    same = mapping == found
    for was_found, table in zip(found.tables, mapping.tables, strict=True):
        about = {"organisation": organisation, "shape": was_found.shape, "name": _name(table)}
        if same:
            RememberedMapping.objects.filter(**about).delete()
        elif table.shape and (table != was_found or _has_words(mapping)):
            kept = _settings(was_found, table, mapping).model_dump()
            RememberedMapping.objects.update_or_create(**about, defaults={"settings": kept})


def _has_words(mapping: Mapping) -> bool:
    return mapping.model_copy(update={"tables": ()}) != Mapping()


def _settings(found: TableMapping, table: TableMapping, mapping: Mapping) -> Settings:
    return Settings(
        take=bool(table.take),
        header=None if table.header == NO_HEADER else table.header - found.header,
        height=table.height,
        roles=table.roles,
        paragraphs=mapping.paragraphs,
        kinds=mapping.kinds,
        phases=mapping.phases,
        kind_when_silent=mapping.kind_when_silent,
    )


def _name(table: TableMapping) -> str:
    return table.place.sheet[:100] or str(table.place.table or "")
