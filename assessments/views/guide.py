"""The guided first visit: a sample specification of one's own, with what to do beside it."""

from pathlib import Path

from django.apps import apps
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import editor_required, member_required
from assessments.services import request_assessment
from procurement.models import SpecificationVersion
from procurement.queries import versions_of
from procurement.services import create_procurement, create_specification, import_file

GUIDED = "guide"  # in the session: the version that has the guide beside it
SAMPLES = {"sv": "vardinformationssystem.xlsx", "en": "ehr-platform.docx"}


@require_POST
@editor_required
def sample_start(request: HttpRequest) -> HttpResponse:
    """A procurement with the sample in the reader's language, being assessed, and the guide beside it."""
    version = _sample(request)
    request_assessment(version=version, by=request.user)
    request.session[GUIDED] = version.pk
    return redirect("version-detail", version.pk)


@transaction.atomic
def _sample(request: HttpRequest) -> SpecificationVersion:
    path = Path(apps.get_app_config("procurement").path) / "samples" / SAMPLES[get_language()]
    procurement = create_procurement(
        organisation=request.member.organisation, title=_("Sample: an electronic health record")
    )
    specification = create_specification(procurement=procurement, title=_("Sample specification"))
    return import_file(
        specification=specification, upload_name=path.name, content=path.read_bytes(), by=request.user
    )


@require_POST
@member_required
def guide_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the guide away; the sample stays until somebody removes it."""
    version = get_object_or_404(versions_of(request.member.organisation), pk=pk)
    request.session.pop(GUIDED, None)
    return redirect("version-detail", version.pk)
