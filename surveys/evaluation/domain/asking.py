"""Whom we asked lately and who wants to be asked no more: by a keyed hash, so that the table alone names nobody."""

import hashlib
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q
from django.utils.encoding import force_bytes

from surveys.evaluation.models import Asked

ONCE_IN = timedelta(days=30)


def note(email: str, now: datetime) -> bool:
    """Remember that the address is asked today; False when it was asked in the last thirty days, or refused."""
    asked, new = Asked.objects.get_or_create(address_hash=address_hash(email), defaults={"on": now.date()})
    if new:
        return True
    again = Asked.objects.filter(pk=asked.pk, on__lte=(now - ONCE_IN).date(), refused=False)
    return bool(again.update(on=now.date()))


def not_to_ask(addresses: set[str], now: datetime) -> set[str]:
    """Of these addresses, the hashes of those asked in the last thirty days and of those who refused."""
    lately = Q(on__gt=(now - ONCE_IN).date()) | Q(refused=True)
    found = Asked.objects.filter(lately, address_hash__in=[address_hash(address) for address in addresses])
    return set(found.values_list("address_hash", flat=True))


def forget_asked(now: datetime) -> int:
    """Delete the hashes of addresses that may be asked again; returns how many. A refusal stays."""
    deleted, _by_model = Asked.objects.filter(on__lte=(now - ONCE_IN).date(), refused=False).delete()
    return deleted


def address_hash(email: str) -> str:
    """A keyed hash: whoever has the table alone cannot try addresses against it."""
    key = force_bytes(settings.SECRET_KEY) + b"evaluation.asked"
    return hmac.new(key, email.strip().casefold().encode(), hashlib.sha256).hexdigest()
