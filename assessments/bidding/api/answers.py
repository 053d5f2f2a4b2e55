"""Answers of a bid with their verdicts."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers

from assessments.bidding.models import AnswerVerdict, Decision
from assessments.bidding.queries import decisions_on, latest_readings
from assessments.bids.verdict import BidVerdict, Strength
from procurement.api import Id
from procurement.bidding.models import Answer
from procurement.bidding.queries import bids_of
from procurement.models import Kind, Phase

from .decisions import VERDICTS, HeldDecisionSerializer
from .named import ListNamedOnly

STRENGTHS = [value.value for value in Strength]


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
    label = serializers.ChoiceField(VERDICTS)
    strength = serializers.ChoiceField(STRENGTHS, help_text="the strongest thing the answer rests on")
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
    label = serializers.ChoiceField(VERDICTS, required=False)
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
