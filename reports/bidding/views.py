"""Letters and lists of bids: made while one waits, for they are short and nothing of them is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.bidding.forms import MatrixFilter
from assessments.bidding.queries import asked_rows, latest_readings, with_cells
from procurement.bidding.access import is_secret, named_only
from procurement.bidding.models import Look
from procurement.bidding.queries import bids_of, current_bids
from procurement.models import Procurement, SpecificationVersion
from reports.exports.listing import as_csv, as_xlsx
from reports.letter.making import letter_pdf
from reports.word.letter import letter_docx

from .forms import BidderLetterForm
from .letter import askable, bidder_letter, chosen_first
from .matrix_list import matrix_list

_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


@require_safe
@named_only(Look.LIST)
def matrix_file(request: HttpRequest, procurement: Procurement, version: int, ending: str) -> HttpResponse:
    """The matrix with the filter that is in the address, as xlsx or csv."""
    versions = SpecificationVersion.objects.filter(specification__procurement=procurement)
    asked = get_object_or_404(versions, pk=version)
    request.looked_at = f"{asked}, {ending}"
    bids = [bid for bid in current_bids(procurement) if bid.version_id == asked.pk and bid.is_read]
    readings = latest_readings(bids)
    rows = list(asked_rows(asked, readings.values(), MatrixFilter(request.GET).wishes))
    listing = matrix_list(with_cells(rows, bids, readings), bids, is_secret=is_secret(procurement))
    language = "sv" if get_language() == "sv" else "en"
    content = as_xlsx(listing) if ending == "xlsx" else as_csv(listing, language=language)
    stem = _("bids")
    return _file(content, f"{stem}-{asked.pk}", ending, is_marked=is_secret(procurement))


@named_only(Look.LETTER)
def letter_new(request: HttpRequest, procurement: Procurement, pk: int) -> HttpResponse:
    """Which answers of a bid to ask about; the letter comes back as a file."""
    bid = get_object_or_404(bids_of(procurement), pk=pk)
    reading = get_object_or_404(bid.readings.all()[:1])
    request.looked_at = str(bid.supplier)
    form = BidderLetterForm(request.POST or None, initial={"language": get_language() or "sv"})
    chosen = chosen_first(reading)
    if request.method == "POST":
        chosen = {int(key) for key in request.POST.getlist("ask") if key.isdecimal()}
        if form.is_valid():
            ending = form.cleaned_data.pop("ending")
            letter = bidder_letter(reading, chosen, dated=timezone.localdate(), **form.cleaned_data)
            if letter:
                content = letter_docx(letter) if ending == "docx" else letter_pdf(letter).content
                return _file(content, bid.supplier.name, ending, is_marked=is_secret(procurement))
            form.add_error(None, _("Choose at least one answer to ask about."))
    context = {
        "procurement": procurement,
        "bid": bid,
        "form": form,
        "rows": askable(reading),
        "chosen": chosen,
        "is_secret": is_secret(procurement),
    }
    return render(request, "bids/letter.html", context)


def _file(content: bytes, name: str, ending: str, *, is_marked: bool) -> HttpResponse:
    """The file to save; while bids are secret its name says so."""
    stem = slugify(name) or "glapp"
    mark = _("SECRET")  # outside the braces below, where the extractor of texts does not look
    full = f"{mark}-{stem}.{ending}" if is_marked else f"{stem}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{full}"'}
    return HttpResponse(content, content_type=_KINDS[ending], headers=headers)
