"""What an organisation reads otherwise than the rule set, over the API: tried first, made, taken back."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet, ReadOnlyModelViewSet

from .bilingual_api import BothLanguages
from .engine import catalogue
from .engine.changes import may_be_off, weights_of
from .engine.verdict import Effect, Text
from .models import ChangeKind, RuleChange
from .own_rules import OwnChange, as_changes, does, weighed
from .rule_changes import (
    CANNOT_BE_CHANGED,
    LONGEST_TERM,
    NotPossible,
    change_rules,
    own_changes_of,
    refuse_impossible,
    rule_changes_of,
    take_change_back,
    wished,
)
from .services import assess_drafts_anew
from .trying import MOST_JUDGED, try_change

PLACES = ["empties", "sounds", "fills"]


class OwnRuleSerializer(serializers.ModelSerializer):
    """A change in force, or one that was taken back; `does` says it in words."""

    does = serializers.SerializerMethodField()
    by = serializers.StringRelatedField()
    taken_back_by = serializers.StringRelatedField(source="withdrawn_by", allow_null=True)
    taken_back_at = serializers.DateTimeField(source="withdrawn_at", allow_null=True)

    class Meta:
        model = RuleChange
        fields = [
            *("id", "kind", "subject", "of", "points", "does"),
            *("reason", "by", "at", "taken_back_by", "taken_back_at"),
        ]

    @extend_schema_field(Text)
    def get_does(self, change: RuleChange) -> dict:
        return does(change.kind, change.subject, change.of, change.points).model_dump()


class TrySerializer(serializers.Serializer):
    """`subject` is a term as written, a rule's id, or what the points stand under: see `choices/`."""

    kind = serializers.ChoiceField(ChangeKind.choices)
    subject = serializers.CharField(max_length=LONGEST_TERM)
    of = serializers.ChoiceField(
        PLACES, required=False, default="", allow_blank=True, help_text="for points only, and needed there"
    )
    points = serializers.IntegerField(
        required=False, default=None, allow_null=True, min_value=-100, max_value=100, help_text="of 100"
    )

    def validate(self, values: dict) -> dict:
        if values["kind"] == ChangeKind.POINTS and (values["points"] is None or not values["of"]):
            raise ValidationError({"points": _("Say how many points, and in “of” where they count.")})
        return values


class ChangeSerializer(TrySerializer):
    reason = serializers.CharField(max_length=1_000, help_text="stands in every report")


class TriedVersionSerializer(serializers.Serializer):
    """`before` and `after` count requirements that sound precise and cannot be verified."""

    version = serializers.IntegerField(source="version.pk")
    requirements = serializers.IntegerField()
    changed = serializers.IntegerField(help_text="requirements with another score")
    before = serializers.IntegerField()
    after = serializers.IntegerField()


class MovedRequirementSerializer(serializers.Serializer):
    """A requirement whose gap, 0-100, would be another."""

    requirement = serializers.IntegerField(source="requirement.pk")
    number = serializers.CharField(source="requirement.number")
    before = serializers.IntegerField()
    after = serializers.IntegerField()


class TrialSerializer(serializers.Serializer):
    """What a change would do to the newest assessed version of each specification."""

    does = BothLanguages()
    requirements = serializers.IntegerField()
    changed = serializers.IntegerField()
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    not_tried = serializers.IntegerField(
        help_text=f"rows that it may touch beyond the first {MOST_JUDGED}: they were not judged"
    )
    versions = TriedVersionSerializer(many=True)
    most_moved = MovedRequirementSerializer(many=True)


class PointsSerializer(serializers.Serializer):
    """Points that can be changed, from `least` to `most`."""

    of = serializers.ChoiceField(PLACES, source="weight.of")
    subject = serializers.CharField(source="weight.id")
    points = serializers.IntegerField(source="weight.points")
    least = serializers.IntegerField()
    most = serializers.IntegerField()
    where = BothLanguages()


class ChoiceSerializer(serializers.Serializer):
    """A rule as the organisation has it today."""

    id = serializers.CharField()
    title = BothLanguages()
    effect = serializers.ChoiceField([effect.value for effect in Effect])
    may_be_off = serializers.BooleanField()
    points = PointsSerializer(many=True)


class OwnRuleQuery(serializers.Serializer):
    kind = serializers.ChoiceField(ChangeKind.choices, required=False)
    in_force = serializers.BooleanField(
        source="withdrawn_at__isnull", required=False, allow_null=True, default=None
    )

    def validate(self, values: dict) -> dict:
        return {name: value for name, value in values.items() if value is not None}


_TRIAL = ("requirements", "changed", "before", "after", "not_tried", "versions", "most_moved")


@extend_schema_view(
    list=extend_schema(summary=_("List your own rules, newest first")),
    retrieve=extend_schema(summary=_("Read one of your own rules")),
)
class OwnRuleViewSet(ReadOnlyModelViewSet):
    """Those taken back too: every score and report keeps the changes that it was made with."""

    queryset = RuleChange.objects.none()
    serializer_class = OwnRuleSerializer
    query_serializer = OwnRuleQuery
    lookup_value_converter = "int"

    def get_queryset(self) -> QuerySet[RuleChange]:
        return rule_changes_of(self.request.auth.member.organisation)

    @extend_schema(summary=_("Change a rule"), request=ChangeSerializer, responses={201: OwnRuleSerializer})
    def create(self, request: Request) -> Response:
        """Your texts are judged so from now on, and drafts are assessed anew. Of two changes of the same
        place the newer holds. Try it first."""
        asked = ChangeSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        change = self._wished(asked.validated_data)
        organisation = request.auth.member.organisation
        made = change_rules(organisation=organisation, change=change, by=request.user)
        assess_drafts_anew(organisation=organisation, by=request.user)
        return Response(self.get_serializer(made).data, status=status.HTTP_201_CREATED)

    @extend_schema(
        summary=_("See before and after of a change"), request=TrySerializer, responses={200: TrialSerializer}
    )
    @action(detail=False, methods=["post"], url_path="try")
    def try_it(self, request: Request) -> Response:
        """Nothing is changed."""
        asked = TrySerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        change = self._wished(asked.validated_data)
        trial = try_change(request.auth.member.organisation, change)
        told = {name: getattr(trial, name) for name in _TRIAL} | {"does": change.does}
        return Response(TrialSerializer(told).data)

    @extend_schema(
        summary=_("Take one of your own rules back"), request=None, responses={200: OwnRuleSerializer}
    )
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: int) -> Response:
        """Your texts are judged as the rule set says, and drafts are assessed anew."""
        take_change_back(change=self.get_object(), by=request.user)
        assess_drafts_anew(organisation=request.auth.member.organisation, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)

    def _wished(self, said: dict) -> OwnChange:
        """Raises `ValidationError` where the engine does not take it."""
        reason = said.get("reason", "")
        asked = {name: said[name] for name in ("kind", "subject", "of", "points")}
        change = wished(**asked, by=self.request.user).model_copy(update={"reason": reason.strip()})
        try:
            refuse_impossible(change)
        except NotPossible:
            raise ValidationError(CANNOT_BE_CHANGED) from None
        return change


@extend_schema_view(list=extend_schema(summary=_("List the rules that can be changed")))
class ChoiceViewSet(GenericViewSet):
    """Each with the points that it has in your organisation. A term needs no rule."""

    queryset = RuleChange.objects.none()
    serializer_class = ChoiceSerializer
    filter_backends = ()

    def list(self, request: Request) -> Response:
        own = as_changes(own_changes_of(request.auth.member.organisation))
        rules = [
            {
                "id": rule.id,
                "title": rule.title,
                "effect": rule.effect,
                "may_be_off": may_be_off(rule),
                "points": [weighed(weight) for weight in weights_of(rule, own)],
            }
            for rule in self.paginate_queryset(catalogue())
        ]
        return self.get_paginated_response(self.get_serializer(rules, many=True).data)
