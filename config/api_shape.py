"""The shape that every part of the API has. Settings name these; no view needs to know them."""

from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers, status
from rest_framework.exceptions import APIException, NotFound, ParseError, ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import JSONParser
from rest_framework.response import Response
from rest_framework.views import exception_handler

LARGEST_JSON = 1_000_000  # bytes


class Pages(PageNumberPagination):
    """`?page=` from 1 and `?page_size=` up to 500 rows."""

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 500


class QueryFilter(BaseFilterBackend):
    """Filters a list by the view's `query_serializer`: each field's `source` is the lookup it stands for."""

    def filter_queryset(self, request, queryset, view):
        if view.action != "list" or not hasattr(view, "query_serializer"):
            return queryset
        query = view.query_serializer(data=request.query_params)
        query.is_valid(raise_exception=True)
        return queryset.filter(**query.validated_data)

    def get_schema_operation_parameters(self, view) -> list:
        return []  # `Description` tells them


class BoundedJSONParser(JSONParser):
    """JSON of a size and a depth that cannot exhaust the process; DRF's own parser reads whatever comes."""

    def parse(self, stream, media_type=None, parser_context=None):
        if int(parser_context["request"].META.get("CONTENT_LENGTH") or 0) > LARGEST_JSON:
            raise TooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(_("The JSON is nested too deeply.")) from None


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE

    def __init__(self):
        super().__init__(_("The request is larger than 1 MB. Split it, or import a file instead."))


class Problem(serializers.Serializer):
    """What went wrong, as one sentence, and field by field where fields are to blame."""

    detail = serializers.CharField()
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


def problem(exception: Exception, context: dict) -> Response | None:
    """Django REST framework's answer in the shape of `Problem`; None lets a fault of ours be a 500."""
    response = exception_handler(exception, context)
    if response is None:
        return None
    errors = _by_field(response.data) if isinstance(exception, ValidationError) else {}
    if errors:
        detail = _summary(errors)
    elif isinstance(exception, Http404):
        detail = _nothing_here()
    else:
        detail = response.data["detail"]
    response.data = {"detail": detail, "errors": errors}
    return response


def no_such_address(request, *args, **kwargs) -> JsonResponse:
    """404 in the same shape for an address below /api/v1/ that nothing answers."""
    return JsonResponse({"detail": _nothing_here(), "errors": {}}, status=NotFound.status_code)


def _nothing_here() -> str:
    return _("Nothing is found here. Check the address, the ids, and which organisation your token is for.")


def _by_field(data, path: str = "") -> dict[str, list[str]]:
    """Flatten nested errors: `{"a": {"b": ["x"]}}` becomes `{"a.b": ["x"]}`; "" is the whole request."""
    if not isinstance(data, dict):
        return {path: [str(message) for message in (data if isinstance(data, list) else [data])]}
    flat = {}
    for name, inner in data.items():
        part = "" if name == "non_field_errors" else str(name)
        flat |= _by_field(inner, ".".join(filter(None, (path, part))))
    return flat


def _summary(errors: dict[str, list[str]]) -> str:
    """The messages themselves where they are about the whole request, else a pointer to them."""
    if list(errors) == [""]:
        return " ".join(errors[""])
    return _("Some values cannot be used: see “errors”.")


class Description(AutoSchema):
    """Adds to each operation what the shape above brings with it: filters, and what can go wrong."""

    def get_override_parameters(self) -> list:
        query = getattr(self.view, "query_serializer", None)
        return [query] if query and self._is_list_view() else []

    def _get_response_bodies(self, direction="response") -> dict:
        bodies = super()._get_response_bodies(direction)
        for code in self._problem_codes():
            bodies.setdefault(code, self._get_response_for_code(Problem, code, direction=direction))
        return bodies

    def _problem_codes(self) -> list[str]:
        codes = ["429"]
        if self.get_auth():
            codes.append("401")
        if self.get_request_serializer() or self.get_override_parameters():
            codes.append("400")
        if self.method in ("POST", "PATCH", "DELETE"):
            codes.append("403")
        if "{" in self.path or self.method == "POST":
            codes.append("404")
        return sorted(codes)
