"""Several devices at one door in real processes, double scans and a network that fails (reliability F25, T-I3)."""

import random
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client

from accounts.models import Role
from events.registration.domain.attending import desk
from events.registration.enums import Verb
from events.registration.models import Entry, Registration
from tests.factories import calendar, people, places, registration as make
from tests.machinery.desk_device import Device, evening

DEVICES, PEOPLE, CUT = 5, 60, 4.0
ROUNDS = 100


@pytest.fixture
def date(transactional_db):
    """A date that begins in an hour by the real clock, because the servers have no other."""
    start = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    return make.open_date(seats=500, start=start, under=calendar.branch_page(places.branch()))


@pytest.fixture
def dora(date):
    return people.staff("Dora", date.branch, Role.DESK)


def registered(date, number):
    now = date.start - timedelta(days=1)
    return [make.register(date, now=now, name=f"Person {each}") for each in range(number)]


def cookies_of(user):
    client = Client()
    client.force_login(user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


def at_the_door(server_processes, date, dora, *, forgetful=False):
    site, cut = server_processes.serve(workers=4), threading.Event()
    made = [
        Device(site, date.code, cookies_of(dora), cut, random.Random(number), forgetful) for number in range(DEVICES)
    ]
    for device in made:
        device.open()
    return made


def test_nobody_is_lost_and_nobody_comes_twice_through_a_cut_of_the_network(server_processes, date, dora):
    codes = [each.code for each in registered(date, PEOPLE)]
    devices = at_the_door(server_processes, date, dora)
    began = datetime.now(UTC) - timedelta(seconds=1)
    evening(codes, devices, pause=0.25, cut_after=1, cut_for=CUT, patience=90)

    assert Registration.objects.filter(arrived=1).count() == PEOPLE, server_processes.logs[-3000:]
    came = Entry.objects.filter(verb=Verb.CAME)
    assert (came.count(), came.values("registration").distinct().count()) == (PEOPLE, PEOPLE)
    assert all(answer["done"] for device in devices for answer in device.answers)
    assert not Registration.objects.filter(checked_in_at__lt=began).exists()


def test_device_that_forgets_what_failed_loses_people(server_processes, date, dora):
    """Without this the test above would prove nothing of the queue."""
    codes = [each.code for each in registered(date, PEOPLE)]
    evening(
        codes,
        at_the_door(server_processes, date, dora, forgetful=True),
        pause=0.1,
        cut_after=0.2,
        cut_for=CUT,
        patience=90,
    )
    assert Registration.objects.filter(arrived=1).count() < PEOPLE


# --- two devices at the same instant ----------------------------------------------------------------------------------
def at_the_same_instant(check_in: Callable[[Registration], object], found: list[Registration]) -> Counter[object]:
    """Two threads with connections of their own press for each registration together; counts what they were told."""
    gate = threading.Barrier(2)

    def device() -> list[object]:
        told = []
        try:
            for each in found:
                gate.wait(timeout=60)
                told.append(check_in(each))
        finally:
            connections.close_all()
        return told

    with ThreadPoolExecutor(2) as pool:
        return Counter(answer for told in [pool.submit(device), pool.submit(device)] for answer in told.result())


def test_two_devices_at_the_same_instant_are_one_first_check_in(date, dora):
    found = registered(date, ROUNDS)
    told = at_the_same_instant(lambda each: desk.check_in(each, now=date.start, by=dora)[1], found)
    assert told == {True: ROUNDS, False: ROUNDS}
    assert Entry.objects.filter(verb=Verb.CAME).count() == ROUNDS


def test_naive_check_in_lets_both_devices_be_first(date, dora):
    """What everybody writes first: look whether they are here, then write it down."""

    def naive(each):
        seen = Registration.objects.get(pk=each.pk)
        if seen.arrived:
            return False
        Registration.objects.filter(pk=each.pk).update(arrived=1, checked_in_at=date.start)
        Entry.objects.create(registration=each, verb=Verb.CAME, party=1, by=dora, at=date.start)
        return True

    at_the_same_instant(naive, registered(date, ROUNDS))
    assert Entry.objects.filter(verb=Verb.CAME).count() > ROUNDS
