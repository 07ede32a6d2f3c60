"""Many people at one course, in real processes and in threads: all dates or none, and nobody locks up anybody."""

import random
import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from django.db import OperationalError, connections, transaction
from django.db.models import Count

from core.exceptions import RuleBroken
from events.calendar.domain import occurrences
from events.calendar.models import EventPage, Occurrence
from events.registration.domain import seats, upkeep
from events.registration.domain.attending import desk
from events.registration.domain.taking_part import bundles, courses
from events.registration.enums import State
from events.registration.models import Registration
from outbox.models import Letter
from tests.factories import people as staff, places, registration as make

DATES, SEATS, PEOPLE = 6, 10, 40


@pytest.fixture
def course(server_processes) -> EventPage:
    """A course that begins in ten days by the real clock, because the servers have no other."""
    start = datetime.now(UTC).replace(microsecond=0) + timedelta(days=10)
    return EventPage.objects.get(pk=make.course(seats=SEATS, dates=DATES, start=start).pk)


def dates_of(course: EventPage) -> list[Occurrence]:
    return list(Occurrence.objects.filter(event=course.pk).order_by("start"))


def form_of(site: str, course: EventPage, number: int) -> tuple[requests.Session, dict[str, str]]:
    """A browser with the form open, filled in for one person."""
    session = requests.Session()
    session.headers["X-Forwarded-For"] = f"10.1.{number // 250}.{number % 250 + 1}"
    page = session.get(f"{site}/en/e/{course.translation_key.hex}/register/", timeout=60).text
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]+)"', page).group(1) for name in ("key", "csrfmiddlewaretoken")
    }
    return session, {**hidden, "name": f"Person {number}", "email": f"person-{number}@example.org", "party": "1"}


def torn() -> int:
    """Bundles of which some dates have a place and others wait, as one statement sees them."""
    states = Registration.objects.values("bundle").annotate(kinds=Count("state", distinct=True))
    return states.filter(kinds__gt=1).count()


class Beside:
    """Something that goes on beside the rush, with a connection of its own, until the rush is over."""

    def __init__(self, work: Any) -> None:
        self.over, self.found = threading.Event(), Counter()
        self.thread = threading.Thread(target=self._run, args=[work], daemon=True)

    def _run(self, work: Any) -> None:
        try:
            while not self.over.is_set():
                self.found[work()] += 1
                time.sleep(0.02)
        finally:
            connections.close_all()

    def __enter__(self) -> "Beside":
        self.thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.thread.join(60)
        assert not self.thread.is_alive(), "what goes on beside the rush waits for something that does not come"


def test_rush_on_a_course_while_staff_resize_a_date_tears_nobody_apart(course, server_processes):
    site = server_processes.serve(workers=4, DROMENA_TRUSTED_PROXIES="1")
    with ThreadPoolExecutor(8) as pool:
        forms = list(pool.map(lambda number: form_of(site, course, number), range(PEOPLE)))
    time.sleep(2)
    address = f"{site}/en/e/{course.translation_key.hex}/register/"
    date, chance = dates_of(course)[3], random.Random(4)

    def resize() -> str:
        occurrences.change_seats(
            Occurrence.objects.get(pk=date.pk), seats=chance.choice([8, SEATS, 12]), now=datetime.now(UTC)
        )
        return "resized"

    with Beside(resize), Beside(torn) as watched, ThreadPoolExecutor(PEOPLE) as pool:
        sent = [pool.submit(form[0].post, address, form[1], timeout=120, allow_redirects=False) for form in forms]
        answers = Counter(each.result().status_code for each in sent)

    assert answers == {302: PEOPLE}, server_processes.logs[-3000:]
    assert set(watched.found) == {0}
    occurrences.change_seats(Occurrence.objects.get(pk=date.pk), seats=SEATS, now=datetime.now(UTC))
    upkeep.promote_waiting(datetime.now(UTC))
    assert torn() == 0
    assert [(each.seats_taken, each.waiting) for each in dates_of(course)] == [(SEATS, PEOPLE - SEATS)] * DATES
    states = Counter(Registration.objects.values_list("state", flat=True))
    assert states == {State.CONFIRMED: SEATS * DATES, State.WAITING: (PEOPLE - SEATS) * DATES}
    kinds = Counter(Letter.objects.values_list("kind", flat=True))
    assert kinds["registration/course-confirmed"] + kinds["registration/course-promoted"] == SEATS
    assert upkeep.recount(datetime.now(UTC)) == 0


# --- proof that the rush can be lost ----------------------------------------------------------------------------------
def rush(work: Any, *, times: int, threads: int = 8) -> Counter[str]:
    """Threads with connections of their own; counts how each call ended. A refusal of ours is an answer."""

    def one(number: int) -> str:
        try:
            work(number)
        except RuleBroken:
            return "refused"
        except OperationalError:
            return "broken"
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(threads) as pool:
        return Counter(pool.map(one, range(times)))


def naive(course: EventPage, number: int, *, at_once: bool) -> None:
    """What everybody writes first: one date after the other, each by its own door."""
    dates = dates_of(course)[:: 1 if number % 2 else -1]
    with transaction.atomic() if at_once else nullcontext():
        for date in dates:
            with transaction.atomic():
                row = Occurrence.objects.select_related("event").get(pk=date.pk)
                free = Occurrence.objects.filter(pk=row.pk, seats_taken__lt=SEATS)
                state = State.CONFIRMED if free.update(seats_taken=row.seats_taken + 1) else State.WAITING
                Registration.objects.create(
                    occurrence=row, bundle=f"00000000-0000-4000-8000-{number:012d}", language="en", state=state,
                    number=None if state == State.CONFIRMED else number + 1, created_at=row.modified,
                    changed_at=row.modified,
                )  # fmt: skip


def test_naive_course_tears_people_apart(course):
    """Without this the test above would prove nothing."""
    rush(lambda number: naive(course, number, at_once=False), times=PEOPLE)
    assert torn() > 0


@pytest.mark.postgres
def test_naive_course_in_one_transaction_locks_itself_up(course):
    ended = rush(lambda number: naive(course, number, at_once=True), times=PEOPLE)
    assert ended["broken"] > 0


def test_verbs_of_one_date_and_of_the_course_never_lock_each_other_up(course):
    ada = staff.staff("Ada", places.branch(slug="rush"))
    now = datetime.now(UTC)
    held = [make.join(course, now=now) for _ in range(SEATS)]
    dates = dates_of(course)

    def one(number: int) -> None:
        chance = random.Random(number)
        mine = bundles.of(chance.choice(held)[0])
        date = chance.choice(mine)
        verbs = [
            lambda: courses.absent_once(date, now=now),
            lambda: courses.come_after_all(date, now=now),
            lambda: desk.walk_in(chance.choice(dates), party=1, now=now, by=ada),
            lambda: courses.change_party(date, party=chance.choice([1, 2]), now=now),
            lambda: make.join(course, now=now),
            lambda: courses.leave(date, now=now),
            lambda: upkeep.promote(chance.choice(dates).pk, now=now),
        ]
        chance.choice(verbs)()

    ended = rush(one, times=120)
    assert ended["broken"] == 0
    assert ended["done"] > 20
    assert upkeep.recount(now) == 0
    waiting = Registration.objects.filter(state=State.WAITING).values_list("bundle", flat=True)
    inside = Registration.objects.filter(bundle__in=list(waiting), state=State.CONFIRMED)
    assert not inside.exists()
    assert seats.with_places_for_their_list(now) == []
