"""Reading a stranger's calendar in a process of its own: whatever it does there, this process lives."""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from core.ical_events import Entry
from core.ical_reading import Reading
from core.ical_text import MOST_BYTES, BadCalendar
from core.remarks import Remark, marked as _

log = logging.getLogger(__name__)

WALL = 45  # seconds; the limit of CPU time (30) is the child's own
SITE = Path(__file__).resolve().parents[1]
COMMAND = [sys.executable, "-P", "-m", "core.ical_child"]


def read_apart(
    data: bytes, *, zone: str, since: datetime, until: datetime, local_rules: bool = False, seconds: float = WALL
) -> Reading:
    """As `read_calendar`, in a child with limits of CPU, memory, output and time. BadCalendar too when one is met."""
    if len(data) > MOST_BYTES:
        raise BadCalendar(_("The file is larger than 10 MB. Ask the partner for a shorter calendar."))
    asked = {"zone": zone, "since": since.isoformat(), "until": until.isoformat(), "local_rules": local_rules}
    with tempfile.TemporaryFile() as source, tempfile.TemporaryFile() as goal:
        source.write(json.dumps(asked).encode() + b"\n" + data)
        source.seek(0)
        code = _run(source, goal, seconds)
        goal.seek(0)
        return _understood(_lines(goal), code)


def _run(source: IO[bytes], goal: IO[bytes], seconds: float) -> int:
    """The exit code of the child; it gets none of our environment, for it needs no secrets."""
    environment = {"PYTHONPATH": str(SITE), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    child = subprocess.Popen(  # noqa: S603  (our own module, no word of it comes from outside)
        COMMAND, stdin=source, stdout=goal, stderr=subprocess.DEVNULL, env=environment, cwd="/", close_fds=True
    )
    try:
        return child.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise BadCalendar(_("The calendar takes far too long to read. Ask the partner for a shorter one.")) from None
    finally:
        child.kill()
        child.wait()


def _lines(goal: IO[bytes]) -> Iterator[dict[str, Any]]:
    for line in goal:
        try:
            yield json.loads(line)
        except ValueError:  # the child was ended in the middle of it
            return


def _understood(lines: Iterator[dict[str, Any]], code: int) -> Reading:
    reading, whole = Reading(), False
    for line in lines:
        if "refused" in line:
            told = Remark.from_json(line["refused"])
            raise BadCalendar(told.text, **told.facts)
        if "uid" in line:
            reading.entries.append(_entry(line))
        elif "remarks" in line:
            reading.name, reading.left_out, whole = line["name"], line["left_out"], True
            reading.remarks = [Remark.from_json(each) for each in line["remarks"]]
    if code != 0 or not whole:
        log.warning("Reading a calendar was given up (%s).", code)
        raise BadCalendar(_("Reading the calendar takes more time or memory than a calendar may. Ask the partner."))
    return reading


def _entry(told: dict[str, Any]) -> Entry:
    ends = told["end"] and datetime.fromisoformat(told["end"])
    return Entry(**{**told, "start": datetime.fromisoformat(told["start"]), "end": ends})
