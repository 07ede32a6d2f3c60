"""How often strangers may send: counters as rows, so that they hold for all workers; who sent is only a keyed hash."""

import hashlib
import hmac
import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models.functions import Coalesce

from core.prepared import PRESENT, Statement, prepared
from events.registration.models import RateCounter, Registration

_field = Registration._meta.get_field
_UNUSED = ((_field("email"), "-"), (_field("created_at"), PRESENT), (_field("form_key"), UUID(int=0)))


@dataclass(frozen=True)
class Limit:
    """At most `most` within one span; spans begin at round moments, the same for everybody."""

    purpose: str
    most: int
    span: timedelta


# Forms a robot filled in: counted, never refused, so that it learns nothing.
TRAPPED = Limit("trapped", 0, timedelta(days=1))
# Letters with all links for one address, and slips typed in from one network.
LINKS = Limit("links", 3, timedelta(days=1))
SLIPS = Limit("slips", 10, timedelta(minutes=10))
# The purpose under which `hashed` writes who had a place and did not come.
NO_SHOW = "no-show"


def per_client() -> Limit:
    """Posts from one network address; a library's own public address has a larger allowance."""
    return Limit("client", settings.POSTS_PER_CLIENT, timedelta(minutes=10))


def per_shared_client() -> Limit:
    return Limit("client", settings.POSTS_PER_SHARED_CLIENT, timedelta(minutes=10))


def per_code_trier() -> Limit:
    """Forms with a members' code from one network address: a third of what else it may send."""
    return Limit("code", max(settings.POSTS_PER_CLIENT // 3, 1), timedelta(minutes=10))


def is_flooded(email: str, form_key: UUID, *, now: datetime) -> bool:
    """Whether this address had its registrations of a day, so that nobody fills a stranger's mailbox (T-H4).

    Counts the rows there are, not posts: a form that comes twenty times is one, and so is one for many dates.
    """
    asked = prepared("other forms", _other_forms).about(_UNUSED, [email, now - timedelta(days=1), form_key])
    (many,) = asked.row() or (0,)
    return many >= settings.REGISTRATIONS_PER_EMAIL and is_stranger(email)


def _other_forms() -> Statement:
    email, since, form_key = (value for _field, value in _UNUSED)
    rows = Registration.objects.filter(email=email, created_at__gt=since)
    forms = rows.annotate(form=Coalesce("bundle", "form_key")).exclude(form=form_key)
    return Statement.of(forms.order_by().values("form").distinct()).within("SELECT COUNT(*) FROM ({inner}) AS forms")


def is_stranger(email: str) -> bool:
    """Whether nobody ever came with this address: then anyone may have typed it, and its owner know nothing of us."""
    return not Registration.objects.filter(email=email, arrived__gt=0).exists()


def is_asked_by_a_stranger(registration: Registration) -> bool:
    """Whether the last thing that happened was done by no member of staff, with an address nobody ever came with."""
    last = registration.history.order_by("at", "pk").last()
    return not (last and last.by_id) and is_stranger(registration.email)


def retry_after(limit: Limit, who: str, *, now: datetime) -> int:
    """Count one more and say how many seconds to wait; 0 means: go on."""
    since = _begin(limit, now)
    if count(limit, who, now=now) <= limit.most:
        return 0
    return max(int((since + limit.span - now).total_seconds()), 1)


def count(limit: Limit, who: str, *, now: datetime) -> int:
    """One more in this span; returns the new count. One statement on both engines, so no increment is lost."""
    table = connection.ops.quote_name(RateCounter._meta.db_table)
    statement = (
        f"INSERT INTO {table} (purpose, who, since, count) VALUES (%s, %s, %s, 1) "  # noqa: S608 (our own table)
        f"ON CONFLICT (purpose, who, since) DO UPDATE SET count = {table}.count + 1 RETURNING count"
    )
    since = connection.ops.adapt_datetimefield_value(_begin(limit, now))
    with connection.cursor() as cursor:
        cursor.execute(statement, [limit.purpose, hashed(limit.purpose, who), since])
        return int(cursor.fetchone()[0])


def hashed(purpose: str, who: str) -> str:
    """What is stored instead of the address: nobody without the key can ask whether someone was here."""
    return hmac.new(settings.SECRET_KEY.encode(), f"rate\0{purpose}\0{who}".encode(), hashlib.sha256).hexdigest()[:32]


def client_limit(address: str) -> Limit:
    """The limit that holds for this address."""
    return per_shared_client() if address in settings.SHARED_CLIENTS else per_client()


def slip_limit(address: str) -> Limit:
    """How many codes of slips may be typed in from this address."""
    return replace(client_limit(address), purpose=SLIPS.purpose) if address in settings.SHARED_CLIENTS else SLIPS


def address_of(meta: Mapping[str, Any]) -> str:
    """The sender's address, from a request's headers."""
    return client_address(meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""))


def client_address(direct: str, forwarded: str) -> str:
    """The sender's address: `TRUSTED_PROXIES` from the right of X-Forwarded-For, whose beginning strangers may make up.

    A household has a whole IPv6 network, so only its first 64 bits count.
    """
    hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXIES
    told = hops[-trusted] if trusted and len(hops) >= trusted else direct
    try:
        address = ipaddress.ip_address(told)
    except ValueError:
        return direct
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def _begin(limit: Limit, now: datetime) -> datetime:
    seconds = int(limit.span.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, UTC)
