"""What the content streams of the pages do: which text is shown in which font, and what marks enclose it."""

from collections.abc import Container, Iterator
from typing import NamedTuple

import pikepdf

PAINT = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Tj", "TJ", "'", '"', "INLINE IMAGE"}
SHOW = {"Tj", "TJ", "'", '"'}
# Only these are taken out of the streams: the thousands of others a page has need no Python object.
WANTED = " ".join(PAINT - {"INLINE IMAGE"}) + " BMC BDC EMC Tf Tr Do q Q gs cs CS rg RG g G k K ri BI ID EI"
INVISIBLE = 3  # text rendering mode
DEEPEST = 12  # forms inside forms


class Mark(NamedTuple):
    """A marked-content sequence. `tagged` where it belongs to the structure tree."""

    tag: str
    entries: pikepdf.Dictionary | None
    tagged: bool


class Contents:
    """Facts gathered over all pages. Places are words such as "page 3"."""

    def __init__(self) -> None:
        self.artifacts_in_text: list[str] = []
        self.text_in_artifacts: list[str] = []
        self.unmarked: list[str] = []
        self.marks: list[tuple[str, Mark]] = []  # those with /Lang, /Alt, /ActualText or /E
        self.codes: dict[tuple[int, int], set[bytes]] = {}  # strings shown, by the key of their font
        self.fonts: dict[tuple[int, int], pikepdf.Dictionary] = {}
        self.unnamed_fonts: list[str] = []
        self.spaces: dict[str, list[str]] = {}  # device colour spaces by their operator or name
        self.states: dict[tuple[int, str], pikepdf.Dictionary] = {}
        self.deepest_nesting = 0
        self.uses: dict[tuple[int, int], int] = {}  # how often each form is drawn
        self.forms: dict[tuple[int, int], pikepdf.Stream] = {}
        self.intents: list[str] = []


def read_contents(pdf: pikepdf.Pdf, tagged: Container) -> Contents:
    """Read every page; `tagged` holds the (page, MCID) pairs that the structure tree knows."""
    found = Contents()
    for number, page in enumerate(pdf.pages, 1):
        reader = _Reader(found, f"page {number}", page.obj.objgen, tagged)
        reader.read(page.obj, page.obj.get("/Resources", pikepdf.Dictionary()), [])
    return found


class _Reader:
    """Reads one page, and the forms it draws."""

    def __init__(self, found: Contents, place: str, page: tuple[int, int], tagged: Container) -> None:
        self.found, self.place, self.page, self.tagged = found, place, page, tagged

    def read(self, stream: pikepdf.Object, resources: pikepdf.Dictionary, marks: list[Mark]) -> None:
        marks, depth, font, mode = list(marks), 0, None, 0
        for operands, operator in pikepdf.parse_content_stream(stream, WANTED):
            name = str(operator)
            if name in ("BMC", "BDC"):
                marks.append(self._mark(operands, resources, marks))
            elif name == "EMC":
                if marks:
                    marks.pop()
            elif name == "q":
                depth += 1
                self.found.deepest_nesting = max(self.found.deepest_nesting, depth)
            elif name == "Q":
                depth -= 1
            elif name == "Tf":
                font = self._font(operands, resources)
            elif name == "Tr":
                mode = int(operands[0])
            elif name == "Do":
                self._draw(operands, resources, marks)
            else:
                self._other(name, operands, resources)
            if name in PAINT:
                self._painted(marks)
                if name in SHOW and mode != INVISIBLE:
                    self._shown(font, operands)

    def _mark(self, operands: list, resources: pikepdf.Dictionary, around: list[Mark]) -> Mark:
        entries = operands[1] if len(operands) > 1 else None
        if isinstance(entries, pikepdf.Name):
            entries = resources.get("/Properties", {}).get(str(entries))
        mcid = entries.get("/MCID") if entries is not None else None
        mark = Mark(
            str(operands[0]).removeprefix("/"),
            entries,
            mcid is not None and (self.page, int(mcid)) in self.tagged,
        )
        if mark.tag == "Artifact" and any(other.tagged for other in around):
            self.found.artifacts_in_text.append(self.place)
        if mark.tagged and any(other.tag == "Artifact" for other in around):
            self.found.text_in_artifacts.append(self.place)
        if entries is not None and any(entry in entries for entry in ("/Lang", "/Alt", "/ActualText", "/E")):
            self.found.marks.append((self.place, mark))
        return mark

    def _painted(self, marks: list[Mark]) -> None:
        if not any(mark.tagged or mark.tag == "Artifact" for mark in marks):
            self.found.unmarked.append(self.place)

    def _font(self, operands: list, resources: pikepdf.Dictionary) -> tuple[int, int] | None:
        font = resources.get("/Font", {}).get(str(operands[0]))
        if font is None:
            self.found.unnamed_fonts.append(self.place)
            return None
        self.found.fonts[font.objgen] = font
        return font.objgen

    def _shown(self, font: tuple[int, int] | None, operands: list) -> None:
        if font is not None:
            strings = operands[-1] if isinstance(operands[-1], pikepdf.Array) else [operands[-1]]
            shown = (bytes(string) for string in strings if isinstance(string, pikepdf.String))
            self.found.codes.setdefault(font, set()).update(shown)

    def _draw(self, operands: list, resources: pikepdf.Dictionary, marks: list[Mark]) -> None:
        drawn = resources.get("/XObject", {}).get(str(operands[0]))
        if drawn is None:
            return
        if drawn.get("/Subtype") != "/Form":
            self._painted(marks)
            return
        self.found.forms[drawn.objgen] = drawn
        self.found.uses[drawn.objgen] = self.found.uses.get(drawn.objgen, 0) + 1
        if self.found.uses[drawn.objgen] == 1 and len(marks) < DEEPEST:
            self.read(drawn, drawn.get("/Resources", resources), marks)

    def _other(self, name: str, operands: list, resources: pikepdf.Dictionary) -> None:
        """Colours and graphics states."""
        if name in ("rg", "RG", "g", "G", "k", "K"):
            self.found.spaces.setdefault(name.lower(), []).append(self.place)
        elif name in ("cs", "CS"):
            space = str(operands[0]).removeprefix("/Device")
            letter = {"RGB": "rg", "Gray": "g", "CMYK": "k"}.get(space)
            if letter:
                self.found.spaces.setdefault(letter, []).append(self.place)
        elif name == "gs":
            state = resources.get("/ExtGState", {}).get(str(operands[0]))
            if state is not None:
                self.found.states[resources.objgen[0], str(operands[0])] = state
        elif name == "ri":
            self.found.intents.append(str(operands[0]).removeprefix("/"))


def used_codes(strings: set[bytes], size: int) -> Iterator[int]:
    """The character codes of `size` bytes in the strings shown, each once."""
    seen: set[int] = set()
    for string in strings:
        for at in range(0, len(string) - size + 1, size):
            seen.add(int.from_bytes(string[at : at + size], "big"))
    return iter(sorted(seen))
