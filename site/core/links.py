"""Addresses for the world outside: feeds, data and print need the whole of them."""

from django.conf import settings


def absolute(address: str) -> str:
    """The address with the host people know before it, unless it has one already."""
    return address if "://" in address else settings.BASE_URL + address
