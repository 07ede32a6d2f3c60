"""The memory a worker needs for one feed with the cap lifted, in a process of its own.

    DROMENA_FEED_EVENTS=0 bench/with_postgres ... .venv/bin/python bench/feeds.py /en/events/feed.ics

CPU and queries of feeds stand in `yardstick.py`; here the peak of resident memory is told before and after one answer.
"""

import os
import resource
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402


def peak() -> float:
    """Megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(address: str) -> None:
    settings.DEBUG, settings.ALLOWED_HOSTS = False, ["*"]
    browser = Client()
    # What the first answer of any process loads: templates, translations, icalendar.
    browser.get("/en/events/feed.ics?kind=exhibition")
    before = peak()
    answer = browser.get(address)
    print(f"{answer.status_code} {len(answer.content)} bytes: {before:.0f} MB before, {peak() - before:.0f} MB more")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "/en/events/feed.ics")
