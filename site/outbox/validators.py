"""What an address must look like before a letter is written to it."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

# A comma or a line end would make two recipients or a new header; quotes and brackets are legal, and only ever a trick.
FORBIDDEN = re.compile(r"[\s,;:\"'()<>\[\]\\\x00-\x1f\x7f]")


def validate_one_address(value: str) -> None:
    """Exactly one plain address: no list, no display name, no quoted local part, no address literal."""
    try:
        if FORBIDDEN.search(value):
            raise ValidationError("more than an address")
        validate_email(value)
    except ValidationError as error:
        sentence = _("Please write one e-mail address, such as anna@example.org.")
        raise ValidationError(sentence, code="invalid") from error
