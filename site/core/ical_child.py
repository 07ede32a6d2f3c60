"""The process that reads one stranger's calendar and ends: `core.ical_apart` starts it, nothing imports it.

It limits itself before it looks at the file, has no settings, no database, no secrets and no way to anybody. Standard
input: one line of JSON with what to read, then the file. Standard output: one line of JSON for each entry, then one
with the rest; or one with the refusal.
"""

import json
import resource
import sys
from typing import Any, BinaryIO

CPU, MEMORY, OUTPUT = 30, 512 * 1024 * 1024, 64 * 1024 * 1024


def limit() -> None:
    """Seconds of CPU, bytes of memory and of output; the system ends the process that takes more."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))


def main(source: BinaryIO, goal: BinaryIO) -> None:
    limit()
    asked = json.loads(source.readline())
    try:
        _read(source.read(), asked, goal)
    except MemoryError:
        _tell(goal, {"fault": "memory"})
    except RecursionError:
        _tell(goal, {"fault": "depth"})


def _read(data: bytes, asked: dict[str, Any], goal: BinaryIO) -> None:
    from datetime import datetime

    from core.ical_reading import read_calendar
    from core.ical_text import BadCalendar

    window = {name: datetime.fromisoformat(asked[name]) for name in ("since", "until")}
    try:
        reading = read_calendar(data, zone=asked["zone"], local_rules=asked["local_rules"], **window)
    except BadCalendar as refusal:
        _tell(goal, {"refused": refusal.remark.as_json()})
        return
    for entry in reading.entries:
        times = {"start": entry.start.isoformat(), "end": entry.end and entry.end.isoformat()}
        _tell(goal, {**vars(entry), **times})
    remarks = [remark.as_json() for remark in reading.remarks]
    _tell(goal, {"name": reading.name, "left_out": reading.left_out, "remarks": remarks})


def _tell(goal: BinaryIO, what: dict[str, Any]) -> None:
    goal.write(json.dumps(what, ensure_ascii=True).encode() + b"\n")
    goal.flush()


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
