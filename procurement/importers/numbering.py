"""The automatic numbers of a Word document, counted as Word counts them.

Follows ECMA-376 part 1, 17.9: abstract numberings, instances with level overrides (a start override
counts from the first paragraph of that instance and level), numbering through styles, restart of
deeper levels. Not followed: `lvlRestart`, picture bullets, and number formats other than digits,
letters, Roman numerals and "none" (shown as digits).
"""

from docx.document import Document
from docx.oxml.ns import qn

from .place import Value
from .word_styles import Style, value_of

_DEEPEST = 9
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


class _Level(Value):
    pattern: str
    format: str
    start: int


class Label(Value):
    """A paragraph's number as shown ("3.1", "a)", "•") and whether it is a bullet or of one level only."""

    text: str
    is_bullet: bool
    parts: int


class Numbering:
    """Counts paragraph after paragraph; ask once for each, in the document's order."""

    def __init__(self, document: Document, styles: dict[str, Style]) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, _Level]] = {}  # numbering instance -> its levels
        self._abstract: dict[str, str] = {}  # instance -> what shares its counters
        self._restarts: dict[str, dict[int, int]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._seen: set[tuple[str, int]] = set()
        self._style_levels: dict[tuple[str, str], int] = {}
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")),
            None,
        )
        if part is not None:
            self._read(part.element)

    def _read(self, root) -> None:
        abstracts = {
            element.get(qn("w:abstractNumId")): element for element in root.findall(qn("w:abstractNum"))
        }
        by_style = {value_of(element, "w:styleLink"): element for element in abstracts.values()}
        for instance in root.findall(qn("w:num")):
            number = instance.get(qn("w:numId"))
            abstract_id = value_of(instance, "w:abstractNumId")
            abstract = abstracts.get(abstract_id)
            if abstract is None:
                continue
            abstract = by_style.get(value_of(abstract, "w:numStyleLink") or "-", abstract)
            self._abstract[number] = abstract_id
            self._levels[number] = dict(map(_level, abstract.findall(qn("w:lvl"))))
            for level in abstract.findall(qn("w:lvl")):
                if style := value_of(level, "w:pStyle"):
                    self._style_levels[number, style] = int(level.get(qn("w:ilvl")))
            self._restarts[number] = {}
            for override in instance.findall(qn("w:lvlOverride")):
                depth = int(override.get(qn("w:ilvl")))
                if start := value_of(override, "w:startOverride"):
                    self._restarts[number][depth] = int(start)
                if (level := override.find(qn("w:lvl"))) is not None:
                    self._levels[number][depth] = _level(level)[1]

    def label(self, paragraph) -> Label | None:
        """Count this paragraph (a w:p element) and return its number as shown, or None where it has none."""
        number, depth = self._reference(paragraph)
        level = self._levels.get(number, {}).get(depth)
        if level is None:
            return None
        counters = self._counters.setdefault(self._abstract[number], [None] * _DEEPEST)
        if (number, depth) not in self._seen and depth in self._restarts[number]:
            counters[depth] = self._restarts[number][depth] - 1
        self._seen.add((number, depth))
        counters[depth] = level.start if counters[depth] is None else counters[depth] + 1
        counters[depth + 1 :] = [None] * (_DEEPEST - depth - 1)
        if level.format == "bullet":
            return Label(text="•", is_bullet=True, parts=0)
        return self._shown(number, level, counters)

    def _shown(self, number: str, level: _Level, counters: list[int | None]) -> Label | None:
        text = level.pattern
        parts = 0
        for depth in range(_DEEPEST):
            mark = f"%{depth + 1}"
            if mark not in text:
                continue
            parts += 1
            counted = self._levels[number].get(depth, level)
            count = counters[depth] if counters[depth] is not None else counted.start
            text = text.replace(mark, _formatted(count, counted.format))
        return Label(text=text.strip(), is_bullet=False, parts=parts) if text.strip() else None

    def _reference(self, paragraph) -> tuple[str, int]:
        """The numbering instance and level that a paragraph names, itself or through its style."""
        style_id = value_of(paragraph, "w:pPr/w:pStyle")
        style = self._styles.get(style_id) or self._styles.get("") or Style()
        own = value_of(paragraph, "w:pPr/w:numPr/w:numId")
        number = own or style.numbering
        depth = value_of(paragraph, "w:pPr/w:numPr/w:ilvl")
        if depth:
            return number, int(depth)
        if own:
            return number, 0
        return number, self._style_levels.get((number, style_id), style.depth or 0)


def _level(element) -> tuple[int, _Level]:
    return int(element.get(qn("w:ilvl"))), _Level(
        pattern=value_of(element, "w:lvlText"),
        format=value_of(element, "w:numFmt") or "decimal",
        start=int(value_of(element, "w:start") or 1),
    )


def _formatted(count: int, number_format: str) -> str:
    known = {
        "lowerLetter": _letters,
        "upperLetter": lambda count: _letters(count).upper(),
        "lowerRoman": _roman,
        "upperRoman": lambda count: _roman(count).upper(),
        "decimalZero": "{:02d}".format,
        "none": lambda _: "",
    }
    return known.get(number_format, str)(count)


def _letters(count: int) -> str:
    """a, b, ... z, aa, bb, as Word goes on."""
    return chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1) if count > 0 else str(count)


def _roman(count: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        while count >= value:
            text, count = text + sign, count - value
    return text
