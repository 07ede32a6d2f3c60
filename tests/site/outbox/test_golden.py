"""What every letter says, word for word. `make golden` writes it anew; look at what git shows then."""

import os

import pytest
from django.conf import settings

from tests.machinery import golden

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_says_what_it_said(db, now, language):
    said = golden.letters(language, now)
    assert golden.kinds() - set(said) == set(), "a kind without a scene in tests/machinery/golden.py"
    if os.environ.get("GOLDEN"):
        golden.write_all(said, language)
    if not list(golden.FOLDER.glob(f"*.{language}.txt")):
        return  # not translated yet: that it can be made is all that is asked
    different = [
        file.name
        for kind, words in said.items()
        for ending, text in (("txt", f"Subject: {words.subject}\n\n{words.text}"), ("html", words.html))
        for file in [golden.file_of(kind, language, ending)]
        if not file.exists() or file.read_text() != text
    ]
    assert not different, "run `make golden` and look at what changed"
