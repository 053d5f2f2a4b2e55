"""A text of ours as the API gives it."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from .engine.verdict import Text


@extend_schema_field(Text)
class BothLanguages(serializers.Field):
    """A text of ours, in Swedish and English."""

    def to_representation(self, text: Text) -> dict[str, str]:
        return text.model_dump()
