import re
from collections import Counter
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from django.conf import settings

from core import catalogues

ROOT = Path(settings.ROOT)
FORMS = {"el": 2, "sl": 4, "sv": 2, "da": 2}
PLACEHOLDER = re.compile(r"%\((?P<name>\w+)\)[a-z]|%[sd]|{\w*}")
TAG = re.compile(r"</?[a-z][a-z0-9]*")


def files(pattern: str = "*/LC_MESSAGES/django.po") -> list[Path]:
    return sorted((ROOT / "locale").glob(pattern))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def own_catalogues() -> list[str]:
    """Languages to check: all of them as soon as one is written, so that none is forgotten."""
    return list(FORMS) if (ROOT / "locale" / "el" / "LC_MESSAGES" / "django.po").exists() else []


def own(language: str) -> Catalog:
    return read(ROOT / "locale" / language / "LC_MESSAGES" / "django.po")


def texts(message) -> tuple[list[str], list[str]]:
    """Source texts and their translations: two and one per plural form for counted ones."""
    ids = list(message.id) if message.pluralizable else [message.id]
    strings = list(message.string) if message.pluralizable else [message.string]
    return ids, strings


def test_catalogue_headers_are_whole():
    for path in files("**/LC_MESSAGES/*.po"):
        catalogue = read(path)
        language = path.parts[-3]
        assert not catalogue.fuzzy, f"{path}: a fuzzy header drops the language when it is compiled."
        assert str(catalogue.locale) == language, f"{path}: without its language a catalogue loses its plural forms."
        assert catalogue.num_plurals == FORMS[language], path


def test_every_text_of_the_source_is_translated():
    wanted = [message for message in catalogues.collected() if message.id]
    missing = []
    for language in own_catalogues():
        catalogue = own(language)
        for text in wanted:
            found = catalogue.get(text.id, text.context)
            if found is None or found.fuzzy or not all(texts(found)[1]):
                missing.append(f"{language}: {text.locations[0][0]}: {text.id!r}")
    assert not missing, f"{len(missing)} texts are not translated; `make messages`, then:\n" + "\n".join(missing)


def test_every_plural_has_all_its_forms():
    for language in own_catalogues():
        counted = [message for message in own(language) if message.pluralizable]
        assert not [message.id for message in counted if len(message.string) != FORMS[language]], language


def test_no_translation_stays_for_a_text_that_is_gone():
    wanted = {(message.id, message.context) for message in catalogues.collected()}
    for language in own_catalogues():
        gone = [message.id for message in own(language) if message.id and (message.id, message.context) not in wanted]
        assert not gone, f"{language}: `make messages` takes them out: {gone}"


def test_placeholders_and_tags_survive_translation():
    wrong = []
    for language in own_catalogues():
        for message in own(language):
            ids, strings = texts(message)
            allowed = [_marks(text) for text in ids]
            wrong += [f"{language}: {text}" for text in strings if text and message.id and _marks(text) not in allowed]
    assert not wrong


def _marks(text: str) -> tuple[Counter[str], Counter[str]]:
    return Counter(match[0] for match in PLACEHOLDER.finditer(text)), Counter(TAG.findall(text))


def test_collecting_finds_python_and_templates(tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "site" / "views.py").write_text(
        'from x import *\n_("One " "text")\npgettext_lazy("door", "Open")\nngettext("%(n)s place", "%(n)s places", n)\n'
    )
    (tmp_path / "templates" / "page.html").write_text(
        "<p>\n    {% translate 'Hello' context 'greeting' %}\n"
        "  {% blocktranslate count n=2 %}{{ n }} cat{% plural %}{{ n }} cats{% endblocktranslate %}\n"
        "  {% blocktranslate trimmed %}\n   Two\n   lines\n  {% endblocktranslate %}\n"
    )
    found = {(message.id, message.context) for message in catalogues.collected(tmp_path) if message.id}
    assert found == {
        ("One text", None),
        ("Open", "door"),
        (("%(n)s place", "%(n)s places"), None),
        ("Hello", "greeting"),
        (("%(n)s cat", "%(n)s cats"), None),
        ("Two lines", None),
    }


def test_update_keeps_translations_and_gives_slovenian_four_forms(tmp_path):
    (tmp_path / "site").mkdir()
    source = tmp_path / "site" / "views.py"
    source.write_text('_("Open")\n_("Gone")\nngettext("%(n)s place", "%(n)s places", n)\n')
    catalogues.update(tmp_path, ["sl"])
    path = tmp_path / "locale" / "sl" / "LC_MESSAGES" / "django.po"
    path.write_text(path.read_text().replace('msgid "Open"\nmsgstr ""', 'msgid "Open"\nmsgstr "Odprto"'))
    source.write_text('_("Open")\nngettext("%(n)s place", "%(n)s places", n)\n')
    catalogues.update(tmp_path, ["sl"])
    text = path.read_text()
    assert 'msgstr "Odprto"' in text
    assert "Gone" not in text
    assert "msgstr[3]" in text
    assert "fuzzy" not in text
    assert catalogues.compile_all(tmp_path) == 1
    assert path.with_suffix(".mo").exists()


@pytest.mark.parametrize(
    ("header", "words"),
    [('#, fuzzy\nmsgid ""\nmsgstr "Language: sl\\n"\n', "fuzzy"), ('msgid ""\nmsgstr "Language: \\n"\n', "Language")],
)
def test_compiling_refuses_a_header_that_would_lose_the_language(tmp_path, header, words):
    folder = tmp_path / "locale" / "sl" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(header)
    with pytest.raises(catalogues.CatalogueError, match=words):
        catalogues.compile_all(tmp_path)
