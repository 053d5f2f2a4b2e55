"""Writes of bids: suppliers, bids read in, evidence kept. Who may is decided before, by `access`."""

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File as DjangoFile
from django.db import transaction

from accounts.models import Organisation, User
from procurement.importers.draft import Draft, Reading
from procurement.models import Procurement, Requirement, SpecificationVersion

from .answers import AnswerDraft, Asked, found_columns, match
from .models import Answer, Bid, Evidence, HowMet, Supplier
from .reading import read_filled

_LONGEST = {"document": 300, "page": 40, "identifier": 200, "issuer": 200, "dated": 80}
_MOST_PROBLEMS = 200


def supplier_named(*, organisation: Organisation, name: str, registration_number: str = "") -> Supplier:
    """Return the organisation's supplier of that name, made where there is none."""
    supplier, _ = Supplier.objects.get_or_create(
        organisation=organisation,
        name=" ".join(name.split()),
        defaults={"registration_number": registration_number},
    )
    return supplier


def receive_bid(
    *,
    procurement: Procurement,
    supplier: Supplier,
    version: SpecificationVersion,
    upload_name: str,
    content: DjangoFile,
    by: User,
) -> Bid:
    """Keep a filled sheet as the supplier's next bid, its columns found and still to be confirmed.

    A sheet of our own making needs no confirming: its answers are stored at once. Raises `Refused` where
    the file is not taken; then nothing is written.
    """
    name = Path(upload_name.replace("\\", "/")).name[-255:] or "file"
    with tempfile.NamedTemporaryFile(prefix="glapp-bid-") as file:
        for chunk in content.chunks():
            file.write(chunk)
        file.flush()
        reading = read_filled(Path(file.name), name=name)
        digest = hashlib.sha256(Path(file.name).read_bytes()).hexdigest()
    with transaction.atomic():
        Procurement.objects.select_for_update().get(pk=procurement.pk)
        before = procurement.bids.filter(supplier=supplier, version=version).count()
        bid = Bid(
            procurement=procurement,
            supplier=supplier,
            version=version,
            number=before + 1,
            file_name=name,
            file_sha256=digest,
            columns=found_columns(reading),
            created_by=by,
        )
        with _kept(bid, name, content):
            if any(draft.key for draft in reading.drafts):
                _store(bid, reading)
    return bid


@contextmanager
def _kept(row: Bid | Evidence, name: str, content: DjangoFile) -> Iterator[None]:
    """Save a row with its file; where that or the block fails, nothing of either stays."""
    content.seek(0)
    try:
        with transaction.atomic():
            row.file.save(name[-100:], content, save=False)
            row.save()
            yield
    except BaseException:
        if row.file:
            row.file.delete(save=False)
        raise


def reading_of(bid: Bid) -> Reading:
    """Read the bid's kept file again. Raises `Refused` where it can no longer be read."""
    with bid.file.open("rb") as content, tempfile.NamedTemporaryFile(prefix="glapp-bid-") as file:
        for chunk in content.chunks():
            file.write(chunk)
        file.flush()
        return read_filled(Path(file.name), name=bid.file_name)


@transaction.atomic
def store_answers(*, bid: Bid, columns: dict[str, str]) -> Bid:
    """Store the answers of `bid` with its columns read as `columns` says (header -> field, or "").

    Only once: what was judged and decided stands on these answers. Read the file in again for other
    columns. Raises `ValueError` where they are stored already.
    """
    bid = Bid.objects.select_for_update().get(pk=bid.pk)
    if bid.is_read:
        raise ValueError("the answers of this bid are stored already")
    bid.columns = columns
    _store(bid, reading_of(bid))
    return bid


def _store(bid: Bid, reading: Reading) -> None:
    requirements = list(bid.version.requirements.filter(is_context=False))
    asked = [Asked(str(row.key), row.number, row.text) for row in requirements]
    found = match(reading, bid.columns, asked)
    Answer.objects.bulk_create((_answer(bid, requirements, each) for each in found.answers), batch_size=500)
    bid.import_problems = [
        *_problems(found.strangers, _STRANGER),
        *_problems(found.twice, _TWICE),
    ][:_MOST_PROBLEMS]
    bid.is_read = True
    bid.save(update_fields=["columns", "import_problems", "is_read"])


def _answer(bid: Bid, requirements: Sequence[Requirement], draft: AnswerDraft) -> Answer:
    short = {name: getattr(draft, name)[:most] for name, most in _LONGEST.items()}
    return Answer(
        bid=bid,
        requirement=requirements[draft.row],
        text=draft.answer,
        how_met=draft.how_met or HowMet.UNKNOWN,
        comment=draft.comment,
        provenance=draft.place.model_dump(exclude_defaults=True),
        **short,
    )


_STRANGER = {
    "sv": "Raden svarar inte på något krav i den utskickade versionen. Jämför nummer och text.",
    "en": "This row answers no requirement of the version that was sent out. Compare its number and text.",
}
_TWICE = {
    "sv": "Kravet är redan besvarat på en rad ovanför. Bara det första svaret räknas; be om besked.",
    "en": "The requirement is answered on a row above already. Only the first counts; ask the bidder.",
}


def _problems(drafts: Sequence[Draft], message: dict[str, str]) -> list[dict]:
    return [{"where": draft.place.model_dump(exclude_defaults=True), "message": message} for draft in drafts]


@transaction.atomic
def keep_evidence(*, bid: Bid, upload_name: str, content: DjangoFile, text: str, by: User) -> Evidence:
    """Keep a file that came with the bid, byte for byte; the same bytes twice are one.

    `text` is its text layer as the reading child process gave it, "" where it has none.
    """
    name = Path(upload_name.replace("\\", "/")).name[-255:] or "file"
    digest = hashlib.sha256()
    for chunk in content.chunks():
        digest.update(chunk)
    content.seek(0)
    existing = bid.evidence.filter(sha256=digest.hexdigest()).first()
    if existing:
        return existing
    evidence = Evidence(
        bid=bid, name=name, sha256=digest.hexdigest(), size=content.size, text=text, uploaded_by=by
    )
    with _kept(evidence, name, content):
        return evidence
