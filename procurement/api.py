"""What people brought, over the API: the same services and the same boundary as the pages."""

from collections.abc import Callable

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.settings import api_settings
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from .importing.api import ImportSerializer, UploadParser, import_asked
from .models import Kind, Phase, Procurement, Requirement, Specification, SpecificationVersion, Stage
from .queries import procurements_of, requirements_of, specifications_of, versions_of
from .review import WrongState, approve, send_for_review, withdraw
from .services import create_procurement, create_specification


class ReadCreateUpdateViewSet(
    mixins.ListModelMixin,
    mixins.CreateModelMixin,
    mixins.RetrieveModelMixin,
    mixins.UpdateModelMixin,
    GenericViewSet,
):
    """Nothing is deleted over the API, and a change names only what it changes (PATCH)."""

    http_method_names = ["get", "head", "options", "post", "patch"]


class Id(serializers.IntegerField):
    """Somebody's id of something. Whether it is theirs is for the query to say, with 404."""

    def __init__(self, **options):
        super().__init__(min_value=1, max_value=2**63 - 1, **options)


class ProcurementSerializer(serializers.ModelSerializer):
    currency = serializers.RegexField(r"^[A-Z]{3}\Z", required=False, default="SEK", help_text="ISO 4217")
    estimated_value = serializers.DecimalField(
        max_digits=16, decimal_places=2, min_value=0, required=False, allow_null=True
    )

    class Meta:
        model = Procurement
        fields = [
            "id",
            "title",
            "reference",
            "cpv",
            "estimated_value",
            "currency",
            "stage",
            "tenders_due",
            "created_at",
        ]


class ProcurementQuery(serializers.Serializer):
    stage = serializers.ChoiceField(Stage.choices, required=False)
    reference = serializers.CharField(required=False)


@extend_schema_view(
    list=extend_schema(summary=_("List procurements, newest first")),
    create=extend_schema(summary=_("Create a procurement")),
    retrieve=extend_schema(summary=_("Read a procurement")),
    partial_update=extend_schema(summary=_("Change a procurement")),
)
class ProcurementViewSet(ReadCreateUpdateViewSet):
    queryset = Procurement.objects.none()
    serializer_class = ProcurementSerializer
    query_serializer = ProcurementQuery
    lookup_value_converter = "int"

    def get_queryset(self):
        return procurements_of(self.request.auth.member.organisation)

    def perform_create(self, serializer) -> None:
        serializer.instance = create_procurement(
            organisation=self.request.auth.member.organisation, **serializer.validated_data
        )


class SpecificationSerializer(serializers.ModelSerializer):
    """`procurement` is said once, when it is created."""

    procurement = Id(source="procurement_id")

    class Meta:
        model = Specification
        fields = ["id", "procurement", "title", "created_at"]

    def validate(self, values: dict) -> dict:
        if self.instance:
            values.pop("procurement_id", None)
        return values


class SpecificationQuery(serializers.Serializer):
    procurement = Id(source="procurement_id", required=False)


@extend_schema_view(
    list=extend_schema(summary=_("List specifications")),
    create=extend_schema(summary=_("Create a specification in a procurement")),
    retrieve=extend_schema(summary=_("Read a specification")),
    partial_update=extend_schema(summary=_("Rename a specification")),
)
class SpecificationViewSet(ReadCreateUpdateViewSet):
    queryset = Specification.objects.none()
    serializer_class = SpecificationSerializer
    query_serializer = SpecificationQuery
    lookup_value_converter = "int"

    def get_queryset(self):
        return specifications_of(self.request.auth.member.organisation)

    def perform_create(self, serializer) -> None:
        procurements = procurements_of(self.request.auth.member.organisation)
        procurement = get_object_or_404(procurements, pk=serializer.validated_data["procurement_id"])
        serializer.instance = create_specification(
            procurement=procurement, title=serializer.validated_data["title"]
        )


class ImportProblemSerializer(serializers.Serializer):
    """A row that somebody should look at, in the caller's language."""

    where = serializers.JSONField()
    message = serializers.SerializerMethodField()

    def get_message(self, problem: dict) -> str:
        return problem["message"]["sv" if get_language() == "sv" else "en"]


class VersionSerializer(serializers.ModelSerializer):
    """How many rows ask something, how many are kept as context; what the importer could not take, and how
    it read the file."""

    specification = serializers.IntegerField(source="specification_id", read_only=True)
    source_name = serializers.CharField(source="source_file.name", default="", read_only=True)
    source_sha256 = serializers.CharField(source="source_file.sha256", default="", read_only=True)
    requirement_rows = serializers.IntegerField(read_only=True)
    context_rows = serializers.IntegerField(read_only=True)
    import_problems = ImportProblemSerializer(many=True, read_only=True)
    mapping = serializers.JSONField(read_only=True, help_text="how the file was read")
    approved_by = serializers.StringRelatedField(read_only=True, allow_null=True)

    class Meta:
        model = SpecificationVersion
        fields = [
            "id",
            "specification",
            "number",
            "state",
            "source_name",
            "source_sha256",
            "requirement_rows",
            "context_rows",
            "import_problems",
            "mapping",
            "created_at",
            "approved_by",
            "approved_at",
        ]


class VersionQuery(serializers.Serializer):
    specification = Id(source="specification_id", required=False)
    procurement = Id(source="specification__procurement_id", required=False)


class NotInThisState(APIException):
    """What a version's state does not allow; the sentence says what can be done instead."""

    status_code = status.HTTP_409_CONFLICT


def _step_schema(summary: str) -> Callable:
    wrong = OpenApiResponse(description=_("Its state does not allow that."))
    return extend_schema(summary=summary, request=None, responses={200: VersionSerializer, 409: wrong})


@extend_schema_view(
    list=extend_schema(summary=_("List versions of specifications")),
    retrieve=extend_schema(summary=_("Read a version")),
)
class VersionViewSet(ReadOnlyModelViewSet):
    queryset = SpecificationVersion.objects.none()
    serializer_class = VersionSerializer
    query_serializer = VersionQuery
    lookup_value_converter = "int"
    parser_classes = [UploadParser, *api_settings.DEFAULT_PARSER_CLASSES]

    def get_queryset(self):
        versions = versions_of(self.request.auth.member.organisation)
        return versions.order_by("specification_id", "-number").annotate(
            requirement_rows=Count("requirements", filter=Q(requirements__is_context=False)),
            context_rows=Count("requirements", filter=Q(requirements__is_context=True)),
        )

    @extend_schema(
        summary=_("Import a file or text as a new version"),
        request={"multipart/form-data": ImportSerializer, "application/json": ImportSerializer},
        responses={201: VersionSerializer},
    )
    def create(self, request: Request) -> Response:
        """The whole file is taken or nothing of it; a file that cannot be taken is answered with 400."""
        version = import_asked(request)
        shown = self.get_serializer(self.get_queryset().get(pk=version.pk))
        return Response(shown.data, status=status.HTTP_201_CREATED)

    @_step_schema(_("Send a draft for review"))
    @action(detail=True, methods=["post"])
    def review(self, request: Request, pk: int) -> Response:
        return self._step(send_for_review)

    @_step_schema(_("Take a version in review back to draft"))
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        return self._step(withdraw)

    @_step_schema(_("Approve a version in review"))
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: int) -> Response:
        """From then on it is frozen: a change is a new version."""
        return self._step(approve)

    def _step(self, step: Callable[..., SpecificationVersion]) -> Response:
        try:
            step(version=self.get_object(), by=self.request.user)
        except WrongState as wrong:
            raise NotInThisState(str(wrong)) from None
        return Response(self.get_serializer(self.get_object()).data)


class RequirementSerializer(serializers.ModelSerializer):
    """One row as written; `provenance` says where in the file it stood, counted from 1.

    `revision` is raised by every edit.
    """

    version = serializers.IntegerField(source="version_id")
    heading_path = serializers.ListField(child=serializers.CharField())
    provenance = serializers.DictField()

    class Meta:
        model = Requirement
        fields = [
            "id",
            "version",
            "key",
            "position",
            "number",
            "heading_path",
            "text",
            "kind",
            "phase",
            "motive",
            "shown_by",
            "is_context",
            "provenance",
            "revision",
        ]


class RequirementQuery(serializers.Serializer):
    version = Id(source="version_id", required=False)
    specification = Id(source="version__specification_id", required=False)
    procurement = Id(source="version__specification__procurement_id", required=False)
    key = serializers.UUIDField(required=False, help_text="the same requirement in every version")
    number = serializers.CharField(required=False, help_text="as written")
    kind = serializers.ChoiceField(Kind.choices, required=False)
    phase = serializers.ChoiceField(Phase.choices, required=False)
    is_context = serializers.BooleanField(required=False, allow_null=True, default=None)
    text = serializers.CharField(source="text__icontains", required=False, help_text="words in the text")

    def validate(self, values: dict) -> dict:
        return {name: value for name, value in values.items() if value is not None}


@extend_schema_view(
    list=extend_schema(summary=_("List requirements in the order of the file")),
    retrieve=extend_schema(summary=_("Read a requirement")),
)
class RequirementViewSet(ReadOnlyModelViewSet):
    queryset = Requirement.objects.none()
    serializer_class = RequirementSerializer
    query_serializer = RequirementQuery
    lookup_value_converter = "int"

    def get_queryset(self):
        rows = requirements_of(self.request.auth.member.organisation)
        return rows.order_by("version_id", "position")
