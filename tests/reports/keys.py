"""A key for sealing, made for a test."""

import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

USES = ("digital_signature", "content_commitment")
OTHERS = "key_encipherment data_encipherment key_agreement key_cert_sign crl_sign encipher_only decipher_only"


def a_key(folder: Path, name: str, organisation_id: int = 1) -> Path:
    """A self-made key in `folder`, with its passphrase beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    holder = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    uses = dict.fromkeys(USES, True) | dict.fromkeys(OTHERS.split(), False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(holder)
        .issuer_name(holder)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.datetime(2020, 1, 1))
        .not_valid_after(datetime.datetime(2120, 1, 1))
        .add_extension(x509.KeyUsage(**uses), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{organisation_id}.p12"
    locked = BestAvailableEncryption(b"a passphrase")
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"seal", key, certificate, None, locked))
    file.with_suffix(".pass").write_text("a passphrase\n")
    return file
