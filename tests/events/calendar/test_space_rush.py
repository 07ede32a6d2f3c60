"""Many members of staff want one space at one time, over HTTP, in real processes: exactly one has it."""

import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests
from django.conf import settings
from django.db import connections, transaction
from django.test import Client

from events.calendar.domain.spaces import booking_of, clashes
from events.calendar.models import Occurrence
from places.models import Space
from tests.factories import calendar, people, places

DATES = 8


@pytest.fixture
def hall(server_processes) -> Space:
    return places.space(name={"en": "Great hall"})


@pytest.fixture
def dates(hall) -> list[Occurrence]:
    """Eight events at one time, none of them in the hall yet; by the real clock, because the servers have no other."""
    under, start = calendar.branch_page(hall.branch), datetime.now(UTC).replace(microsecond=0) + timedelta(days=10)
    return [calendar.occurrence(calendar.event(under=under), start=start) for _number in range(DATES)]


def all_at_once(jobs: list[Callable[[], Any]]) -> list[Any]:
    """Runs the jobs in threads that begin together, each with connections of its own."""
    gate = threading.Barrier(len(jobs))

    def started(job: Callable[[], Any]) -> Any:
        gate.wait(timeout=60)
        try:
            return job()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [each.result() for each in [pool.submit(started, job) for job in jobs]]


def test_one_space_at_one_time_goes_to_one_event(server_processes, hall, dates):
    client = Client()
    client.force_login(people.superuser())
    site = server_processes.serve(workers=4)

    def form(date: Occurrence) -> Callable[[], requests.Response]:
        """A browser with the form open."""
        session, address = requests.Session(), f"{site}/admin/occurrence/{date.pk}/space/"
        session.cookies.set(settings.SESSION_COOKIE_NAME, client.cookies[settings.SESSION_COOKIE_NAME].value)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', session.get(address, timeout=60).text).group(1)
        fields = {"csrfmiddlewaretoken": token, "space": hall.pk}
        return lambda: session.post(address, fields, timeout=120, allow_redirects=False)

    answers = all_at_once([form(date) for date in dates])

    assert sorted(answer.status_code for answer in answers) == [200] * (DATES - 1) + [302]
    assert all("Great hall is taken by" in answer.text for answer in answers if answer.status_code == 200)
    assert Occurrence.objects.filter(space=hall).count() == 1


@pytest.mark.postgres
def test_naive_look_before_it_is_written_gives_one_space_to_several(hall, dates):
    """Without this the test above would prove nothing: what everybody writes first."""
    looked = threading.Barrier(DATES)

    def naive(date: Occurrence) -> None:
        with transaction.atomic():
            date.space = hall
            free = not clashes([booking_of(date)])
            looked.wait(timeout=60)
            if free:
                date.save(update_fields=["space"])

    all_at_once([lambda date=date: naive(date) for date in dates])

    assert Occurrence.objects.filter(space=hall).count() == DATES
