"""The pages of an import: bring a file or text, check how it was read, see what it changes, confirm.

The last step starts what comes after an import. That is not for this room to know: whoever hangs the pages
in the site gives it as `then`, a function of the new version and who confirmed it.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import editor_required
from accounts.models import User
from procurement.importers.draft import Reading
from procurement.importers.gate import Refused
from procurement.models import Procurement, SpecificationVersion
from procurement.queries import procurements_of

from .comparison import CONTESTED, Comparison, compare
from .forms import ImportForm, mapping_asked, not_understood
from .models import PendingImport
from .pending import begin, choose, confirm, forget, read_again
from .queries import pending_of
from .shown import shown, shown_comparison
from .storing import merged_rows

Then = Callable[..., object]
MOST_WAITING = 5  # imports begun and not finished that are listed


@editor_required
def bring(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a file or paste: it is read and waits for its owner."""
    procurement = get_object_or_404(procurements_of(request.member.organisation), pk=pk)
    asked = {"specification": request.GET.get("specification")}
    form = ImportForm(request.POST or None, request.FILES or None, procurement=procurement, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("import-review", _begin(procurement, form, request.user).pk)
        except Refused as refused:
            source = "file" if form.cleaned_data["file"] else "text"
            form.add_error(source, refused.in_language(get_language()))
    waiting = pending_of(request.member.organisation).filter(procurement=procurement)[:MOST_WAITING]
    context = {"procurement": procurement, "form": form, "waiting": waiting}
    return render(request, "procurement/import.html", context)


def _begin(procurement: Procurement, form: ImportForm, user: User) -> PendingImport:
    answers = form.cleaned_data
    return begin(
        procurement=procurement,
        specification=answers.get("specification"),
        title=form.new_title,
        content=answers["file"] or answers["text"],
        by=user,
    )


@editor_required
def review(request: HttpRequest, pk: int, then: Then) -> HttpResponse:
    """What was found in the file, and how it is to be read; every change is read at once."""
    pending = get_object_or_404(pending_of(request.member.organisation), pk=pk)
    reading = pending.what_was_read
    latest = _latest(pending)
    context = {"pending": pending, "procurement": pending.procurement, "latest": latest}
    if request.method == "POST":
        asked = mapping_asked(request.POST, reading)
        is_new = asked != reading.mapping
        if is_new:
            try:
                reading = read_again(pending=pending, mapping=asked)
            except Refused as refused:
                context["faults"] = [refused.in_language(get_language())]
        if "go_on" in request.POST and not context.get("faults"):
            context["faults"] = _faults(reading)
            if not context["faults"] and not is_new:
                return redirect("import-compare", pk) if latest else _confirmed(request, pending, then)
            context["look_again"] = is_new
    context |= shown(reading)
    only_part = request.htmx and request.htmx.target == "review"
    template = "procurement/_import_review.html" if only_part else "procurement/import_review.html"
    return render(request, template, context)


def _latest(pending: PendingImport) -> SpecificationVersion | None:
    return pending.specification.versions.first() if pending.specification else None


def _faults(reading: Reading) -> list[str]:
    """Why a file cannot be imported as it is read now, each with what to do."""
    faults = []
    if not reading.requirements:
        faults.append(
            _("No requirements are found. Say which column holds them, and where the header row is.")
        )
    words = not_understood(reading)
    if words:
        listed = ", ".join(word.word for word in words[:5])
        faults.append(_("Say what these words for the kind mean: %s.") % listed)
    return faults


@require_POST
@editor_required
def reset(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the file as if none like it had been imported before."""
    pending = get_object_or_404(pending_of(request.member.organisation), pk=pk)
    read_again(pending=pending, mapping=None)
    messages.info(request, _("The file was read afresh, without what was chosen before."))
    return redirect("import-review", pk)


@require_POST
@editor_required
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    pending = get_object_or_404(pending_of(request.member.organisation), pk=pk)
    procurement = pending.procurement
    forget(pending=pending)
    messages.info(request, _("The import was cancelled. Nothing of the file was kept."))
    return redirect("import-specification", procurement.pk)


@editor_required
def compare_versions(request: HttpRequest, pk: int, then: Then) -> HttpResponse:
    """What the file changes in the specification that it is a new version of."""
    pending = get_object_or_404(pending_of(request.member.organisation), pk=pk)
    latest = _latest(pending)
    if latest is None or _faults(pending.what_was_read):
        return redirect("import-review", pk)
    if request.method == "POST":
        found = _compared(pending, latest)
        choose(pending=pending, choices=_choices(request, found))
        if request.POST.get("latest") != str(latest.number):
            messages.warning(request, _("Version %d came in the meantime: look again.") % latest.number)
        elif "confirm" in request.POST:
            return _confirmed(request, pending, then)
        return redirect(request.get_full_path())
    found = _compared(pending, latest)
    context = {
        "pending": pending,
        "procurement": pending.procurement,
        "latest": latest,
        "next_number": latest.number + 1,
    }
    context |= shown_comparison(found, request.GET.get("show"), request.GET.get("page"))
    return render(request, "procurement/import_compare.html", context)


def _compared(pending: PendingImport, latest: SpecificationVersion) -> Comparison:
    after = merged_rows(latest, pending.what_was_read, pending.choices)
    return compare(list(latest.requirements.all()), after)


def _choices(request: HttpRequest, found: Comparison) -> dict[str, str]:
    """What was chosen for requirements that were changed on the site and in the file."""
    asked = {str(row.key): request.POST.get(f"side-{row.key}") for row in found.of(CONTESTED)}
    return {key: side for key, side in asked.items() if side in ("site", "file")}


def _confirmed(request: HttpRequest, pending: PendingImport, then: Then) -> HttpResponse:
    try:
        version = confirm(pending=pending, by=request.user)
    except PendingImport.DoesNotExist:
        messages.warning(request, _("This import is already stored or cancelled."))
        return redirect("procurement-detail", pending.procurement_id)
    then(version=version, by=request.user)
    messages.success(request, _what_came(version))
    return redirect("version-detail", version.pk)


def _what_came(version: SpecificationVersion) -> str:
    rows = list(version.requirements.values_list("is_context", flat=True))
    number, beside = rows.count(False), rows.count(True)
    said = ngettext("%d requirement was imported.", "%d requirements were imported.", number) % number
    if not beside:
        return said
    kept = ngettext(
        "%d row that asks nothing is kept beside them.",
        "%d rows that ask nothing are kept beside them.",
        beside,
    )
    return f"{said} {kept % beside}"
