"""A real subscriber: vdirsyncer fetches a filtered feed over HTTP, khal reads it, and both know what we know."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core import clock
from events.calendar.enums import Status
from events.calendar.models import ActivityPage, ExhibitionPage, LecturePage, Occurrence
from tests.factories import calendar as factory, places

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
        first = (clock.now() - timedelta(days=30)).date().isoformat()
        shape = "{start-long-full}|{title}"
        command = ["khal", "-c", str(self.folder / "khal.conf"), "list", "--notstarted", "--day-format", ""]
        lines = self._run(*command, "--format", shape, first, "400d").splitlines()
        return {(start.strip(), title.strip()) for start, _, title in (line.partition("|") for line in lines) if title}

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


def truth(**fields: object) -> set[tuple[str, str]]:
    """What the database says, as khal would write it."""
    found = set()
    for one in Occurrence.objects.filter(**fields).select_related("event"):
        local = one.start.astimezone(UTC)
        day = f"{one.start + timedelta(hours=12):%Y-%m-%d} 00:00"
        prefix = "Cancelled: " if one.status == Status.CANCELLED else ""
        found.add((day if one.all_day else f"{local:%Y-%m-%d %H:%M}", prefix + one.event.title))
    return found


@pytest.fixture
def town(transactional_db: None) -> None:
    """Dates across both changes of clocks in two zones, an exhibition, a cancelled date."""
    athens = factory.branch_page(places.branch(slug="central"))
    stockholm = factory.branch_page(places.branch(slug="norr", zone="Europe/Stockholm"))
    lecture = factory.event(LecturePage, under=athens, title="Ιστορίες της γειτονιάς")
    reading = factory.event(ActivityPage, under=stockholm, title="Läs, skriv; prata")
    tomorrow = clock.now().replace(hour=16, minute=0, second=0, microsecond=0) + timedelta(days=1)
    for week in range(30):
        factory.occurrence(lecture, start=tomorrow + timedelta(weeks=week))
        factory.occurrence(reading, start=tomorrow + timedelta(weeks=week, hours=1))
    exhibition = factory.event(ExhibitionPage, under=athens, title="Doors of the old town")
    midnight = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=UTC) - timedelta(hours=2)
    factory.occurrence(exhibition, start=midnight, hours=24 * 20, all_day=True)


def test_subscriber_has_exactly_our_dates_and_learns_of_every_change(town, live_server, tmp_path):
    subscriber = Subscriber(tmp_path, f"{live_server.url}/en/events/feed.ics?branch=norr&branch=central&kind=activity")
    subscriber.sync()
    assert subscriber.dates() == truth(kind="activity")
    assert len(subscriber.dates()) == 30

    first, second = Occurrence.objects.filter(kind="activity")[:2]
    first.status, first.sequence, first.modified = Status.CANCELLED, 1, clock.now()
    first.save()
    second.start, second.end = second.start + timedelta(hours=3), second.end + timedelta(hours=3)
    second.sequence, second.modified = 1, clock.now()
    second.save()
    subscriber.sync()
    assert subscriber.dates() == truth(kind="activity")


def test_subscriber_to_everything_reads_all_day_dates_and_two_zones(town, live_server, tmp_path):
    subscriber = Subscriber(tmp_path, f"{live_server.url}/en/events/feed.ics")
    subscriber.sync()
    assert subscriber.dates() == truth()
