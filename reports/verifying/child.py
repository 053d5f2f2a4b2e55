"""The process that opens somebody's PDF: `python -m reports.verifying.child PATH` writes an Inside as JSON.

It lays limits on itself before it imports any parser, and is started without any of the caller's environment.
"""

import os
import sys
from pathlib import Path

from procurement.importers.child import limit_self


def main(path: Path) -> None:
    limit_self()
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    import django

    django.setup()
    from .inside import look_inside

    sys.stdout.write(look_inside(path.read_bytes()).model_dump_json())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
