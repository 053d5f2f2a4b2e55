"""veraPDF, the reference validator, where somebody has installed it."""

import subprocess
import tempfile
from pathlib import Path

FLAVOURS = ("3a", "ua1")
SECONDS = 120


class VeraPdfFault(Exception):
    """veraPDF found a fault, or could not be run."""


def verapdf(content: bytes, program: str) -> bool:
    """Ask `program` about a PDF; False where there is no program to ask. Raises `VeraPdfFault`."""
    if not program:
        return False
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.pdf"
        file.write_bytes(content)
        for flavour in FLAVOURS:
            _ask(program, flavour, file)
    return True


def _ask(program: str, flavour: str, file: Path) -> None:
    command = [program, "--format", "text", "--flavour", flavour, str(file)]
    try:
        answer = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise VeraPdfFault(f"{program}: {error}") from error
    said = answer.stdout.decode(errors="replace").strip()
    if answer.returncode or not said.startswith("PASS"):
        raise VeraPdfFault(f"{flavour}: {said[:300] or answer.stderr.decode(errors='replace')[:300]}")
