"""Where something stands in a file, and the frozen value that all of them are."""

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Place(Value):
    """Where something stood in the file; counted from 1, as the user's own program counts.

    `item` counts the objects of a file that has neither sheets nor pages (ReqIF, JSON).
    """

    sheet: str = ""
    page: int | None = None
    table: int | None = None
    row: int | None = None
    paragraph: int | None = None
    item: int | None = None

    def named(self, language: str) -> str:
        """The place as a reader looks for it: "bladet Krav, rad 12", "table 3, row 2"."""
        words = _PLACE_WORDS["sv" if language == "sv" else "en"]
        parts = [f"{words[0]} {self.sheet}"] if self.sheet else []
        counts = (self.page, self.table, self.row, self.paragraph, self.item)
        for word, count in zip(words[1:], counts, strict=True):
            if count is not None:
                parts.append(f"{word} {count}")
        return ", ".join(parts)


_PLACE_WORDS = {
    "sv": ("bladet", "sidan", "tabell", "rad", "stycke", "objekt"),
    "en": ("sheet", "page", "table", "row", "paragraph", "item"),
}
