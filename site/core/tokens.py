"""Random codes for public addresses and signed tokens for links: what a stranger can neither guess nor make."""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.utils.encoding import force_bytes

# Crockford's base 32: no I, L, O, U, so that a code can be read over the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CONFUSED = str.maketrans("ILO", "110")
SIGNATURE_LENGTH = 26  # 26 x 5 bits = 130 bits


class BadToken(Exception):
    """The token was not made by us for this purpose. Says nothing else, so that it tells a stranger nothing."""


def code(length: int = 10) -> str:
    """A random public code; 10 characters hold 50 bits: an address, not a secret."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def secret() -> str:
    """A secret of 130 bits for links whose hash alone is stored."""
    return code(SIGNATURE_LENGTH)


def digest(token: str) -> str:
    """What is stored of a secret: its SHA-256 in hexadecimal."""
    return hashlib.sha256(read_aloud(token).encode()).hexdigest()


def read_aloud(token: str) -> str:
    """The code as we store it, however it was typed: upper case, no hyphens or spaces, I and L as 1, O as 0."""
    return token.upper().replace("-", "").replace(" ", "").translate(_CONFUSED)


def sign(purpose: str, value: str) -> str:
    """`value` and its signature for one purpose, as one word for an address. `value` is made of the alphabet only."""
    return value + _signature(settings.SECRET_KEY, purpose, value)


def unsign(purpose: str, token: str) -> str:
    """The value that was signed for this purpose, also with an older key of SECRET_KEY_FALLBACKS; else BadToken.

    The token must be exact: a link that was altered by one character opens nothing.
    """
    value, signature = token[:-SIGNATURE_LENGTH], token[-SIGNATURE_LENGTH:]
    if not value or not token.isascii():
        raise BadToken
    for key in [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]:
        if hmac.compare_digest(signature, _signature(key, purpose, value)):
            return value
    raise BadToken


def _signature(key: str | bytes, purpose: str, value: str) -> str:
    mac = hmac.new(force_bytes(key), f"{purpose}\0{value}".encode(), hashlib.sha256).digest()
    number = int.from_bytes(mac, "big")
    letters = []
    for _ in range(SIGNATURE_LENGTH):
        number, rest = divmod(number, 32)
        letters.append(ALPHABET[rest])
    return "".join(letters)
