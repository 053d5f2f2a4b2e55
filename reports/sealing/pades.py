"""Sealing a PDF and looking at the seal of one, through pyHanko."""

import io
from pathlib import Path

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from reports.tagging import SEAL_FIELD

from . import Seal


class SealUnreadable(Exception):
    """There is a key that cannot be opened."""


def seal(content: bytes, key: Path) -> bytes:
    """Return a PDF that has the reserved field, sealed with the key in the file `key`.

    Raises `SealUnreadable` where the file or its passphrase is wrong.
    """
    passphrase = key.with_suffix(".pass")
    secret = passphrase.read_bytes().strip() if passphrase.exists() else b""
    signer = SimpleSigner.load_pkcs12(str(key), passphrase=secret)
    if signer is None:
        raise SealUnreadable(f"{key.name} cannot be opened with the passphrase in {passphrase.name}")
    about = PdfSignatureMetadata(field_name=SEAL_FIELD, subfilter=SigSeedSubFilter.PADES)
    return sign_pdf(_Writer(io.BytesIO(content)), about, signer=signer, existing_fields_only=True).getvalue()


class _Writer(IncrementalPdfFileWriter):
    """Adds the seal and leaves what the document says of itself: pyHanko would put its own name and the hour
    there, in words that PDF/A has to have described."""

    def _update_meta(self) -> None:
        """Nothing."""


def seal_of(content: bytes) -> Seal | None:
    """The seal on a PDF, None where there is none; one that cannot be read is not intact."""
    try:
        found = PdfFileReader(io.BytesIO(content), strict=False).embedded_signatures
        if not found:
            return None
        certificate = found[0].signer_cert
        # Its own certificate is the root: asked is whether anything changed, not who vouches for it.
        asked = validate_pdf_signature(found[0], ValidationContext(trust_roots=[certificate]))
        whole = len(found) == 1 and asked.coverage.name == "ENTIRE_FILE"
        return Seal(by=_name(certificate), intact=asked.intact and asked.valid and whole)
    except (PdfError, ValueError, KeyError, TypeError, AttributeError):
        return Seal(by="", intact=False)


def _name(certificate) -> str:
    """The common name of a certificate's holder, else all that it says of them."""
    subject = certificate.subject
    return subject.native.get("common_name") or subject.human_friendly
