"""manage.py as somebody runs it who has neither a database nor a broker."""

import os
import subprocess
import sys

from config.environment import ROOT

NO_SERVERS = {"DATABASE_URL", "REDIS_URL", "FILES_DIR", "DJANGO_SETTINGS_MODULE"}


def manage(*arguments: str, given: str | bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run manage.py with `given` on standard input; output is bytes, as the program wrote them."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={name: value for name, value in os.environ.items() if name not in NO_SERVERS},
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        check=False,
        timeout=120,
    )
