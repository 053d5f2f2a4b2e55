"""How a specification as a whole is printed."""

from collections.abc import Iterable, Mapping

from django import template

register = template.Library()


@register.filter
def at(values: Mapping, key: object) -> object:
    """The value under `key`; "" where there is none."""
    return values.get(key, "")


@register.filter
def by_gap(spots: Iterable) -> list:
    """The dots of a picture, the widest gap first."""
    return sorted(spots, key=lambda spot: (spot.dot.measurable - spot.dot.sounds, -spot.dot.sounds))
