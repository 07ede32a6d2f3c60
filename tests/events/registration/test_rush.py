"""Many people at one door, over HTTP, in real processes (reliability F1, F1s, F1x, F5)."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from django.db import connections, transaction
from django.db.models import F

from events.calendar.enums import Status
from events.calendar.models import Occurrence
from events.registration.enums import State
from events.registration.models import Registration
from outbox.models import Letter
from tests.factories import registration as make

SEATS, PEOPLE = 50, 400


@pytest.fixture
def date(server_processes):
    """A date in ten days by the real clock, because the servers have no other."""
    start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=10)
    return make.open_date(seats=SEATS, start=start)


@pytest.fixture
def site(server_processes) -> str:
    """The product with several workers. Every client says its own address, as a proxy would."""
    return server_processes.serve(workers=4, DROMENA_TRUSTED_PROXIES="1")


def form_of(site: str, date: Occurrence, number: int) -> tuple[requests.Session, dict[str, str]]:
    """A browser with the form open, filled in for one person."""
    session = requests.Session()
    session.headers["X-Forwarded-For"] = f"10.1.{number // 250}.{number % 250 + 1}"
    page = session.get(f"{site}/en/o/{date.code}/register/", timeout=60).text
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]+)"', page).group(1) for name in ("key", "csrfmiddlewaretoken")
    }
    return session, {**hidden, "name": f"Person {number}", "email": f"person-{number}@example.org", "party": "1"}


def all_at_once(jobs: list[Callable[[], Any]], *, threads: int) -> list[Any]:
    """Run the jobs with that many threads, which begin together."""
    gate = threading.Barrier(threads)

    def started(job: Callable[[], Any], first: bool) -> Any:
        if first:
            gate.wait(timeout=60)
        return job()

    with ThreadPoolExecutor(threads) as pool:
        return [each.result() for each in [pool.submit(started, job, n < threads) for n, job in enumerate(jobs)]]


def send(site: str, date: Occurrence, session: requests.Session, fields: dict[str, str]) -> requests.Response:
    return session.post(f"{site}/en/o/{date.code}/register/", fields, timeout=120, allow_redirects=False)


def test_rush_on_fifty_places_is_exactly_full_and_in_order(site, date, server_processes):
    with ThreadPoolExecutor(8) as pool:
        forms = list(pool.map(lambda number: form_of(site, date, number), range(PEOPLE)))
    time.sleep(2)
    answers = all_at_once([lambda form=form: send(site, date, *form) for form in forms], threads=PEOPLE)

    assert Counter(answer.status_code for answer in answers) == {302: PEOPLE}, server_processes.logs[-3000:]
    date.refresh_from_db()
    assert (date.seats_taken, date.waiting, date.next_number) == (SEATS, PEOPLE - SEATS, PEOPLE - SEATS + 1)
    states = Counter(Registration.objects.values_list("state", flat=True))
    assert states == {State.CONFIRMED: SEATS, State.WAITING: PEOPLE - SEATS}
    line = Registration.objects.of(date).in_line()
    assert list(line.values_list("number", flat=True)) == list(range(1, PEOPLE - SEATS + 1))
    # Numbers are given and rows written under one lock, so the order of the rows is the order of the commits.
    assert list(line.values_list("pk", flat=True)) == sorted(line.values_list("pk", flat=True))
    assert max(Registration.objects.holding().values_list("pk", flat=True)) < min(line.values_list("pk", flat=True))
    kinds = Counter(Letter.objects.values_list("kind", flat=True))
    assert kinds == {"registration/confirmed": SEATS, "registration/waiting": PEOPLE - SEATS}


def test_same_form_twenty_times_at_once_is_one_registration_and_one_letter(site, date):
    session, fields = form_of(site, date, 1)
    time.sleep(2.1)

    def again() -> requests.Response:
        browser = requests.Session()
        browser.headers.update(session.headers)
        browser.cookies.update(session.cookies)
        return send(site, date, browser, fields)

    answers = all_at_once([again] * 20, threads=20)
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer.headers["Location"] for answer in answers}) == 1
    date.refresh_from_db()
    assert (Registration.objects.count(), Letter.objects.count(), date.seats_taken) == (1, 1, 1)


def test_same_address_ten_times_at_once_takes_one_place(site, date):
    forms = [form_of(site, date, 1) for _ in range(10)]
    time.sleep(2.1)
    answers = all_at_once([lambda form=form: send(site, date, *form) for form in forms], threads=10)
    assert {answer.status_code for answer in answers} == {302}
    date.refresh_from_db()
    assert date.seats_taken == 1
    assert Counter(Registration.objects.values_list("state", flat=True)) == {State.CONFIRMED: 1, State.REPEAT: 9}


# --- proof that the rush can be lost ------------------------------------------------------------------------------
def naive(date: Occurrence, number: int) -> None:
    """What everybody writes first: look whether there is room, then write it down."""
    with transaction.atomic():
        seen = Occurrence.objects.get(pk=date.pk)
        if seen.seats_taken >= SEATS:
            return
        Registration.objects.create(
            occurrence=seen, language="en", email=f"naive-{number}@example.org", state=State.CONFIRMED,
            created_at=seen.modified, changed_at=seen.modified,
        )  # fmt: skip
        seen.seats_taken += 1
        seen.save(update_fields=["seats_taken"])


def rush(door: Callable[[int], Any], *, people: int = 200, threads: int = 20) -> Counter[str]:
    """Threads with connections of their own; counts what went wrong."""

    def one(number: int) -> str:
        try:
            door(number)
        except Exception as error:  # noqa: BLE001  (what goes wrong is what is counted)
            return type(error).__name__
        finally:
            connections.close_all()
        return "answered"

    return Counter(all_at_once([lambda number=number: one(number) for number in range(people)], threads=threads))


@pytest.mark.postgres
def test_naive_door_oversells(date):
    """Without this the test above would prove nothing."""
    rush(lambda number: naive(date, number))
    assert Registration.objects.filter(state=State.CONFIRMED).count() > SEATS


@pytest.mark.sqlite
def test_naive_door_loses_people_without_immediate_transactions(date, monkeypatch):
    """SQLite has one writer: read-then-write does not oversell there, it fails at once with "database is locked"."""
    options = connections["default"].settings_dict["OPTIONS"]
    monkeypatch.setitem(options, "transaction_mode", "DEFERRED")
    connections.close_all()
    lost = rush(lambda number: naive(date, number))
    assert lost["OperationalError"] > 0


def test_doors_own_statement_neither_oversells_nor_fails(date):
    """The same threads, through the conditional update alone."""
    from events.registration.domain import seats

    def enter(number: int) -> None:
        with transaction.atomic():
            seats.enter(Occurrence.objects.select_related("event").get(pk=date.pk), 1)

    assert rush(enter) == {"answered": 200}
    date.refresh_from_db()
    assert date.seats_taken == SEATS


def test_place_that_comes_free_while_someone_is_refused_is_not_stranded(date):
    """F3: cancel and join at the same instant, again and again: nobody waits beside a free place."""
    from django.utils import timezone

    from events.registration.domain.taking_part import registering

    Occurrence.objects.update(seats=1, seats_planned=1)
    now = timezone.now()
    for round_number in range(15):
        holder = make.register(date, now=now, email=f"holder-{round_number}@example.org")
        jobs = [
            lambda holder=holder: registering.cancel(holder, now=now),
            lambda number=round_number: make.register(date, now=now, email=f"next-{number}@example.org"),
        ]
        assert rush(lambda number, jobs=jobs: jobs[number](), people=2, threads=2) == {"answered": 2}
        date.refresh_from_db()
        assert (date.seats_taken, date.waiting) == (1, 0)
        registering.cancel(Registration.objects.get(email=f"next-{round_number}@example.org"), now=now)
    assert not Occurrence.objects.filter(waiting__gt=0, status=Status.SCHEDULED, seats__gt=F("seats_taken")).exists()
