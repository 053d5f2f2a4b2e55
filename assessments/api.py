"""What we think of it, over the API: a text scored at once, a version assessed by a job."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import ReadOnlyModelViewSet, ViewSet

from jobs.api import AcceptedSerializer, accepted
from procurement.models import Phase
from procurement.queries import versions_of

from .bilingual_api import BothLanguages
from .dismissals import dismissals_of
from .dismissed import IN_SET, sign
from .engine import judge
from .engine.language import JUDGED, LANGUAGES
from .engine.verdict import Dimension, Element, Nature, Obligation, Verdict
from .engine.whole import Finding
from .models import Assessment, RequirementVerdict
from .queries import assessments_of, summary_of, verdicts_of, whole_of
from .refreshing import fresh
from .rule_changes import changes_of
from .services import request_assessment
from .summary import Summary

LONGEST_TEXT = 20_000  # characters; the longest requirement seen in real tenders has about 6,000


class Scored(Verdict):
    """A verdict with the caller's own id for the text."""

    id: str


class ScoreSerializer(serializers.Serializer):
    text = serializers.CharField(
        max_length=LONGEST_TEXT,
        trim_whitespace=False,  # offsets refer to the text as it was sent
        error_messages={
            "max_length": _(
                "The text is longer than {max_length} characters. Score one requirement at a time, or "
                "import a file."
            )
        },
    )
    lang = serializers.ChoiceField(
        [(code, LANGUAGES[code].name.en) for code in sorted(JUDGED)],
        required=False,
        default=None,
        allow_null=True,
        help_text="found by itself if left out",
    )
    id = serializers.CharField(
        required=False, default="", allow_blank=True, max_length=200, help_text="yours, given back as it was"
    )


class ScoreViewSet(ViewSet):
    open_to_readers = True  # nothing is kept

    @extend_schema(summary=_("Score a text"), request=ScoreSerializer, responses={200: Scored})
    def create(self, request: Request) -> Response:
        """Scores are 0-100, confidence 0-1, offsets characters of the text; nothing is stored.

        The text is judged as your organisation's specifications are, with its own rules.
        """
        asked = ScoreSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        own = changes_of(request.auth.member.organisation)
        verdict = judge(asked.validated_data["text"], asked.validated_data["lang"], changes=own)
        return Response({"id": asked.validated_data["id"], **verdict.model_dump(mode="json")})


class AssessmentSerializer(serializers.ModelSerializer):
    version = serializers.IntegerField(source="version_id")

    class Meta:
        model = Assessment
        fields = ["id", "version", "ruleset", "created_at"]


class AssessmentDetailSerializer(AssessmentSerializer):
    summary = serializers.SerializerMethodField()

    class Meta(AssessmentSerializer.Meta):
        fields = [*AssessmentSerializer.Meta.fields, "summary"]

    @extend_schema_field(Summary)
    def get_summary(self, assessment: Assessment) -> dict:
        return summary_of(fresh(assessment)).model_dump(mode="json")


class RowSerializer(serializers.Serializer):
    requirement = serializers.IntegerField()
    number = serializers.CharField()


class CaseSerializer(serializers.Serializer):
    """One thing to look at; `case` is its name until a requirement changes, `dismissal` the one in force."""

    case = serializers.CharField()
    says = BothLanguages()
    rows = RowSerializer(many=True)
    dismissal = serializers.IntegerField(allow_null=True)


class SetFindingSerializer(serializers.Serializer):
    """What shows only in all rows together; `finding` is its name in a dismissal."""

    finding = serializers.CharField()
    title = BothLanguages()
    why = BothLanguages()
    mend = BothLanguages()
    cases = CaseSerializer(many=True)


class AssessSerializer(serializers.Serializer):
    version = serializers.IntegerField(min_value=1, max_value=2**63 - 1)


class AssessmentQuery(serializers.Serializer):
    version = serializers.IntegerField(source="version_id", min_value=1, max_value=2**63 - 1, required=False)


@extend_schema_view(
    list=extend_schema(summary=_("List assessments, newest first")),
    retrieve=extend_schema(
        summary=_("Read an assessment with its summary"),
        responses=AssessmentDetailSerializer,
    ),
)
class AssessmentViewSet(ReadOnlyModelViewSet):
    queryset = Assessment.objects.none()
    query_serializer = AssessmentQuery
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Assessment]:
        return assessments_of(self.request.auth.member.organisation)

    def get_serializer_class(self) -> type[AssessmentSerializer]:
        return AssessmentDetailSerializer if self.action == "retrieve" else AssessmentSerializer

    @extend_schema(
        summary=_("Read what shows in all rows together"), responses=SetFindingSerializer(many=True)
    )
    @action(detail=True, pagination_class=None, filter_backends=[], query_serializer=None)
    def whole(self, request: Request, pk: int) -> Response:
        """Contradictions, repeats and what is lacking, the most serious first."""
        assessment = fresh(self.get_object())
        version = assessment.version
        dismissed = {each.sign: each.id for each in dismissals_of(version, assessment).cases}
        pks = dict(version.requirements.values_list("position", "pk"))
        told = [_in_set(finding, dismissed, pks) for finding in whole_of(assessment)]
        return Response(SetFindingSerializer(told, many=True).data)

    @extend_schema(
        summary=_("Have a version assessed"),
        request=AssessSerializer,
        responses={202: AcceptedSerializer},
    )
    def create(self, request: Request) -> Response:
        """Asking twice with the same rules gives the same job."""
        asked = AssessSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        versions = versions_of(request.auth.member.organisation)
        version = get_object_or_404(versions, pk=asked.validated_data["version"])
        job = request_assessment(version=version, by=request.user)
        return accepted(request, job=job, result=f"{reverse('api-assessments-list')}?version={version.pk}")


def _in_set(finding: Finding, dismissed: Mapping[str, int], pks: Mapping[int, int]) -> dict:
    cases = [
        {
            "case": (name := sign(finding.id, case)),
            "says": case.says,
            "rows": [
                {"requirement": pks[row.position], "number": row.number}
                for row in case.rows
                if row.position in pks
            ],
            "dismissal": dismissed.get(name),
        }
        for case in finding.cases
    ]
    texts = {"title": finding.title, "why": finding.why, "mend": finding.mend}
    return {"finding": IN_SET + finding.id, **texts, "cases": cases}


class RequirementVerdictSerializer(serializers.ModelSerializer):
    """The scores of one requirement: 0-100, confidence 0-1."""

    requirement = serializers.IntegerField(source="requirement_id")
    number = serializers.CharField(source="requirement.number")
    text = serializers.CharField(source="requirement.text")
    dimension = serializers.ChoiceField([value.value for value in Dimension])
    nature = serializers.ChoiceField([value.value for value in Nature])
    obligation = serializers.ChoiceField([value.value for value in Obligation])
    phase = serializers.ChoiceField(Phase.choices)
    missing = serializers.ListField(
        source="data.missing",
        child=serializers.ChoiceField([value.value for value in Element]),
        help_text="what a verifier would need and does not find, weightiest first",
    )

    class Meta:
        model = RequirementVerdict
        fields = [
            "id",
            "assessment",
            "requirement",
            "number",
            "text",
            "sounds",
            "measurable",
            "gap",
            "confidence",
            "dimension",
            "nature",
            "obligation",
            "phase",
            "missing",
        ]


class RequirementVerdictDetailSerializer(RequirementVerdictSerializer):
    """With every reason: signals, checklist, points and questions, in both languages."""

    verdict = serializers.SerializerMethodField()

    class Meta(RequirementVerdictSerializer.Meta):
        fields = [*RequirementVerdictSerializer.Meta.fields, "verdict"]

    @extend_schema_field(Verdict)
    def get_verdict(self, row: RequirementVerdict) -> dict:
        return row.data


class VerdictQuery(serializers.Serializer):
    assessment = serializers.IntegerField(
        source="assessment_id", min_value=1, max_value=2**63 - 1, required=False
    )
    requirement = serializers.IntegerField(
        source="requirement_id", min_value=1, max_value=2**63 - 1, required=False
    )
    dimension = serializers.ChoiceField([value.value for value in Dimension], required=False)
    nature = serializers.ChoiceField([value.value for value in Nature], required=False)
    min_gap = serializers.IntegerField(
        source="gap__gte",
        min_value=0,
        max_value=100,
        required=False,
        help_text="40 and more is false-precise",
    )


@extend_schema_view(
    list=extend_schema(summary=_("List verdicts in the order of the file")),
    retrieve=extend_schema(
        summary=_("Read a verdict with every reason"),
        responses=RequirementVerdictDetailSerializer,
    ),
)
class VerdictViewSet(ReadOnlyModelViewSet):
    queryset = RequirementVerdict.objects.none()
    query_serializer = VerdictQuery
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[RequirementVerdict]:
        rows = verdicts_of(self.request.auth.member.organisation)
        return rows.order_by("assessment_id", "requirement__position")

    def get_serializer_class(self) -> type[RequirementVerdictSerializer]:
        return (
            RequirementVerdictDetailSerializer if self.action == "retrieve" else RequirementVerdictSerializer
        )
