"""The page where a letter is put together."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import editor_required
from assessments.forms import RowFilter
from assessments.queries import assessments_of

from .forms import LetterForm
from .services import MOST_ROWS, NothingToAsk, askable, request_letter


@editor_required
def letter_new(request: HttpRequest, pk: int) -> HttpResponse:
    """The requirements of the filter in the address, each to be asked about or not, and to whom."""
    organisation = request.member.organisation
    assessment = get_object_or_404(assessments_of(organisation), pk=pk)
    procurement = assessment.version.specification.procurement
    form = LetterForm(request.POST or None, organisation=organisation, stage=procurement.stage)
    row_filter = RowFilter(request.GET)
    rows = askable(assessment, row_filter.wishes, is_filtered=bool(request.GET))
    chosen = {int(key) for key in request.POST.getlist("ask") if key.isdecimal()}
    if request.method == "POST" and form.is_valid():
        own = assessment.version.requirements.filter(pk__in=chosen).values_list("pk", flat=True)
        try:
            letter = request_letter(
                assessment=assessment,
                requirements=list(own),
                dated=timezone.localdate(),
                by=request.user,
                **form.cleaned_data,
            )
            return redirect("report-detail", letter.pk)
        except NothingToAsk:
            form.add_error(None, _("Choose at least one requirement that has an open question."))
    shown = list(rows[:MOST_ROWS])
    context = {
        "assessment": assessment,
        "version": assessment.version,
        "form": form,
        "row_filter": row_filter,
        "rows": shown,
        "left_out": rows.count() - len(shown),
        "most": MOST_ROWS,
        "chosen": chosen if request.method == "POST" else {row.pk for row in shown},
    }
    return render(request, "reports/letter/new.html", context)
