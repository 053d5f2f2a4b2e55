"""A requirement over the API: read by anybody of the organisation, edited where its version is a draft.

It stands here, above the room of requirements, because an edit takes its new verdict along.
"""

import re

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from procurement.api import NotInThisState
from procurement.api import RequirementViewSet as ReadOnlyRequirementViewSet
from procurement.editing import LONGEST_TEXT, EditedMeanwhile, wording_of
from procurement.models import Kind, Phase, Requirement
from procurement.review import WrongState

from .editing import save_requirement

_ETAG = re.compile(r'(?:W/)?"?(\d{1,9})"?')


class RequirementEditSerializer(serializers.Serializer):
    """What is to be changed; what is left out stays. `revision` is the one that was read."""

    number = serializers.CharField(required=False, allow_blank=True, max_length=60)
    text = serializers.CharField(required=False, max_length=LONGEST_TEXT, trim_whitespace=False)
    kind = serializers.ChoiceField(Kind.choices, required=False)
    phase = serializers.ChoiceField(Phase.choices, required=False)
    motive = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    shown_by = serializers.CharField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    is_context = serializers.BooleanField(required=False)
    revision = serializers.IntegerField(
        required=False, min_value=1, help_text="or its ETag as If-Match; one of them is needed"
    )

    def validate_text(self, text: str) -> str:
        if not text.strip():
            raise serializers.ValidationError(self.fields["text"].error_messages["blank"])
        return text


class RevisionHasChanged(APIException):
    """Somebody else was first; reading again gives theirs."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = _(
        "The requirement was changed since you read it. Read it again, and send your change with the "
        "revision it has now."
    )


@extend_schema_view(
    retrieve=extend_schema(summary=_("Read a requirement")),
    partial_update=extend_schema(
        summary=_("Edit a requirement of a draft"),
        request=RequirementEditSerializer,
        parameters=[
            OpenApiParameter("If-Match", str, OpenApiParameter.HEADER, description="the ETag that was read")
        ],
        responses={
            200: ReadOnlyRequirementViewSet.serializer_class,
            409: OpenApiResponse(description=_("Its version is not a draft.")),
            412: OpenApiResponse(description=_("It was changed since it was read.")),
        },
    ),
)
class RequirementViewSet(ReadOnlyRequirementViewSet):
    http_method_names = ["get", "head", "options", "patch"]

    def retrieve(self, request: Request, pk: int) -> Response:
        return self._answer(self.get_object())

    def partial_update(self, request: Request, pk: int) -> Response:
        """It gets its new scores at once, in the version's latest assessment."""
        requirement = self.get_object()
        asked = RequirementEditSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        values = dict(asked.validated_data)
        revision = self._revision(request, values.pop("revision", None))
        try:
            saved = save_requirement(
                requirement=requirement,
                wording=wording_of(requirement).model_copy(update=values),
                revision=revision,
                by=request.user,
            )
        except EditedMeanwhile:
            raise RevisionHasChanged from None
        except WrongState as wrong:
            raise NotInThisState(str(wrong)) from None
        return self._answer(saved)

    def _revision(self, request: Request, said: int | None) -> int:
        """What the caller has read: the field before `If-Match`. Raises `ValidationError` without either."""
        if said is None and (match := _ETAG.fullmatch(request.headers.get("If-Match", ""))):
            return int(match[1])
        if said is None:
            message = _("Say which revision you have read: in “revision”, or its ETag as If-Match.")
            raise ValidationError({"revision": message})
        return said

    def _answer(self, requirement: Requirement) -> Response:
        shown = self.get_serializer(requirement)
        return Response(shown.data, headers={"ETag": f'"{requirement.revision}"'})
