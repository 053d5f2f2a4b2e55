"""Where a row stood in its file, in words that the user's own program uses."""

from django.utils.translation import gettext

from procurement.importers.draft import Place


def place_in_words(place: Place) -> str:
    """Return `place` in the active language, such as "Requirements, row 7"; "" where nothing is known."""
    parts = [
        place.sheet,
        gettext("page %d") % place.page if place.page else "",
        gettext("table %d") % place.table if place.table else "",
        gettext("row %d") % place.row if place.row else "",
        gettext("paragraph %d") % place.paragraph if place.paragraph else "",
        gettext("item %d") % place.item if place.item else "",
    ]
    return ", ".join(part for part in parts if part)
