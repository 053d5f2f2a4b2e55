"""What is dismissed in a version, over the API: read by anybody of the organisation, changed by those who
may edit. It stands for findings on requirements and for what shows in all rows together."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from procurement.api import Id
from procurement.models import SpecificationVersion
from procurement.queries import versions_of

from .bilingual_api import BothLanguages
from .case_dismissals import dismiss_cases, found_cases
from .dismissals import dismiss, dismissals_of, take_back, taken_back_in
from .dismissed import IN_SET, DismissedCase, DismissedFinding, is_finding
from .models import Assessment, Dismissal
from .queries import latest_assessment, whole_of
from .refreshing import fresh

STATES = ["in-force", "changed", "taken-back"]
MOST = 5_000  # requirements of one request


class DismissalSerializer(serializers.Serializer):
    """`finding` is a rule's id, "missing." and what the text lacks, "" for the requirement as a whole, or
    "set." and the kind of what shows in all rows together; then `case` and what it `says` tell which."""

    id = serializers.IntegerField()
    state = serializers.ChoiceField(STATES)
    finding = serializers.CharField(allow_blank=True)
    title = BothLanguages()
    requirements = serializers.ListField(child=serializers.IntegerField(), help_text="it is about, here")
    case = serializers.CharField(allow_null=True, help_text="as the assessment's whole/ calls it")
    says = BothLanguages(allow_null=True)
    gap = serializers.IntegerField(allow_null=True, help_text="0-100")
    reason = serializers.CharField()
    by = serializers.CharField()
    at = serializers.DateTimeField()
    batch = serializers.UUIDField(help_text="the same for those made in one go")
    taken_back_by = serializers.CharField(allow_blank=True)
    taken_back_at = serializers.DateTimeField(allow_null=True)


class MadeSerializer(serializers.Serializer):
    dismissals = DismissalSerializer(many=True)


class DismissSerializer(serializers.Serializer):
    """A finding on some requirements, or a case of what shows in all rows together."""

    finding = serializers.CharField(allow_blank=True, max_length=80)
    requirements = serializers.ListField(child=Id(), required=False, max_length=MOST, allow_empty=False)
    case = serializers.CharField(required=False, max_length=16)
    reason = serializers.CharField(max_length=1_000)

    def validate(self, values: dict) -> dict:
        in_set = values["finding"].startswith(IN_SET)
        if not in_set and not is_finding(values["finding"]):
            raise ValidationError({"finding": _("There is no such finding.")})
        needed = "case" if in_set else "requirements"
        if needed not in values:
            raise ValidationError({needed: self.fields[needed].error_messages["required"]})
        return values


class DismissalQuery(serializers.Serializer):
    state = serializers.ChoiceField(
        STATES, required=False, default="in-force", help_text="changed: the text is another now"
    )
    finding = serializers.CharField(required=False)
    requirement = Id(required=False)


@extend_schema_view(
    list=extend_schema(summary=_("List what is dismissed in a version")),
    retrieve=extend_schema(summary=_("Read a dismissal")),
)
class DismissalViewSet(GenericViewSet):
    """Findings about the set come first, then those on requirements in the order of the version."""

    queryset = Dismissal.objects.none()
    serializer_class = DismissalSerializer
    query_serializer = DismissalQuery
    lookup_value_converter = "int"
    filter_backends = ()  # a state is no column: it depends on the text as it stands
    version: SpecificationVersion

    def initial(self, request: Request, *args: object, **kwargs: int) -> None:
        super().initial(request, *args, **kwargs)
        self.version = get_object_or_404(versions_of(request.auth.member.organisation), pk=kwargs["version"])

    def list(self, request: Request, version: int) -> Response:
        asked = DismissalQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        rows = [row for row in self._told() if _fits(row, said)]
        return self.get_paginated_response(self.get_serializer(self.paginate_queryset(rows), many=True).data)

    def retrieve(self, request: Request, version: int, pk: int) -> Response:
        return Response(self.get_serializer(self._one(pk)).data)

    @extend_schema(
        summary=_("Dismiss a finding"),
        request=DismissSerializer,
        responses={201: MadeSerializer},
    )
    def create(self, request: Request, version: int) -> Response:
        """Gives what is in force now of what was asked for. What was dismissed already stays as it is."""
        asked = DismissSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        said = asked.validated_data
        if "case" in said:
            self._dismiss_case(said)
        else:
            self._dismiss_rows(said)
        rows = [row for row in self._told() if row["state"] == "in-force" and _asked_for(row, said)]
        return Response(MadeSerializer({"dismissals": rows}).data, status=status.HTTP_201_CREATED)

    @extend_schema(summary=_("Take a dismissal back"), request=None, responses={200: DismissalSerializer})
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, version: int, pk: int) -> Response:
        """The finding is on the list of what to mend again; taking back twice is taking back once."""
        self._one(pk)
        take_back(dismissals=self.version.specification.dismissals.filter(pk=pk), by=request.user)
        return Response(self.get_serializer(self._one(pk)).data)

    def _dismiss_rows(self, said: dict) -> None:
        rows = self.version.requirements.filter(pk__in=said["requirements"])
        if len(rows) != len(set(said["requirements"])):
            raise ValidationError({"requirements": _("Some of them are not in this version.")})
        dismiss(
            version=self.version,
            requirements=rows,
            finding=said["finding"],
            reason=said["reason"],
            by=self.request.user,
        )

    def _dismiss_case(self, said: dict) -> None:
        findings = whole_of(self.assessment) if self.assessment else ()
        kind = said["finding"].removeprefix(IN_SET)
        chosen = [
            found
            for found in found_cases(self.version, findings)
            if (found.finding.id, found.sign) == (kind, said["case"])
        ]
        if not chosen:
            message = _("There is no such case any more. Read the assessment's “whole” again.")
            raise ValidationError({"case": message})
        dismiss_cases(version=self.version, cases=chosen, reason=said["reason"], by=self.request.user)

    @cached_property
    def assessment(self) -> Assessment | None:
        found = latest_assessment(self.version)
        return fresh(found) if found else None

    def _told(self) -> Sequence[dict]:
        """Every dismissal that says something of this version, with its state there."""
        found = dismissals_of(self.version, self.assessment)
        every = {
            "in-force": [*found.cases, *found.rows],
            "changed": [*found.cases_again, *found.look_again],
            "taken-back": taken_back_in(self.version),
        }
        known = self.version.requirements.values_list("key", "position", "pk")
        pks = {name: pk for key, position, pk in known for name in (key, position)}
        return [_row(row, state, pks) for state, rows in every.items() for row in rows]

    def _one(self, pk: int) -> dict:
        row = next((row for row in self._told() if row["id"] == pk), None)
        if row is None:
            raise Http404
        return row


def _row(row: DismissedFinding | DismissedCase, state: str, pks: Mapping[UUID | int, int]) -> dict:
    told = {name: getattr(row, name) for name in _SAME} | {"state": state}
    if isinstance(row, DismissedCase):
        about = [pks[at.position] for at in row.case.rows if at.position in pks]
        of = {"finding": IN_SET + row.kind, "case": row.sign, "says": row.case.says, "gap": None}
    else:
        about = [pks[row.key]]
        of = {"finding": row.finding, "case": None, "says": None, "gap": row.gap}
    return told | of | {"requirements": about}


_SAME = ("id", "title", "reason", "by", "at", "batch", "taken_back_by", "taken_back_at")


def _fits(row: dict, said: Mapping) -> bool:
    return (
        row["state"] == said["state"]
        and said.get("finding", row["finding"]) == row["finding"]
        and ("requirement" not in said or said["requirement"] in row["requirements"])
    )


def _asked_for(row: dict, said: Mapping) -> bool:
    """Whether it is what a request to dismiss was about."""
    if row["finding"] != said["finding"]:
        return False
    return row["case"] == said["case"] if "case" in said else row["requirements"][0] in said["requirements"]
