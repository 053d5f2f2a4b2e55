"""A reading of a bid -> its passages, each with the requirement that it answers. Pure.

A passage is a row of a table, or what stands in running text from a requirement's number to the next. Where
a number in the text is another thing than it looks, somebody says so, passage by passage: `placed`.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from procurement.importers import vocabulary
from procurement.importers.draft import Draft, Reading
from procurement.importers.place import Place

from .altered import ADDED, REMOVED, Alteration, Repeated, is_our_sheet, of_passage, removed, repeats_until
from .answers import FIELDS, AnswerDraft, field_named, how_met, says_yes_or_no
from .known import Asked, Known, squeezed, whole

_SAME = 0.8  # share of a paragraph's words that stand in the requirement: it repeats the question
_LABEL = re.compile(r"(?P<name>[^\W\d][^:|\n]{1,40}?)\s*(?:[:|]\s*|$)")


@dataclass(frozen=True)
class Passage:
    """`said` is the answer, by `answers.FIELDS`; `text` all that stands there, the question too.

    `id` is the place of its first draft in the reading; `row` the requirement's in the list that was asked,
    None where none was found. `is_again`: a row of a table, and one above it answers the same. `repeated` is
    the requirement as the bid has it beside the answer, None where it has none.
    """

    id: int
    place: Place
    text: str
    said: Mapping[str, str]
    row: int | None
    in_table: bool
    is_again: bool = False
    repeated: Repeated | None = None

    @property
    def answer(self) -> str:
        """What would be stored, as one text."""
        return "\n".join(self.said[name] for name in FIELDS if self.said.get(name))


def passages_of(
    reading: Reading,
    columns: Mapping[str, str],
    asked: Sequence[Asked],
    placed: Mapping[str, str] | None = None,
) -> tuple[Passage, ...]:
    """Return the passages in the order of the file.

    `columns` is header -> field. `placed` says by a passage's id the key of the requirement that it answers,
    "" for none, where somebody has said so.
    """
    gathered = _Gathered(Known(asked), columns, is_ours=is_our_sheet(reading.mapping))
    has_rows = any(_is_row(draft) for draft in reading.drafts)
    for place, draft in enumerate(reading.drafts):
        # A workbook's other sheets are its instructions.
        if not (has_rows and draft.place.sheet and draft.is_context):
            gathered.take(place, draft)
    gathered.close()
    return _told(gathered.passages, asked, placed or {})


@dataclass(frozen=True)
class Matched:
    """The answers in the order asked, what answers nothing that was asked, and rows that come too late."""

    answers: tuple[AnswerDraft, ...]
    strangers: tuple[Passage, ...]
    twice: tuple[Passage, ...]


def match(passages: Sequence[Passage]) -> Matched:
    """Put together what the passages say to each requirement: of a table the first row, of text all."""
    said: dict[int, dict[str, str]] = {}
    places: dict[int, Place] = {}
    for passage in passages:
        if passage.row is None or passage.is_again or not passage.said:
            continue
        places.setdefault(passage.row, passage.place)
        answer = said.setdefault(passage.row, {})
        for name, text in passage.said.items():
            both = name in answer and name != "how_met"
            answer[name] = f"{answer[name]}\n{text}" if both else answer.get(name, text)
    return Matched(
        answers=tuple(AnswerDraft(row=row, place=places[row], **said[row]) for row in sorted(said)),
        strangers=tuple(passage for passage in passages if passage.row is None),
        twice=tuple(passage for passage in passages if passage.is_again),
    )


def alterations(
    reading: Reading, passages: Sequence[Passage], asked: Sequence[Asked]
) -> tuple[Alteration, ...]:
    """Return what of the requirements is not in the bid as it was sent out, in the order of the file.

    What a sheet of ours lacks comes last.
    """
    is_ours = is_our_sheet(reading.mapping)
    found = [
        Alteration(what, passage.row, passage.place, said)
        for passage in passages
        for what, said in _altered(passage, asked, is_ours=is_ours)
    ]
    if is_ours:
        held = {passage.row for passage in passages if passage.row is not None}
        found += [Alteration(REMOVED, row, Place()) for row in removed(asked, held)]
    return tuple(found)


def _altered(passage: Passage, asked: Sequence[Asked], *, is_ours: bool) -> Iterable[tuple[str, str]]:
    if passage.row is not None:
        return of_passage(passage.repeated, asked[passage.row]) if passage.repeated else ()
    return [(ADDED, passage.text)] if is_ours else ()


def _is_row(draft: Draft) -> bool:
    return not draft.is_context and draft.place.paragraph is None


def _told(found: Iterable[Passage], asked: Sequence[Asked], placed: Mapping[str, str]) -> tuple[Passage, ...]:
    by_key = {each.key: place for place, each in enumerate(asked)}
    passages, rows = [], set()
    for passage in found:
        told = placed.get(str(passage.id))
        row = passage.row if told is None else by_key.get(told)
        again = passage.in_table and told is None and row is not None and row in rows
        passages.append(_with(passage, row=row, is_again=again))
        if passage.in_table and row is not None and passage.answer:
            rows.add(row)
    return tuple(passages)


def _with(passage: Passage, **changed: object) -> Passage:
    return Passage(**(vars(passage) | changed))


@dataclass
class _Open:
    """A passage of running text that is still being read."""

    id: int
    row: int | None
    path: tuple[str, ...]
    drafts: list[Draft] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    first: str = ""  # what stands after the number in its first paragraph, the question taken away
    is_heading: bool = False


class _Gathered:
    def __init__(self, known: Known, columns: Mapping[str, str], *, is_ours: bool) -> None:
        self.known = known
        self.is_ours = is_ours
        self.columns = columns
        self.passages: list[Passage] = []
        self.open: _Open | None = None
        self.inside: set[str] = set()  # headings that stood within an answer

    def take(self, place: int, draft: Draft) -> None:
        if _is_row(draft):
            self.close()
            self.passages.append(self._row(place, draft))
        elif draft.place.paragraph is not None or draft.why == "no_column":
            self._take_text(place, draft)

    def _row(self, place: int, draft: Draft) -> Passage:
        said: dict[str, str] = {}
        for cell in draft.others:
            name = self.columns.get(cell.header, "")
            if name and cell.text.strip():
                said[name] = f"{said[name]}\n{cell.text.strip()}" if name in said else cell.text.strip()
        row = self.known.of_row(draft)
        return Passage(
            id=place,
            place=draft.place,
            text=" ".join(filter(None, (draft.number, draft.text))),
            said=_valued(said),
            row=row,
            in_table=True,
            repeated=Repeated(
                text=draft.text,
                is_ours=self.is_ours,
                kind=draft.kind,
                phase=draft.phase,
                shown_by=draft.shown_by,
                is_guessed=draft.place.page is not None,
                is_moved=row is not None and self.known.by_key.get(draft.key, row) != row,
            ),
        )

    def _take_text(self, place: int, draft: Draft) -> None:
        found = self.known.start(draft)
        is_heading = draft.why == "heading"
        if found is not None:
            self.close()
            row, rest = found
            path = self._path(draft, is_heading)
            self.open = _Open(place, row, path, [draft], first=rest, is_heading=is_heading)
            if row is not None:
                self.known.seen.add(row)
        elif is_heading and not self._is_label(draft.text) and self._ends(draft):
            self.close()
        elif self.open is None:
            if not is_heading:
                self.open = _Open(place, None, self._path(draft, False), [draft], first=whole(draft))
        elif self.open.row is None and self._path(draft, False) != self.open.path and not is_heading:
            self.close()
            self.open = _Open(place, None, self._path(draft, False), [draft], first=whole(draft))
        else:
            if is_heading:
                self.inside.add(draft.text)
            self.open.drafts.append(draft)
            self.open.lines.append(whole(draft))

    def _path(self, draft: Draft, is_heading: bool) -> tuple[str, ...]:
        path = tuple(each for each in draft.heading_path if each not in self.inside)
        return (*path, draft.text) if is_heading else path

    def _is_label(self, text: str) -> bool:
        return bool(field_named(text))

    def _ends(self, draft: Draft) -> bool:
        """Whether a heading ends the passage: all do but those below the heading with which it began."""
        if self.open is None or not self.open.is_heading or draft.text[:1].isdigit():
            return True
        outer = self._path(draft, False)
        return outer[: len(self.open.path)] != self.open.path

    def close(self) -> None:
        if self.open is not None:
            self.passages.append(self._closed(self.open))
        self.open = None

    def _closed(self, text: _Open) -> Passage:
        # A heading that nothing follows belongs to what comes next.
        while text.drafts and len(text.drafts) > 1 and text.drafts[-1].why == "heading":
            text.drafts.pop()
            text.lines.pop()
        lines = [text.first, *text.lines]
        repeated = ""
        if text.row is not None:
            question = self.known.asked[text.row].text
            # The question may have been divided into paragraphs, and may stand below a heading of its own.
            together = "\n".join(lines)
            rest = _without(together, question)
            if rest == together:
                below = len(lines[0]) + 1 if len(lines) > 1 and _is_title(text, lines[0]) else 0
                until = below + repeats_until(together[below:], question)
                if until > below and together[until:].strip():
                    repeated, rest = together[below:until], together[until:]
            lines = rest.strip().split("\n")
            lines = [line for line in (_without(line, question) for line in lines) if line.strip()]
            repeats = len(lines) > 1 and lines[0] == text.first
            if repeats and (_repeats(lines[0], question) or _is_title(text, lines[0])):
                lines = lines[1:]
        return Passage(
            id=text.id,
            place=text.drafts[0].place,
            text="\n".join(whole(draft) for draft in text.drafts),
            said=_valued(_by_field(lines)),
            row=text.row,
            in_table=False,
            repeated=Repeated(text=repeated, is_guessed=text.drafts[0].place.page is not None)
            if repeated
            else None,
        )


def _is_title(text: _Open, line: str) -> bool:
    """Whether a heading only names the requirement: "K12 CE-märkning", and not "K12 Uppfylls"."""
    return text.is_heading and not says_yes_or_no(line)


def _by_field(lines: Iterable[str]) -> dict[str, str]:
    """Lines of an answer by field: "Bevis: bilaga 3" names its own; all that has no label is the answer."""
    said: dict[str, list[str]] = {}
    sticky = "answer"
    for line in (part.strip() for text in lines for part in text.split("\n")):
        label = _LABEL.match(line)
        name = field_named(label["name"]) if label else ""
        rest = line[label.end() :].strip() if label and name else line
        if name and not rest and says_yes_or_no(line):
            name, rest = "", line  # "Uppfylls" is what a column is called, and an answer
        if name and not rest:
            sticky = name  # a label on a line of its own: what follows is its
        elif rest:
            said.setdefault(name or sticky, []).append(rest)
            sticky = "answer" if name else sticky
    return {name: "\n".join(parts) for name, parts in said.items()}


def _valued(said: dict[str, str]) -> dict[str, str]:
    if "how_met" in said:
        said["how_met"] = how_met(said["how_met"])
    return {name: text for name, text in said.items() if text}


def _without(text: str, question: str) -> str:
    """The text without the question that it begins with."""
    wanted = squeezed(question)
    if not wanted or not squeezed(text[: 2 * len(question) + 20]).startswith(wanted):
        return text
    left = len(wanted)
    for place, sign in enumerate(text):
        if not left:
            return re.sub(r"^\W+", "", text[place:])
        left -= sum(each.isalnum() for each in sign.casefold())
    return ""


def _repeats(line: str, question: str) -> bool:
    """Whether a paragraph is the question in much the same words: it obliges, as answers do not."""
    words = re.findall(r"\w+", line.casefold())
    known = set(re.findall(r"\w+", question.casefold()))
    if says_yes_or_no(line) or not vocabulary.asks(line):
        return False
    return sum(word in known for word in words) >= _SAME * len(words)
