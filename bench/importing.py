"""How long a partner's calendar of 5,000 events takes, outside the web process: reading apart, then taking in.

    DJANGO_SETTINGS_MODULE=config.settings.test PYTHONPATH=.:site python bench/importing.py

Works in one transaction on the database of the settings and rolls it back.
"""

import resource
import sys
import time
from datetime import UTC, datetime, timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from events.partners.domain.importing import read_window, take_in  # noqa: E402
from events.partners.models import Happening, Organisation  # noqa: E402

EVENTS = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TEXT = "Ανοιχτή ανάγνωση για όλους, με μουσική και κουβέντα ύστερα. " * 6


def calendar() -> bytes:
    """Events of an hour, four a day, with Greek titles and a description of 360 characters."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bench//EN"]
    for number in range(EVENTS):
        start = NOW - timedelta(days=300) + timedelta(hours=6 * (number % 2_000), minutes=number // 2_000)
        lines += [
            "BEGIN:VEVENT", f"UID:{number}@bench.example", f"SUMMARY:Ανάγνωση {number}",
            f"DTSTART;TZID=Europe/Athens:{start:%Y%m%dT%H%M%S}", "DURATION:PT1H", f"DESCRIPTION:{TEXT}",
            "LOCATION:Μεγάλη αίθουσα", "SEQUENCE:1", "DTSTAMP:20261101T000000Z", "END:VEVENT",
        ]  # fmt: skip
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


def main() -> None:
    data = calendar()
    began = time.monotonic()
    reading = read_window(data, zone="Europe/Athens", now=NOW)
    read = time.monotonic()
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    with transaction.atomic():
        origin = Happening(organisation=Organisation.objects.create(name="Bench", slug="bench"))
        report = take_in(origin, reading, now=NOW)
        first = time.monotonic()
        again = take_in(origin, reading, now=NOW)
        second = time.monotonic()
        transaction.set_rollback(True)
    print(f"{EVENTS} events, {len(data) / 1e6:.1f} MB, {len(reading.entries)} dates")
    print(f"read apart   {read - began:6.2f} s  (child: {child.ru_utime + child.ru_stime:.2f} s CPU, "
          f"{child.ru_maxrss / 1024:.0f} MB)")  # fmt: skip
    print(f"taken in     {first - read:6.2f} s  ({report.added} added)")
    print(f"again        {second - first:6.2f} s  ({again.unchanged} unchanged)")


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    main()
