"""Numbers that prove themselves: ISBN."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def is_isbn(text: str) -> bool:
    """Whether the text is an ISBN-10 or ISBN-13 with a right check digit (ISO 2108); hyphens and spaces may stand."""
    digits = text.replace("-", "").replace(" ", "").upper()
    if len(digits) == 13 and digits.isascii() and digits.isdigit() and digits.startswith(("978", "979")):
        return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10 == 0
    if len(digits) == 10 and digits.isascii() and digits[:9].isdigit() and (digits[9].isdigit() or digits[9] == "X"):
        values = [10 if digit == "X" else int(digit) for digit in digits]
        return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0
    return False


def validate_isbn(text: str) -> None:
    """Refuses a number that is no ISBN."""
    if not is_isbn(text):
        raise ValidationError(_("This is no ISBN: please compare it with the book, digit by digit."), code="no_isbn")
