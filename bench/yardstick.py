"""Worker CPU, queries and bytes of the public addresses, beside a bare Django view under the same gunicorn.

    make bench                                   the default list, on the data of the demo
    make bench ADDRESSES="/en/events/ /healthz"  these only

Wall time depends on the machine and on who else uses it; the CPU time of the workers per request, and its ratio to
the bare view measured in the same minute, can be compared between machines and days. See README.md beside this file.
"""

import argparse
import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 3
TICKS = os.sysconf("SC_CLK_TCK")
# Each page made anew, or copies kept for longer than any run.
ANEW, KEPT = {"DROMENA_PUBLIC_PAGE_SECONDS": "0"}, {"DROMENA_PUBLIC_PAGE_SECONDS": "3600"}


@dataclass(frozen=True)
class Figures:
    """What one address cost; `cpu` in milliseconds of worker time for one request."""

    address: str
    status: int
    cpu: float
    size: int
    queries: str


class Server:
    """One gunicorn with sync workers on a free port of loopback."""

    def __init__(self, application: str, **environment: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        bind = ["--bind", f"127.0.0.1:{self.port}", "--workers", str(WORKERS)]
        gunicorn = [sys.executable, "-W", "ignore", "-m", "gunicorn", *bind, "--no-control-socket"]
        self.process = subprocess.Popen(
            [*gunicorn, "--log-level", "error", application],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}:{ROOT / 'bench'}", **environment},
            stdin=subprocess.DEVNULL,
        )

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=20)

    def get(self, address: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], int]:
        """Status, headers and size of the body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request("GET", address, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, len(answer.read())

    def wait(self, seconds: int = 60) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError):
                self.get("/")
                return
            time.sleep(0.2)
        raise SystemExit("The server did not start.")

    def cpu(self) -> float:
        """Seconds of CPU, user and system, that the workers have used."""
        return sum(_seconds(pid) for pid in _children(self.process.pid))


@contextlib.contextmanager
def serving(application: str, **environment: str) -> Iterator[Server]:
    server = Server(application, **environment)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _seconds(pid: int) -> float:
    # Fields 14 and 15 of proc(5), counted after the name in brackets, which may hold blanks.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure(server: Server, address: str, *, headers: dict[str, str] | None = None, requests: int) -> tuple[float, int]:
    """Milliseconds of worker CPU for one request, after warming up every worker; and the size of the answer."""
    size = _flood(server, address, headers, WORKERS * 5)
    before = server.cpu()
    _flood(server, address, headers, requests)
    return (server.cpu() - before) / requests * 1000, size


def _flood(server: Server, address: str, headers: dict[str, str] | None, requests: int) -> int:
    """As many clients as workers, one request after the other; returns the size of an answer."""
    sizes: list[int] = []
    share = -(-requests // WORKERS)

    def client() -> None:
        sizes.extend(server.get(address, headers)[2] for _ in range(share))

    threads = [threading.Thread(target=client) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sizes[-1]


def default_addresses() -> list[str]:
    """List, month, an event, a date, the form to register, the feed: of what the database holds."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    import django

    django.setup()
    from django.utils import translation

    from core import clock
    from events.calendar.models import Occurrence

    now = clock.now()
    found = ["/en/events/", f"/en/events/month/{now:%Y/%m}/", "/en/", "/en/events/feed.ics"]
    occurrence = Occurrence.objects.filter(start__gt=now, event__live=True).order_by("start").first()
    if occurrence:
        with translation.override("en"):
            found.insert(2, occurrence.event.get_url() or "/en/")
        found.append(f"/en/o/{occurrence.code}/register/")
    return ["/healthz", *found]


def figures(addresses: list[str], requests: int) -> Iterator[Figures]:
    with serving("bare") as bare:
        cpu, size = measure(bare, "/", requests=requests * 10)
        yield Figures("bare Django view", 200, cpu, size, "0")
    counts = {}
    with serving("counting", BENCH_COUNT="1", **ANEW) as counting:
        for address in addresses:
            _flood(counting, address, None, WORKERS * 5)
            status, headers, _size = counting.get(address)
            counts[address] = (status, headers.get("x-queries", "?"))
    with serving("counting", **ANEW) as site:
        for address in addresses:
            status, queries = counts[address]
            cpu, size = measure(site, address, requests=requests)
            yield Figures(address, status, cpu, size, queries)
    yield from _asked_again(addresses, requests)


def _asked_again(addresses: list[str], requests: int) -> Iterator[Figures]:
    """The same addresses while copies of public pages are kept, then as a program asks that has the page already."""
    with serving("counting", **KEPT) as site:
        for address in addresses:
            status, headers, _size = site.get(address)
            etag = headers.get("etag", "")
            if etag and not address.endswith(".ics"):
                cpu, size = measure(site, address, requests=requests * 10)
                yield Figures(f"{address} (again)", status, cpu, size, "")
            if etag:
                known = {"If-None-Match": etag}
                cpu, size = measure(site, address, headers=known, requests=requests * 10)
                yield Figures(f"{address} (unchanged)", site.get(address, known)[0], cpu, size, "")


def main() -> int:
    reader = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    reader.add_argument("addresses", nargs="*")
    reader.add_argument("--requests", type=int, default=150, help="requests per address (default 150)")
    given = reader.parse_args()
    addresses = given.addresses or default_addresses()
    print(f"{'address':58} {'status':>6} {'CPU ms':>8} {'x bare':>7} {'queries':>7} {'bytes':>8}")
    bare = 0.0
    for row in figures(addresses, given.requests):
        bare = bare or row.cpu
        ratio = row.cpu / bare if bare else 0
        print(
            f"{row.address[:58]:58} {row.status:6} {row.cpu:8.2f} {ratio:7.1f} {row.queries:>7} {row.size:8}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
