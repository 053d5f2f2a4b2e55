"""Long lists in pages."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def page_of(rows: QuerySet, number: str | None, *, size: int) -> Page:
    """The page that the address asks for, or the nearest there is; `page.numbers` are those to link to."""
    paginator = Paginator(rows, size)
    page = paginator.get_page(number)
    page.numbers = list(paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    return page
