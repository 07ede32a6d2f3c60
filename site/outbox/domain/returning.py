"""The way back of a letter: a signed return address of its own, so that what comes back is known without reading."""

import hashlib
import hmac
import re
from uuid import UUID

from django.conf import settings
from django.utils.encoding import force_bytes

from outbox.models import Letter

# 64 bits of signature: with the 32 of the key, the word and its plus this stays below the 64 signs of a local part.
SIGNATURE = 16
LONGEST_WORD = 64 - 32 - SIGNATURE - 1


def return_path(letter: Letter) -> str:
    """The envelope's sender (MAIL FROM): "bounces+<key><signature>@domain"; empty where none is configured."""
    word, at, domain = str(settings.RETURN_PATH).partition("@")
    return f"{word}+{letter.pk.hex}{_signature(settings.SECRET_KEY, letter.pk.hex)}{at}{domain}" if at else ""


def key_in(text: str) -> UUID | None:
    """The key of the letter whose return address stands in the text, if its signature is ours (old keys count)."""
    word, _at, domain = str(settings.RETURN_PATH).partition("@")
    if not domain:
        return None
    shape = rf"{re.escape(word)}\+([0-9a-f]{{32}})([0-9a-f]{{{SIGNATURE}}})@{re.escape(domain)}"
    for key, signature in re.findall(shape, text, re.IGNORECASE):
        for secret in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
            if hmac.compare_digest(signature.lower(), _signature(secret, key.lower())):
                return UUID(key)
    return None


def key_of_message(text: str) -> UUID | None:
    """The key in one of our Message-IDs standing in the text: its 122 random bits are known to the reader alone."""
    shape = rf"<([0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}})\.[\w.-]+@{re.escape(settings.PERMANENT_HOST)}>"
    found = re.search(shape, text, re.IGNORECASE)
    return UUID(found[1]) if found else None


def _signature(secret: str | bytes, key: str) -> str:
    return hmac.new(force_bytes(secret), f"return\0{key}".encode(), hashlib.sha256).hexdigest()[:SIGNATURE]
