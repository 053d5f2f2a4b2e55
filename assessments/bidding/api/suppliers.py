"""Suppliers of a procurement and their bids."""

from django.db.models import Prefetch, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from pydantic import RootModel
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from assessments.bidding.models import BidReading
from assessments.bidding.queries import Standing, standing_of
from assessments.bids.transfer import Compared
from assessments.bids.whole import BidFinding
from procurement.api import Id, ImportProblemSerializer
from procurement.bidding.models import Alteration, Bid, Evidence, Supplier
from procurement.bidding.queries import bids_of, current_bids

from .named import ListNamedOnly, NamedOnly


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


class AlterationSerializer(serializers.ModelSerializer):
    """Where the bid's file has a requirement (null: an added row) otherwise than its version.

    `said` is what it has instead; `is_earlier` that the buyer had it so before.
    """

    requirement = serializers.IntegerField(source="requirement_id", allow_null=True)
    provenance = serializers.DictField()

    class Meta:
        model = Alteration
        fields = ["requirement", "what", "said", "is_earlier", "provenance"]


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
    alterations = AlterationSerializer(many=True, read_only=True)
    import_problems = ImportProblemSerializer(many=True, read_only=True)

    class Meta(BidSerializer.Meta):
        fields = [
            *BidSerializer.Meta.fields,
            "standing",
            "findings",
            "references",
            "evidence",
            "alterations",
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
            Prefetch("readings", readings), Prefetch("evidence", evidence), "alterations"
        )

    def get_serializer_class(self) -> type[BidSerializer]:
        return BidDetailSerializer if self.action == "retrieve" else BidSerializer

    @cached_property
    def current(self) -> set[int]:
        return {bid.pk for bid in current_bids(self.procurement)}
