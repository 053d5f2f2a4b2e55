"""The shape that every part of the API has. Settings name these; no view needs to know them.

Django REST framework imports this module while it is itself half loaded, hence `views` as a module.
"""

import re
from json import JSONDecodeError

from django.http import Http404, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.defaults import server_error
from rest_framework import status, views
from rest_framework.exceptions import APIException, NotAuthenticated, NotFound, ParseError, ValidationError
from rest_framework.filters import BaseFilterBackend
from rest_framework.pagination import PageNumberPagination
from rest_framework.parsers import JSONParser
from rest_framework.response import Response

LARGEST_JSON = 1_000_000  # bytes
NOT_FILTERS = {"page", "page_size", "format"}


class Pages(PageNumberPagination):
    """`?page=` from 1 and `?page_size=` up to 500 rows."""

    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 500

    def get_page_size(self, request) -> int:
        """Refuse a size that cannot be had: a program would not notice that it got fewer rows."""
        asked = request.query_params.get(self.page_size_query_param, str(self.page_size))
        if not re.fullmatch(r"[0-9]{1,3}", asked) or not 1 <= int(asked) <= self.max_page_size:
            raise ValidationError({self.page_size_query_param: [_("Give a number from 1 to 500.")]})
        return int(asked)

    def get_schema_operation_parameters(self, view) -> list[dict]:
        parameters = super().get_schema_operation_parameters(view)
        for parameter in parameters:
            parameter["schema"]["minimum"] = 1
        parameters[-1]["schema"]["maximum"] = self.max_page_size
        return parameters


class QueryFilter(BaseFilterBackend):
    """Filters a list by the view's `query_serializer`: each field's `source` is the lookup it stands for."""

    def filter_queryset(self, request, queryset, view):
        if view.action != "list" or not hasattr(view, "query_serializer"):
            return queryset
        query = view.query_serializer(data=request.query_params)
        # A filter that is mistyped would otherwise give the whole list, and a program would not notice.
        unknown = request.query_params.keys() - query.fields.keys() - NOT_FILTERS
        if unknown:
            raise ValidationError({name: [_("There is no such filter here.")] for name in sorted(unknown)})
        query.is_valid(raise_exception=True)
        return queryset.filter(**query.validated_data)

    def get_schema_operation_parameters(self, view) -> list:
        return []  # config.api_description tells them


class BoundedJSONParser(JSONParser):
    """JSON of a size and a depth that cannot exhaust the process; DRF's own parser reads whatever comes."""

    def parse(self, stream, media_type=None, parser_context=None):
        if int(parser_context["request"].META.get("CONTENT_LENGTH") or 0) > LARGEST_JSON:
            raise TooLarge
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(_("The JSON is nested too deeply.")) from None
        except ParseError as fault:
            found = fault.__context__
            if not isinstance(found, JSONDecodeError):
                raise ParseError(_("This is not JSON.")) from None
            place = {"line": found.lineno, "character": found.colno}
            raise ParseError(_("This is not JSON: line %(line)s, character %(character)s.") % place) from None


class TooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE

    def __init__(self):
        super().__init__(_("The request is larger than 1 MB. Split it, or import a file instead."))


def problem(exception: Exception, context: dict) -> Response | None:
    """Django REST framework's answer as `{"detail": sentence, "errors": {field: [sentence]}}`.

    None, for what it does not know, lets a fault of ours be a 500.
    """
    response = views.exception_handler(exception, context)
    if response is None:
        return None
    errors = _by_field(response.data) if isinstance(exception, ValidationError) else {}
    if errors:
        detail = _summary(errors)
    elif isinstance(exception, Http404):
        detail = _nothing_here()
    elif isinstance(exception, NotAuthenticated):
        detail = _("Send a token, as `Authorization: Bearer …`. POST /api/v1/tokens/ makes one.")
    else:
        detail = response.data["detail"]
    response.data = {"detail": detail, "errors": errors}
    return response


@csrf_exempt  # a program that mistypes an address must not be told about cookies
def no_such_address(request, *args, **kwargs) -> JsonResponse:
    """404 in the same shape for an address below /api/v1/ that nothing answers."""
    return JsonResponse({"detail": _nothing_here(), "errors": {}}, status=NotFound.status_code)


def fault_of_ours(request) -> HttpResponse:
    """500 in the same shape below /api/, and the usual page elsewhere. Django has logged what happened."""
    if not request.path.startswith("/api/"):
        return server_error(request)
    sentence = _("Something went wrong on our side. Try again, or tell whoever runs Glapp.")
    return JsonResponse({"detail": sentence, "errors": {}}, status=status.HTTP_500_INTERNAL_SERVER_ERROR)


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
