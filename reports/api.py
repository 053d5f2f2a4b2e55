"""What we hand over, over the API: asked for, watched as a job, fetched as a PDF or a Word file."""

from django.conf import settings
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import APIException
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import ReadOnlyModelViewSet

from assessments.models import Assessment
from assessments.queries import assessments_of
from jobs.api import AcceptedSerializer, accepted
from jobs.models import State
from procurement.bidding.access import enter, is_secret

from .audit.asking import request_audit
from .bidding.chapter import BidChapter
from .bidding.freezing import chapter_of
from .bidding.looking import log_refused, log_report
from .models import Report, ReportKind, ReportTemplate
from .queries import reports_of, templates_of
from .services import request_report
from .word.making import WORD, word_of


class ReportSerializer(serializers.ModelSerializer):
    """`pages`, `sha256` and `pdf` are there once the state is `done`; an audit report has no `word`."""

    state = serializers.ChoiceField(State.choices, source="job.state")
    pdf = serializers.SerializerMethodField()
    word = serializers.SerializerMethodField()

    class Meta:
        model = Report
        fields = [
            "id",
            "assessment",
            "job",
            "kind",
            "language",
            "with_bids",
            "state",
            "pages",
            "sha256",
            "pdf",
            "word",
            "created_at",
        ]

    def get_pdf(self, report: Report) -> str:
        if not report.file:
            return ""
        return reverse("api-reports-pdf", args=[report.pk], request=self.context["request"])

    def get_word(self, report: Report) -> str:
        if report.kind == ReportKind.AUDIT:
            return ""
        return reverse("api-reports-word", args=[report.pk], request=self.context["request"])


class RequestReportSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(
        [ReportKind.BOARD, ReportKind.AUDIT],
        default=ReportKind.BOARD,
        help_text="board: the short risk report; audit: every requirement with its evidence",
    )
    assessment = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    language = serializers.ChoiceField(settings.LANGUAGES)
    template = serializers.IntegerField(
        min_value=1,
        max_value=2**63 - 1,
        required=False,
        allow_null=True,
        default=None,
        help_text="one of report-templates/, for the board's report; left out: Glapp's own look",
    )
    with_bids = serializers.BooleanField(
        default=False,
        help_text="with what is known of the bids, for those named to see them: who is not gets 404, and the "
        "log of the bids says that they tried",
    )

    def validate(self, values: dict) -> dict:
        if values["template"] and values["kind"] != ReportKind.BOARD:
            raise serializers.ValidationError({"template": _("Only the board's report has a template.")})
        return values


class ReportQuery(serializers.Serializer):
    assessment = serializers.IntegerField(
        source="assessment_id", min_value=1, max_value=2**63 - 1, required=False
    )


class NotMadeYet(APIException):
    status_code = status.HTTP_409_CONFLICT

    def __init__(self, state: str):
        if state == State.FAILED:
            super().__init__(_("The report could not be made: its job says why. Ask for it again."))
        elif state == State.CANCELLED:
            super().__init__(_("The report was cancelled. Ask for it again if you want it."))
        else:
            super().__init__(
                _("The report is not finished. Watch its job and fetch it when the job is done.")
            )


class OneForm(DefaultContentNegotiation):
    """Each address answers in one form, so that who asks for a PDF can read why there is none yet."""

    def select_renderer(self, request: Request, renderers: list, format_suffix=None) -> tuple:
        return renderers[0], renderers[0].media_type


@extend_schema_view(
    list=extend_schema(summary=_("List reports, newest first")),
    retrieve=extend_schema(summary=_("Read what is known of a report")),
)
class ReportViewSet(ReadOnlyModelViewSet):
    queryset = Report.objects.none()
    serializer_class = ReportSerializer
    query_serializer = ReportQuery
    lookup_value_converter = "int"
    content_negotiation_class = OneForm

    def get_queryset(self) -> QuerySet[Report]:
        return reports_of(self.request.auth.member.organisation, user=self.request.user)

    def get_object(self) -> Report:
        try:
            return super().get_object()
        except Http404:
            organisation, user = self.request.auth.member.organisation, self.request.user
            log_refused(self.kwargs["pk"], organisation=organisation, user=user)
            raise

    @extend_schema(
        summary=_("Ask for a report"),
        request=RequestReportSerializer,
        responses={202: AcceptedSerializer},
    )
    def create(self, request: Request) -> Response:
        """The worker makes it; asking again for the same gives the same report.

        One with bids is a look at them and stands in their log.
        """
        asked = RequestReportSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        assessments = assessments_of(request.auth.member.organisation)
        assessment = get_object_or_404(assessments, pk=asked.validated_data["assessment"])
        kind, with_bids = (asked.validated_data[name] for name in ("kind", "with_bids"))
        chapter = self._bids(assessment, kind) if with_bids else None
        wanted = {
            "assessment": assessment,
            "language": asked.validated_data["language"],
            "by": request.user,
        }
        if kind == ReportKind.AUDIT:
            report = request_audit(**wanted, with_bids=with_bids)
        else:
            template = self._template(asked.validated_data["template"])
            report = request_report(**wanted, template=template, bids=chapter)
        log_report(report=report, user=request.user)
        return accepted(request, job=report.job, result=reverse("api-reports-detail", args=[report.pk]))

    @extend_schema(
        summary=_("Fetch the PDF"),
        responses={
            (200, "application/pdf"): OpenApiTypes.BINARY,
            409: OpenApiResponse(description=_("It is not finished.")),
        },
    )
    @action(detail=True)
    def pdf(self, request: Request, pk: int) -> FileResponse:
        report = self.get_object()
        if not report.file:
            raise NotMadeYet(report.job.state)
        log_report(report=report, user=request.user)
        return FileResponse(
            report.file.open("rb"), content_type="application/pdf", filename=_name(report, "pdf")
        )

    @extend_schema(
        summary=_("Fetch the Word file"),
        responses={(200, WORD): OpenApiTypes.BINARY},
    )
    @action(detail=True)
    def word(self, request: Request, pk: int) -> HttpResponse:
        """Made from what was frozen when the report was asked for, so there is nothing to wait for."""
        report = self.get_object()
        content = word_of(report)
        if content is None:
            raise Http404
        log_report(report=report, user=request.user)
        disposition = f'attachment; filename="{_name(report, "docx")}"'
        return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": disposition})

    def _bids(self, assessment: Assessment, kind: str) -> BidChapter | None:
        """What is known of the bids, if any is read. Raises `Http404` for who may not see them, and
        `ValidationError` where there is nothing for a report of this kind yet."""
        procurement, caller = assessment.version.specification.procurement, self.request
        organisation = caller.auth.member.organisation
        enter(procurement.pk, organisation=organisation, user=caller.user, path=caller.path)
        chapter = chapter_of(assessment)
        if chapter is None and not (kind == ReportKind.AUDIT and procurement.bids.exists()):
            raise serializers.ValidationError({"with_bids": _("No bid on this version is read yet.")})
        return chapter

    def _template(self, pk: int | None) -> ReportTemplate | None:
        return pk and get_object_or_404(templates_of(self.request.auth.member.organisation), pk=pk)


def _name(report: Report, ending: str) -> str:
    procurement = report.assessment.version.specification.procurement
    mark = _("SECRET") + "-" if report.with_bids and is_secret(procurement) else ""
    return f"{mark}glapp-{report.kind}-{report.pk}-{report.language}.{ending}"


class ReportTemplateSerializer(serializers.ModelSerializer):
    """How an organisation wants its board reports; `without` lists the sections that are left out."""

    without = serializers.ListField(child=serializers.CharField())
    has_logo = serializers.SerializerMethodField()

    class Meta:
        model = ReportTemplate
        fields = [
            "id",
            "name",
            "printed_name",
            "accent",
            "introduction_sv",
            "introduction_en",
            "without",
            "has_logo",
            "created_at",
        ]

    def get_has_logo(self, template: ReportTemplate) -> bool:
        return bool(template.logo)


@extend_schema_view(
    list=extend_schema(summary=_("List the organisation's report templates")),
    retrieve=extend_schema(summary=_("Read a report template")),
)
class ReportTemplateViewSet(ReadOnlyModelViewSet):
    queryset = ReportTemplate.objects.none()
    serializer_class = ReportTemplateSerializer
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[ReportTemplate]:
        return templates_of(self.request.auth.member.organisation)
