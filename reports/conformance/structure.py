"""Checkpoints 02, 09, 13-15, 17 and 19: the structure tree is made of the parts it may be made of."""

from collections import Counter
from collections.abc import Callable, Iterator

from .check import Places, check
from .document import STANDARD_TYPES, Document, Element, bare, listed


@check("UA 02-001", "One or more non-standard tag's mapping does not terminate with a standard type.")
def unmapped(document: Document) -> Places:
    for element in document.elements:
        if element.standard not in STANDARD_TYPES:
            yield str(element)


@check("UA 02-003", "A circular mapping exists.")
def circular(document: Document) -> Places:
    for start in document.roles:
        tag, seen = start, set()
        while tag in document.roles and tag not in seen:
            seen.add(tag)
            tag = document.roles[tag]
        if tag in seen:
            yield start


@check("UA 02-004", "One or more standard types are remapped.")
def remapped(document: Document) -> Places:
    return (tag for tag in document.roles if tag in STANDARD_TYPES)


# What may stand where (ISO 32000-1, 14.8.4.2-14.8.4.4): a type's parents, and its children.
TABLE_PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
    "TH": {"TR"},
    "TD": {"TR"},
}
TABLE_CHILDREN = {
    "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TFoot": {"TR"},
    "TR": {"TH", "TD"},
}
LIST_PARENTS = {"LI": {"L"}, "LBody": {"LI"}}
LIST_CHILDREN = {"L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}}
TOC_PARENTS = {"TOCI": {"TOC"}}
TOC_CHILDREN = {"TOC": {"TOC", "TOCI", "Caption"}, "TOCI": {"Lbl", "Reference", "NonStruct", "P", "TOC"}}
RUBY_PARENTS = {"RB": {"Ruby"}, "RT": {"Ruby"}, "RP": {"Ruby"}}
RUBY_CHILDREN = {"Ruby": {"RB", "RT", "RP"}}
WARICHU_PARENTS = {"WT": {"Warichu"}, "WP": {"Warichu"}}
WARICHU_CHILDREN = {"Warichu": {"WT", "WP"}}


def _misplaced(
    document: Document, parents: dict[str, set[str]], children: dict[str, set[str]]
) -> Iterator[str]:
    for element in document.elements:
        above = element.parent.standard if element.parent else ""
        if above not in parents.get(element.standard, {above}):
            yield f"{element} in <{above}>"
        wrong = set(element.tags()) - children.get(element.standard, set(element.tags()))
        if wrong:
            yield f"{element} holds <{sorted(wrong)[0]}>"


def _oddly_made(document: Document, tag: str, is_odd: Callable[[list[str]], bool]) -> Iterator[str]:
    return (
        str(element) for element in document.elements if element.standard == tag and is_odd(element.tags())
    )


def _odd_table(tags: list[str]) -> bool:
    count = Counter(tags)
    parted = (count["THead"] or count["TFoot"]) and not count["TBody"]
    too_many = max(count["THead"], count["TFoot"], count["Caption"]) > 1
    return bool(parted or too_many or "Caption" in tags[1:-1])


def _late_caption(tags: list[str]) -> bool:
    return "Caption" in tags[1:]


@check(
    "UA 09-004", "A table-related structure element is used in a way that does not conform to ISO 32000-1."
)
def tables(document: Document) -> Places:
    yield from _misplaced(document, TABLE_PARENTS, TABLE_CHILDREN)
    yield from _oddly_made(document, "Table", _odd_table)


@check("UA 09-005", "A list-related structure element is used in a way that does not conform to ISO 32000-1.")
def lists(document: Document) -> Places:
    yield from _misplaced(document, LIST_PARENTS, LIST_CHILDREN)
    yield from _oddly_made(document, "L", _late_caption)


@check("UA 09-006", "A TOC-related structure element is used in a way that does not conform to ISO 32000-1.")
def contents_lists(document: Document) -> Places:
    yield from _misplaced(document, TOC_PARENTS, TOC_CHILDREN)
    yield from _oddly_made(document, "TOC", _late_caption)


@check("UA 09-007", "A Ruby-related structure element is used in a way that does not conform to ISO 32000-1.")
def rubies(document: Document) -> Places:
    return _misplaced(document, RUBY_PARENTS, RUBY_CHILDREN)


@check(
    "UA 09-008", "A Warichu-related structure element is used in a way that does not conform to ISO 32000-1."
)
def warichus(document: Document) -> Places:
    return _misplaced(document, WARICHU_PARENTS, WARICHU_CHILDREN)


def _without_words(document: Document, tag: str) -> Iterator[str]:
    for element in document.elements:
        if (
            element.standard == tag
            and not element.text("/Alt").strip()
            and "/ActualText" not in element.entries
        ):
            yield str(element)


@check("UA 13-004", "<Figure> tag alternative or replacement text missing.")
def figures(document: Document) -> Places:
    return _without_words(document, "Figure")


def _levels(document: Document) -> list[tuple[Element, int]]:
    return [
        (element, int(element.standard[1:]))
        for element in document.elements
        if len(element.standard) == len("H1")
        and element.standard[0] == "H"
        and element.standard[1:].isdigit()
    ]


@check("UA 14-002", "Does use numbered headings, but the first heading tag is not <H1>.")
def first_heading(document: Document) -> Places:
    return (str(element) for element, level in _levels(document)[:1] if level != 1)


@check("UA 14-003", "Numbered heading levels in descending sequence are skipped.")
def skipped_levels(document: Document) -> Places:
    before = 0
    for element, level in _levels(document):
        if level > before + 1:
            yield str(element)
        before = level


@check("UA 14-006", "A node contains more than one <H> tag.")
def many_headings(document: Document) -> Places:
    return (str(element) for element in document.elements if element.tags().count("H") > 1)


@check("UA 14-007", "Document uses both <H> and <H#> tags.")
def two_systems(document: Document) -> Places:
    if _levels(document):
        yield from (str(element) for element in document.elements if element.standard == "H")


@check(
    "UA 15-003",
    "In a table not organized with Headers attributes and IDs, a <TH> cell does not contain a Scope "
    "attribute.",
)
def scopes(document: Document) -> Places:
    for table in (element for element in document.elements if element.standard == "Table"):
        cells = [cell for cell in below(table) if cell.standard in ("TH", "TD")]
        data = [cell for cell in cells if cell.standard == "TD"]
        if data and all(_attribute(cell, "/Headers") is not None for cell in data):
            continue
        for cell in cells:
            if cell.standard == "TH" and _attribute(cell, "/Scope") is None:
                yield str(cell)


def below(element: Element) -> Iterator[Element]:
    """All elements inside `element`, those of tables inside it left out."""
    for kid in element.kids:
        yield kid
        if kid.standard != "Table":
            yield from below(kid)


def _attribute(element: Element, name: str) -> object | None:
    for attributes in listed(element.entries.get("/A")):
        if isinstance(attributes, int):  # revision numbers may stand between
            continue
        if name in attributes:
            return attributes[name]
    return None


@check("UA 17-002", "<Formula> tag is missing an Alt attribute.")
def formulas(document: Document) -> Places:
    return _without_words(document, "Formula")


@check("UA 19-003", "ID entry of the <Note> tag is not present.")
def notes_without_id(document: Document) -> Places:
    for element in document.elements:
        if element.standard == "Note" and not element.text("/ID"):
            yield str(element)


@check("UA 19-004", "ID entry of the <Note> tag is non-unique.")
def notes_with_one_id(document: Document) -> Places:
    notes = [element for element in document.elements if element.standard == "Note" and element.text("/ID")]
    count = Counter(element.text("/ID") for element in notes)
    return (str(element) for element in notes if count[element.text("/ID")] > 1)


@check("UA 28-017", "A PrinterMark annotation is included in the logical structure.")
def printer_marks(document: Document) -> Places:
    for page, annotation, element in document.annotations:
        if bare(annotation.get("/Subtype")) == "PrinterMark" and element is not None:
            yield f"page {page}"
