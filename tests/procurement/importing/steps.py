"""What an officer does in an import, step by step, and the lists that are brought."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from accounts.models import Member
from accounts.services import add_member
from procurement.importing.models import PendingImport
from procurement.models import Procurement, SpecificationVersion

PASSWORD = "a long enough password"
HEADER = ("Ref", "Vad vi vill ha", "Prio", "Varför")
ROWS = (
    ("A1", "Systemet ska visa läkemedelslistan i den takt som vården kräver.", "1", "Säkrare ordination"),
    ("A2", "Systemet ska logga varje läsning med användare och tid.", "1", None),
    ("A3", "Systemet ska larma vid överkänslighet.", "2", None),
)


def member(organisation, name: str, role: str = "officer") -> Member:
    email = f"{name}@example.org"
    return add_member(organisation=organisation, email=email, name=name, role=role, password=PASSWORD)


def page_of(who: Member) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(who.user)
    return client


def listed(*rows: tuple, header: tuple = HEADER) -> bytes:
    """A list as somebody exported it, under a line that says what it is."""
    lines = (("Behov i vården", "", "", ""), header, *(rows or ROWS))
    return "\n".join(";".join(cell or "" for cell in row) for row in lines).encode()


def workbook(*sheets: str) -> bytes:
    """The same rows in each of these sheets."""
    made, content = Workbook(), io.BytesIO()
    made.remove(made.active)
    for name in sheets:
        sheet = made.create_sheet(name)
        for row in (HEADER, *ROWS):
            sheet.append(row)
    made.save(content)
    return content.getvalue()


def begun(client: Client, procurement: Procurement, content: bytes, **more) -> PendingImport:
    file = SimpleUploadedFile("lista.csv", content)
    answer = client.post(f"/procurements/{procurement.pk}/import/", {"file": file, **more})
    assert answer.status_code == 302, answer.content.decode()
    return PendingImport.objects.latest("pk")


def as_it_stands(pending: PendingImport) -> dict:
    """What the form of the page sends when nothing was changed in it."""
    reading = pending.what_was_read
    fields = {"paragraphs": "on", "kind_when_silent": reading.mapping.kind_when_silent}
    for at, table in enumerate(reading.tables):
        mapping = table.mapping
        fields |= {f"t{at}-header": mapping.header} | ({f"t{at}-take": "on"} if mapping.take else {})
        fields |= {f"t{at}-c{column}": role for column, role in enumerate(mapping.roles)}
    return fields


def chosen(client: Client, pending: PendingImport, **changes) -> PendingImport:
    fields = as_it_stands(pending) | changes
    answer = client.post(f"/imports/{pending.pk}/", fields, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    pending.refresh_from_db()
    return pending


def confirmed(client: Client, pending: PendingImport) -> SpecificationVersion:
    client.post(f"/imports/{pending.pk}/", as_it_stands(pending) | {"go_on": "1"})
    if PendingImport.objects.filter(pk=pending.pk).exists():
        latest = pending.specification.versions.first().number
        client.post(f"/imports/{pending.pk}/compare/", {"confirm": "1", "latest": latest})
    return SpecificationVersion.objects.latest("pk")


def priorities(client: Client, pending: PendingImport) -> PendingImport:
    """The officer says that "Prio" is the kind, and what its figures mean."""
    pending = chosen(client, pending, **{"t0-c2": "kind"})
    words = {"kind-word": ["1", "2"], "kind-meaning": ["mandatory", "award"]}
    return chosen(client, pending, **words)
