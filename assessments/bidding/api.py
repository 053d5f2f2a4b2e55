"""Bids over the API: only to be read, only by those who are named, and every look is written down.

All addresses begin with the procurement's, as on the pages: nothing is searched across procurements.
"""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from pydantic import RootModel
from rest_framework import mixins, serializers, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from assessments.bids.transfer import Compared
from assessments.bids.verdict import BidVerdict, Label, Strength
from assessments.bids.whole import BidFinding
from procurement.api import Id, ImportProblemSerializer
from procurement.bidding.access import enter, log_look
from procurement.bidding.models import Answer, Bid, Evidence, Look, Supplier
from procurement.bidding.queries import bids_of, current_bids
from procurement.models import Kind, Phase, Procurement, Requirement

from .models import AnswerVerdict, BidReading, Decision, Way
from .queries import Cell, Standing, asked_rows, decisions_on, latest_readings, standing_of, with_cells
from .wording import INDICATIONS

_VERDICT = [value.value for value in Label]
_STRENGTH = [value.value for value in Strength]


class NamedOnly:
    """A view below a procurement. Who is not named gets 404, and the log says that they tried."""

    look = Look.BID
    procurement: Procurement

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        super().initial(request, *args, **kwargs)
        self.procurement = enter(
            kwargs["procurement"],
            organisation=request.auth.member.organisation,
            user=request.user,
            path=request.path,
        )

    def finalize_response(self, request: Request, response: Response, *args: object, **kwargs: object):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == status.HTTP_200_OK:
            log_look(
                procurement=self.procurement,
                user=request.user,
                what=self.look,
                detail=f"API: {request.get_full_path()}",
            )
        return response


class ListNamedOnly(NamedOnly, mixins.ListModelMixin, GenericViewSet):
    """A list and nothing else."""


class SupplierSerializer(serializers.ModelSerializer):
    class Meta:
        model = Supplier
        fields = ["id", "name", "registration_number"]


@extend_schema_view(list=extend_schema(summary=_("List the suppliers with a bid in a procurement")))
class SupplierViewSet(ListNamedOnly):
    queryset = Supplier.objects.none()
    serializer_class = SupplierSerializer

    def get_queryset(self) -> QuerySet[Supplier]:
        counting = Supplier.objects.filter(bids__in=bids_of(self.procurement))
        return counting.distinct().order_by("name", "pk")


class BidReadingSerializer(serializers.ModelSerializer):
    """With which rules, and against which day, the bid was read last."""

    class Meta:
        model = BidReading
        fields = ["ruleset", "deadline", "created_at"]


class BidSerializer(serializers.ModelSerializer):
    """`reading` is null until the answers have been read; a bid that a newer one replaces is not current."""

    supplier = SupplierSerializer(read_only=True)
    version = serializers.IntegerField(source="version_id", read_only=True)
    is_current = serializers.SerializerMethodField()
    reading = serializers.SerializerMethodField()
    created_by = serializers.StringRelatedField(read_only=True, allow_null=True)

    class Meta:
        model = Bid
        fields = [
            "id",
            "supplier",
            "version",
            "number",
            "is_current",
            "is_read",
            "file_name",
            "file_sha256",
            "reading",
            "created_by",
            "created_at",
        ]

    def get_is_current(self, bid: Bid) -> bool:
        return bid.pk in self.context["view"].current

    @extend_schema_field(BidReadingSerializer(allow_null=True))
    def get_reading(self, bid: Bid) -> dict | None:
        reading = next(iter(bid.readings.all()), None)
        return reading and BidReadingSerializer(reading).data


class PaperSerializer(serializers.ModelSerializer):
    """A file that came as proof; `has_text` says whether Glapp could read it."""

    has_text = serializers.SerializerMethodField()
    uploaded_by = serializers.StringRelatedField(read_only=True, allow_null=True)

    class Meta:
        model = Evidence
        fields = ["id", "name", "sha256", "size", "has_text", "uploaded_by", "uploaded_at"]

    def get_has_text(self, evidence: Evidence) -> bool:
        return bool(evidence.text)


class StandingSerializer(serializers.Serializer):
    """Numbers of answers; `shown` of `mandatory`, `development` and `third_party` of `stated`."""

    mandatory = serializers.IntegerField()
    shown = serializers.IntegerField()
    open = serializers.IntegerField()
    undecided = serializers.IntegerField()
    development = serializers.IntegerField()
    third_party = serializers.IntegerField()
    stated = serializers.IntegerField()
    answers = serializers.IntegerField()


class Findings(RootModel[list[BidFinding]]):
    """What shows only when answers and evidence are read together."""


class References(RootModel[list[Compared]]):
    """What "proven elsewhere" comes to."""


class BidDetailSerializer(BidSerializer):
    """With what the bid amounts to, what disagrees in it, "proven elsewhere" and the evidence register."""

    standing = serializers.SerializerMethodField()
    findings = serializers.SerializerMethodField()
    references = serializers.SerializerMethodField()
    evidence = PaperSerializer(many=True, read_only=True)
    import_problems = ImportProblemSerializer(many=True, read_only=True)

    class Meta(BidSerializer.Meta):
        fields = [
            *BidSerializer.Meta.fields,
            "standing",
            "findings",
            "references",
            "evidence",
            "import_problems",
        ]

    @extend_schema_field(StandingSerializer(allow_null=True))
    def get_standing(self, bid: Bid) -> dict | None:
        reading = next(iter(bid.readings.all()), None)
        standing: Standing | None = standing_of(reading) if reading else None
        return standing and StandingSerializer(standing).data

    @extend_schema_field(Findings)
    def get_findings(self, bid: Bid) -> list[dict]:
        return [finding for reading in bid.readings.all()[:1] for finding in reading.findings]

    @extend_schema_field(References)
    def get_references(self, bid: Bid) -> list[dict]:
        return [compared for reading in bid.readings.all()[:1] for compared in reading.references]


class BidQuery(serializers.Serializer):
    version = Id(source="version_id", required=False)
    supplier = Id(source="supplier_id", required=False)


@extend_schema_view(
    list=extend_schema(summary=_("List the bids in a procurement, by supplier, the newest reading first")),
    retrieve=extend_schema(summary=_("Read what a bid amounts to"), responses=BidDetailSerializer),
)
class BidViewSet(NamedOnly, ReadOnlyModelViewSet):
    queryset = Bid.objects.none()
    query_serializer = BidQuery
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[Bid]:
        # The newest first: the serializer takes it. A list needs nothing of what was found.
        readings = BidReading.objects.order_by("-created_at")
        if self.action == "list":
            return bids_of(self.procurement).prefetch_related(
                Prefetch("readings", readings.defer("findings", "references"))
            )
        evidence = Evidence.objects.select_related("uploaded_by")
        return bids_of(self.procurement).prefetch_related(
            Prefetch("readings", readings), Prefetch("evidence", evidence)
        )

    def get_serializer_class(self) -> type[BidSerializer]:
        return BidDetailSerializer if self.action == "retrieve" else BidSerializer

    @cached_property
    def current(self) -> set[int]:
        return {bid.pk for bid in current_bids(self.procurement)}


class AnswerSerializer(serializers.ModelSerializer):
    """An answer as written; `provenance` says where in the file it stood, counted from 1."""

    provenance = serializers.DictField()

    class Meta:
        model = Answer
        fields = [
            "text",
            "how_met",
            "document",
            "page",
            "identifier",
            "issuer",
            "dated",
            "comment",
            "provenance",
        ]


class DecisionSerializer(serializers.ModelSerializer):
    """`label` is what was indicated when it was decided; the newest decision on an answer `holds`."""

    bid = serializers.IntegerField(source="bid_id")
    requirement = serializers.IntegerField(source="requirement_id")
    number = serializers.CharField(source="requirement.number")
    label = serializers.ChoiceField(_VERDICT)
    by = serializers.StringRelatedField()
    holds = serializers.BooleanField()

    class Meta:
        model = Decision
        fields = ["id", "bid", "requirement", "number", "way", "reason", "label", "by", "at", "holds"]


class HeldDecisionSerializer(serializers.ModelSerializer):
    """The decision on an answer that holds."""

    by = serializers.StringRelatedField()

    class Meta:
        model = Decision
        fields = ["id", "way", "reason", "by", "at"]


class AnswerVerdictSerializer(serializers.ModelSerializer):
    """A requirement, what the bid answers (null: nothing) and what the wording indicates.

    `read` is the answer as it was judged, and what the offsets in `verdict` refer to. `open`: mandatory and
    not shown when it has to be. `waits`: somebody has to decide and nobody has.
    """

    requirement = serializers.IntegerField(source="requirement_id")
    number = serializers.CharField(source="requirement.number")
    text = serializers.CharField(source="requirement.text")
    kind = serializers.ChoiceField(Kind.choices, source="requirement.kind")
    phase = serializers.ChoiceField(Phase.choices, source="requirement.phase")
    answer = AnswerSerializer(allow_null=True)
    label = serializers.ChoiceField(_VERDICT)
    strength = serializers.ChoiceField(_STRENGTH, help_text="the strongest thing the answer rests on")
    read = serializers.CharField(source="data.text")
    verdict = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField()
    waits = serializers.SerializerMethodField()

    class Meta:
        model = AnswerVerdict
        fields = [
            "requirement",
            "number",
            "text",
            "kind",
            "phase",
            "answer",
            "label",
            "strength",
            "open",
            "waits",
            "read",
            "verdict",
            "decision",
        ]

    @extend_schema_field(BidVerdict)
    def get_verdict(self, row: AnswerVerdict) -> dict:
        return row.data["verdict"]

    @extend_schema_field(HeldDecisionSerializer(allow_null=True))
    def get_decision(self, row: AnswerVerdict) -> dict | None:
        decision = self._decision(row)
        return decision and HeldDecisionSerializer(decision).data

    def get_waits(self, row: AnswerVerdict) -> bool:
        return row.open and self._decision(row) is None

    def _decision(self, row: AnswerVerdict) -> Decision | None:
        return self.context["view"].decisions.get((row.reading.bid_id, row.requirement_id))


class AnswerQuery(serializers.Serializer):
    requirement = Id(source="requirement_id", required=False)
    label = serializers.ChoiceField(_VERDICT, required=False)
    kind = serializers.ChoiceField(Kind.choices, source="requirement__kind", required=False)
    open = serializers.BooleanField(required=False, allow_null=True, default=None)

    def validate(self, values: dict) -> dict:
        return {name: value for name, value in values.items() if value is not None}


@extend_schema_view(list=extend_schema(summary=_("List a bid's answers with their verdicts")))
class AnswerViewSet(ListNamedOnly):
    """In the order of the specification; empty until the bid is read."""

    queryset = AnswerVerdict.objects.none()
    serializer_class = AnswerVerdictSerializer
    query_serializer = AnswerQuery

    def get_queryset(self) -> QuerySet[AnswerVerdict]:
        self.bid = get_object_or_404(bids_of(self.procurement), pk=self.kwargs["bid"])
        rows = AnswerVerdict.objects.filter(reading__in=latest_readings([self.bid]).values())
        return rows.select_related("reading", "requirement", "answer").order_by("requirement__position")

    def paginate_queryset(self, queryset: QuerySet[AnswerVerdict]) -> Sequence[AnswerVerdict]:
        page = super().paginate_queryset(queryset)
        self.decisions = decisions_on([self.bid], [row.requirement for row in page])
        return page


class DecisionQuery(serializers.Serializer):
    bid = Id(source="bid_id", required=False)
    requirement = Id(source="requirement_id", required=False)
    way = serializers.ChoiceField(Way.choices, required=False)


@extend_schema_view(list=extend_schema(summary=_("List decisions on answers, newest first")))
class DecisionViewSet(ListNamedOnly):
    """Every decision, those too that a newer one has replaced."""

    queryset = Decision.objects.none()
    serializer_class = DecisionSerializer
    query_serializer = DecisionQuery

    def get_queryset(self) -> QuerySet[Decision]:
        newer = Decision.objects.filter(
            bid=OuterRef("bid"), requirement=OuterRef("requirement"), pk__gt=OuterRef("pk")
        )
        decisions = Decision.objects.filter(bid__in=bids_of(self.procurement))
        return decisions.select_related("requirement", "by").annotate(holds=~Exists(newer))


class MatrixQuery(serializers.Serializer):
    show = serializers.ChoiceField(
        ["waiting", "open"],
        required=False,
        default="",
        help_text="waiting: a decision is due; open: mandatory and not shown",
    )
    label = serializers.ChoiceField(
        list(INDICATIONS), required=False, default="", help_text="where some bid is so; unanswered too"
    )
    kind = serializers.ChoiceField(Kind.choices, required=False, default="")
    words = serializers.CharField(required=False, default="", help_text="in the text or the number")


class MatrixCellSerializer(serializers.Serializer):
    """What one bid's answer to the requirement indicates; `label` and the rest are null while it is read."""

    bid = serializers.IntegerField()
    supplier = serializers.CharField()
    label = serializers.ChoiceField(_VERDICT, allow_null=True)
    strength = serializers.ChoiceField(_STRENGTH, allow_null=True)
    answered = serializers.BooleanField(allow_null=True)
    open = serializers.BooleanField(allow_null=True)
    waits = serializers.BooleanField(allow_null=True)
    decision = HeldDecisionSerializer(allow_null=True)


class MatrixRowSerializer(serializers.Serializer):
    """A requirement with a cell for each current bid, in the order of the suppliers' names."""

    requirement = serializers.IntegerField()
    number = serializers.CharField()
    text = serializers.CharField()
    kind = serializers.ChoiceField(Kind.choices)
    phase = serializers.ChoiceField(Phase.choices)
    waiting = serializers.IntegerField(help_text="bids that wait for a decision")
    cells = MatrixCellSerializer(many=True)


@extend_schema_view(
    list=extend_schema(
        summary=_("List requirements with every bid's indication"), responses=MatrixRowSerializer(many=True)
    )
)
class MatrixViewSet(ListNamedOnly):
    """Those where a bid waits for a decision come first."""

    look = Look.MATRIX
    queryset = Requirement.objects.none()
    serializer_class = MatrixRowSerializer
    query_serializer = MatrixQuery
    filter_backends = ()  # the filters are asked for below: they are about bids, not columns

    def get_queryset(self) -> QuerySet[Requirement]:
        version = self.kwargs["version"]
        specifications = self.procurement.specifications.filter(versions=version)
        asked = get_object_or_404(specifications).versions.get(pk=version)
        self.bids = [
            bid for bid in current_bids(self.procurement) if bid.version_id == asked.pk and bid.is_read
        ]
        self.readings = latest_readings(self.bids)
        query = MatrixQuery(data=self.request.query_params)
        query.is_valid(raise_exception=True)
        return asked_rows(asked, self.readings.values(), query.validated_data)

    def paginate_queryset(self, queryset: QuerySet[Requirement]) -> list[dict]:
        page = super().paginate_queryset(queryset)
        return [_row(row, self.bids, cells) for row, cells in with_cells(page, self.bids, self.readings)]


def _row(row: Requirement, bids: Sequence[Bid], cells: Sequence[Cell | None]) -> dict:
    return {
        "requirement": row.pk,
        "number": row.number,
        "text": row.text,
        "kind": row.kind,
        "phase": row.phase,
        "waiting": sum(cell is not None and cell.waits for cell in cells),
        "cells": [_cell(bid, cell) for bid, cell in zip(bids, cells, strict=True)],
    }


def _cell(bid: Bid, cell: Cell | None) -> dict:
    verdict = cell and cell.verdict
    return {
        "bid": bid.pk,
        "supplier": bid.supplier.name,
        "label": verdict and verdict.label,
        "strength": verdict and verdict.strength,
        "answered": verdict and verdict.answer_id is not None,
        "open": verdict and verdict.open,
        "waits": cell and cell.waits,
        "decision": cell and cell.decision,
    }
