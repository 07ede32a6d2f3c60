"""Whether the site can do its work now: what a load balancer and a watching person ask."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from operations.models import Heartbeat
from operations.work import LANES
from outbox.domain import paused
from outbox.models import Letter

SILENCE = timedelta(minutes=2)
LATENESS = timedelta(minutes=15)
LEAST_FREE = 0.10


class NotReady(Exception):
    """Something is missing; the sentence is for operators."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: `sentence` says what was found."""

    name: str
    well: bool
    sentence: str


def examine(now: datetime) -> list[Finding]:
    """Database, migrations, workers, letters, disk; nothing raises, and without a database the rest is not asked."""
    first = _look("database", _database, now)
    if not first.well:
        return [first, _look("disk", _disk, now)]
    rest = {"migrations": _migrations, "workers": _workers, "letters": _letters, "disk": _disk}
    return [first, *(_look(name, ask, now) for name, ask in rest.items())]


def _look(name: str, ask: Callable[[datetime], str], now: datetime) -> Finding:
    try:
        return Finding(name, True, ask(now))
    except Exception as error:  # noqa: BLE001  (whatever it is, it is the finding)
        return Finding(name, False, str(error) if isinstance(error, NotReady) else f"{type(error).__name__}: {error}")


def _database(now: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return connection.vendor


def _migrations(now: datetime) -> str:
    require_migrations()
    return "current"


@cache
def require_migrations() -> None:
    """Raises NotReady while migrations are missing; asked once, for a process that found them current."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise NotReady(f"{len(missing)} migrations are missing; run manage.py migrate.")


def _workers(now: datetime) -> str:
    beats = dict(Heartbeat.objects.values_list("lane", "at"))
    silent = [lane for lane in LANES if lane not in beats or now - beats[lane] > SILENCE]
    if silent:
        raise NotReady(
            f"Nobody has looked after {', '.join(silent)} for two minutes; is manage.py tick --loop running?"
        )
    return f"{len(LANES)} lanes looked after"


def _letters(now: datetime) -> str:
    stopped = paused()
    if stopped:
        return f"paused since {stopped.paused_at:%Y-%m-%d %H:%M} UTC"
    late = Letter.objects.due(now - LATENESS).count()
    if late:
        raise NotReady(f"{late} letters wait for more than 15 minutes although they could be tried.")
    return "none late"


def _disk(now: datetime) -> str:
    found = []
    for folder in (settings.VAR, settings.MEDIA_ROOT):
        usage = shutil.disk_usage(folder if folder.exists() else folder.parent)
        found.append(usage.free / usage.total)
    if min(found) < LEAST_FREE:
        raise NotReady(f"{min(found):.0%} of the disk is free; 10% are needed.")
    return f"{min(found):.0%} free"
