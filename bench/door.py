"""500 people at one door: five devices, every fifth ticket read twice, and no network for a minute (reliability F25).

    bench/with_postgres sh -c '.venv/bin/python -W ignore manage.py migrate -v0 &&
        PYTHONPATH=.:site:bench .venv/bin/python -W ignore bench/door.py'

The devices behave as `site/static/js/desk.js`: what could not be sent waits, with its key, and is sent again. While the
network is gone half of the requests never arrive, of the others the answer is lost. Use an empty, migrated database.
"""

import os
import random
import threading
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from yardstick import serving  # noqa: E402

from accounts.models import Role, User  # noqa: E402
from core import clock  # noqa: E402
from events.registration.enums import Verb  # noqa: E402
from events.registration.models import Entry, Registration  # noqa: E402
from tests.factories import calendar, people, places, registration as make  # noqa: E402
from tests.machinery.desk_device import Device, evening  # noqa: E402

DEVICES, PEOPLE, CUT_AFTER, CUT_FOR = 5, 500, 20.0, 60.0
# So that the devices read for some two minutes, as at a door.
PAUSE = 1.0


def cookies_of(user: User) -> dict[str, str]:
    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def main() -> None:
    now, cut = clock.now(), threading.Event()
    branch = places.branch()
    date = make.open_date(seats=PEOPLE, start=now + timedelta(hours=1), under=calendar.branch_page(branch))
    dora = people.staff("Dora", branch, Role.DESK)
    codes = [make.register(date, now=now).code for _number in range(PEOPLE)]
    print(f"{PEOPLE} people are registered")
    with serving("config.wsgi", DROMENA_PUBLIC_PAGE_SECONDS="0") as server:
        site = f"http://127.0.0.1:{server.port}"
        devices = [Device(site, date.code, cookies_of(dora), cut, random.Random(n)) for n in range(DEVICES)]
        for device in devices:
            device.open()
        began = time.monotonic()
        evening(codes, devices, pause=PAUSE, cut_after=CUT_AFTER, cut_for=CUT_FOR)
        took = time.monotonic() - began
    came = Entry.objects.filter(verb=Verb.CAME)
    here = Registration.objects.filter(occurrence=date, arrived=1).count()
    answers = sum(len(device.answers) for device in devices)
    print(f"{answers} answers in {took:.0f} s, of them {CUT_FOR:.0f} s without a network")
    twice = came.count() - came.values("registration").distinct().count()
    print(f"checked in {here}, lost {PEOPLE - here}, twice {twice}")


if __name__ == "__main__":
    main()
