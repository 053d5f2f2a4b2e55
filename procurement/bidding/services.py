"""Writes of bids: suppliers, bids read in, evidence kept. Who may is decided before, by `access`."""

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File as DjangoFile
from django.db import transaction

from accounts.models import Organisation, User
from procurement.importers.draft import Problem, Reading
from procurement.importers.gate import Refused
from procurement.importers.mapping import shortened
from procurement.models import Procurement, Requirement, SpecificationVersion

from .altered import ADDED, REMOVED, plain
from .answers import AnswerDraft, found_columns
from .known import Asked
from .models import Alteration, Answer, Bid, Evidence, HowMet, Supplier
from .passages import Passage, alterations, match, passages_of
from .queries import is_of_another_version, said_before
from .reading import as_a_bid, read_filled

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
    """Keep a filled sheet or document as the supplier's next bid: read, and still to be confirmed.

    A sheet of our own making needs no confirming: its answers are stored at once. Raises `Refused` where
    the file is not taken; then nothing is written.
    """
    name = Path(upload_name.replace("\\", "/")).name[-255:] or "file"
    reading, digest = _read(content, name, version)
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
            reading=reading.model_dump_json(),
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
    """What was read of a bid whose answers are not stored yet. Raises `Refused` as reading a file does."""
    if bid.reading:
        return Reading.model_validate_json(bid.reading)
    with bid.file.open("rb") as content:  # it came before readings were kept
        return _read(content, bid.file_name, bid.version)[0]


def _read(content: DjangoFile, name: str, version: SpecificationVersion) -> tuple[Reading, str]:
    """What a file says, and its SHA-256."""
    numbers = version.requirements.filter(is_context=False).values_list("number", flat=True)
    with tempfile.NamedTemporaryFile(prefix="glapp-bid-") as file:
        for chunk in content.chunks():
            file.write(chunk)
        file.flush()
        try:
            reading = read_filled(Path(file.name), name=name, numbers=numbers)
        except Refused as refused:
            raise as_a_bid(refused, name) from None
        return reading, hashlib.sha256(Path(file.name).read_bytes()).hexdigest()


def asked_in(bid: Bid) -> list[Requirement]:
    """The requirements that a bid answers, in the order in which passages name them."""
    return list(bid.version.requirements.filter(is_context=False))


def found_in(bid: Bid, reading: Reading, requirements: Sequence[Requirement]) -> tuple[Passage, ...]:
    """The passages of `bid` as they would be stored now."""
    return passages_of(reading, bid.columns, _asked(requirements), bid.placed)


def _asked(requirements: Iterable[Requirement]) -> list[Asked]:
    return [
        Asked(str(row.key), row.number, row.text, row.kind, row.phase, row.shown_by) for row in requirements
    ]


def alterations_in(
    bid: Bid, reading: Reading, passages: Sequence[Passage], requirements: Sequence[Requirement]
) -> list[Alteration]:
    """What the file of `bid` does not have as it was sent out, as it would be stored now."""
    found = alterations(reading, passages, _asked(requirements))
    rows = [None if each.row is None else requirements[each.row] for each in found]
    before = said_before(bid, [row for row in rows if row])
    other = any(each.what in (ADDED, REMOVED) for each in found) and is_of_another_version(
        bid, {draft.key for draft in reading.drafts if draft.key}
    )
    return [
        Alteration(
            bid=bid,
            requirement=row,
            what=each.what,
            said=each.said,
            is_earlier=(other and each.what in (ADDED, REMOVED))
            or (row is not None and (row.key, each.what, plain(each.said)) in before),
            provenance=each.place.model_dump(exclude_defaults=True),
        )
        for each, row in zip(found, rows, strict=True)
    ]


@transaction.atomic
def place_passages(*, bid: Bid, columns: dict[str, str], placed: dict[str, str]) -> Bid:
    """Keep how a bid is to be read: header -> field, and passage -> key of its requirement, "" for none.

    Raises `ValueError` where its answers are stored already: what was judged and decided stands on them.
    """
    bid = Bid.objects.select_for_update(of=("self",)).select_related("version").get(pk=bid.pk)
    if bid.is_read:
        raise ValueError("the answers of this bid are stored already")
    bid.columns = columns
    bid.placed = bid.placed | placed
    bid.save(update_fields=["columns", "placed"])
    return bid


@transaction.atomic
def store_answers(
    *, bid: Bid, columns: dict[str, str] | None = None, placed: dict[str, str] | None = None
) -> Bid:
    """Store the answers of `bid`, read as `place_passages` says; left out, as it says already.

    Only once. Read the file in again for another reading of it. Raises `ValueError` as that does.
    """
    bid = place_passages(bid=bid, columns=bid.columns if columns is None else columns, placed=placed or {})
    _store(bid, reading_of(bid))
    return bid


def _store(bid: Bid, reading: Reading) -> None:
    requirements = asked_in(bid)
    passages = found_in(bid, reading, requirements)
    found = match(passages)
    altered = alterations_in(bid, reading, passages, requirements)
    Alteration.objects.bulk_create(altered, batch_size=500)
    Answer.objects.bulk_create((_answer(bid, requirements, each) for each in found.answers), batch_size=500)
    bid.import_problems = [
        *(_of_the_file(problem) for problem in reading.problems if problem.about in _OF_THE_FILE),
        # What was added to a sheet of ours is told as that.
        *_problems(() if any(each.what == ADDED for each in altered) else found.strangers, _STRANGER),
        *_problems(found.twice, _TWICE),
    ][:_MOST_PROBLEMS]
    bid.is_read, bid.reading = True, ""
    bid.save(update_fields=["import_problems", "is_read", "reading"])


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


# What an importer of requirements tells that matters to answers too.
_OF_THE_FILE = ("pages_without_text", "tracked_changes", "hidden_sheet", "formula_without_value", "cut_off")

_STRANGER = {
    "sv": "Texten svarar inte på något krav i den utskickade versionen: ”{text}”",
    "en": "This answers no requirement of the version that was sent out: “{text}”",
}
_TWICE = {
    "sv": "Kravet är redan besvarat på en rad ovanför. Bara det första svaret räknas; be om besked.",
    "en": "The requirement is answered on a row above already. Only the first counts; ask the bidder.",
}


def _problems(passages: Sequence[Passage], message: dict[str, str]) -> list[dict]:
    return [
        {
            "where": passage.place.model_dump(exclude_defaults=True),
            "message": {lang: text.format(text=shortened(passage.text)) for lang, text in message.items()},
        }
        for passage in passages
    ]


def _of_the_file(problem: Problem) -> dict:
    return {
        "where": problem.place.model_dump(exclude_defaults=True),
        "message": {"sv": problem.sv, "en": problem.en},
    }


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
