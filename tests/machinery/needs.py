"""What some tests need beyond Python: Chromium, servers, readers of calendars. Says what is missing, how to get it."""

import os
import shutil
import socket
from collections import Counter
from pathlib import Path

import pytest

STRICT = os.environ.get("STRICT", "") not in {"", "0"}
ICALJS = Path(__file__).parents[1] / "interop" / "icaljs"
# A fixture of this name makes the test carry the marker.
FIXTURES = {"chromium": "browser", "redis_url": "redis"}


def chromium() -> str | None:
    """The path of a Chromium: the variable CHROMIUM, the system's, or the one Playwright installed."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if found:
        return found
    downloaded = sorted(Path("~/.cache/ms-playwright").expanduser().glob("chromium-*/chrome-linux*/chrome"))
    return str(downloaded[-1]) if downloaded else None


def redis_url() -> str | None:
    """The address in REDIS_URL_TEST, or database 15 of a server on this machine."""
    if url := os.environ.get("REDIS_URL_TEST"):
        return url
    with socket.socket() as probe:
        probe.settimeout(0.3)
        return "redis://127.0.0.1:6379/15" if probe.connect_ex(("127.0.0.1", 6379)) == 0 else None


def judges() -> dict[str, str]:
    """Readers of our calendars that are not here, by marker."""
    missing = {}
    if not (
        list(Path("/usr/lib").glob("*/girepository-1.0/ECal-2.0.typelib"))
        and Path("/usr/lib/python3/dist-packages/gi").exists()
    ):
        missing["ecal"] = "libecal is missing; `apt-get install gir1.2-ecal-2.0 python3-gi` brings it."
    if not (shutil.which("node") and (ICALJS / "node_modules" / "ical.js").exists()):
        missing["icaljs"] = "ical.js is missing; `apt-get install nodejs npm` and then `make dev` bring it."
    if not shutil.which("calcurse"):
        missing["calcurse"] = "calcurse is missing; `apt-get install calcurse` brings it."
    return missing


def left_out(vendor: str) -> dict[str, str]:
    """Markers that cannot run here, each with a sentence: what is missing and the command that brings it."""
    reasons = judges()
    if not chromium():
        reasons["browser"] = "Chromium is missing; `apt-get install chromium` brings it."
    if not redis_url():
        reasons["redis"] = "Redis is missing; `apt-get install redis-server` brings it, REDIS_URL_TEST names it."
    if not shutil.which("redis-server"):
        reasons["redis_server"] = "redis-server is missing; `apt-get install redis-server` brings it."
    if vendor != "postgresql" and not os.environ.get("DATABASE_URL_TEST_POSTGRES"):
        reasons["postgres"] = (
            "PostgreSQL is missing; `apt-get install postgresql` brings it, DATABASE_URL_TEST_POSTGRES names it."
        )
    return reasons


def other_round(vendor: str) -> dict[str, str]:
    """Markers that belong to the other of the two rounds of `make test`; nothing is missing for them."""
    if vendor == "postgresql":
        # A browser sees pages, not databases: once is enough.
        return dict.fromkeys(("sqlite", "browser"), "these run in the SQLite round.")
    return {"postgres": "these run in the PostgreSQL round."}


class Needs:
    """Leaves out what cannot run here, says so in plain words, and fails instead when STRICT is set."""

    def __init__(self, config: pytest.Config, vendor: str) -> None:
        self.reasons = {**other_round(vendor), **left_out(vendor)}
        self.counts: Counter[str] = Counter()
        self.skipped = 0
        self.config = config
        missing = left_out(vendor)
        if STRICT and missing and not hasattr(config, "workerinput"):
            raise pytest.UsageError("STRICT is set and something is missing:\n" + "\n".join(missing.values()))

    def pytest_collection_modifyitems(self, config: pytest.Config, items: list[pytest.Item]) -> None:
        kept, dropped = [], []
        for item in items:
            for fixture in set(FIXTURES).intersection(getattr(item, "fixturenames", ())):
                item.add_marker(FIXTURES[fixture])
            reason = next((name for name in self.reasons if item.get_closest_marker(name)), None)
            if reason:
                self.counts[reason] += 1
            (dropped if reason else kept).append(item)
        if dropped:
            items[:] = kept
            config.hook.pytest_deselected(items=dropped)
        if hasattr(config, "workeroutput"):
            config.workeroutput["left_out"] = dict(self.counts)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object, error: object) -> None:
        self.counts = Counter(getattr(node, "workeroutput", {}).get("left_out", {})) or self.counts

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.skipped += report.skipped

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if STRICT and self.skipped and not hasattr(session.config, "workerinput"):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for name, count in sorted(self.counts.items()):
            tests = "1 test" if count == 1 else f"{count} tests"
            terminalreporter.write_line(f"LEFT OUT: {tests} marked {name}: {self.reasons[name]}", yellow=True)
        if STRICT and self.skipped:
            terminalreporter.write_line(f"STRICT: {self.skipped} tests were skipped, so the run has failed.", red=True)
