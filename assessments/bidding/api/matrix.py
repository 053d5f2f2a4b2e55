"""Requirements by bidders."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers

from assessments.bidding.queries import Cell, asked_rows, latest_readings, with_cells
from assessments.bidding.wording import INDICATIONS
from procurement.bidding.models import Bid, Look
from procurement.bidding.queries import current_bids
from procurement.models import Kind, Phase, Requirement

from .answers import STRENGTHS
from .decisions import VERDICTS, HeldDecisionSerializer
from .named import ListNamedOnly


class MatrixQuery(serializers.Serializer):
    show = serializers.ChoiceField(
        ["waiting", "open", "altered"],
        required=False,
        default="",
        help_text="waiting: a decision is due; open: mandatory and not shown; altered: in some bid's file",
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
    label = serializers.ChoiceField(VERDICTS, allow_null=True)
    strength = serializers.ChoiceField(STRENGTHS, allow_null=True)
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
