"""Serves the two type families of the site from their packages: fonts are neither committed nor copied.

The PDF uses the same files, so page and report look alike.
"""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FILES = {
    "font_source_sans_pro": (
        "SourceSansPro-Regular.ttf",
        "SourceSansPro-It.ttf",
        "SourceSansPro-Semibold.ttf",
    ),
    "font_source_serif_pro": (
        "SourceSerifPro-Regular.ttf",
        "SourceSerifPro-It.ttf",
        "SourceSerifPro-Semibold.ttf",
    ),
}


class PackagedFonts(BaseFinder):
    """A static files finder: `fonts/SourceSansPro-Regular.ttf` and its five siblings."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.folders = {name: _storage(package) for package, names in FILES.items() for name in names}

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        folder, _, name = path.partition("/")
        found = self.folders[name].path(name) if folder == "fonts" and name in self.folders else ""
        if find_all:
            return [found] if found else []
        return found

    def list(self, ignore_patterns: list[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        yield from self.folders.items()


def _storage(package: str) -> FileSystemStorage:
    storage = FileSystemStorage(Path(find_spec(package).origin).parent / "files")
    storage.prefix = "fonts"  # collectstatic puts what it finds under this folder
    return storage
