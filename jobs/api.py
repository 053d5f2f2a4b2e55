"""Long work over the API: something asked for is answered at once with the job to watch."""

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.viewsets import ReadOnlyModelViewSet

from .models import Job, State
from .queries import jobs_of
from .services import cancel


class JobSerializer(serializers.ModelSerializer):
    """`done` of `total` steps are finished; both are 0 before it starts. `error` says why a job failed."""

    error = serializers.CharField(source="error_text", read_only=True)

    class Meta:
        model = Job
        fields = [
            "id",
            "kind",
            "state",
            "done",
            "total",
            "phase",
            "error",
            "attempts",
            "created_at",
            "started_at",
            "finished_at",
        ]


class AcceptedSerializer(serializers.Serializer):
    """The job to watch, and where the result is once its state is `done`."""

    job = JobSerializer()
    result = serializers.URLField()


def accepted(request: Request, *, job: Job, result: str) -> Response:
    """202, with the job's address in `Location`; `result` is a path on this site."""
    location = reverse("api-jobs-detail", args=[job.pk], request=request)
    body = AcceptedSerializer({"job": job, "result": request.build_absolute_uri(result)})
    return Response(body.data, status=status.HTTP_202_ACCEPTED, headers={"Location": location})


class JobQuery(serializers.Serializer):
    state = serializers.ChoiceField(State.choices, required=False)
    kind = serializers.CharField(required=False)


@extend_schema_view(
    list=extend_schema(summary=_("List jobs, newest first")),
    retrieve=extend_schema(summary=_("Watch a job")),
)
class JobViewSet(ReadOnlyModelViewSet):
    queryset = Job.objects.none()
    serializer_class = JobSerializer
    query_serializer = JobQuery
    lookup_value_converter = "uuid"

    def get_queryset(self):
        return jobs_of(self.request.auth.member.organisation).order_by("-created_at")

    @extend_schema(summary=_("Cancel a job"), request=None, responses={200: JobSerializer})
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        """End it, wherever it has come. One that is finished stays as it is."""
        job = self.get_object()
        cancel(job=job)
        job.refresh_from_db()
        return Response(JobSerializer(job).data)
