"""Start-up checks: settings and files that would only be missed at night."""

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning as Caution, register
from django.db import connections

HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")


@register
def check_base_url(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    parts = urlsplit(settings.BASE_URL)
    if parts.scheme in {"http", "https"} and parts.hostname and not parts.query and not parts.fragment:
        return []
    hint = "Set DROMENA_BASE_URL to the address people open, such as https://events.library.example."
    return [
        Error(f"BASE_URL is {settings.BASE_URL!r}; an absolute address is needed.", hint=hint, id="operations.E001")
    ]


@register
def check_permanent_host(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if HOST.fullmatch(settings.PERMANENT_HOST):
        return []
    hint = "Set DROMENA_PERMANENT_HOST to a host name that will stay yours, in small letters, without port or path."
    found = f"PERMANENT_HOST is {settings.PERMANENT_HOST!r}; a host name is needed."
    return [Error(found, hint=hint, id="operations.E002")]


@register(Tags.security, deploy=True)
def check_own_host(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    if not settings.PERMANENT_HOST.endswith(".example"):
        return []
    hint = "It goes into every calendar entry and letter, and cannot be changed later without making them all new."
    found = f"PERMANENT_HOST is {settings.PERMANENT_HOST!r}, which is nobody's."
    return [Caution(found, hint=hint, id="operations.W001")]


@register(Tags.database)
def check_journal(
    app_configs: Sequence[Any] | None, databases: Sequence[str] | None, **kwargs: Any
) -> list[CheckMessage]:
    """Two processes writing at once need SQLite's write-ahead log, which network shares do not offer."""
    faults: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
            continue
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
        if mode != "wal":
            hint = "Keep the database on a local disk, or use PostgreSQL by DATABASE_URL."
            faults.append(Error(f"The SQLite journal is {mode!r}; wal is needed.", hint=hint, id="operations.E003"))
    return faults
