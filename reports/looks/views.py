"""Pages of report templates."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import editor_required
from reports.queries import templates_of

from .forms import ReportTemplateForm
from .preview import preview


@require_safe
@editor_required
def template_list(request: HttpRequest) -> HttpResponse:
    templates = templates_of(request.member.organisation).defer("introduction_sv", "introduction_en")
    return render(request, "reports/looks/list.html", {"templates": templates})


@editor_required
def template_edit(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One template, or a new one where there is no `pk`. Reports that were made stay as they are."""
    organisation = request.member.organisation
    template = get_object_or_404(templates_of(organisation), pk=pk) if pk else None
    form = ReportTemplateForm(
        request.POST or None, request.FILES or None, organisation=organisation, instance=template
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The template is saved. Choose it when you ask for a report."))
        return redirect("report-template-list")
    return render(request, "reports/looks/edit.html", {"form": form, "template": template})


@require_POST
@editor_required
def template_delete(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(templates_of(request.member.organisation), pk=pk)
    template.delete()
    messages.success(request, _("The template is gone. Reports made with it stay as they are."))
    return redirect("report-template-list")


@require_safe
@editor_required
def template_logo(request: HttpRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(templates_of(request.member.organisation).exclude(logo=b""), pk=pk)
    return picture(bytes(template.logo))


@require_safe
@editor_required
def template_preview(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    template = get_object_or_404(
        templates_of(request.member.organisation).select_related("organisation"), pk=pk
    )
    body = mark_safe(preview(template, language))  # noqa: S308 a template of ours, which escapes what users wrote
    return render(
        request, "reports/looks/preview.html", {"template": template, "language": language, "body": body}
    )


@require_safe
@editor_required
def template_style(request: HttpRequest, pk: int) -> HttpResponse:
    return accent_style(get_object_or_404(templates_of(request.member.organisation), pk=pk).accent)


def accent_style(accent: str) -> HttpResponse:
    """A report's own colour, as a style sheet: pages carry no styles of their own."""
    return HttpResponse(f".report {{ --accent: {accent}; }}\n", content_type="text/css")


def picture(content: bytes) -> HttpResponse:
    """A PNG of our own making; not kept by anybody in between, since it is an organisation's own."""
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": "private, max-age=300"})
