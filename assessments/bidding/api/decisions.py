"""Decisions on answers."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from assessments.bidding.models import Decision, Way
from assessments.bids.verdict import Label
from procurement.api import Id
from procurement.bidding.queries import bids_of

from .named import ListNamedOnly

VERDICTS = [value.value for value in Label]


class DecisionSerializer(serializers.ModelSerializer):
    """`label` is what was indicated when it was decided; the newest decision on an answer `holds`."""

    bid = serializers.IntegerField(source="bid_id")
    requirement = serializers.IntegerField(source="requirement_id")
    number = serializers.CharField(source="requirement.number")
    label = serializers.ChoiceField(VERDICTS)
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
