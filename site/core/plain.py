"""Text from strangers made plain: one line, without control characters or invisible ones that turn it around."""

import unicodedata

# Joiners that Persian, Indic scripts and emoji need; every other invisible format character goes.
_JOINERS = "\u200c\u200d"


def one_line(text: str) -> str:
    """The text in normal form on one line; blanks are single, control, direction and broken characters are gone."""
    return " ".join("".join(map(_plain, unicodedata.normalize("NFC", text))).split())


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in {"Cc", "Zl", "Zp"}:
        return " "
    return "" if category in {"Cf", "Cs"} and letter not in _JOINERS else letter
