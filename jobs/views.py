"""How far long work has come: a page, and the part of it that changes by itself."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editor_required, member_required

from .models import State
from .queries import jobs_of
from .services import cancel

TITLES = {
    State.QUEUED: _("Waiting"),
    State.RUNNING: _("Working"),
    State.DONE: _("Done"),
    State.FAILED: _("Not finished"),
    State.CANCELLED: _("Cancelled"),
}


@require_safe
@never_cache
@member_required
def job_detail(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    job = get_object_or_404(jobs_of(request.member.organisation), pk=job_id)
    return render(request, "jobs/detail.html", {"job": job, "title": TITLES[job.state]})


@require_safe
@never_cache
@member_required
def job_progress(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """The part that polls; when the job is finished the page around it, whichever it is, loads anew."""
    job = get_object_or_404(jobs_of(request.member.organisation), pk=job_id)
    response = render(request, "jobs/_progress.html", {"job": job})
    if job.is_finished:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@editor_required
def job_cancel(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """End it, wherever it has come; back to the page that it was for."""
    job = get_object_or_404(jobs_of(request.member.organisation), pk=job_id)
    cancel(job=job)
    return redirect(job.leads_to or "job-detail", *(() if job.leads_to else (job.pk,)))
