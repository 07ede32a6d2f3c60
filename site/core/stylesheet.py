"""One stylesheet out of many small files, without a build step: a staticfiles finder that joins the parts.

`site/static/css/` is written in parts (tokens, base, layout, components/*, print); a page asks for `css/site.css` only.
The finder writes the joined text once into the folder for running data and hands out that file like any other static
file, so `collectstatic` with the manifest storage, WhiteNoise with finders and the test server all serve it unchanged.
The joined text depends on nothing but the parts.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "css/site.css"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\n\s*")


def parts(folder: Path) -> list[Path]:
    """The parts in their order: later ones win inside one layer."""
    components = sorted((folder / "components").glob("*.css"))
    return [folder / "tokens.css", folder / "base.css", folder / "layout.css", *components, folder / "print.css"]


def joined(folder: Path) -> str:
    """All parts as one text, without comments and indentation."""
    text = "\n".join(part.read_text(encoding="utf-8") for part in parts(folder))
    return INDENT.sub("\n", COMMENT.sub("", text)).strip() + "\n"


class StylesheetFinder(BaseFinder):
    """Finds exactly one file, `css/site.css`, written anew whenever a part has changed."""

    def __init__(self, app_names: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        self.source = Path(settings.STATICFILES_DIRS[0]) / "css"
        self.storage = FileSystemStorage(location=settings.VAR / "joined")

    def check(self, **kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        if path != NAME:
            return []
        found = str(self.write())
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        self.write()
        yield NAME, self.storage

    def write(self) -> Path:
        """The joined file, replaced in one step because several processes may start at once."""
        target = Path(self.storage.path(NAME))
        text = joined(self.source)
        if target.exists() and target.read_text(encoding="utf-8") == text:
            return target
        target.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, delete=False) as draft:
            draft.write(text)
        written = Path(draft.name)
        written.chmod(0o644)
        return written.replace(target)
