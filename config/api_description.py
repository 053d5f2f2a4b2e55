"""What the API's description says of every operation without being told."""

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers, status


class Problem(serializers.Serializer):
    """What went wrong, as one sentence, and field by field where fields are to blame."""

    detail = serializers.CharField()
    errors = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))


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

    def _get_response_for_code(self, serializer, status_code, *args, **kwargs) -> dict:
        answer = super()._get_response_for_code(serializer, status_code, *args, **kwargs)
        if int(status_code) >= status.HTTP_400_BAD_REQUEST and "content" not in answer:
            problem = super()._get_response_for_code(Problem, status_code, *args, **kwargs)
            answer["content"] = problem["content"]
        return answer

    def _problem_codes(self) -> list[str]:
        codes = ["429"]
        if self.get_auth():
            codes.append("401")
        if self.get_request_serializer() or self._is_list_view():
            codes.append("400")
        if self.method in ("POST", "PATCH", "DELETE"):
            codes.append("403")
        if "{" in self.path or self.method == "POST" or self._is_list_view():
            codes.append("404")
        return sorted(codes)
