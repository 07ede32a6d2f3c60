"""Start-up checks of letters: a setting that would show them to strangers, or send them nowhere."""

import re
from collections.abc import Sequence
from email.utils import getaddresses
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ValidationError

from outbox.domain.fetching import PORTS
from outbox.domain.returning import LONGEST_WORD
from outbox.validators import validate_one_address

WORD = re.compile(r"[a-z0-9][a-z0-9-]*")
# Backends that hand letters to nobody: only with them may anyone read letters in the browser.
QUIET = {f"django.core.mail.backends.{name}.EmailBackend" for name in ("dummy", "locmem", "console", "filebased")}


@register(Tags.security)
def check_mailbox(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.MAILBOX_PAGE or settings.EMAIL_BACKEND in QUIET:
        return []
    return [
        Error(
            f"MAILBOX_PAGE is on while EMAIL_BACKEND is {settings.EMAIL_BACKEND!r}: anyone could read the letters.",
            hint="Only the demo has a mailbox page. Remove MAILBOX_PAGE from the settings.",
            id="outbox.E001",
        )
    ]


@register
def check_sender(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    found = getaddresses([settings.DEFAULT_FROM_EMAIL])
    try:
        [(_name, address)] = found
        validate_one_address(address)
    except (ValueError, ValidationError):
        hint = "Set DROMENA_FROM_EMAIL to the address letters come from, such as library@example.org."
        sentence = f"DEFAULT_FROM_EMAIL is {settings.DEFAULT_FROM_EMAIL!r}; one e-mail address is needed."
        return [Error(sentence, hint=hint, id="outbox.E002")]
    return []


@register
def check_way_back(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    """The return address has room for the key of a letter, and the mailbox is one we can read."""
    faults: list[CheckMessage] = []
    word, _at, domain = str(settings.RETURN_PATH).partition("@")
    if settings.RETURN_PATH and not (WORD.fullmatch(word) and domain and len(word) <= LONGEST_WORD):
        sentence = f"RETURN_PATH is {settings.RETURN_PATH!r}; an address with a short first part is needed."
        hint = f"DROMENA_RETURN_PATH=bounces@example.org: up to {LONGEST_WORD} small letters, digits and hyphens."
        faults.append(Error(sentence, hint=hint, id="outbox.E003"))
    scheme = str(settings.BOUNCE_MAILBOX).partition("://")[0]
    if settings.BOUNCE_MAILBOX and scheme not in PORTS:
        sentence = f"BOUNCE_MAILBOX begins with {scheme[:10]!r}; allowed are {', '.join(PORTS)}."
        hint = "DROMENA_BOUNCE_MAILBOX=imaps://user:password@mail.example.org/INBOX"
        faults.append(Error(sentence, hint=hint, id="outbox.E004"))
    return faults
