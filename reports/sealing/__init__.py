"""An organisation's own digital seal on its reports: PAdES, in an invisible field that the PDF reserves.

The key is a PKCS#12 file that whoever runs Glapp puts into `SEALS_DIR`, named after the organisation's id
(`7.p12`), with its passphrase beside it (`7.pass`). The seal is added behind the document's own bytes, which
stay as they are. pyHanko is in `pades` alone, and loaded only where there is a key or a seal: it takes a
second and a hundred modules.
"""

from pathlib import Path

from django.conf import settings

from assessments.engine.verdict import Value


class Seal(Value):
    """A digital seal: whose, and whether nothing changed since. Whether to trust its issuer is for people."""

    by: str
    intact: bool


def key_of(organisation_id: int) -> Path | None:
    """The file of the organisation's key, or None."""
    file = Path(settings.SEALS_DIR or ".") / f"{organisation_id}.p12"
    return file if settings.SEALS_DIR and file.exists() else None
