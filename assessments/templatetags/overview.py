"""How a specification as a whole is printed."""

from collections.abc import Iterable, Mapping

from django import template

from .verdict import percent

register = template.Library()


@register.filter
def at(values: Mapping, key: object) -> object:
    """The value under `key`; "" where there is none."""
    return values.get(key, "")


@register.filter
def at_most_percent(share: float) -> str:
    """A share of 0-1 in whole per cent, "<1 %" where it is not nought but would be rounded to it."""
    return percent(share) if round(100 * share) or not share else f"<{percent(0.01)}"


@register.filter
def with_minus(points: int) -> str:
    """Points with a real minus, and no plus."""
    return str(points).replace("-", "−")


@register.filter
def by_gap(spots: Iterable) -> list:
    """The dots of a picture, the widest gap first."""
    return sorted(spots, key=lambda spot: (spot.dot.measurable - spot.dot.sounds, -spot.dot.sounds))
