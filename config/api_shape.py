"""The shape that every answer of the API has: pages of a list, and one form for whatever went wrong."""

from django.http import JsonResponse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler


class Pages(PageNumberPagination):
    """`?page=` from 1 and `?page_size=` up to 500 rows."""

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 500


class Problem(serializers.Serializer):
    """What went wrong, as one sentence, and field by field where fields are to blame."""

    detail = serializers.CharField()
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


def problem(exception: Exception, context: dict) -> Response | None:
    """Django REST framework's answer, in the shape of `Problem`; None lets a fault of ours be a 500."""
    response = exception_handler(exception, context)
    if response is None:
        return None
    if isinstance(exception, ValidationError):
        errors = _by_field(response.data)
        response.data = {"detail": _summary(errors), "errors": errors}
    else:
        response.data = {"detail": response.data["detail"], "errors": {}}
    return response


def no_such_page(request, *args, **kwargs) -> JsonResponse:
    """404 in the same shape for an address below /api/v1/ that nothing answers."""
    return JsonResponse({"detail": NotFound().detail, "errors": {}}, status=NotFound.status_code)


def _by_field(data, path: str = "") -> dict[str, list[str]]:
    """Flatten nested errors: `{"a": {"b": ["x"]}}` becomes `{"a.b": ["x"]}`; "" is the whole request."""
    if isinstance(data, list):
        return {path: [str(message) for message in data]}
    if not isinstance(data, dict):
        return {path: [str(data)]}
    flat = {}
    for name, inner in data.items():
        part = "" if name == "non_field_errors" else str(name)
        flat |= _by_field(inner, ".".join(filter(None, (path, part))))
    return flat


def _summary(errors: dict[str, list[str]]) -> str:
    """The one message where there is one that needs no field to be understood, else a pointer."""
    if list(errors) == [""]:
        return " ".join(errors[""])
    return _("Some values cannot be used: see “errors”.")
