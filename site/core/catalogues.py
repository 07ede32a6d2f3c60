"""Translation catalogues: collecting the words of the source and compiling them. `python -m core.catalogues`.

Babel does both, so no GNU gettext is needed; unlike Django's `makemessages` it neither marks the header fuzzy nor
leaves the language empty, both of which would drop a language or its plurals without a word.
"""

import io
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("site", "events", "surveys", "media", "templates")
LANGUAGES = ("el", "sl", "sv", "da")  # English is the language of the source
FOUNDED = datetime(2026, 11, 22, tzinfo=UTC)
_ONE, _CONTEXT, _MANY, _CONTEXT_MANY = None, ((1, "c"), 2), (1, 2), ((1, "c"), 2, 3)
KEYWORDS = {
    "_": _ONE,
    "gettext": _ONE,
    "gettext_lazy": _ONE,
    "gettext_noop": _ONE,
    "pgettext": _CONTEXT,
    "pgettext_lazy": _CONTEXT,
    "ngettext": _MANY,
    "ngettext_lazy": _MANY,
    "npgettext": _CONTEXT_MANY,
    "npgettext_lazy": _CONTEXT_MANY,
}


class CatalogueError(Exception):
    """A catalogue that would lose a language or its plurals when compiled."""


def collected(root: Path = ROOT) -> Catalog:
    """Every translatable text of Python files and templates, with the places where it stands."""
    found = Catalog(project="Dromena", charset="utf-8", fuzzy=False)
    for path in _sources(root):
        for line, message, context in _texts(path):
            found.add(message, locations=[(path.relative_to(root).as_posix(), line)], context=context)
    return found


def update(root: Path = ROOT, languages: Iterable[str] = LANGUAGES) -> None:
    """Bring every catalogue up to the source: new texts empty, gone ones dropped, translations kept, never guessed."""
    template = collected(root)
    for language in languages:
        path = root / "locale" / language / "LC_MESSAGES" / "django.po"
        catalogue = _read(path) if path.exists() else _fresh(language)
        template.creation_date = catalogue.creation_date  # else every run would change every file
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as file:
            write_po(file, catalogue, width=0, sort_by_file=True, include_lineno=False, ignore_obsolete=True)


def compile_all(root: Path = ROOT) -> int:
    """Write a `.mo` beside every `.po` under `locale/` that changed; returns how many catalogues there are."""
    paths = sorted((root / "locale").glob("**/LC_MESSAGES/*.po"))
    for path in paths:
        goal = path.with_suffix(".mo")
        if goal.exists() and goal.stat().st_mtime >= path.stat().st_mtime:
            continue
        buffer = io.BytesIO()
        write_mo(buffer, _read(path), use_fuzzy=False)
        goal.write_bytes(buffer.getvalue())
    return len(paths)


def _fresh(language: str) -> Catalog:
    return Catalog(
        locale=language,
        project="Dromena",
        version="1",
        copyright_holder="Dromena contributors",
        msgid_bugs_address="",
        last_translator="Dromena contributors",
        language_team="Dromena contributors",
        header_comment="# Dromena in another language; collected and compiled by core.catalogues.",
        creation_date=FOUNDED,
        revision_date=FOUNDED,
        charset="utf-8",
        fuzzy=False,
    )


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        catalogue = read_po(file)
    if catalogue.fuzzy:
        raise CatalogueError(f"{path}: the header is marked fuzzy; remove that mark, or the language is not shipped.")
    if catalogue.locale is None:
        raise CatalogueError(f'{path}: the header line "Language:" is empty; fill it in, or the plurals are lost.')
    return catalogue


def _sources(root: Path) -> Iterator[Path]:
    for folder in SOURCES:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield path


def _texts(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], str | None]]:
    text = path.read_text("utf-8")
    if path.suffix != ".py":
        # Django's own reading of templates; indentation would not be Python.
        text = "\n".join(line.strip() for line in templatize(text).splitlines())
    for line, message, _comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS):
        if message and message != ("", ""):
            yield line, message, context


def main(words: list[str]) -> int:
    try:
        if words == ["update"]:
            update()
        elif words == ["compile"]:
            count = compile_all()
            sys.stdout.write(f"Catalogues: {count} compiled.\n")
        else:
            sys.stderr.write("python -m core.catalogues update | compile\n")
            return 2
    except CatalogueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
