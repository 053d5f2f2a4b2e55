"""Paragraphs under headings to drafts: the same for a Word document and for pasted text."""

from collections.abc import Sequence

from . import vocabulary
from .draft import Draft
from .place import Place, Value

_SHORT_ITEM = 200  # characters; a longer list item stands as a requirement of its own


class Paragraph(Value):
    """One paragraph. `level` is 1-9 for a heading, 0 else; `label` is its automatic number as shown.

    `is_item` marks a bullet or a list number of one level ("•", "a)", "1."), whose sense may hang on
    the sentence above it.
    """

    text: str
    place: Place
    level: int = 0
    label: str = ""
    is_item: bool = False


class Outline:
    """The headings that are open at this point of the document."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def enter(self, text: str, level: int) -> None:
        self._open = [pair for pair in self._open if pair[0] < level]
        self._open.append((level, text))

    def path(self) -> tuple[str, ...]:
        return tuple(text for _, text in self._open)


def read_paragraphs(
    paragraphs: Sequence[Paragraph], outline: Outline, *, all_ask: bool = False
) -> list[Draft]:
    """Drafts of a run of paragraphs, taking headings into `outline`.

    A paragraph is a requirement when it says that something shall be (vocabulary: obligation) or has a
    number of its own; with `all_ask` (a pasted list) every sentence is one. A sentence that ends in a
    colon and the short items below it are one requirement.
    """
    paragraphs = [_marked(paragraph) for paragraph in paragraphs]
    drafts = []
    index = 0
    while index < len(paragraphs):
        paragraph = paragraphs[index]
        items = _items_below(paragraphs, index)
        index += 1 + len(items)
        if paragraph.level:
            drafts.append(_heading(paragraph, outline))
        else:
            drafts.append(_draft(paragraph, items, outline.path(), all_ask=all_ask))
    return drafts


def _marked(paragraph: Paragraph) -> Paragraph:
    """A typed list mark taken for what it is."""
    mark, rest = vocabulary.split_item(paragraph.text)
    if not mark or paragraph.level or paragraph.is_item:
        return paragraph
    return paragraph.model_copy(update={"text": rest, "label": mark, "is_item": True})


def _heading(paragraph: Paragraph, outline: Outline) -> Draft:
    text = " ".join(filter(None, (paragraph.label, paragraph.text)))
    outline.enter(text, paragraph.level)
    return Draft(
        text=text, place=paragraph.place, heading_path=outline.path()[:-1], is_context=True, why="heading"
    )


def _items_below(paragraphs: Sequence[Paragraph], index: int) -> list[Paragraph]:
    """The short list items that complete a sentence ending in a colon."""
    lead = paragraphs[index]
    if lead.level or not lead.text.endswith(":") or not vocabulary.asks(lead.text):
        return []
    items = []
    for paragraph in paragraphs[index + 1 :]:
        if not paragraph.is_item or vocabulary.asks(paragraph.text) or len(paragraph.text) > _SHORT_ITEM:
            break
        items.append(paragraph)
    return items


def _draft(paragraph: Paragraph, items: list[Paragraph], path: tuple[str, ...], *, all_ask: bool) -> Draft:
    own, rest = vocabulary.split_number(paragraph.text)
    is_numbered = bool(own) or (bool(paragraph.label) and not paragraph.is_item)
    asks = all_ask or vocabulary.asks(rest) or (is_numbered and not vocabulary.looks_like_heading(rest))
    if not asks:
        text = " ".join(filter(None, (paragraph.label, paragraph.text)))
        return Draft(text=text, place=paragraph.place, heading_path=path, is_context=True, why="asks_nothing")
    return Draft(
        text="\n".join([rest, *(f"{item.label or '•'} {item.text}" for item in items)]),
        place=paragraph.place,
        number=own or ("" if paragraph.label == "•" else paragraph.label.strip("().:")),
        heading_path=path,
        kind=vocabulary.kind_of_surroundings(rest, path),
    )
