"""The pages of imports under way, in the states that their addresses can show."""

from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.models import User
from procurement.editing import change_requirement, wording_of
from procurement.importing.pending import begin
from procurement.models import Procurement, SpecificationVersion
from procurement.services import create_specification, import_file

from .conftest import SAMPLE

BEFORE = (
    "Nr;Krav;Typ\nK1;Systemet ska vara modernt.;Ska\nK2;Systemet ska larma.;Ska\nK3;Systemet ska logga.;Ska\n"
)
AFTER = (
    "Nr;Krav;Typ\nK1;Systemet ska vara snabbt.;Ska\nK2;Systemet ska larma vid fel.;Bör\n"
    "K4;Journalen ska kunna exporteras vid avslut.;Ska\n"
)


def import_pages(procurement: Procurement, alice: User) -> dict[str, str]:
    """Addresses by a name for each."""
    with SAMPLE.open("rb") as file:
        sample = begin(
            procurement=procurement,
            specification=None,
            title="Ny",
            content=ContentFile(file.read(), name=SAMPLE.name),
            by=alice,
        )
    cells = "Ref\tSak\tPrio\nA1\tSystemet ska logga.\tRöd\nA2\tSystemet ska larma.\tSka"
    pasted = begin(procurement=procurement, specification=None, title="Celler", content=cells, by=alice)
    version = edited_version(procurement, alice)
    newer = begin(
        procurement=procurement,
        specification=version.specification,
        title="",
        content=ContentFile(AFTER.encode(), name="krav.csv"),
        by=alice,
    )
    compared = reverse("import-compare", args=[newer.pk])
    return {
        "import of a workbook": reverse("import-review", args=[sample.pk]),
        "import with a word to explain": reverse("import-review", args=[pasted.pk]),
        "import with a choice between two wordings": compared,
        "import that changes": compared + "?show=changed",
        "import that adds": compared + "?show=new",
        "removing a version": reverse("version-remove", args=[version.pk]),
        "changing a procurement": reverse("procurement-edit", args=[procurement.pk]),
    }


def edited_version(procurement: Procurement, alice: User) -> SpecificationVersion:
    """A version whose first requirement was rewritten on the site."""
    version = import_file(
        specification=create_specification(procurement=procurement, title="Omskriven"),
        upload_name="krav.csv",
        content=BEFORE.encode(),
        by=alice,
    )
    row = version.requirements.first()
    wording = wording_of(row).model_copy(update={"text": "Systemet ska svara inom 2 sekunder."})
    change_requirement(requirement=row, wording=wording, revision=row.revision, by=alice)
    return version
