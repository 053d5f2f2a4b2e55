"""Two regions, the people in them, and a specification of three requirements."""

from django.test import Client

from accounts.services import add_member, create_organisation
from assessments.services import run_assessment
from procurement.models import Specification, SpecificationVersion
from procurement.services import create_procurement, create_specification, import_file

ROWS = (
    "Systemet ska stödja integration med NPÖ enligt gällande standarder.",
    "Systemet ska vara CE-märkt enligt tillämpliga regelverk.",
    "Systemet ska stödja integration med Pascal enligt gällande standarder.",
)
WORSE = "Systemet ska stödja integration med Journalen enligt gällande standarder."


def member(organisation: str, name: str, role: str = "officer", *, known=None):
    return add_member(
        organisation=known or create_organisation(name=organisation),
        email=f"{name}@example.org",
        name=name.title(),
        role=role,
    )


def browser_of(someone) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(someone.user)
    return client


def specification_of(alice) -> Specification:
    procurement = create_procurement(organisation=alice.organisation, title="Journal")
    return create_specification(procurement=procurement, title="Krav")


def next_version(specification, alice, rows=ROWS) -> SpecificationVersion:
    """An assessed version with `rows`, numbered K1, K2 and so on."""
    lines = "".join(f"K{number};{text}\n" for number, text in enumerate(rows, 1))
    version = import_file(
        specification=specification,
        upload_name="krav.csv",
        content=f"Nr;Krav\n{lines}".encode(),
        by=alice.user,
    )
    run_assessment(version=version, progress=lambda done, total, phase="": None)
    return version
