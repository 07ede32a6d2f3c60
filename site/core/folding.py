"""Text folded for search: without case, accents or special letters, the same way on both sides."""

import unicodedata

# Letters that Unicode does not take apart but people type without: Danish, Icelandic, Polish, French.
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "đ": "d", "ð": "d", "ł": "l", "þ": "th", "œ": "oe"})


def fold(text: str) -> str:
    """The text as search compares it: "ΒΙΒΛΙΟΘΉΚΗΣ" and "βιβλιοθηκης" become one word."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter)).translate(_LETTERS)
