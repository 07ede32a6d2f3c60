"""Real processes over HTTP: gunicorn and management commands on the database of the test, stopped by their number."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from django.conf import settings
from django.db import connection

ROOT = Path(settings.ROOT)


def database_url() -> str:
    """The address of the test's own database, for another process."""
    found = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{found['NAME']}"
    host, port = found.get("HOST") or "", found.get("PORT") or ""
    name = ":".join(filter(None, (found.get("USER"), found.get("PASSWORD"))))
    if host.startswith("/"):
        host = host.replace("/", "%2F")
    return f"postgresql://{name + '@' if name else ''}{host}{f':{port}' if port else ''}/{found['NAME']}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(condition: Callable[[], object], seconds: float = 60) -> bool:
    """Whether the condition became true in time; asked ten times a second."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


class Processes:
    """Starts what a test asks for and ends it again; what they said stands in `logs`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        for process in reversed(self.running):
            self.stop(process)

    def environment(self, **extra: str) -> dict[str, str]:
        """The site under test, as another process sees it."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "DATABASE_URL": database_url(),
            "DROMENA_VAR": str(settings.VAR),
            "DROMENA_SURVEY_KEYS": str(settings.SURVEY_KEYS),
            "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}",
            "PYTHONUNBUFFERED": "1",
            **extra,
        }

    def serve(self, *, workers: int = 2, application: str = "config.wsgi", **extra: str) -> str:
        """Start gunicorn with that many worker processes on a free port; returns the address once it answers."""
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        command = ["-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", str(workers), "--timeout", "120"]
        server = self.start(*command, "--backlog", "2048", "--no-control-socket", application, **extra)
        self._wait_for(url, server)
        return url

    def command(self, *words: str, **extra: str) -> subprocess.Popen[bytes]:
        """Start `manage.py ...` and let it run, such as `command("tick", "--loop")`."""
        return self.start(str(ROOT / "manage.py"), *words, **extra)

    def start(self, *words: str, **extra: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"process-{len(self.running)}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-W", "ignore", *words],
                cwd=ROOT,
                env=self.environment(**extra),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self.running.append(process)
        return process

    def stop(self, process: subprocess.Popen[bytes], *, kill: bool = False) -> None:
        """End one process: asked first, killed after ten seconds; `kill` does not ask."""
        if process.poll() is None:
            process.send_signal(signal.SIGKILL if kill else signal.SIGTERM)
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=10)

    @property
    def logs(self) -> str:
        return "\n".join(file.read_text(errors="replace") for file in sorted(self.folder.glob("process-*.log")))

    def _wait_for(self, url: str, server: subprocess.Popen[bytes], seconds: int = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and server.poll() is None:
            try:
                with urllib.request.urlopen(f"{url}/", timeout=30):
                    return
            except urllib.error.HTTPError as answer:
                answer.close()
                return
            except OSError:
                time.sleep(0.2)
        raise RuntimeError(f"The server did not answer at {url}:\n{self.logs}")
