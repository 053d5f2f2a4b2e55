"""Bringing a file or text over the API: the same readers and the same storing as the pages."""

import pydantic
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request

from procurement.importers.gate import MOST_BYTES, Refused
from procurement.importers.mapping import ROLES, Mapping
from procurement.models import Kind, Phase, SpecificationVersion
from procurement.queries import specifications_of
from procurement.services import import_file, import_text

from .forms import TICKED_ROLES

_FORM_AROUND_A_FILE = 1_000_000  # bytes


class UploadTooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _(
        "The file is too large to import. Remove pictures and attachments, or divide the requirements into "
        "several files."
    )


class UploadParser(MultiPartParser):
    """Refuses by the announced length what the gate would refuse, before it fills the disk."""

    def parse(self, stream, media_type=None, parser_context=None):
        announced = int(parser_context["request"].META.get("CONTENT_LENGTH") or 0)
        if announced > MOST_BYTES + _FORM_AROUND_A_FILE:
            raise UploadTooLarge
        return super().parse(stream, media_type, parser_context)


class MappingField(serializers.JSONField):
    """How the file is read, as the `mapping` of a version says it; what it leaves out is found."""

    default_error_messages = {
        "wrong": _("This is no mapping: %(what)s. Take the mapping of a version as a pattern.")
    }

    def to_internal_value(self, data: object) -> Mapping:
        try:
            mapping = Mapping.model_validate(super().to_internal_value(data))
        except pydantic.ValidationError as wrong:
            first = wrong.errors()[0]
            raise self._wrong(".".join(map(str, first["loc"])) + " " + first["msg"]) from None
        for said, allowed in (
            ({mapping.kind_when_silent}, Kind.values),
            (mapping.kinds.values(), ["", *Kind.values]),
            (mapping.phases.values(), ["", *Phase.values]),
            ({role for table in mapping.tables for role in table.roles or ()}, ["", *ROLES, *TICKED_ROLES]),
        ):
            if unknown := set(said) - set(allowed):
                raise self._wrong(", ".join(sorted(unknown)))
        words = ("kinds", "phases")  # told in lower case, whatever case they were written in
        lower = {name: {k.casefold(): v for k, v in getattr(mapping, name).items()} for name in words}
        return mapping.model_copy(update=lower)

    def _wrong(self, what: str) -> ValidationError:
        return ValidationError(self.error_messages["wrong"] % {"what": what})


class ImportSerializer(serializers.Serializer):
    """A file, or text as somebody would paste it: cells divided by tabs under a header, or lines."""

    specification = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    file = serializers.FileField(
        max_length=255, required=False, help_text="xlsx, docx, csv, reqif, json or pdf with text"
    )
    text = serializers.CharField(required=False, trim_whitespace=False)
    mapping = MappingField(required=False, allow_null=True)

    def validate(self, values: dict) -> dict:
        if ("file" in values) == ("text" in values):
            raise ValidationError({"file": _("Send either a file or text.")})
        return values


def import_asked(request: Request) -> SpecificationVersion:
    """Store what a request brings as the next version.

    Raises `ValidationError` where it cannot be taken, and `Http404` where the specification is not theirs.
    """
    asked = ImportSerializer(data=request.data)
    asked.is_valid(raise_exception=True)
    values = asked.validated_data
    specifications = specifications_of(request.auth.member.organisation)
    about = {
        "specification": get_object_or_404(specifications, pk=values["specification"]),
        "mapping": values.get("mapping"),
        "by": request.user,
    }
    try:
        if "text" in values:
            return import_text(text=values["text"], **about)
        return import_file(upload_name=values["file"].name, content=values["file"], **about)
    except Refused as refused:
        source = "text" if "text" in values else "file"
        raise ValidationError({source: refused.in_language(get_language())}) from None
