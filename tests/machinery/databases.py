"""Test databases: migrated once for each set of migrations, then copied for each worker and after each real commit."""

import fcntl
import gc
import hashlib
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

FOLDER = Path(settings.VAR) / "test"
# Seconds until a database that somebody still writes to is given up; sqlite3 itself would try for ever.
PATIENCE = 60


def digest_of_migrations() -> str:
    """What a migrated database depends on: every migration of every installed app and the version of the frameworks."""
    seen = hashlib.sha256(f"{version('django')} {version('wagtail')}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for file in sorted((Path(app.path) / "migrations").glob("*.py")):
            seen.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    return seen.hexdigest()[:12]


def use(name: str) -> None:
    """Let Django's default connection mean this database from now on, in every thread."""
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def migrate() -> None:
    """All migrations into the current database; the collector is off because it costs a third of the time."""
    gc.disable()
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        gc.enable()
    connections.close_all()


class SQLite:
    """One file as template, one copy per process; restored page by page, so that open connections stay whole."""

    def __init__(self) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        self.template = FOLDER / f"template-{digest_of_migrations()}.sqlite3"
        self.copy = FOLDER / f"copy-{os.getpid()}.sqlite3"

    def prepare(self) -> None:
        with self._lock():
            self._forget_the_dead()
            if not self.template.exists():
                self._build()
        self.restore()
        use(str(self.copy))

    def restore(self) -> None:
        connections.close_all()
        end = time.monotonic() + PATIENCE

        def patient(_status: int, remaining: int, _pages: int) -> None:
            if remaining and time.monotonic() > end:
                raise TimeoutError(f"Something still holds {self.copy}: a thread or a process that a test has left.")

        with closing(sqlite3.connect(self.template)) as source, closing(sqlite3.connect(self.copy, timeout=20)) as goal:
            source.backup(goal, progress=patient)

    def drop(self) -> None:
        connections.close_all()
        _unlink(self.copy)

    def _build(self) -> None:
        for old in FOLDER.glob("template-*"):
            _unlink(old)
        unfinished = FOLDER / "unfinished.sqlite3"
        _unlink(unfinished)
        use(str(unfinished))
        migrate()
        with closing(sqlite3.connect(unfinished)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        unfinished.rename(self.template)

    def _forget_the_dead(self) -> None:
        for file in FOLDER.glob("copy-*.sqlite3"):
            if not Path(f"/proc/{file.stem.removeprefix('copy-')}").exists():
                _unlink(file)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (FOLDER / "lock").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield


class PostgreSQL:
    """One database as template, one `CREATE DATABASE ... TEMPLATE` per process; the names tell the checkout."""

    def __init__(self) -> None:
        self.ours = "test_dromena_" + hashlib.sha256(str(settings.ROOT).encode()).hexdigest()[:6]
        self.template = f"{self.ours}_template_{digest_of_migrations()}"
        self.copy = f"{self.ours}_copy_{os.getpid()}"

    def prepare(self) -> None:
        with self._alone() as cursor:
            names = self._names(cursor)
            for name in names:
                if name.startswith(f"{self.ours}_copy_") and not Path(f"/proc/{name.rsplit('_', 1)[1]}").exists():
                    self._drop(cursor, name)
            if self.template not in names:
                self._build(cursor, [name for name in names if "_template_" in name])
            self._clone(cursor)
        use(self.copy)

    def restore(self) -> None:
        connections.close_all()
        with self._alone() as cursor:
            self._clone(cursor)

    def drop(self) -> None:
        connections.close_all()
        with self._alone() as cursor:
            self._drop(cursor, self.copy)

    def _build(self, cursor, outdated: list[str]) -> None:  # type: ignore[no-untyped-def]
        unfinished = f"{self.ours}_unfinished"
        for name in [*outdated, unfinished]:
            self._drop(cursor, name)
        cursor.execute(f'CREATE DATABASE "{unfinished}"')
        before = settings.DATABASES["default"]["NAME"]
        use(unfinished)
        migrate()
        use(before)
        cursor.execute(f'ALTER DATABASE "{unfinished}" RENAME TO "{self.template}"')

    def _clone(self, cursor) -> None:  # type: ignore[no-untyped-def]
        self._drop(cursor, self.copy)
        cursor.execute(f'CREATE DATABASE "{self.copy}" TEMPLATE "{self.template}"')

    def _drop(self, cursor, name: str) -> None:  # type: ignore[no-untyped-def]
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _names(self, cursor) -> list[str]:  # type: ignore[no-untyped-def]
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [self.ours])
        return [name for (name,) in cursor.fetchall()]

    @contextmanager
    def _alone(self) -> Iterator[object]:
        """A cursor outside our databases, while no other worker of this checkout copies or builds."""
        parameters = {**connection.get_connection_params(), "dbname": "postgres"}
        with closing(connection.Database.connect(**parameters)) as maintenance:
            maintenance.autocommit = True
            with maintenance.cursor() as cursor:
                # Whoever comes second waits while the first one migrates.
                cursor.execute("SET lock_timeout = '10min'; SET statement_timeout = '10min'")
                cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [self.ours])
                yield cursor


def of_this_run() -> SQLite | PostgreSQL:
    return SQLite() if connection.vendor == "sqlite" else PostgreSQL()


def _unlink(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + suffix).unlink()
