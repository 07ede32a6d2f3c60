"""`manage.py demo`: a library with a year of events, in this folder; with --serve also its web server and worker."""

import gc
import os
import shutil
import sys
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from home.models import HomePage
from operations import demo
from operations.domain.supervising import Family, free_port

DEFAULT_PORT = 8000


class Command(BaseCommand):
    help = "Makes the demo library (kept when it is there already) and, with --serve, opens it in this window."
    requires_system_checks = []  # some ask tables that are only made here

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--serve", action="store_true", help="run the site and its worker until Ctrl-C")
        parser.add_argument("--port", type=int, help=f"default: the variable PORT, else {DEFAULT_PORT}")
        parser.add_argument("--fresh", action="store_true", help="forget the demo there is and make a new one")
        parser.add_argument("--seed", type=int, default=1, help="another number makes another library")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAILBOX_PAGE:
            raise CommandError(
                "The demo runs with config.settings.dev only: it would fill a real library with inventions."
            )
        port = self._choose_port(options["port"])
        # Links in letters and feeds lead to where the site will answer.
        settings.BASE_URL = settings.WAGTAILADMIN_BASE_URL = f"http://localhost:{port}"
        if options["fresh"]:
            self._forget()
        self._migrate()
        self._build(options["seed"])
        if options["serve"]:
            self._serve(port)
        else:
            self._tell("Ready. `make demo` or `manage.py demo --serve` opens it.")

    def _choose_port(self, wanted: int | None) -> int:
        wanted = wanted or int(os.environ.get("PORT") or DEFAULT_PORT)
        port = free_port(wanted)
        if port != wanted:
            self._tell(f"Port {wanted} is taken: using {port}.")
        return port

    def _forget(self) -> None:
        if connection.vendor != "sqlite":
            raise CommandError("--fresh removes SQLite files only; empty the PostgreSQL database yourself.")
        connections.close_all()
        database = Path(str(settings.DATABASES["default"]["NAME"]))
        for suffix in ("", "-wal", "-shm", "-journal"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        for folder in (settings.MEDIA_ROOT, settings.SURVEY_KEYS):
            shutil.rmtree(folder, ignore_errors=True)
            Path(folder).mkdir(parents=True)
        self._tell("The demo there was is forgotten.")

    def _migrate(self) -> None:
        executor = MigrationExecutor(connection)
        count = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        if not count:
            return
        self._tell(f"Making the tables ({count} steps) ...")
        # The collector costs a third of the time here, and this process is short (reference prototype 8).
        gc.disable()
        try:
            call_command("migrate", interactive=False, verbosity=1, stdout=Steps(count, self._tell))
        finally:
            gc.enable()
            gc.collect()

    def _build(self, seed: int) -> None:
        if HomePage.objects.exists():
            self._tell("The library is there already; nothing is changed.")
            return
        with transaction.atomic():
            demo.build(seed, lambda step: self._tell(f"{step} ..."))
        self._tell("The search index ...")
        call_command("update_index", verbosity=0)

    def _serve(self, port: int) -> None:
        connections.close_all()
        settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise looks there first
        environment = {**os.environ, "DROMENA_BASE_URL": settings.BASE_URL, "PORT": str(port)}
        with Family(folder=str(settings.ROOT), environment=environment) as family:
            web = ["--pythonpath", ".,site", "--workers", "2", "--bind", f"127.0.0.1:{port}", "--graceful-timeout", "5"]
            # Copying a large programme takes longer than the half minute a worker is given by itself.
            web += ["--timeout", "120"]
            quiet = ["--no-control-socket", "--log-level", "warning"]
            family.start("web server", [sys.executable, "-m", "gunicorn", *web, *quiet, "config.wsgi"])
            family.start("worker", [sys.executable, "manage.py", "tick", "--loop"])
            if family.watch(until=lambda: answers(port)):
                self._welcome()
                family.watch()
            lost = family.lost() if not family.stopping.is_set() else ""
        if lost:
            raise CommandError(f"The {lost} has ended by itself; what it said stands above.")
        self._tell("Stopped.")

    def _welcome(self) -> None:
        self._tell(f"\nOpen {settings.BASE_URL}/  (letters: {settings.BASE_URL}/mailbox/)")
        for login in demo.logins():
            self._tell(f"  {settings.BASE_URL}/admin/  {login.who}: {login.email}  {login.password}")
        self._tell("Stop with Ctrl-C.")

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


class Steps:
    """Listens to `migrate` and tells every fortieth step."""

    def __init__(self, count: int, tell: Any) -> None:
        self.count, self.tell, self.done = count, tell, 0

    def write(self, text: str) -> None:
        if "Applying" in text:
            self.done += 1
            if self.done % 40 == 0 or self.done == self.count:
                self.tell(f"  {self.done} of {self.count}")

    def flush(self) -> None:
        """Nothing is held back."""


def answers(port: int) -> bool:
    """Whether the site says it is alive."""
    line = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        line.request("GET", "/healthz")
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()
