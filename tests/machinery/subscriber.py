"""A real subscriber: vdirsyncer fetches an address over HTTP, khal reads what it keeps."""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from core import clock

TOOLS = Path(sys.executable).parent
VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair lib]
a = "local"
b = "web"
collections = null
conflict_resolution = "b wins"
[storage local]
type = "filesystem"
path = "{folder}/cal/"
fileext = ".ics"
[storage web]
type = "http"
url = "{url}"
"""
KHAL = """
[calendars]
[[lib]]
path = {folder}/cal/
readonly = True
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = {folder}/khal.db
"""


class Subscriber:
    """Somebody with vdirsyncer and khal, who subscribed to one address."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        (folder / "cal").mkdir()
        (folder / "vd.conf").write_text(VDIRSYNCER.format(folder=folder, url=url))
        (folder / "khal.conf").write_text(KHAL.format(folder=folder))
        self._run("vdirsyncer", "discover")

    def sync(self) -> None:
        self._run("vdirsyncer", "sync")

    def dates(self) -> set[tuple[str, str]]:
        """Start in UTC (midnight of the day for all-day dates) and title, from a month ago to a year ahead."""
        return {(start, title) for _address, start, _state, title in self.rows()}

    def rows(self) -> list[tuple[str, ...]]:
        """Address of its page, start as in `dates`, "CANCELLED" or nothing, and title: each date once.

        Not the UID, for vdirsyncer gives each entry it fetches one of its own.
        """
        first = (clock.now() - timedelta(days=30)).date().isoformat()
        shape = "{url}|{start-long-full}|{cancelled}|{title}"
        command = ["khal", "-c", str(self.folder / "khal.conf"), "list", "--notstarted", "--once", "--day-format", ""]
        lines = self._run(*command, "--format", shape, first, "430d").splitlines()
        return [tuple(part.strip() for part in line.split("|", 3)) for line in lines if line.count("|") > 2]

    def _run(self, tool: str, *arguments: str) -> str:
        environment = {**os.environ, "VDIRSYNCER_CONFIG": str(self.folder / "vd.conf"), "NO_PROXY": "localhost"}
        done = subprocess.run(
            [TOOLS / tool, *arguments],
            check=False,
            env=environment,
            input="y\n" * 9,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout
