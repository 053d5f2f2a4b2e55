"""What pip cannot bring: `python3 config/development/system.py pdf [browser]`, before there is a .venv.

Looks for it, installs it where that takes no question (Debian, as root), and else ends with one sentence
that names the packages.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys


def loads(*libraries: str) -> bool:
    for library in libraries:
        try:
            ctypes.CDLL(library)
        except OSError:
            return False
    return True


# Each need: what it is for, how to see whether it is there, and Debian's packages.
NEEDS = {
    "venv": (
        "a virtual environment",
        lambda: importlib.util.find_spec("ensurepip") is not None,
        ("python3-venv",),
    ),
    "pdf": (
        "Pango, with which WeasyPrint sets text",
        lambda: (
            sys.platform != "linux"
            or loads("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
        ),
        ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0"),
    ),
    "browser": (
        "Chromium and pdftoppm, with which the tests look at pages",
        lambda: bool(shutil.which("chromium") and shutil.which("pdftoppm")),
        ("chromium", "poppler-utils"),
    ),
}


def main(names: list[str]) -> int:
    if sys.version_info < (3, 11):  # noqa: UP036 - this runs on whatever python3 the machine has
        print("Glapp needs Python 3.11 or newer.", file=sys.stderr)
        return 1
    missing = [NEEDS[name] for name in names if not NEEDS[name][1]()]
    packages = [package for need in missing for package in need[2]]
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing", *packages, flush=True)
        install(packages)
        missing = [need for need in missing if not need[1]()]
    if missing:
        for_what = " and ".join(need[0] for need in missing)
        print(
            f"This needs {for_what}. On Debian or Ubuntu: sudo apt-get install {' '.join(packages)}",
            file=sys.stderr,
        )
    return 1 if missing else 0


def install(packages: list[str]) -> None:
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    for command in (["update", "-qq"], ["install", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], env=quiet, stdout=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
